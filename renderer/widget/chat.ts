import type { Attachment } from '#shared/domain/item-data.ts';
import type { Locale } from '#shared/domain/people.ts';
import type { Answer } from '#shared/wire/ack.ts';
import type { VisitorSession } from '#shared/wire/auth.ts';
import type { CommandOutput } from '#shared/wire/commands.ts';
import type { TopicEvent } from '#shared/wire/topic-event.ts';
import type { VisitorHistory } from '#shared/wire/visitor.ts';
import type { Connection } from './connection.ts';
import { createPhotos, type Photos } from './photos.ts';
import { keepSession } from './session.ts';
import { openStore } from './store.ts';
import type { ChatState } from './sync/chat-state.ts';
import { historyPath } from './sync/history.ts';
import { keepLine, type LineState } from './sync/line.ts';
import { type Outbox, ofVisitor, type Said } from './sync/outbox.ts';
import { createReadMarks } from './sync/read-marks.ts';
import { createSender } from './sync/sender.ts';
import { createThreadSync } from './sync/thread-sync.ts';
import { uuidV7 } from './uuid-v7.ts';
import type { Given } from './view/score-form.ts';

/** All that the screen shows of the conversation. */
export type ChatView = {
  readonly line: LineState;
  readonly session: VisitorSession | null;
  readonly loaded: boolean;
  readonly thread: ChatState;
  readonly loadingOlder: boolean;
  readonly outbox: Outbox;
  /** Somebody of ours is writing. */
  readonly typing: { readonly name: string | null } | null;
};

/** The conversation with the hub, without a screen. */
export type Chat = {
  readonly view: () => ChatView;
  readonly isKnown: () => boolean;
  readonly start: () => void;
  readonly connectNow: () => void;
  readonly identify: (token: string) => void;
  readonly send: (said: Said) => void;
  readonly retry: (id: string) => void;
  readonly discard: (id: string) => void;
  readonly typing: (active: boolean) => void;
  readonly older: () => Promise<void>;
  readonly read: (seq: number) => void;
  readonly upload: (file: File, onProgress: (part: number) => void) => Promise<Answer<Attachment>>;
  readonly photos: Photos;
  /** Gives the number to be called by, where an agent asked for it; the words of a refusal, or null. */
  readonly callMe: (number: string) => Promise<string | null>;
  /** Says how it was; the words of a refusal, or null. */
  readonly answerSurvey: (surveyId: string, given: Given) => Promise<string | null>;
  /** What was answered in this browser. */
  readonly surveyAnswer: (surveyId: string) => number | null;
};

type Options = {
  readonly hub: string;
  readonly connection: Connection;
  readonly identity: string | null;
  readonly locale: () => Locale;
  /** Called after every change, at most once per task. */
  readonly onChange: () => void;
};

/** The newest question that was answered here, and how. */
const ANSWERED = 'survey';

export function createChat({ hub, connection, identity, locale, onChange }: Options): Chat {
  const visits = openStore('visits', hub);
  const session = keepSession({ connection, visits, locale, identity });
  let typing: ChatView['typing'] = null;
  let typingTimer: ReturnType<typeof setTimeout> | undefined;
  let customerId: string | null = null;

  let told = false;
  function changed(): void {
    if (told) return;
    told = true;
    queueMicrotask(() => {
      told = false;
      onChange();
    });
  }

  const line = keepLine({
    connection,
    session,
    locale,
    on: {
      up: () => void up(),
      changed,
      topic: (envelope) => sync.event(envelope),
      heads: ({ heads }) => sync.heads(heads),
      typing: ({ active, name, forMs }) => showTyping(active ? { name: name ?? null } : null, forMs),
    },
  });
  const isUp = (): boolean => line.state() === 'connected';
  const marks = createReadMarks({ visits, command: line.command });
  const sender = createSender({
    tab: openStore('tab', hub),
    visitorId: session.visitorId,
    command: line.command,
    isUp,
    sent: (item) => sync.own(item),
    changed() {
      if (!sender.isUnsettled()) sync.release();
      changed();
    },
  });
  const sync = createThreadSync({
    follow: line.follow,
    page: (wish) => withToken((token) => connection.get<VisitorHistory>(historyPath(wish), token)),
    isUp,
    isUnsettled: sender.isUnsettled,
    remembered: marks.remembered,
    changed,
    said: heard,
  });
  const photos = createPhotos((blobId) => blobOf(blobId), changed);

  async function up(): Promise<void> {
    const current = session.current();
    if (current === null) return;
    if (customerId !== null && customerId !== current.customerId) sync.reset();
    customerId = current.customerId;
    await sender.settleAttempted();
    await sync.up();
    sender.flush();
    marks.flush();
  }

  function showTyping(who: ChatView['typing'], forMs: number): void {
    clearTimeout(typingTimer);
    typing = who;
    if (who !== null) typingTimer = setTimeout(() => showTyping(null, 0), forMs);
    changed();
  }

  /** Who has answered no longer writes. */
  function heard(event: TopicEvent): void {
    if (event.type === 'item_added' && !('hidden' in event.item) && event.item.direction === 'out') showTyping(null, 0);
  }

  async function withToken<T>(work: (token: string) => Promise<Answer<T>>): Promise<Answer<T>> {
    const given = await session.ensure();
    if (!given.ok) return given;
    const answer = await work(given.data.token);
    if (answer.ok || answer.error.code !== 'token_expired') return answer;
    session.distrust();
    const renewed = await session.ensure();
    return renewed.ok ? work(renewed.data.token) : renewed;
  }

  async function blobOf(blobId: string): Promise<Blob | null> {
    const given = await session.ensure();
    return given.ok ? connection.file(blobId, given.data.token) : null;
  }

  return {
    view: () => ({
      line: line.state(),
      session: session.current(),
      loaded: sync.isLoaded(),
      thread: sync.state(),
      loadingOlder: sync.isLoadingOlder(),
      outbox: ofVisitor(sender.outbox(), session.visitorId()),
      typing,
    }),
    isKnown: session.isKnown,
    start: line.start,
    connectNow: line.now,
    identify(token) {
      session.identify(token);
      // A visitor who never spoke is met when the chat is opened, or now if the shop knows who it is.
      if (line.state() === 'idle') line.start();
      else line.restart();
    },
    send: sender.add,
    retry: sender.retry,
    discard: sender.discard,
    typing: line.typing,
    older: sync.older,
    read(seq) {
      if (customerId === null) return;
      marks.mark(customerId, seq);
      sync.read(seq);
    },
    async upload(file, onProgress) {
      const answer = await withToken((token) => connection.upload(file, file.name, token, onProgress));
      if (answer.ok) photos.keep(answer.data.blobId, file);
      return answer;
    },
    photos,
    async callMe(number) {
      const answer = await line.command(uuidV7(), 'visitor:call-me', { number });
      if (answer === null) return '';
      if (!answer.ok) return answer.error.message;
      sync.own((answer.data as CommandOutput<'visitor:call-me'>).item);
      return null;
    },
    async answerSurvey(surveyId, { score, comment }) {
      const input = { surveyId, score, ...(comment === '' ? {} : { comment }) };
      const answer = await line.command(uuidV7(), 'visitor:answer-survey', input);
      if (answer?.ok !== true) return answer?.error.message ?? '';
      visits.set(ANSWERED, `${surveyId} ${score}`);
      return null;
    },
    surveyAnswer(surveyId) {
      const [id, score] = (visits.get(ANSWERED) ?? '').split(' ');
      return id === surveyId ? Number(score) : null;
    },
  };
}
