import { createRemoteJWKSet, customFetch, errors, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { AppError } from '#server/errors.ts';
import type { Clock } from '#shared/lib/clock.ts';
import { discover, type ProviderMetadata } from './discovery.ts';
import { verifyIdToken } from './id-token.ts';
import { askProvider, type ProviderFetch } from './provider-fetch.ts';
import type { SignOnConfig } from './sign-on.repository.ts';
import { askUserinfo } from './userinfo.ts';

/** What the provider said of somebody. Only issuer and subject decide anything; the rest is for people to read, and groups. */
export type SignedOn = {
  readonly issuer: string;
  readonly subject: string;
  readonly claims: Readonly<Record<string, unknown>>;
  /** Nothing is missing because the provider did not answer the second question. */
  readonly isWhole: boolean;
};

type Asking = {
  readonly state: string;
  readonly nonce: string;
  readonly challenge: string;
  readonly redirectUri: string;
};
type Returned = {
  readonly code: string;
  readonly verifier: string;
  readonly nonce: string;
  readonly redirectUri: string;
};

/** The company's identity provider, as far as we speak with it: authorization code with PKCE, nothing else. */
export type Provider = {
  /** Where to send the browser. */
  readonly authorizationUrl: (config: SignOnConfig, asking: Asking) => Promise<string>;
  /** Whether the answer's `iss` is this provider's ([RFC 9207]: nobody else's answer is taken for its). */
  readonly isAnswerOf: (config: SignOnConfig, iss: string | undefined) => Promise<boolean>;
  /** Turns a code into who it is. Errors: `sign_on_failed`, `sign_on_unreachable`. */
  readonly redeem: (config: SignOnConfig, returned: Returned) => Promise<SignedOn>;
  /** Reads the provider's configuration and keys anew; for an administrator's trial. */
  readonly probe: (issuer: string) => Promise<{ readonly keys: number }>;
};

/** A provider that moves an endpoint is heard of within this time. */
const METADATA_MS = 60 * 60_000;
/** Keys are asked for anew when a token names one that is not among them, but no more often than this. */
const KEYS_AGAIN_MS = 1000;
const KEYS_MS = 10 * 60_000;

const tokensSchema = z.object({ id_token: z.string().min(1).max(100_000), access_token: z.string().optional() });

export function createProvider(clock: Clock, fetcher: ProviderFetch = fetch): Provider {
  type Known = { readonly at: number; readonly metadata: ProviderMetadata; readonly keys: JWTVerifyGetKey };
  const known = new Map<string, Known>();

  async function about(issuer: string, anew = false): Promise<Known> {
    const now = clock.now().getTime();
    const kept = known.get(issuer);
    if (!anew && kept !== undefined && now - kept.at < METADATA_MS) return kept;
    const metadata = await discover(fetcher, issuer);
    // The same set of keys as long as it is the same address: asked too often, a provider slows us down.
    const keys = kept?.metadata.jwks_uri === metadata.jwks_uri ? kept.keys : keysAt(metadata.jwks_uri, fetcher);
    known.clear();
    const fresh = { at: now, metadata, keys };
    known.set(issuer, fresh);
    return fresh;
  }

  return {
    async authorizationUrl(config, { state, nonce, challenge, redirectUri }) {
      const { metadata } = await about(config.issuer);
      const url = new URL(metadata.authorization_endpoint);
      const parameters = {
        response_type: 'code',
        client_id: config.clientId,
        redirect_uri: redirectUri,
        scope: [...new Set(['openid', 'profile', 'email', ...config.scopes])].join(' '),
        state,
        nonce,
        code_challenge: challenge,
        code_challenge_method: 'S256',
      };
      for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
      return url.href;
    },

    async isAnswerOf(config, iss) {
      const { metadata } = await about(config.issuer);
      if (iss === undefined) return metadata.authorization_response_iss_parameter_supported !== true;
      return iss === config.issuer;
    },

    async redeem(config, { code, verifier, nonce, redirectUri }) {
      const { metadata, keys } = await about(config.issuer);
      const form = new URLSearchParams({
        grant_type: 'authorization_code',
        code,
        redirect_uri: redirectUri,
        code_verifier: verifier,
      });
      const headers = { accept: 'application/json', ...proveClient(config, metadata, form) };
      const { status, body } = await askProvider(fetcher, metadata.token_endpoint, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
        body: form.toString(),
      });
      if (status !== 200) throw new AppError('sign_on_failed', { details: { reason: refusalOf(body) } });
      const tokens = tokensSchema.safeParse(body);
      if (!tokens.success) throw new AppError('sign_on_failed', { details: { reason: 'no id_token' } });
      const payload = await verifyIdToken(tokens.data.id_token, keys, {
        issuer: config.issuer,
        clientId: config.clientId,
        nonce,
        accessToken: tokens.data.access_token,
        algorithms: metadata.id_token_signing_alg_values_supported,
        now: clock.now(),
      });
      const subject = String(payload.sub);
      const { userinfo_endpoint: endpoint } = metadata;
      const accessToken = tokens.data.access_token;
      const lacks = ['name', 'email', config.teamsClaim ?? 'name'].some((name) => payload[name] === undefined);
      const more =
        lacks && endpoint !== undefined && accessToken !== undefined
          ? await askUserinfo(fetcher, { endpoint, accessToken, subject })
          : {};
      // What is signed wins.
      return { issuer: config.issuer, subject, claims: { ...more, ...payload }, isWhole: more !== null };
    },

    async probe(issuer) {
      const { metadata } = await about(issuer, true);
      const { body } = await askProvider(fetcher, metadata.jwks_uri);
      const set = z.object({ keys: z.array(z.unknown()).min(1) }).safeParse(body);
      if (!set.success) throw new AppError('sign_on_failed', { details: { reason: 'no keys' } });
      return { keys: set.data.keys.length };
    },
  };
}

