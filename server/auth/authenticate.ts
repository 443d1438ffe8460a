import type { Asking } from '#server/asking.ts';

/** An agent's access token, read and checked against its session: a revoked session ends both transports at once. */
export type AgentPass = { readonly asking: Asking; readonly authSessionId: string; readonly expiresAt: Date };

/** A visitor's token; `customerId` is whose thread the visitor's own chat stands on. */
export type VisitorPass = {
  readonly asking: Asking;
  readonly visitorId: string;
  readonly customerId: string;
  readonly contactPointId: string;
  readonly expiresAt: Date;
};

/** Checks tokens for HTTP and for sockets alike. Throws `not_signed_in`, `token_expired` or `session_revoked`. */
export type Authenticate = {
  readonly agent: (token: string) => Promise<AgentPass>;
  readonly visitor: (token: string) => Promise<VisitorPass>;
  /** An integration's API key. */
  readonly key: (key: string) => Promise<Asking>;
};
