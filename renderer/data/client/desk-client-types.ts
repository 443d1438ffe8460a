import type { Drafts, Outbox } from '#renderer/data/local/local-types.ts';
import type { AccountProof, CameBack } from '#renderer/data/sign-on.ts';
import type { EscalationState } from '#renderer/state/escalation-state.ts';
import type { InboxState } from '#renderer/state/inbox-state.ts';
import type { PeopleState } from '#renderer/state/people-state.ts';
import type { ThreadState } from '#renderer/state/thread-state.ts';
import type { TypingState } from '#renderer/state/typing-state.ts';
import type { Call } from '#shared/domain/call.ts';
import type { Channel } from '#shared/domain/channels.ts';
import type { Conversation, InboxRow, InboxTab } from '#shared/domain/conversation.ts';
import type { Escalation } from '#shared/domain/escalation.ts';
import type { Handoff } from '#shared/domain/handoff.ts';
import type { Attachment } from '#shared/domain/item-data.ts';
import type { Help, Whisper } from '#shared/domain/live-help.ts';
import type { Party } from '#shared/domain/party.ts';
import type { SurveyAnswer } from '#shared/domain/survey.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';
import type { WorkOffer } from '#shared/domain/work-offer.ts';
import type { SignedInAgent } from '#shared/ipc/contract.ts';
import type { LocalState } from '#shared/ipc/local.ts';
import type { Answer, WireError } from '#shared/wire/ack.ts';
import type { AgentCommandName, CommandInput, CommandOutput } from '#shared/wire/commands.ts';
import type { QueryInput, QueryName, QueryOutput } from '#shared/wire/queries.ts';
import type { SignOnOffer } from '#shared/wire/sign-on.ts';
import type { TopicEvent } from '#shared/wire/topic-event.ts';
import type { BoardFeed } from './board-view.ts';
import type { Readable } from './readable.ts';

export type { Readable } from './readable.ts';

export type SessionView = {
  readonly status: 'starting' | 'signed_out' | 'signed_in';
  readonly agent: SignedInAgent | null;
  readonly reason: 'none' | 'refused';
};

/** [SY4] `completeUpTo` is the hub's time up to which the window holds everything; null before the first sync. */
export type ConnectionView = {
  readonly state: 'connecting' | 'connected' | 'catching_up' | 'offline';
  readonly completeUpTo: string | null;
  readonly problem: WireError | null;
};

/** A command that has not been answered yet, or that failed for good and may be tried again. */
export type PendingCommand = {
  readonly id: string;
  readonly name: AgentCommandName;
  readonly input: unknown;
  readonly state: 'pending' | 'failed';
  readonly error?: WireError;
  readonly at: string;
};

export type ThreadJump =
  | { readonly at: 'date'; readonly date: string }
  /** `customerId`: of which record of the thread, when it is not the one that was opened. */
  | { readonly at: 'item'; readonly seq: number; readonly customerId?: string }
  | { readonly at: 'oldest' }
  | { readonly at: 'newest' };
export type ThreadView = {
  readonly state: 'loading' | 'ready' | 'error';
  readonly error: WireError | null;
  readonly loading: 'older' | 'newer' | 'jump' | null;
  readonly thread: ThreadState;
};

/** One opened thread; closing it stops following the customer. */
export type ThreadDoor = {
  readonly view: Readable<ThreadView>;
  readonly retry: () => void;
  readonly loadOlder: () => void;
  readonly loadNewer: () => void;
  readonly jump: (to: ThreadJump) => void;
  readonly filter: (channels: readonly Channel[]) => void;
  readonly close: () => void;
};

/** What is known of conversations and handoffs, from whatever answer or push brought it. */
export type EntityState = {
  readonly conversations: ReadonlyMap<string, Conversation>;
  readonly handoffs: ReadonlyMap<string, Handoff>;
  /** The records of opened threads that are more than one, by each of them ([ID3]). */
  readonly members?: ReadonlyMap<string, readonly string[]>;
};

/** An owner was silent for too long and lost a conversation to the queue of a team that I lead ([CV5]). */
export type OwnerSilence = { readonly row: InboxRow; readonly former: Party };

/** Where a held answer stands; its words are asked for. */
export type HeldNews = Extract<TopicEvent, { type: 'held_changed' }>;

