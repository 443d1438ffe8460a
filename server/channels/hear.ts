import { receive } from '#server/domains/conversations/inbound.service.ts';
import type { Inbound } from '#server/domains/conversations/inbound.ts';
import { lockCustomers } from '#server/domains/customers/customers.repository.ts';
import { normalisePoints } from '#server/domains/identity/claim.ts';
import { resolveCustomer } from '#server/domains/identity/identity.service.ts';
import { findBySource } from '#server/domains/ingest/ingest.repository.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { ContactPointKind } from '#shared/domain/contact-point.ts';
import type { ItemData, ItemKind } from '#shared/domain/item-data.ts';
import type { Locale } from '#shared/domain/people.ts';
import type { Connection } from './provider.ts';

/** What a provider brought, in the hub's words; its customer is not known yet. */
export type Heard<K extends ItemKind = ItemKind> = {
  /** The provider's id of it: the same twice is one item ([TL3]). */
  readonly externalId: string;
  readonly kind: K;
  readonly data: ItemData<K>;
  readonly direction: 'in' | 'out' | 'none';
  readonly occurredAt: Date;
  /** First the one it came from. `verified`: the provider has proven it ([ID2]). */
  readonly points: readonly { readonly kind: ContactPointKind; readonly value: string; readonly verified: boolean }[];
  readonly name?: string | undefined;
  readonly kana?: string | undefined;
  readonly locale?: Locale | undefined;
  /** The provider's thread; bound to the connection here. */
  readonly thread?: string | undefined;
  /** The thread of a leg as it is stored, where the channel has proven that this answers it. Before `thread`. */
  readonly legThread?: string | undefined;
  readonly historical?: boolean | undefined;
  /** A machine wrote it: see Inbound. */
  readonly quiet?: boolean | undefined;
  /** Who said it, unless it is the customer: staff at a counter, the shop. */
  readonly author?: Inbound['author'] | undefined;
};

export type HeardItem = {
  readonly itemId: string;
  readonly customerId: string;
  readonly seq: number;
  readonly conversationId: string | null;
  /** It had come before; nothing was changed. */
  readonly duplicate: boolean;
};

/** What names everything that came by a connection. */
export const sourceOf = (connection: Pick<Connection, 'adapter' | 'id'>): string =>
  `${connection.adapter}:${connection.id}`;

/**
 * The one way in for everything a provider brings: dedupe ([TL3]), identity ([ID1], [ID2]), item and conversation
 * ([CV10]), in the caller's work. Throws `invalid` when no point of it can be one.
 */
export async function hear(work: Work, connection: Connection, heard: Heard): Promise<HeardItem> {
  const source = sourceOf(connection);
  const [known] = await findBySource(work, [{ source, externalId: heard.externalId }]);
  if (known !== undefined) {
    const { itemId, customerId, seq } = known;
    return { itemId, customerId, seq, conversationId: null, duplicate: true };
  }
  const points = normalisePoints(
    heard.points.map(({ kind, value, verified }) => ({ kind, value, verifiedBy: verified ? source : null })),
  );
  if (points.length === 0) throw new AppError('invalid', { details: { reason: 'no usable contact point' } });
  const { name, kana, locale, occurredAt } = heard;
  const person = await resolveCustomer(work, { source, name, kana, locale, points, occurredAt });
  const customerId = person.customerId;
  await lockCustomers(work, [customerId]);
  const received = await receive(work, {
    customerId,
    contactPointId: person.contactPoints[0]?.id ?? null,
    kind: heard.kind,
    data: heard.data,
    channel: connection.channel,
    direction: heard.direction,
    author: heard.author ?? { type: 'customer', ...(name === undefined ? {} : { name }) },
    occurredAt,
    source,
    externalId: heard.externalId,
    connection: { id: connection.id, teamId: connection.teamId },
    historical: heard.historical,
    quiet: heard.quiet,
    ...threadOf(source, heard),
  });
  const { item, conversationId } = received;
  return { itemId: item.id, customerId, seq: item.seq, conversationId, duplicate: false };
}

function threadOf(source: string, { legThread, thread }: Heard): { thread?: string } {
  if (legThread !== undefined) return { thread: legThread };
  return thread === undefined ? {} : { thread: `${source}:${thread}` };
}
