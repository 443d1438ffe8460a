import type { SessionDoor } from '#renderer/data/session-doors.ts';
import { wireError } from '#renderer/data/sync/hub-error.ts';
import type { PageSession } from '#shared/ipc/contract.ts';
import type { Answer } from '#shared/wire/ack.ts';
import type { SignedIn } from '#shared/wire/auth.ts';

/** How a desk signs in and stays so, as the desktop's main process does it: with a refresh token that it keeps. */
export function signInDoor(url: string, login: string, password: string): SessionDoor {
  let refreshToken: string | null = null;

  async function post(path: string, body: unknown): Promise<Answer<PageSession>> {
    try {
      const response = await fetch(`${url}/api/v1/auth/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(20_000),
      });
      const answer = (await response.json()) as Answer<SignedIn>;
      if (!answer.ok) return answer;
      refreshToken = answer.data.refreshToken ?? refreshToken;
      const { accessToken, accessTokenExpiresAt, agent } = answer.data;
      return { ok: true, data: { accessToken, accessTokenExpiresAt, agent } };
    } catch {
      return { ok: false, error: wireError('hub_unreachable', 'en', { where: url }) };
    }
  }

  async function refresh(): Promise<Answer<PageSession>> {
    if (refreshToken === null) return post('login', { login, password, client: 'desktop' });
    const answer = await post('refresh', { refreshToken });
    // A person whose session ended types the password again.
    if (!answer.ok && !answer.error.retryable) refreshToken = null;
    return answer.ok || answer.error.retryable ? answer : post('login', { login, password, client: 'desktop' });
  }

  return {
    signIn: () => refresh(),
    signInWithCode: () => refresh(),
    refresh,
    signOut: async () => undefined,
    onEnded: () => undefined,
  };
}
