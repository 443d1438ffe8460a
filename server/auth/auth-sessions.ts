import type { Deps } from '#server/deps.ts';
import { AppError } from '#server/errors.ts';
import type { SessionMethod } from '#shared/domain/sign-on.ts';
import type { SignedIn } from '#shared/wire/auth.ts';
import type { AgentRow, Seen } from './auth-sessions.repository.ts';
import {
  agentLeftBy,
  findAgentById,
  findAgentByLogin,
  findSessionTokens,
  insertSession,
  insertSignInCode,
  revokeSession,
  rotateSession,
  takeSignInCode,
} from './auth-sessions.repository.ts';
import type { Passwords } from './passwords.ts';
import { firstRefreshToken, nextRefreshToken, type RefreshToken, readRefreshToken } from './refresh-token.ts';
import type { Revocations } from './revocations.ts';
import { newSecret, sha256 } from './secrets.ts';
import { type AttemptLimits, countedAttempt } from './sign-in-attempts.ts';
import type { Tokens } from './tokens.ts';

export type AuthDeps = Pick<Deps, 'db' | 'clock' | 'ids'> & {
  readonly tokens: Tokens;
  readonly passwords: Passwords;
  readonly revocations: Revocations;
  readonly attemptLimits: AttemptLimits;
  /** Somebody signed out of their last window. */
  readonly onSignedOut: (agentId: string) => Promise<void>;
};

type Client = 'desktop' | 'browser';
/** `refreshToken` is always given here; the browser's door moves it into a cookie. */
export type IssuedSession = SignedIn & { readonly refreshToken: string; readonly authSessionId: string };

const DAY_MS = 24 * 60 * 60_000;
/** A sign-in that is not used for this long is over, and so is any after the longest. */
export const IDLE_MS = 14 * DAY_MS;
const LONGEST_MS = 90 * DAY_MS;
/** How long a token that was just used may be used again, for its answer may have been lost. */
export const GRACE_MS = 30_000;
export const CODE_MS = 2 * 60_000;

/** Errors: `wrong_credentials` for login and password alike, `too_many_attempts`. */
export async function signIn(
  auth: AuthDeps,
  given: { login: string; password: string; client: Client; address: string; userAgent?: string },
): Promise<IssuedSession> {
  const login = normaliseLogin(given.login);
  const agent = await countedAttempt(auth, auth.attemptLimits, { login, address: given.address }, async () => {
    const found = await findAgentByLogin(auth.db, login);
    return (await auth.passwords.matches(found?.passwordHash ?? null, given.password)) ? found : null;
  });
  if (agent === null) throw new AppError('wrong_credentials');
  return startSession(auth, agent, given.client, { ...given, method: 'password' });
}

/** Logins are told apart without regard to case and width. */
export const normaliseLogin = (login: string): string => login.normalize('NFKC').trim().toLowerCase();

/** A single-use code, good for two minutes, that signs this agent in. */
export async function makeSignInCode(auth: Pick<AuthDeps, 'db' | 'clock'>, agentId: string): Promise<string> {
  const code = newSecret();
  await insertSignInCode(auth.db, sha256(code), agentId, new Date(auth.clock.now().getTime() + CODE_MS));
  return code;
}

/** Errors: `wrong_credentials` for a code that is used, too old or none; `too_many_attempts`. */
export async function signInWithCode(
  auth: AuthDeps,
  given: { code: string; client: Client; address: string; userAgent?: string },
): Promise<IssuedSession> {
  const who = { login: `code ${given.code}`, address: given.address };
  const agent = await countedAttempt(auth, auth.attemptLimits, who, async () => {
    const agentId = await takeSignInCode(auth.db, sha256(given.code), auth.clock.now());
    return agentId === null ? null : findAgentById(auth.db, agentId);
  });
  if (agent === null) throw new AppError('wrong_credentials');
  return startSession(auth, agent, given.client, { ...given, method: 'code' });
}

/** How somebody came in and from where. */
export type CameBy = {
  readonly method?: SessionMethod;
  readonly userAgent?: string;
  readonly address?: string;
  /** Longest that it lasts however much it is used, in milliseconds; absent is the longest of all. */
  readonly mostMs?: number;
};

/** Longest name of a program that is kept. */
const USER_AGENT_MOST = 300;
export const clipUserAgent = (text: string): string => text.slice(0, USER_AGENT_MOST);