export type DeskEvents = {
  /** An offer to me or to a team of mine came in. */
  readonly onOffer?: (handoff: Handoff) => void;
  /** An offer that I made was decided. */
  readonly onOfferDecided?: (handoff: Handoff) => void;
  /** A customer said something on an open thread, or on a conversation of mine. */
  readonly onCustomerMessage?: (item: TimelineItem) => void;
  /** The calls to make of one of my teams are other than they were. */
  readonly onCallbacksChanged?: () => void;
  /** A conversation of a queue is offered to me, or that offer is decided. */
  readonly onWorkOffer?: (offer: WorkOffer) => void;
  readonly onOwnerSilent?: (silence: OwnerSilence) => void;
  /** A customer of a team that I lead was asked how it was, and is not happy. */
  readonly onSurveyLow?: (answer: SurveyAnswer) => void;
  /** A call that rings at me, is mine or comes to me is other than it was. */
  readonly onCall?: (call: Call) => void;
  /** Who watches a conversation of an open thread, or who is on its call, is other than it was ([ES3]). */
  readonly onHelpChanged?: (help: Help) => void;
  /** A word between a lead and an owner alone, on an open thread ([ES3]). */
  readonly onWhisper?: (item: Whisper) => void;
  /** An answer of mine, or one that waits for me as a lead, is other than it was. */
  readonly onHeldChanged?: (held: HeldNews) => void;
  /** An escalation that concerns me, or one on an open thread, is other than it was; `before` is what was known here. */
  readonly onEscalation?: (escalation: Escalation, before: Escalation | undefined) => void;
};

export type DeskClient = {
  readonly session: {
    readonly view: Readable<SessionView>;
    readonly signIn: (login: string, password: string) => Promise<Answer<void>>;
    readonly signOut: () => Promise<void>;
    /** By the company's account; null while a browser's page leaves for it. */
    readonly signOn: () => Promise<Answer<void> | null>;
    readonly cancelSignOn: () => void;
    /** What this hub offers whoever is not signed in. */
    readonly signOnOffer: () => Promise<SignOnOffer>;
    /** Shows whose company account it is; null while a browser's page leaves for it. */
    readonly proveAccount: () => Promise<Answer<AccountProof> | null>;
    /** What this page came back with from the company's sign-in; given once. */
    readonly takeCameBack: () => CameBack | null;
    /** Sets a new password by the code that an administrator gave. Signs nobody in. */
    readonly setPassword: (login: string, code: string, password: string) => Promise<Answer<unknown>>;
  };
  readonly connection: { readonly view: Readable<ConnectionView>; readonly reconnectNow: () => void };
  readonly inbox: {
    readonly store: Readable<InboxState>;
    readonly load: (tab: InboxTab) => void;
    readonly loadMore: (tab: InboxTab) => void;
  };
  readonly entities: Readable<EntityState>;
  readonly people: Readable<PeopleState>;
  /** The floor, for those who lead it. */
  readonly board: Pick<BoardFeed, 'store' | 'open'>;
  readonly escalations: {
    readonly store: Readable<EscalationState>;
    readonly learn: (escalations: readonly Escalation[]) => void;
  };
  readonly typing: {
    readonly store: Readable<TypingState>;
    readonly report: (conversationId: string, mode: 'reply' | 'note', active: boolean) => void;
  };
  readonly openThread: (customerId: string, conversationId?: string) => ThreadDoor;
  readonly send: <N extends AgentCommandName>(name: N, input: CommandInput<N>) => Promise<Answer<CommandOutput<N>>>;
  readonly pending: {
    readonly store: Readable<readonly PendingCommand[]>;
    readonly retry: (id: string) => void;
    readonly discard: (id: string) => void;
  };
  /** Where this window keeps things, and what of the agent's waits there for the hub ([SY5]). */
  readonly local: { readonly state: Readable<LocalState>; readonly drafts: Drafts; readonly outbox: Outbox };
  /** Asks once. Throws HubError. */
  readonly ask: <N extends QueryName>(name: N, input: QueryInput<N>) => Promise<QueryOutput<N>>;
  readonly upload: (file: File) => Promise<Answer<Attachment>>;
  readonly readBlob: (blobId: string) => Promise<Blob>;
  readonly readMail: (blobId: string, images: boolean) => Promise<string>;
  readonly listen: (events: DeskEvents) => () => void;
  readonly start: () => void;
  readonly stop: () => void;
};
