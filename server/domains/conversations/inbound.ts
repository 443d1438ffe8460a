import type { Channel } from '#shared/domain/channels.ts';
import { type ItemData, type ItemKind, QUIET_KINDS } from '#shared/domain/item-data.ts';
import type { Author } from '#shared/domain/party.ts';
import { isBareThankYou } from '#shared/domain/thank-you.ts';
import type { TimelineItem, Visibility } from '#shared/domain/timeline-item.ts';

/** What came in from outside, its customer known: from a channel, an integration or an import. */
export type Inbound<K extends ItemKind = ItemKind> = {
  readonly customerId: string;
  /** Where on the customer's side it comes from or went to, for [CV10]; null when nothing reaches back. */
  readonly contactPointId: string | null;
  readonly kind: K;
  readonly data: ItemData<K>;
  readonly channel: Channel;
  readonly direction: 'in' | 'out' | 'none';
  readonly author: Author;
  readonly occurredAt: Date;
  /** The provider's thread, or the thread a reply token stands for. Bind it to its source: two may use the same words. */
  readonly thread?: string | undefined;
  /** The connected account it came in by: answers leave by the same, and new conversations go to its team. */
  readonly connection?: { readonly id: string; readonly teamId: string | null } | undefined;
  readonly source?: string | undefined;
  readonly externalId?: string | undefined;
  readonly historical?: boolean | undefined;
  /** A machine wrote it: it joins the conversation it belongs to, but opens and reopens none and starts no clock. */
  readonly quiet?: boolean | undefined;
  /** Said about the customer and not to them, by a clerk say: it waits for an answer, and stays inside. */
  readonly internal?: boolean | undefined;
};

/** What became of it. No conversation: it stands on the customer's thread alone. */
export type Received = {
  readonly item: TimelineItem;
  readonly conversationId: string | null;
  readonly opened: boolean;
};

/** Kinds and old news that never open, route, notify or start a clock ([CV10]), and what comes from a blocked point. */
export const isQuiet = (inbound: Inbound): boolean =>
  inbound.historical === true || QUIET_KINDS.has(inbound.kind) || 'blocked' in inbound.data;

/** Themselves, and neither a machine of theirs nor a clerk about them. */
export const isFromCustomer = ({ direction, quiet, internal, kind }: Inbound): boolean =>
  direction === 'in' && quiet !== true && internal !== true && (kind === 'message' || kind === 'call');

/** A message that is nothing but a bare thank-you. */
export function isThanks(inbound: Inbound): boolean {
  if (inbound.kind !== 'message') return false;
  const { text, attachments } = inbound.data as ItemData<'message'>;
  return (attachments?.length ?? 0) === 0 && isBareThankYou(text);
}

/** Visibility follows kind and direction: customers see what was said between them and us, and nothing else. */
export function visibilityOf(inbound: Inbound): Visibility {
  if (inbound.internal === true) return 'internal';
  return inbound.kind === 'message' && inbound.direction !== 'none' ? 'customer' : 'internal';
}
