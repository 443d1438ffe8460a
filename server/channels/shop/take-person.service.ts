import { type Heard, sourceOf } from '#server/channels/hear.ts';
import type { Connection } from '#server/channels/provider.ts';
import type { Deps } from '#server/deps.ts';
import { normalisePoints } from '#server/domains/identity/claim.ts';
import { resolveCustomer } from '#server/domains/identity/identity.service.ts';
import { inWork } from '#server/work.ts';

/** What a shop says of one of its accounts: how it is reached becomes known, and nothing stands on the thread. */
export async function takePerson(
  deps: Deps,
  connection: Connection,
  { points, name, occurredAt }: Pick<Heard, 'points' | 'name' | 'occurredAt'>,
): Promise<void> {
  const source = sourceOf(connection);
  const usable = normalisePoints(
    points.map((p) => ({ kind: p.kind, value: p.value, verifiedBy: p.verified ? source : null })),
  );
  // An address that nobody vouches for says nothing about anybody.
  if (!usable.some((point) => point.verifiedBy !== null)) return;
  await inWork(deps, (work) => resolveCustomer(work, { source, name, points: usable, occurredAt }));
}
