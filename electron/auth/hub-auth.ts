import { z } from 'zod';
import { CallFailure, failureFromHub } from '#electron/ipc/call-failure.ts';
import type { Fetch } from '#electron/network/asked-again.ts';
import type { SignedInAgent } from '#shared/ipc/contract.ts';
import { signedInSchema } from '#shared/wire/auth.ts';

/** What the hub grants: a short access token for the page, a rotating refresh token that stays in the main process. */
export type Grant = {
  readonly accessToken: string;
  readonly accessTokenExpiresAt: string;
  /** How long the access token lasts from its arrival, by the hub's own clock; at most ten minutes ([DK1]). */
  readonly lifetimeMs: number;
  readonly refreshToken: string;
  readonly agent: SignedInAgent;
};

/** The hub's sign-in routes. Each throws CallFailure: the hub's own refusal, or `hub_unreachable` when none came. */
export type HubAuth = {
  readonly origin: string;
  signIn(login: string, password: string): Promise<Grant>;
  exchangeCode(code: string): Promise<Grant>;
  /** What came back from the company's sign-in, for a session. */
  exchangeSignOn(proof: { readonly code: string; readonly verifier: string }): Promise<Grant>;
  refresh(refreshToken: string): Promise<Grant>;
  signOut(refreshToken: string): Promise<void>;
};

const MAX_LIFETIME_MS = 10 * 60_000;
const TIMEOUT_MS = 10_000;

/** A desktop's answer always carries the refresh token. */
const grantSchema = signedInSchema.required({ refreshToken: true });

const envelope = z.union([
  z.object({ ok: z.literal(true), data: z.unknown() }),
  z.object({ ok: z.literal(false), error: z.unknown() }),
]);

export function createHubAuth(origin: string, fetch: Fetch, now: () => number = Date.now): HubAuth {
  const post = async (
    path: string,
    body: Readonly<Record<string, string>>,
  ): Promise<{ data: unknown; hubNow: number }> => {
    const { answer, date } = await send(fetch, origin, path, body);
    const hubNow = Date.parse(date ?? '');
    return { data: answer, hubNow: Number.isNaN(hubNow) ? now() : hubNow };
  };
  const grant = async (path: string, body: Readonly<Record<string, string>>): Promise<Grant> => {
    const { data, hubNow } = await post(path, body);
    const parsed = grantSchema.safeParse(data);
    if (!parsed.success)
      throw new CallFailure('internal', { details: { reference: `${path} answered without a session` } });
    // Both times are the hub's, so this machine's clock may be wrong by any amount.
    const lifetimeMs = Math.min(Math.max(Date.parse(parsed.data.accessTokenExpiresAt) - hubNow, 0), MAX_LIFETIME_MS);
    return { ...parsed.data, lifetimeMs };
  };
  return {
    origin,
    signIn: (login, password) => grant('/api/v1/auth/login', { login, password, client: 'desktop' }),
    exchangeCode: (code) => grant('/api/v1/auth/code', { code, client: 'desktop' }),
    exchangeSignOn: ({ code, verifier }) => grant('/api/v1/auth/sign-on/exchange', { code, verifier }),
    refresh: (refreshToken) => grant('/api/v1/auth/refresh', { refreshToken }),
    signOut: async (refreshToken) => {
      await post('/api/v1/auth/logout', { refreshToken });
    },
  };
}

async function send(
  fetch: Fetch,
  origin: string,
  path: string,
  body: Readonly<Record<string, string>>,
): Promise<{ answer: unknown; date: string | null }> {
  let text: string;
  let date: string | null;
  try {
    const response = await fetch(origin + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    date = response.headers.get('date');
    text = await response.text();
  } catch (thrown: unknown) {
    throw new CallFailure('hub_unreachable', { details: { where: origin }, cause: thrown });
  }
  const parsed = envelope.safeParse(asJson(text));
  // A proxy's error page or another program on the port: not our hub, so nothing it says ends a session.
  if (!parsed.success) throw new CallFailure('hub_unreachable', { details: { where: origin } });
  if (!parsed.data.ok) throw failureFromHub(parsed.data.error);
  return { answer: parsed.data.data, date };
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
