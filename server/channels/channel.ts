import type { Inbound } from '#server/domains/conversations/inbound.ts';
import type { LeavingItem } from '#server/domains/messages/may-leave.ts';
import type { Work } from '#server/work.ts';
import type { Channel } from '#shared/domain/channels.ts';

/** What can be done on a channel; the desk offers nothing else. */
export type ChannelCapabilities = {
  /** Longest text of one message, in characters. */
  readonly textLimit: number;
  /** Media types of files that may be sent, and the most bytes of one; null where no files go. */
  readonly files: { readonly types: readonly string[]; readonly bytes: number } | null;
  /** Either side sees that the other one writes. */
  readonly typing: boolean;
  /** The customer's side says what was delivered and read; without it nobody claims so ([SY5]). */
  readonly delivery: boolean;
  /** Formatted text, a subject and copies are possible; not unless it says so. */
  readonly rich?: boolean;
};

/** Whom on a channel: the address, and the leg of the conversation it belongs to. */
export type ChannelAddress = {
  readonly customerId: string;
  /** Null where the leg has none: a channel that needs one throws `no_channel`. */
  readonly contactPointId: string | null;
  readonly conversationId: string;
  readonly sessionId: string | null;
  /** The connected account it runs over; null where the channel has none, or the leg does not say. */
  readonly connectionId?: string | null;
};

/**
 * The one interface of a channel ([CH1]): a folder under server/channels implements it, and nothing outside knows more. How
 * a customer is asked onto it from another one is the same for all and stands in `inviting/` ([HO6]).
 * `Raw` is what the provider delivers, already proven to be the provider's ([CH2]).
 */
export type ChannelAdapter<Raw = unknown> = {
  readonly channel: Channel;
  readonly capabilities: ChannelCapabilities;
  /** Turns what the provider delivered into the hub's words, customer resolved; null for what carries nothing. */
  readonly receive: (work: Work, raw: Raw) => Promise<Inbound | null>;
  /**
   * Sends an item that stands on the thread. Inside the work that appended it: channels of our own are done with the
   * commit; a provider's get a durable job in the same transaction ([CH3]). Throws `no_channel`.
   */
  readonly send: (work: Work, to: ChannelAddress, item: LeavingItem) => Promise<'sent' | 'queued'>;
};
