import type { ReadDb } from '#server/db/handle.ts';
import type { Deps } from '#server/deps.ts';
import type { LeavingItem } from '#server/domains/messages/may-leave.ts';
import type { Work } from '#server/work.ts';
import type { ConnectionField, ConnectionTest, Localised } from '#shared/domain/channel-connection.ts';
import type { Channel } from '#shared/domain/channels.ts';
import type { CrossingRefusal } from '#shared/domain/crossing.ts';
import type { Attachment, ItemData } from '#shared/domain/item-data.ts';
import type { MessageFormat, SendingFacts, SendingNotice } from '#shared/domain/sending.ts';
import type { ChannelCapabilities } from './channel.ts';

/** A connected account as its provider works with it; secrets are open. Never logged, never sent. */
export type Connection = {
  readonly id: string;
  readonly channel: Channel;
  readonly adapter: string;
  readonly name: string;
  readonly teamId: string | null;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly pathToken: string;
  /** Where the provider calls us; null without TSUNAGI_PUBLIC_URL. Signatures over addresses use this, never Host. */
  readonly hookUrl: string | null;
  readonly state: 'active' | 'paused';
  readonly cursor: Readonly<Record<string, unknown>>;
  readonly updatedAt: Date;
};

/** An item on its way out ([CH3]). */
export type OutgoingItem = {
  readonly item: LeavingItem;
  /** Ours, fixed before the first attempt: goes out as Message-ID or retry key. */
  readonly ref: string;
  /** The customer's address on the channel, in normal form; null where the item goes by something else. */
  readonly to: string | null;
  readonly details: Readonly<Record<string, unknown>>;
  readonly conversationId: string | null;
  readonly attempts: number;
};

/** Whom an answer goes to. */
export type AnswerTo = {
  readonly customerId: string;
  readonly conversationId: string;
  readonly contactPointId: string | null;
};

/** An answer before it is an item. */
export type AnswerDraft = AnswerTo & {
  readonly text: string;
  readonly attachments: readonly Attachment[];
  readonly format: MessageFormat;
  readonly agentId: string;
  /** A machine of ours wrote it; other machines are told so. */
  readonly auto?: boolean;
};

export type PreparedAnswer = {
  readonly data?: Partial<ItemData<'message'>>;
  readonly ref?: string;
  readonly details?: Readonly<Record<string, unknown>>;
};

/** Taken over by the provider. `providerId` is what its delivery marks will name. */
export type Taken = { readonly providerId?: string | undefined; readonly delivered?: boolean };

/**
 * Why something at a provider did not work. `retry`: nothing was taken, try later; `refused`: never will be; `unknown`:
 * it may have been taken, so it is reconciled and not resent ([CH3]); `config`: an administrator has to mend the connection,
 * the item waits.
 */
export class ProviderError extends Error {
  readonly kind: 'retry' | 'refused' | 'unknown' | 'config';
  /** A word of ours, `rate_limited`, `unreachable`, `bad_credentials`, `malformed_answer`, …; shown in settings and on the item. */
  readonly code: string;
  readonly retryAfterMs: number | undefined;

