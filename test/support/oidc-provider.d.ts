/** What the tests use of it; the package carries no types. */
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http';

  type Account = { accountId: string; claims: () => Promise<Record<string, unknown>> };
  export type Configuration = {
    clients: Record<string, unknown>[];
    pkce: { required: () => boolean };
    cookies: { keys: string[] };
    claims: Record<string, string[]>;
    conformIdTokenClaims?: boolean;
    findAccount: (context: unknown, login: string) => Account | undefined;
  };
  export class Provider {
    constructor(issuer: string, configuration: Configuration);
    callback(): (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  }
}
