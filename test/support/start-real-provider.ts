import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Configuration, Provider } from 'oidc-provider';

export type RealProvider = {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly close: () => Promise<void>;
};

export type Person = { readonly name: string; readonly email: string; readonly groups: readonly string[] };

type Options = Pick<Configuration, 'conformIdTokenClaims'> & {
  readonly people: Readonly<Record<string, Person>>;
  /** The hub's address as browsers know it. */
  readonly hubUrl: string;
};

export const callbackOf = (hubUrl: string): string => `${hubUrl}/api/v1/auth/sign-on/callback`;

/**
 * A certified provider from npm, on a free port of the loopback, with its own sign-in pages. Whoever signs in as a login of
 * `people` is that person; without `conformIdTokenClaims` the ID token tells names and groups too, with it userinfo alone.
 */
export async function startRealProvider({
  people,
  hubUrl,
  conformIdTokenClaims = false,
}: Options): Promise<RealProvider> {
  const [clientId, clientSecret] = ['tsunagi', 'a real secret: +/='];
  let provider: Provider | undefined;
  const server: Server = await new Promise((resolve) => {
    const made = createServer((request, response) => void provider?.callback()(request, response));
    made.listen(0, '127.0.0.1', () => resolve(made));
  });
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [callbackOf(hubUrl)],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    pkce: { required: () => true },
    cookies: { keys: ['a key of this test'] },
    claims: { openid: ['sub'], profile: ['name', 'groups', 'preferred_username'], email: ['email'] },
    conformIdTokenClaims,
    findAccount: (_context, login) => {
      const person = people[login];
      if (person === undefined) return undefined;
      const claims = { sub: login, preferred_username: login, ...person, groups: [...person.groups] };
      return { accountId: login, claims: async () => claims };
    },
  });
  return {
    ...{ issuer, clientId, clientSecret },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
