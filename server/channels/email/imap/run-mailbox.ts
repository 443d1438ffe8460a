import { randomInt } from 'node:crypto';
import type { ImapFlow } from 'imapflow';
import { reportFailed, reportWorked } from '#server/channels/connections/open-connection.ts';
import { type Connection, ProviderError, type Runner } from '#server/channels/provider.ts';
import type { Deps } from '#server/deps.ts';
import { emailSettings } from '../email-settings.ts';
import { mailParser } from '../parse/mail-parser.ts';
import type { Tools } from '../take-mail.service.ts';
import { catchUp, cursorSchema, type MailReader } from './catch-up.ts';
import { imapError, onWire, openMailbox } from './open-mailbox.ts';

/** Waits between two tries, in milliseconds; half to one and a half of them by chance, so that no two hubs knock together. */
export type MailboxTiming = { readonly firstMs: number; readonly longestMs: number; readonly wrongPasswordMs: number };
const TIMING: MailboxTiming = { firstMs: 500, longestMs: 5 * 60_000, wrongPasswordMs: 10 * 60_000 };

/**
 * Reads a mailbox as long as its connection is active: everything since the cursor, then what comes, told by IDLE. A lost
 * connection is opened again after growing waits; with a wrong password it is tried rarely, for servers lock accounts out.
 */
export async function runMailbox(
  deps: Deps,
  connection: Connection,
  tools: Tools = { parser: mailParser },
  timing: MailboxTiming = TIMING,
): Promise<Runner> {
  const given = cursorSchema.safeParse(connection.cursor);
  const failures = { inARow: 0 };
  const reader: MailReader = {
    deps,
    connection,
    tools,
    cursor: given.success ? given.data : null,
    tries: new Map(),
    onProgress: () => {
      failures.inARow = 0;
    },
  };
  // Its thread takes a second to start; the first mail is not to wait for it.
  const warm = tools.parser.sanitise('').catch(() => null);
  const stopping = new AbortController();
  const done = warm.then(() => readUntil(reader, stopping.signal, timing, failures));
  return {
    async stop() {
      stopping.abort();
      await done;
    },
  };
}

async function readUntil(
  reader: MailReader,
  signal: AbortSignal,
  timing: MailboxTiming,
  failures: { inARow: number },
): Promise<void> {
  const { deps, connection } = reader;
  while (!signal.aborted) {
    try {
      await readOnce(reader, signal);
    } catch (thrown) {
      if (signal.aborted) return;
      const error = imapError(thrown);
      failures.inARow += 1;
      if (!(thrown instanceof ProviderError)) deps.logger.warn({ err: thrown }, 'reading a mailbox broke off');
      await reportFailed(deps, connection.id, error.code, error.message).catch(() => undefined);
      await pause(waitAfter(error, failures.inARow, timing), signal);
    }
  }
}

function waitAfter(error: ProviderError, failures: number, timing: MailboxTiming): number {
  if (error.kind === 'config') return timing.wrongPasswordMs;
  const wait = Math.min(timing.firstMs * 2 ** Math.min(failures - 1, 20), timing.longestMs);
  return (wait * randomInt(500, 1500)) / 1000;
}

/** One connection: until it is lost (throws) or the runner stops. */
async function readOnce(reader: MailReader, signal: AbortSignal): Promise<void> {
  const { deps, connection } = reader;
  const client = await openMailbox(connection);
  const close = () => client.close();
  signal.addEventListener('abort', close);
  const news = newsOf(client);
  try {
    if (signal.aborted) return;
    await onWire(client, () => client.mailboxOpen(emailSettings(connection).folder));
    while (!signal.aborted) {
      news.seen();
      await catchUp(client, reader);
      reader.onProgress();
      await reportWorked(deps, connection.id);
      if (!news.isWaiting()) await onWire(client, () => Promise.race([client.idle(), news.next()]));
    }
  } finally {
    signal.removeEventListener('abort', close);
    client.close();
  }
}

/** New mail as the server announces it, also while another command runs. */
function newsOf(client: ImapFlow) {
  let waiting = false;
  let wake: (() => void) | null = null;
  const tell = () => {
    waiting = true;
    wake?.();
  };
  client.on('exists', tell);
  client.on('close', tell);
  return {
    seen: () => {
      waiting = false;
    },
    isWaiting: () => waiting,
    next: () =>
      new Promise<void>((resolve) => {
        wake = resolve;
        if (waiting) resolve();
      }),
  };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
  });
}
