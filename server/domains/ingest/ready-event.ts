import type { IdentityClaim } from '#server/domains/identity/claim.ts';
import type { Channel } from '#shared/domain/channels.ts';
import type { IngestKind, ItemData, ItemKind } from '#shared/domain/item-data.ts';
import type { Author } from '#shared/domain/party.ts';

/** An event that passed every check: only the database can still say no. */
export type ReadyEvent = {
  readonly source: string;
  readonly externalId: string;
  readonly kind: IngestKind;
  readonly data: ItemData<ItemKind>;
  readonly channel: Channel;
  readonly direction: 'in' | 'out' | 'none';
  readonly author: Author;
  readonly occurredAt: Date;
  readonly thread: string | undefined;
  readonly historical: boolean;
  readonly claim: IdentityClaim;
  /** The point of the claim that the item came from or went to. */
  readonly pointIndex: number;
};

/** What became of an event that could be kept. Accepted means committed ([SY1]). */
export type Kept = {
  readonly status: 'accepted' | 'duplicate';
  readonly itemId: string;
  readonly seq: number;
  readonly customerId: string;
};
