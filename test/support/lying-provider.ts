import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { afterAll } from 'vitest';

type Pair = Awaited<ReturnType<typeof generateKeyPair>>;
type Asked = { readonly nonce: string; readonly challenge: string; readonly redirectUri: string };

/** How the next answers are other than they should be. */
export type Lies = {
  /** Claims that take the place of the true ones; undefined leaves one out. */
  claims?: Record<string, unknown>;
  /** The whole ID token in place of the true one, made from its claims. */
  token?: (claims: JWTPayload) => string | Promise<string>;
  /** `iss` of the redirect; null leaves it out. */
  iss?: string | null;
  /** What the redirect's state says. */
  state?: string;
  /** In the configuration. */
  metadata?: Record<string, unknown>;
  /** Null: it does not answer. */
  userinfo?: Record<string, unknown> | null;
  accessToken?: string;
  down?: boolean;
};

export type LyingProvider = {
  readonly issuer: string;
  readonly lies: Lies;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What was asked of it, by path. */
  readonly asked: string[];
  subject: string;
  /** Signs with a new key from now on; the old one is no longer among its keys. */
  rotate(): Promise<void>;
  /** Signs as it would, for tokens that a test makes itself. */
  sign(claims: JWTPayload, header?: { alg?: string; kid?: string }): Promise<string>;
};

/**
 * A provider that keeps to the protocol until it is told to lie: what honest ones never send has to be refused too. It asks
 * nobody for a password. PKCE, the client's secret and single use of codes it does check.
 */
export async function lyingProvider(): Promise<LyingProvider> {
  const [clientId, clientSecret] = ['desk', 's3cret+/ with:signs'];
  const codes = new Map<string, Asked>();
  const asked: string[] = [];
  const lies: Lies = {};
  let keys: Pair = await generateKeyPair('RS256');
  let kid = 'first';

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  afterAll(() => {
    server.closeAllConnections();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  });

  const sign = (claims: JWTPayload, header: { alg?: string; kid?: string } = {}): Promise<string> =>
    new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid, ...header }).sign(keys.privateKey);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', issuer);
    asked.push(url.pathname);
    const json = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    if (lies.down === true) return void response.writeHead(503).end('down');
    switch (url.pathname) {
      case '/.well-known/openid-configuration':
        return json(200, {
          issuer,
          authorization_endpoint: `${issuer}/authorize`,
          token_endpoint: `${issuer}/token`,
          jwks_uri: `${issuer}/keys`,
          userinfo_endpoint: `${issuer}/userinfo`,
          id_token_signing_alg_values_supported: ['RS256'],
          authorization_response_iss_parameter_supported: true,
          ...lies.metadata,
        });
      case '/keys':
        return json(200, { keys: [{ ...(await exportJWK(keys.publicKey)), kid, alg: 'RS256', use: 'sig' }] });
      case '/authorize':
        return authorize(url, response);
      case '/token':
        return token(await bodyOf(request), request.headers.authorization, json);
      case '/userinfo':
        if (lies.userinfo === null) return json(503, {});
        return json(200, { sub: provider.subject, ...lies.userinfo });
      default:
        return json(404, {});
    }
  }

  function authorize(url: URL, response: ServerResponse): void {
    const param = (name: string): string => url.searchParams.get(name) ?? '';
    const code = randomBytes(16).toString('base64url');
    codes.set(code, { nonce: param('nonce'), challenge: param('code_challenge'), redirectUri: param('redirect_uri') });
    const back = new URL(param('redirect_uri'));
    back.searchParams.set('code', code);
    back.searchParams.set('state', lies.state ?? param('state'));
    if (lies.iss !== null) back.searchParams.set('iss', lies.iss ?? issuer);
    response.writeHead(303, { location: back.href }).end();
  }

  async function token(
    form: URLSearchParams,
    authorization: string | undefined,
    json: (s: number, b: unknown) => void,
  ) {
    const code = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    const basic = [clientId, clientSecret]
      .map((text) => new URLSearchParams({ x: text }).toString().slice(2))
      .join(':');
    if (authorization !== `Basic ${Buffer.from(basic).toString('base64')}`)
      return json(401, { error: 'invalid_client' });
    const proven = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (code === undefined || code.challenge !== proven || code.redirectUri !== form.get('redirect_uri'))
      return json(400, { error: 'invalid_grant', error_description: 'somebody@example.com' });
    const now = Math.floor(Date.now() / 1000);
    const truth = { iss: issuer, aud: clientId, sub: provider.subject, nonce: code.nonce, iat: now, exp: now + 300 };
    const claims = Object.fromEntries(
      Object.entries({ ...truth, ...lies.claims }).filter(([, value]) => value !== undefined),
    );
    const id_token = await (lies.token ?? sign)(claims);
    return json(200, { token_type: 'Bearer', access_token: lies.accessToken ?? 'an-access-token', id_token });
  }

  const provider: LyingProvider = {
    ...{ issuer, lies, clientId, clientSecret, asked, sign },
    subject: 'subject-1',
    async rotate() {
      keys = await generateKeyPair('RS256');
      kid = `key-${randomBytes(4).toString('hex')}`;
    },
  };
  return provider;
}

async function bodyOf(request: IncomingMessage): Promise<URLSearchParams> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return new URLSearchParams(Buffer.concat(parts).toString('utf8'));
}