/** A sign-in without asking for anything: for who was asked already, and for tests. Error: `wrong_credentials` by a password while those are off. */
export async function startSession(
  auth: AuthDeps,
  agent: AgentRow,
  client: Client,
  { method = 'password', userAgent = '', address = '', mostMs }: CameBy = {},
): Promise<IssuedSession> {
  const at = auth.clock.now();
  const id = auth.ids.next();
  const refresh = firstRefreshToken(auth.tokens.refreshKey, id);
  const expiresAt = new Date(at.getTime() + IDLE_MS);
  const endsBy = mostMs === undefined ? null : new Date(at.getTime() + mostMs);
  const isIn = await insertSession(auth.db, {
    ...{ id, agentId: agent.id, client, refreshHash: refresh.hash, at, expiresAt },
    ...{ method, userAgent: clipUserAgent(userAgent), address, endsBy },
  });
  if (!isIn) throw new AppError('wrong_credentials');
  return issue(auth, agent, refresh);
}

/**
 * Takes a refresh token and gives its successor. A token is good once; within thirty seconds it gives the same successor
 * again; after that its use means that two hold it, and the whole sign-in is ended.
 * Errors: `not_signed_in` (not a token of ours, too old), `session_revoked`.
 */
export async function refreshSession(auth: AuthDeps, text: string, seen: Seen | null = null): Promise<IssuedSession> {
  const key = auth.tokens.refreshKey;
  const token = readRefreshToken(key, text);
  if (token === null) throw new AppError('not_signed_in');
  const next = nextRefreshToken(key, token);
  const at = auth.clock.now();
  const rotation = {
    ...{ id: token.sessionId, from: token.hash, to: next.hash, at, idleMs: IDLE_MS, longestMs: LONGEST_MS },
    seen: seen === null ? null : { ...seen, userAgent: clipUserAgent(seen.userAgent) },
  };
  if (!(await rotateSession(auth.db, rotation))) await demandLostAnswer(auth, token, at);
  const session = await findSessionTokens(auth.db, token.sessionId);
  const agent = session === null ? null : await findAgentById(auth.db, session.agentId);
  if (agent === null) throw new AppError('session_revoked');
  return issue(auth, agent, next);
}

async function demandLostAnswer(auth: AuthDeps, token: RefreshToken, at: Date): Promise<void> {
  const session = await findSessionTokens(auth.db, token.sessionId);
  if (session === null || session.expiresAt <= at) throw new AppError('not_signed_in');
  if (session.revokedAt !== null) throw new AppError('session_revoked');
  const recent = at.getTime() - session.rotatedAt.getTime() <= GRACE_MS;
  if (recent && session.previousHash?.equals(token.hash)) return;
  await endSession(auth, token.sessionId, 'refresh_reuse');
  // Not an administrator's doing: a desk that lost its newest token in a crash keeps what its agent wrote.
  throw new AppError('session_revoked', { details: { cause: 'reuse' } });
}

async function issue(auth: AuthDeps, agent: AgentRow, refresh: RefreshToken): Promise<IssuedSession> {
  const access = await auth.tokens.signAgent(agent.id, refresh.sessionId);
  return {
    accessToken: access.token,
    accessTokenExpiresAt: access.expiresAt.toISOString(),
    refreshToken: refresh.text,
    authSessionId: refresh.sessionId,
    agent: { id: agent.id, login: agent.login, name: agent.name, role: agent.role },
  };
}

/** Ends one sign-in; its access tokens and sockets end within two seconds. Ending it twice is no error. */
export async function endSession(auth: AuthDeps, authSessionId: string, reason: string): Promise<void> {
  if (await revokeSession(auth.db, authSessionId, auth.clock.now(), reason)) auth.revocations.announce(authSessionId);
}

/** Signs out: ends the sign-in of a refresh token, which may be an old one. A text that is none of ours does nothing. */
export async function signOut(auth: AuthDeps, text: string): Promise<void> {
  const token = readRefreshToken(auth.tokens.refreshKey, text);
  if (token === null) return;
  await endSession(auth, token.sessionId, 'signed_out');
  const agentId = await agentLeftBy(auth.db, token.sessionId, auth.clock.now());
  if (agentId !== null) await auth.onSignedOut(agentId);
}
