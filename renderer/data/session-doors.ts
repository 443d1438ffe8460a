import type { DesktopBridge } from '#shared/ipc/bridge.ts';
import type { PageSession } from '#shared/ipc/contract.ts';
import type { Answer } from '#shared/wire/ack.ts';
import type { SignedIn } from '#shared/wire/auth.ts';
import { type AccountProof, browserProofUrl, browserSignOnUrl } from './sign-on.ts';
import { wireError } from './sync/hub-error.ts';

/** How a page signs in and stays signed in. The refresh token is never the page's to see ([DK1]). */
export type SessionDoor = {
  readonly signIn: (login: string, password: string) => Promise<Answer<PageSession>>;
  /** A single-use code in place of login and password; browsers only. */
  readonly signInWithCode: (code: string) => Promise<Answer<PageSession>>;
  /**
   * By the company's account. In the desktop answered when the person is back from the browser; a browser's page leaves
   * for the provider, and the answer is null.
   */
  readonly signOn?: () => Promise<Answer<PageSession> | null>;
  /** Shows whose company account it is; null while the page leaves for it. */
  readonly prove?: () => Promise<Answer<AccountProof> | null>;
  /** Stops waiting for the browser. */
  readonly cancelSignOn?: () => void;
  readonly refresh: (force: boolean) => Promise<Answer<PageSession>>;
  readonly signOut: () => Promise<void>;
  /** Who was signed in when the window was last open, known without the hub; desktops only. */
  readonly kept?: () => Promise<PageSession['agent'] | null>;
  /** Calls back when the session ended elsewhere: in another window, or by the hub. */
  readonly onEnded: (ended: (reason: 'none' | 'refused') => void) => void;
};

/** The desktop's main process keeps the refresh token and gives the page what it may hold. */
export function desktopDoor(bridge: DesktopBridge, locale: () => 'ja' | 'en'): SessionDoor {
  return {
    signIn: (login, password) => bridge.signIn({ login, password }),
    signInWithCode: async () => ({ ok: false, error: wireError('wrong_credentials', locale()) }),
    signOn: () => bridge.signOn(),
    prove: () => bridge.proveAccount(),
    cancelSignOn: () => void bridge.cancelSignOn(),
    refresh: (force) => bridge.refreshSession({ force }),
    signOut: async () => void (await bridge.signOut()),
    async kept() {
      const answer = await bridge.authState();
      return answer.ok && answer.data.status === 'signed_in' ? answer.data.agent : null;
    },
    onEnded: (ended) => {
      bridge.onAuthChanged((state) => {
        if (state.status === 'signed_out') ended(state.reason);
      });
    },
  };
}

/** A browser holds the refresh token in a cookie that no script reads; the header shows that the page itself asks. */
export function browserDoor(locale: () => 'ja' | 'en', send: typeof fetch = fetch): SessionDoor {
  async function post(path: string, body: unknown): Promise<Answer<PageSession>> {
    const headers = { 'content-type': 'application/json', 'accept-language': locale(), 'x-tsunagi': '1' };
    try {
      const response = await send(`/api/v1/auth/${path}`, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(20_000),
      });
      const answer = (await response.json()) as Answer<SignedIn>;
      if (!answer.ok) return answer;
      const { accessToken, accessTokenExpiresAt, agent } = answer.data;
      return { ok: true, data: { accessToken, accessTokenExpiresAt, agent } };
    } catch {
      return { ok: false, error: wireError('hub_unreachable', locale(), { where: location.origin }) };
    }
  }
  return {
    signIn: (login, password) => post('login', { login, password, client: 'browser' }),
    signInWithCode: (code) => post('code', { code, client: 'browser' }),
    signOn: async () => {
      location.assign(browserSignOnUrl());
      return null;
    },
    prove: async () => {
      location.assign(await browserProofUrl(sessionStorage));
      return null;
    },
    refresh: () => post('refresh', {}),
    signOut: async () => void (await post('logout', {})),
    onEnded: () => undefined,
  };
}
