import type { AuthDeps, IssuedSession } from '#server/auth/auth-sessions.ts';
import { startSession } from '#server/auth/auth-sessions.ts';
import { newSecret, sameBytes, sha256 } from '#server/auth/secrets.ts';
import type { Deps } from '#server/deps.ts';
import { AppError } from '#server/errors.ts';
import type { Locale } from '#shared/domain/people.ts';
import type { SignOnStart } from '#shared/wire/sign-on.ts';
import { type Attempt, challengeOf, newAttempt, openAttempt, sealAttempt } from './attempt.ts';
import { keptClaims } from './claims.ts';
import { whoEnters } from './enter.service.ts';
import type { Provider, SignedOn } from './provider.ts';
import { redirectUriOf } from './redirect-uri.ts';
import { findSignOn, insertProof, isLinked, type SignOnConfig, spendState, takeProof } from './sign-on.repository.ts';

export type SignOnParts = {
  readonly deps: Deps;
  readonly auth: AuthDeps;
  readonly provider: Provider;
  /** The workspace's language, for newcomers whose provider does not say. */
  readonly locale: Locale;
};

type Seen = { readonly userAgent: string; readonly address: string };
type Back = {
  code?: string | undefined;
  iss?: string | undefined;
  error?: string | undefined;
};

/** Where a way ended: at a page of the browser, or with a one-time code for the window that began it. */
export type Ended =
  | { readonly kind: 'session'; readonly issued: IssuedSession }
  | { readonly kind: 'code'; readonly code: string };

/** The desktop fetches at once; a page may have to load first. */
const PROOF_MS = 2 * 60_000;
const HOUR_MS = 60 * 60_000;

/** Begins a way: where to send the browser, and the cookie it has to come back with. Errors: `sign_on_off`, `sign_on_unready`, the provider's. */
export async function beginSignOn(
  { deps, provider }: Pick<SignOnParts, 'deps' | 'provider'>,
  start: SignOnStart,
): Promise<{ url: string; cookie: string }> {
  const config = await demandOn(deps);
  const redirectUri = demandAddress(deps);
  const { issuer, clientId } = config;
  const attempt = newAttempt({ issuer, clientId, start, now: deps.clock.now() });
  const { state, nonce } = attempt;
  const challenge = challengeOf(attempt.verifier);
  const url = await provider.authorizationUrl(config, { state, nonce, challenge, redirectUri });
  return { url, cookie: sealAttempt(deps.vault, attempt) };
}

/** The attempt that a cookie carries, when `state` is its own: it says whom to tell, whatever becomes of it. */
export function attemptOf(
  deps: Pick<Deps, 'vault'>,
  cookie: string | undefined,
  state: string | undefined,
): Attempt | null {
  const attempt = openAttempt(deps.vault, cookie);
  if (attempt === null || state === undefined) return null;
  return sameBytes(sha256(state), sha256(attempt.state)) ? attempt : null;
}

/**
 * Takes the provider's answer to an attempt that is its own (`attemptOf`), once. Errors: `sign_on_expired` (too late, used,
 * another provider meanwhile), `sign_on_denied`, `sign_on_failed`, `sign_on_unreachable`, `sign_on_unknown`.
 */
export async function finishSignOn(parts: SignOnParts, attempt: Attempt, back: Back, seen: Seen): Promise<Ended> {
  const { deps, provider } = parts;
  const now = deps.clock.now();
  if (attempt.until <= now.getTime()) throw new AppError('sign_on_expired');
  const config = await demandOn(deps);
  if (config.issuer !== attempt.issuer || config.clientId !== attempt.clientId) throw new AppError('sign_on_expired');
  if (!(await provider.isAnswerOf(config, back.iss)))
    throw new AppError('sign_on_failed', { details: { reason: 'iss' } });
  if (!(await spendState(deps.db, sha256(attempt.state), new Date(attempt.until))))
    throw new AppError('sign_on_expired');
  if (back.error !== undefined) throw refusedBy(back.error);
  if (back.code === undefined) throw new AppError('sign_on_failed', { details: { reason: 'no code' } });
  const redirectUri = demandAddress(deps);
  const { verifier, nonce, start } = attempt;
  const who = await provider.redeem(config, { code: back.code, verifier, nonce, redirectUri });
  // A newcomer is made once, of what is told then: a name and teams that did not come would be missing for good.
  if (!who.isWhole && config.createsPeople && !(await isLinked(deps.db, who)))
    throw new AppError('sign_on_unreachable', { details: { reason: 'userinfo' } });
  if (start.challenge !== undefined)
    return { kind: 'code', code: await keepProof(parts, config, who, { ...start, challenge: start.challenge }) };
  return { kind: 'session', issued: await enter(parts, config, { who, client: start.client, seen }) };
}

/** Gives the desktop its session for the code, once, if it has the verifier. Errors: `sign_on_expired`, `sign_on_unknown`, `sign_on_off`. */
export async function exchangeProof(
  parts: SignOnParts,
  { code, verifier }: { code: string; verifier: string },
  seen: Seen,
): Promise<IssuedSession> {
  const { deps } = parts;
  const taking = { codeHash: sha256(code), challenge: sha256(verifier), purpose: 'enter' as const };
  const who = await takeProof(deps.db, taking, deps.clock.now());
  if (who === null) throw new AppError('sign_on_expired');
  const config = await demandOn(deps);
  if (who.issuer !== config.issuer) throw new AppError('sign_on_expired');
  return enter(parts, config, { who, client: 'desktop', seen });
}

type Entering = {
  readonly who: Pick<SignedOn, 'issuer' | 'subject' | 'claims'>;
  readonly client: 'desktop' | 'browser';
  readonly seen: Seen;
};

async function enter(
  parts: SignOnParts,
  config: SignOnConfig,
  { who, client, seen }: Entering,
): Promise<IssuedSession> {
  const { deps, auth, locale } = parts;
  const agent = await whoEnters({ deps, config, locale }, who);
  return startSession(auth, agent, client, { ...seen, method: 'sign_on', mostMs: config.sessionHours * HOUR_MS });
}

async function keepProof(
  { deps }: Pick<SignOnParts, 'deps'>,
  config: SignOnConfig,
  who: SignedOn,
  { challenge, purpose }: { challenge: string; purpose: 'enter' | 'link' },
): Promise<string> {
  const code = newSecret();
  await insertProof(deps.db, {
    ...{ issuer: who.issuer, subject: who.subject, purpose, claims: keptClaims(who.claims, config.teamsClaim) },
    codeHash: sha256(code),
    challenge: Buffer.from(challenge, 'base64url'),
    until: new Date(deps.clock.now().getTime() + PROOF_MS),
  });
  return code;
}

/** The person said no, or the provider did; anything else is a fault of how it is set up. */
function refusedBy(error: string): AppError {
  if (error === 'access_denied' || error === 'consent_required') return new AppError('sign_on_denied');
  const reason = /^[a-z_]{1,60}$/.test(error) ? error : 'provider';
  return new AppError('sign_on_failed', { details: { reason } });
}

async function demandOn(deps: Pick<Deps, 'db' | 'vault'>): Promise<SignOnConfig> {
  const config = await findSignOn(deps.db, deps.vault);
  if (!config.enabled) throw new AppError('sign_on_off');
  if (config.isSecretUnreadable) throw new AppError('secret_unreadable');
  return config;
}

function demandAddress(deps: Pick<Deps, 'publicUrl'>): string {
  const uri = redirectUriOf(deps.publicUrl);
  if (uri === null) throw new AppError('sign_on_unready');
  return uri;
}
