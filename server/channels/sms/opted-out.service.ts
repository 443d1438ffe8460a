import { hear } from '#server/channels/hear.ts';
import type { Connection } from '#server/channels/provider.ts';
import type { Deps } from '#server/deps.ts';
import { inWork } from '#server/work.ts';
import { EVERY } from '#shared/domain/consent.ts';

/** The provider refuses a number because it said STOP there: that is a withdrawn consent, and stands on the thread. */
export async function withdrawSms(
  deps: Deps,
  connection: Connection,
  { to, id }: { readonly to: string; readonly id: string },
): Promise<void> {
  const data = { channel: connection.channel, purpose: EVERY, granted: false, source: 'provider', evidence: '21610' };
  await inWork(deps, (work) =>
    hear(work, connection, {
      externalId: `consent:${id}`,
      kind: 'consent',
      data,
      direction: 'none',
      occurredAt: work.at,
      points: [{ kind: 'phone', value: to, verified: true }],
    }),
  );
}
