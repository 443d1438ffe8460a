import type { Session } from 'electron';
import { z } from 'zod';

type Guarded = {
  readonly hub: () => string | null;
  /** The origin of the signed-in agent's exchange; null when there is none. */
  readonly exchange: () => Promise<string | null>;
  readonly log: (line: string) => void;
};

/** What can leave this machine, and the machine's own files. Our own scheme and what a page made itself stay as they are. */
const LEAVING = ['ws://*/*', 'wss://*/*', 'http://*/*', 'https://*/*', 'file:///*'];

/**
 * [DK1] A page's request reaches the hub, its socket also the exchange that the hub names for this agent; nothing else. The
 * page's policy says most of this too, but a link to a download is not subject to it. What the main process itself asks has
 * no page and passes: it is asked in our own code.
 */
export function guardRequests(session: Session, { hub, exchange, log }: Guarded): void {
  session.webRequest.onBeforeRequest({ urls: LEAVING }, ({ url, webContentsId }, answer) => {
    const isSocket = /^wss?:/i.test(url);
    if ((!isSocket && webContentsId === undefined) || isSame(url, hub())) {
      answer({});
      return;
    }
    if (!isSocket) {
      log(`request refused: ${originOf(url) ?? 'no address'}`);
      answer({ cancel: true });
      return;
    }
    exchange().then(
      (named) => {
        const isLet = isSame(url, named);
        if (!isLet) log(`socket refused: ${originOf(url) ?? 'no address'}`);
        answer({ cancel: !isLet });
      },
      () => answer({ cancel: true }),
    );
  });
}

/** Whether two addresses are of one origin, whether they are written for HTTP or for sockets. */
export const isSame = (url: string, origin: string | null): boolean =>
  origin !== null && originOf(url) !== null && originOf(url) === originOf(origin);

function originOf(address: string): string | null {
  try {
    // Of `ws:` a URL tells no origin that compares.
    return new URL(address.replace(/^ws/i, 'http')).origin;
  } catch {
    return null;
  }
}

const told = z.object({
  ok: z.literal(true),
  data: z.object({ account: z.object({ wsUrl: z.string() }).nullable() }),
});

type Asking = {
  readonly hub: () => string | null;
  readonly token: () => Promise<string>;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
};

/** Asks the hub by the main process's own session, so that no script of a page can name an exchange. */
export function exchangeOf({ hub, token, fetch }: Asking): () => Promise<string | null> {
  return async () => {
    const base = hub();
    if (base === null) return null;
    const response = await fetch(`${base}/api/v1/queries/telephony.account`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await token()}`, 'content-type': 'application/json' },
      body: JSON.stringify({ input: {} }),
      signal: AbortSignal.timeout(10_000),
    });
    const answer = told.safeParse(await response.json());
    return answer.success ? (answer.data.data.account?.wsUrl ?? null) : null;
  };
}
