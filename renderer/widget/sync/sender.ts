import type { Answer } from '#shared/wire/ack.ts';
import type { CommandOutput } from '#shared/wire/commands.ts';
import type { Store } from '../store.ts';
import { uuidV7 } from '../uuid-v7.ts';
import {
  drop,
  markAttempted,
  markRefused,
  nextToSend,
  type Outbox,
  type OutboxEntry,
  parseOutbox,
  put,
  renew,
  type Said,
} from './outbox.ts';

type Sent = CommandOutput<'visitor:send'>;

/** Sends what was written, one after another and each once, whenever the line is up; a page that follows takes over. */
export type Sender = {
  readonly outbox: () => Outbox;
  readonly add: (said: Said) => void;
  readonly retry: (id: string) => void;
  readonly discard: (id: string) => void;
  /** Tells of what may have arrived already before anything else is read, so that it does not show twice. */
  readonly settleAttempted: () => Promise<void>;
  readonly flush: () => void;
  /** A message is under way whose fate is not known yet. */
  readonly isUnsettled: () => boolean;
};

type Parts = {
  readonly tab: Store;
  readonly visitorId: () => string | null;
  readonly command: (id: string, name: 'visitor:send', input: Said) => Promise<Answer<unknown> | null>;
  readonly isUp: () => boolean;
  readonly sent: (item: Sent['item']) => void;
  readonly changed: () => void;
};

const OUTBOX = 'outbox';
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 20_000;

export function createSender({ tab, visitorId, command, isUp, sent, changed }: Parts): Sender {
  let outbox = parseOutbox(tab.get(OUTBOX));
  let running: Promise<void> | null = null;
  let again = false;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function become(next: Outbox): void {
    outbox = next;
    tab.set(OUTBOX, next.length === 0 ? null : JSON.stringify(next));
    changed();
  }

  const next = (): OutboxEntry | undefined => {
    const visitor = visitorId();
    return visitor === null ? undefined : nextToSend(outbox, visitor);
  };

  /** True when its fate is known. */
  async function sendOne({ id, said }: OutboxEntry): Promise<boolean> {
    become(markAttempted(outbox, id));
    const answer = await command(id, 'visitor:send', said);
    if (answer?.ok) {
      failures = 0;
      // First its place on the thread, then out of the queue: it never is nowhere.
      sent((answer.data as Sent).item);
      become(drop(outbox, id));
      return true;
    }
    if (answer && !answer.error.retryable) {
      become(markRefused(outbox, id, answer.error.message));
      return true;
    }
    later(answer?.ok === false ? Number(answer.error.details?.['seconds'] ?? 0) : 0);
    return false;
  }

  function later(seconds: number): void {
    failures += 1;
    clearTimeout(timer);
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - 1));
    timer = setTimeout(flush, Math.max(wait, seconds * 1000));
  }

  /** One run at a time: messages leave in the order in which they were written. */
  function run(until: (entry: OutboxEntry) => boolean): Promise<void> {
    running ??= (async () => {
      for (let entry = next(); entry !== undefined && until(entry) && isUp(); entry = next()) {
        if (!(await sendOne(entry))) break;
      }
    })().finally(() => {
      running = null;
      if (again) flush();
    });
    return running;
  }

  function flush(): void {
    clearTimeout(timer);
    again = running !== null;
    if (!again) void run(() => true);
  }

  return {
    outbox: () => outbox,
    add(said) {
      const at = new Date().toISOString();
      become(put(outbox, { id: uuidV7(), visitorId: visitorId(), said, at, attempted: false }));
      flush();
    },
    retry(id) {
      become(renew(outbox, id, uuidV7()));
      flush();
    },
    discard: (id) => become(drop(outbox, id)),
    settleAttempted: () => run((entry) => entry.attempted),
    flush,
    isUnsettled: () => next()?.attempted ?? false,
  };
}
