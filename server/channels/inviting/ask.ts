import type { ConversationRecord } from '#server/domains/conversations/conversations.repository.ts';
import type { Crossing } from '#shared/domain/crossing.ts';

/** A customer to be asked over to another channel, for an accepted handoff whose locks the caller holds. */
export type Invite = {
  readonly handoffId: string;
  readonly conversation: ConversationRecord;
  readonly crossing: Crossing;
  /** Who asks, by whose public name. */
  readonly agentId: string;
};

/** What was done: until when it stands, and the leg on the other channel where its address is known beforehand. */
export type Invited = { readonly lapseAt: Date; readonly sessionId: string | null };
