import type { Logger } from 'pino';
import type { Asking } from '#server/asking.ts';
import type { Authenticate } from '#server/auth/authenticate.ts';
import { AppError, answerError } from '#server/errors.ts';
import { toError } from '#shared/lib/assert.ts';
import { type Handshake, handshakeSchema } from '#shared/wire/socket.ts';
import { SERVED_VERSIONS } from '#shared/wire/version.ts';
import { createAllowance } from './allowance.ts';
import { isDeskOrigin, isShopOrigin, type OriginRules } from './origins.ts';
import type { AgentSocket, Namespaces, VisitorSocket } from './sockets.ts';

type Parts = {
  readonly authenticate: Pick<Authenticate, 'agent' | 'visitor'>;
  readonly logger: Logger;
  readonly origins: OriginRules;
};
type Next = (error?: Error) => void;

/** Nobody gets into a namespace without a version the hub serves and a token of theirs; the refusal says why ([PR5]). */
export function guardHandshakes({ agents, visitors }: Namespaces, { authenticate, logger, origins }: Parts): void {
  agents.use((socket: AgentSocket, next: Next) => {
    void admit(socket, next, logger, async ({ token }, locale) => {
      if (!isDeskOrigin(socket.request)) throw new AppError('forbidden');
      const pass = await authenticate.agent(token);
      Object.assign(socket.data, {
        asking: inLocale(pass.asking, locale),
        authSessionId: pass.authSessionId,
        allowance: createAllowance(200, 50),
      });
    });
  });
  visitors.use((socket: VisitorSocket, next: Next) => {
    void admit(socket, next, logger, async ({ token }, locale) => {
      if (!isShopOrigin(socket.request, origins)) throw new AppError('forbidden');
      const pass = await authenticate.visitor(token);
      Object.assign(socket.data, {
        pass: { ...pass, asking: inLocale(pass.asking, locale) },
        allowance: createAllowance(20, 2),
      });
    });
  });
}

type Knocking = { readonly handshake: { readonly auth: unknown } };
type Locale = Asking['locale'] | undefined;

async function admit(
  socket: Knocking,
  next: Next,
  logger: Logger,
  check: (said: Handshake, locale: Locale) => Promise<void>,
): Promise<void> {
  const said = handshakeSchema.safeParse(socket.handshake.auth);
  const locale = said.success ? said.data.locale : undefined;
  try {
    if (!said.success) throw new AppError('invalid', { details: { reason: 'auth: token and version are needed' } });
    const { version } = said.data;
    if (!SERVED_VERSIONS.includes(version)) {
      throw new AppError('version_unsupported', { details: { found: version, expected: SERVED_VERSIONS.join(', ') } });
    }
    await check(said.data, locale);
    next();
  } catch (error) {
    const answer = answerError(logger, error, locale ?? 'en');
    // What Socket.IO hands to the client's `connect_error` as `error.data`.
    next(
      Object.assign(toError(error), {
        message: answer.ok ? '' : answer.error.code,
        data: answer.ok ? undefined : answer.error,
      }),
    );
  }
}

/** Answers are worded as the window asks; without a wish, as the person is known to read. */
const inLocale = (asking: Asking, locale: Locale): Asking => (locale === undefined ? asking : { ...asking, locale });