/** Keys as they are now; a new one is found when a token names it, one that was taken away is believed for ten minutes at most. */
function keysAt(address: string, fetcher: ProviderFetch): JWTVerifyGetKey {
  const set = createRemoteJWKSet(new URL(address), {
    cooldownDuration: KEYS_AGAIN_MS,
    cacheMaxAge: KEYS_MS,
    [customFetch]: async (url) => {
      const { status, body } = await askProvider(fetcher, url);
      return new Response(JSON.stringify(body), { status });
    },
  });
  return async (header, token) => {
    try {
      return await set(header, token);
    } catch (cause) {
      if (cause instanceof errors.JWKSNoMatchingKey || cause instanceof AppError) throw cause;
      if (cause instanceof errors.JWKSMultipleMatchingKeys || cause instanceof errors.JOSENotSupported) throw cause;
      throw new AppError('sign_on_unreachable', { cause, details: { reason: 'keys' } });
    }
  };
}

/** Shows who we are: by secret in the header, or in the body where the provider takes only that; or by PKCE alone. */
function proveClient(
  { clientId, clientSecret }: SignOnConfig,
  { token_endpoint_auth_methods_supported: methods }: ProviderMetadata,
  form: URLSearchParams,
): Record<string, string> {
  if (clientSecret === null) {
    form.set('client_id', clientId);
    return {};
  }
  if (methods !== undefined && !methods.includes('client_secret_basic') && methods.includes('client_secret_post')) {
    form.set('client_id', clientId);
    form.set('client_secret', clientSecret);
    return {};
  }
  const both = [clientId, clientSecret].map(formEncoded).join(':');
  return { authorization: `Basic ${Buffer.from(both).toString('base64')}` };
}

/** Both are form-encoded before they are joined (RFC 6749, 2.3.1). */
const formEncoded = (text: string): string => new URLSearchParams({ x: text }).toString().slice(2);

/** The provider's code for why not, if it is one; its sentence may name people and is dropped ([PR4]). */
function refusalOf(body: unknown): string {
  const parsed = z.object({ error: z.string().regex(/^[a-z_]{1,60}$/) }).safeParse(body);
  return parsed.success ? parsed.data.error : 'token request';
}