  constructor(
    kind: ProviderError['kind'],
    code: string,
    detail: string,
    options: { retryAfterMs?: number; cause?: unknown } = {},
  ) {
    super(detail, options.cause === undefined ? {} : { cause: options.cause });
    this.kind = kind;
    this.code = code;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** A webhook as it came: nothing of it is parsed yet ([CH2]). */
export type HookRequest = {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly rawBody: Buffer;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly contentType: string;
  /** Path and query after our public address, for signatures over the whole address. */
  readonly pathAndQuery: string;
};

export type HookAnswer = { readonly status: number; readonly contentType: string; readonly body: string };

/** One event of a webhook call; a call may carry several. `id` is the provider's, or a hash where it has none. */
export type HookEvent = {
  readonly id: string;
  readonly body: Buffer;
  /** Events of the same word are worked on one after another, in their order: a sender, a call, an order. */
  readonly order?: string | undefined;
};

/** The way in of a provider that calls us. Verified, kept, answered with 200, then worked on. */
export type WebhookDoor = {
  /** Over the raw bytes, in constant time; false without a secret. Two secrets while one rotates. */
  readonly verify: (connection: Connection, request: HookRequest) => boolean;
  /** Takes a verified call apart; throws `ProviderError` 'malformed_answer' for what it can not read. */
  readonly events: (request: HookRequest) => readonly HookEvent[];
  /** Works on one kept event, later, in its own time. May run again after a crash: effects are bound to provider ids. */
  readonly handle: (deps: Deps, connection: Connection, event: HookEvent) => Promise<void>;
  /** Answers a provider's check of the address; null refuses. */
  readonly challenge?: (connection: Connection, request: HookRequest) => HookAnswer | null;
  /** For providers that wait for instructions in the answer. Runs after the events are kept. */
  readonly answer?: (deps: Deps, connection: Connection, request: HookRequest) => Promise<HookAnswer>;
};

/** What listens as long as its connection is active; exactly one hub runs it at a time. */
export type Runner = { readonly stop: () => Promise<void> };

/**
 * One way of connecting a channel ([CH1]): everything about one provider, in its channel's folder. `fields` say what an
 * administrator gives; those of kind `secret` arrive in `connection.secrets`, all others in `connection.settings`, parsed
 * by `settings` first.
 */
export type Provider = {
  readonly adapter: string;
  readonly channel: Channel;
  readonly name: Localised;
  readonly about: Localised;
  readonly fields: readonly ConnectionField[];
  /** Checks settings beyond their fields; a sentence for the administrator, or null. */
  readonly check?: (settings: Readonly<Record<string, unknown>>) => Localised | null;
  readonly capabilities: ChannelCapabilities;
  /** Secrets were entered in the place of ones that this hub's key does not open: what it made under that key is made anew. */
  readonly enteredAnew?: (work: Work) => Promise<void>;
  /**
   * What an answer's item holds beside its text and files (a mail's head, say), what `deliver` needs with it, and the id
   * it leaves under. Runs in the work that appends it: no network, and `connection.secrets` are not open here.
   */
  readonly prepare?: (work: Work, connection: Connection, draft: AnswerDraft) => Promise<PreparedAnswer>;
  /** Hands one item over. Throws `ProviderError`. */
  readonly deliver?: (deps: Deps, connection: Connection, out: OutgoingItem) => Promise<Taken>;
  /** What became of an item that may have been taken: taken, surely not taken, or still unknown. */
  readonly reconcile?: (
    deps: Deps,
    connection: Connection,
    out: OutgoingItem,
  ) => Promise<Taken | 'not_taken' | 'unknown'>;
  readonly webhook?: WebhookDoor;
  /** Its page for customers, below the hub's public address, where it has one. */
  readonly publicPath?: (connection: Pick<Connection, 'pathToken'>) => string;
  /**
   * Takes in what is in quarantine, once more, because somebody decided so ([CH4]). `refused`: it can still not be read.
   * Does not put it into quarantine by itself.
   */
  readonly readmit?: (
    deps: Deps,
    connection: Connection,
    kept: { readonly raw: Buffer; readonly receivedAt: Date },
  ) => Promise<{ readonly itemId?: string; readonly customerId?: string; readonly refused?: string }>;
  readonly run?: (deps: Deps, connection: Connection) => Promise<Runner>;
  readonly test?: (deps: Deps, connection: Connection) => Promise<ConnectionTest>;
  /** What the composer shows beside the text: whom it goes to by which address of ours, subject, copies, signature. */
  readonly facts?: (
    deps: Deps,
    connection: Connection,
    to: AnswerTo,
  ) => Promise<Pick<SendingFacts, 'subject' | 'signature'> & { readonly address?: string; readonly cc?: string[] }>;
  /**
   * Why nothing would arrive at this address now, as far as it is known here without asking the provider; null when nothing
   * speaks against it.
   */
  readonly standing?: (
    db: ReadDb,
    connection: Connection,
    to: { readonly contactPointId: string; readonly at: Date },
  ) => Promise<CrossingRefusal | null>;
  /** What an author has to know before answering this customer by this connection: limits, windows, quotas. */
  readonly notices?: (deps: Deps, connection: Connection, to: AnswerTo) => Promise<readonly SendingNotice[]>;
};
