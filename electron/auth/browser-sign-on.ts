import { createHash, randomBytes } from 'node:crypto';
import { CallFailure } from '#electron/ipc/call-failure.ts';
import { ERROR_CODES, type ErrorCode } from '#shared/wire/errors.ts';
import { type LoopbackReceiver, openLoopback } from './loopback-receiver.ts';

/** What the hub gives the session, or the link, for: the verifier has not left this process until now. */
export type SignOnProof = { readonly code: string; readonly verifier: string };

export type BrowserSignOn = {
  /**
   * Sends the person to the system's browser and waits for them to come back, at most ten minutes. One at a time: asking
   * again ends the one before. Throws CallFailure: what the hub said, `sign_on_expired`, `sign_on_denied` when cancelled.
   */
  prove(hub: string, purpose: 'enter' | 'link'): Promise<SignOnProof>;
  /** Stops waiting; what comes back later finds nobody. */
  cancel(): void;
};

type Deps = {
  /** Opens an address in the system's browser. */
  readonly openBrowser: (url: string) => Promise<void>;
  readonly locale: () => 'ja' | 'en';
  readonly waitMs?: number;
};

const WAIT_MS = 10 * 60_000;

const WORDS = {
  en: { title: 'You can close this page', detail: 'Tsunagi goes on in its own window.' },
  ja: { title: 'このページは閉じてかまいません', detail: '続きはTsunagiのウィンドウで行います。' },
} as const;

const secret = (): string => randomBytes(32).toString('base64url');

export function createBrowserSignOn({ openBrowser, locale, waitMs = WAIT_MS }: Deps): BrowserSignOn {
  let waiting: LoopbackReceiver | null = null;

  function cancel(): void {
    waiting?.close();
    waiting = null;
  }

  return {
    cancel,
    async prove(hub, purpose) {
      cancel();
      const [state, verifier] = [secret(), secret()];
      const receiver = await openLoopback(state, WORDS[locale()]);
      // Another asked while the port was being opened: the newest is waited for.
      cancel();
      waiting = receiver;
      const late = setTimeout(() => receiver.close(), waitMs);
      try {
        await openBrowser(startUrl(hub, { purpose, state, verifier, port: receiver.port }));
        const answer = await receiver.answer.catch(() => {
          throw new CallFailure(waiting === receiver ? 'sign_on_expired' : 'sign_on_denied');
        });
        if ('error' in answer) throw new CallFailure(errorCode(answer.error));
        return { code: answer.code, verifier };
      } finally {
        clearTimeout(late);
        receiver.close();
        if (waiting === receiver) waiting = null;
      }
    },
  };
}

type Start = { readonly purpose: string; readonly state: string; readonly verifier: string; readonly port: number };

function startUrl(hub: string, { purpose, state, verifier, port }: Start): string {
  const url = new URL('/api/v1/auth/sign-on/start', hub);
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const asked = { client: 'desktop', purpose, port: String(port), state, challenge };
  for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value);
  return url.href;
}

function errorCode(text: string): ErrorCode {
  return ERROR_CODES.find((one) => one === text) ?? 'sign_on_failed';
}
