import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A hub that knows one agent and nothing but signing in; for tests of the shell alone. */
export type StubHub = {
  readonly url: string;
  /** The refresh tokens it gave, oldest first. */
  readonly refreshTokens: readonly string[];
  /** Paths that were asked, in order. */
  readonly asked: readonly string[];
  /** The challenge that a desktop began with; the test reads it from the address that the browser was sent to. */
  expectChallenge(challenge: string): void;
  close(): Promise<void>;
};

export const STUB_AGENT = {
  id: '0190f2d2-0000-7000-8000-000000000001',
  login: 'sato',
  name: '佐藤 美咲',
  role: 'agent',
} as const;
export const STUB_PASSWORD = 'correct horse';
export const STUB_CODE = 'a-code-of-one-use-only';
/** What its company’s sign-in sends back over the loopback. */
export const STUB_PROOF = 'p'.repeat(43);

/** Listens on a free port of the loopback. Password and code as above; the code works once. */
export async function startStubHub(): Promise<StubHub> {
  const refreshTokens: string[] = [];
  const asked: string[] = [];
  let isCodeUsed = false;
  let signOnChallenge = '';

  const isAllowed = (path: string, body: Record<string, unknown>): boolean => {
    if (path === '/api/v1/auth/login') return body['login'] === STUB_AGENT.login && body['password'] === STUB_PASSWORD;
    if (path === '/api/v1/auth/sign-on/exchange') return isProven(body, signOnChallenge);
    if (path === '/api/v1/auth/refresh') return body['refreshToken'] === refreshTokens.at(-1);
    if (path !== '/api/v1/auth/code' || isCodeUsed || body['code'] !== STUB_CODE) return false;
    isCodeUsed = true;
    return true;
  };

  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
    });
    request.on('end', () => {
      const path = request.url ?? '';
      asked.push(path);
      const body: unknown = text === '' ? {} : JSON.parse(text);
      const allowed = isAllowed(path, body as Record<string, unknown>);
      if (allowed) refreshTokens.push(`refresh-token-${refreshTokens.length + 1}`);
      const isAuth = path.startsWith('/api/v1/auth/');
      response.statusCode = statusOf(allowed, isAuth);
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(allowed ? grant(refreshTokens) : refusal(isAuth)));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    refreshTokens,
    asked,
    expectChallenge(challenge) {
      signOnChallenge = challenge;
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function isProven({ code, verifier }: Record<string, unknown>, challenge: string): boolean {
  if (code !== STUB_PROOF || typeof verifier !== 'string') return false;
  return createHash('sha256').update(verifier).digest('base64url') === challenge;
}

function grant(refreshTokens: readonly string[]): unknown {
  const accessTokenExpiresAt = new Date(Date.now() + 600_000).toISOString();
  const data = {
    accessToken: `access-token-${refreshTokens.length}`,
    accessTokenExpiresAt,
    refreshToken: refreshTokens.at(-1),
    agent: STUB_AGENT,
  };
  return { ok: true, data };
}

/** Whatever the page itself asks meanwhile: this hub is not ready, which ends nobody's session. */
function statusOf(allowed: boolean, isAuth: boolean): number {
  if (allowed) return 200;
  return isAuth ? 401 : 503;
}

function refusal(isAuth: boolean): unknown {
  const error = isAuth
    ? { code: 'wrong_credentials', message: 'The login or the password is wrong.', retryable: false }
    : { code: 'unavailable', message: 'The hub is not ready.', retryable: true };
  return { ok: false, error };
}
