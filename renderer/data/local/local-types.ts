import type { Readable } from '#renderer/data/client/readable.ts';
import type { KeptDraft } from '#renderer/state/draft-merge.ts';
import type { Insisting, OutboxState, QueuedName } from '#renderer/state/outbox-state.ts';
import type { Answer, WireError } from '#shared/wire/ack.ts';
import type { CommandInput, CommandOutput } from '#shared/wire/commands.ts';

/** `queued`: on disk, it leaves by itself when the hub is back. `answered`: the hub's word, or why it could not wait. */
export type Given<T> = { readonly state: 'queued' } | { readonly state: 'answered'; readonly answer: Answer<T> };

export type Outbox = {
  readonly store: Readable<OutboxState>;
  /** Sends what the agent wrote: now if the hub is there and nothing waits before it, else in its turn. */
  readonly give: <N extends QueuedName>(
    name: N,
    input: CommandInput<N>,
    of: GivenOf,
  ) => Promise<Given<CommandOutput<N>>>;
  /** Sends a stopped queue after all, as new commands with what is known now. */
  readonly insist: (conversationId: string, known: Insisting) => Promise<void>;
  readonly discard: (conversationId: string) => Promise<void>;
  /**
   * Takes back one that still waits for its time: false when it has left, or may have. It stays on disk, never to leave,
   * until `drop` says that its words are elsewhere.
   */
  readonly undo: (conversationId: string, id: string) => Promise<boolean>;
  readonly drop: (conversationId: string, id: string) => Promise<void>;
  /**
   * Ends the time in which what was sent can be taken back: its author goes on to something after which it could not leave.
   * Resolves to null once it has left, or where nothing waited for its time or there is no line; else to why it did not.
   */
  readonly leaveNow: (conversationId: string) => Promise<WireError | null>;
};

/** Where a command belongs. */
export type GivenOf = {
  readonly conversationId: string;
  readonly customerId: string;
  /** So long its author may take it back, where this computer keeps what waits; it then comes back as `queued`. */
  readonly delayMs?: number;
  /** What the hub said of one that came back as `queued`; never called once the window was closed. */
  readonly onTaken?: (data: unknown) => void;
  /** The command's id, from whoever may have to give it once more; by default it gets one. */
  readonly id?: string;
  /** It may have been given before, by this id, to a desk that died since: what became of it is found out ([SY2]). */
  readonly isAgain?: boolean;
};

/** Drafts on this machine ([CV4]): there after a crash, and before the hub has them. */
export type Drafts = {
  /** As they were left, of one conversation. */
  readonly of: (conversationId: string) => Promise<readonly KeptDraft[]>;
  /** Keeps one as it is now; an empty one that the hub knows to be empty is taken away. */
  readonly keep: (draft: KeptDraft) => Promise<void>;
  /** A composer shows this conversation: it brings its drafts to the hub by itself. */
  readonly hold: (conversationId: string) => void;
};
