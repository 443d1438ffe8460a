import type { Locale } from '#shared/domain/people.ts';
import type { Answer } from '#shared/wire/ack.ts';
import type { VisitorSession } from '#shared/wire/auth.ts';
import type { Connection } from './connection.ts';
import type { Store } from './store.ts';

/** Who the visitor is to the hub, kept in force: a token good for at least a minute whenever one is asked for. */
export type SessionKeeper = {
  /** A visitor who was here before, or one whom the shop has signed for. */
  readonly isKnown: () => boolean;
  readonly current: () => VisitorSession | null;
  /** Who it was last, also before the hub has answered on this page. */
  readonly visitorId: () => string | null;
  /** One request at a time, whoever asks. */
  readonly ensure: () => Promise<Answer<VisitorSession>>;
  /** The token was refused: the next `ensure` fetches another. */
  readonly distrust: () => void;
  /** The shop says who this is, by a token that it signed. */
  readonly identify: (token: string) => void;
};

type Parts = {
  readonly connection: Pick<Connection, 'post'>;
  readonly visits: Store;
  readonly locale: () => Locale;
  readonly identity: string | null;
};

/** Under which names the browser keeps who its visitor is. */
export const SECRET = 'secret';
export const VISITOR = 'visitor';
const SPARE_MS = 60_000;

export function keepSession({ connection, visits, locale, identity: given }: Parts): SessionKeeper {
  let identity = given;
  let session: VisitorSession | null = null;
  let goodUntilMs = 0;
  let asking: Promise<Answer<VisitorSession>> | null = null;

  async function signIn(): Promise<Answer<VisitorSession>> {
    // Another tab may have been the first to say hello.
    const secret = visits.get(SECRET) ?? undefined;
    const spoken = { locale: locale() };
    const named = identity ?? undefined;
    let answer = await ask({ ...spoken, ...(secret ? { secret } : {}), ...(named ? { identity: named } : {}) });
    // An old signature of the shop's or a secret of a hub that was set up anew must not close the door.
    if (isRefused(answer) && named) answer = await ask({ ...spoken, ...(secret ? { secret } : {}) });
    if (isRefused(answer) && secret) answer = await ask(spoken);
    if (answer.ok) {
      session = answer.data;
      goodUntilMs = Date.now() + lifeOf(answer.data);
      visits.set(VISITOR, answer.data.visitorId);
      if (answer.data.secret !== undefined) visits.set(SECRET, answer.data.secret);
    }
    return answer;
  }

  const ask = (body: Record<string, string>) => connection.post<VisitorSession>('/api/v1/visitor/session', body);

  return {
    isKnown: () => visits.get(SECRET) !== null || identity !== null,
    current: () => session,
    visitorId: () => session?.visitorId ?? visits.get(VISITOR),
    async ensure() {
      if (session !== null && Date.now() < goodUntilMs - SPARE_MS) return { ok: true, data: session };
      asking ??= oneTabAtATime(signIn).finally(() => {
        asking = null;
      });
      return asking;
    },
    distrust() {
      goodUntilMs = 0;
    },
    identify(token) {
      identity = token;
      goodUntilMs = 0;
    },
  };
}

/** Two tabs opened at once would be two visitors. */
async function oneTabAtATime<T>(work: () => Promise<T>): Promise<T> {
  // Only secure contexts have locks.
  const locks = navigator.locks as LockManager | undefined;
  return locks === undefined ? work() : await locks.request('tsunagi-session', work);
}

/** Refused for what was shown, not for how things are just now. What has expired is only fresh again from the shop. */
const isRefused = (answer: Answer<unknown>): boolean =>
  !answer.ok && (!answer.error.retryable || answer.error.code === 'token_expired');

/** How long the token lives, by its own word: the clock of a customer's machine may be wrong, its pace is not. */
function lifeOf({ token, tokenExpiresAt }: VisitorSession): number {
  try {
    const payload = (token.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/');
    const { iat, exp } = JSON.parse(atob(payload)) as { iat: number; exp: number };
    if (exp > iat) return (exp - iat) * 1000;
  } catch {
    // Not a token that can be read here.
  }
  return Date.parse(tokenExpiresAt) - Date.now();
}
