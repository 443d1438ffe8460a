import type { BoardPointer } from '#server/domains/board/board-pointer.ts';
import type { HeldState } from '#shared/domain/approval.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';

/** An answer that waits for a lead, or did: where it stands, never its words. */
export type HeldChanged = {
  readonly type: 'held_changed';
  readonly heldId: string;
  readonly conversationId: string;
  readonly customerId: string;
  readonly authorId: string;
  readonly state: HeldState;
  readonly changed: boolean;
};

/** An event as it is stored: its type and what it points at. What that looks like now is read when it is sent. */
export type StoredEvent =
  | { readonly type: 'item_added'; readonly seq: number }
  | { readonly type: 'item_redacted'; readonly seq: number }
  | { readonly type: 'delivery_changed'; readonly seq: number }
  | { readonly type: 'conversation_changed'; readonly conversationId: string }
  | { readonly type: 'customer_changed' }
  | { readonly type: 'thread_changed' }
  | {
      readonly type: 'read_marked';
      readonly conversationId: string;
      readonly by: 'customer' | 'agent';
      readonly seq: number;
      readonly at: string;
    }
  | { readonly type: 'handoff_changed'; readonly handoffId: string }
  | { readonly type: 'rows_changed'; readonly conversationId: string }
  | { readonly type: 'offer_changed'; readonly handoffId: string }
  | { readonly type: 'work_offer_changed'; readonly offerId: string }
  | { readonly type: 'owner_silent'; readonly conversationId: string; readonly formerId: string }
  | { readonly type: 'call_changed'; readonly callId: string }
  | { readonly type: 'survey_low'; readonly surveyId: string }
  | { readonly type: 'escalation_changed'; readonly escalationId: string }
  | { readonly type: 'help_changed'; readonly conversationId: string }
  | HeldChanged
  /** Of a team: these conversations are in its list, or were ([TL2]). */
  | { readonly type: 'team_rows'; readonly conversationIds: readonly string[] }
  | { readonly type: 'callbacks_changed' }
  /** Of `board`: what it shows of these is other than it was, or may be ([TL2]). */
  | ({ readonly type: 'board_rows' } & BoardPointer);

/** What a transaction changed, in the order it did so; handed to the publisher after the commit. */
export type Change =
  /** A versioned event, already in topic_event ([TL2]). */
  | {
      readonly to: 'topic';
      readonly topic: string;
      readonly version: number;
      /** Of a team's topic; the others share one. */
      readonly generation?: string;
      readonly at: Date;
      readonly event: StoredEvent;
      readonly item?: TimelineItem;
    }
  /** A team's derived state is dirty; the publisher of this hub ticks it ([TL2]). */
  | {
      readonly to: 'team';
      readonly teamId: string;
      readonly conversationId?: string;
      readonly handoffId?: string;
      readonly callbacks?: true;
    }
  /** Somebody's presence was set; everyone who is signed in is told. */
  | { readonly to: 'presence'; readonly agentId: string }
  /** What the workspace is set up with was changed: people, teams, categories …; everyone who is signed in is told. */
  | { readonly to: 'workspace' }
  /** Sign-ins were ended; their sockets are cut at once. */
  | { readonly to: 'sessions'; readonly ids: readonly string[] };
