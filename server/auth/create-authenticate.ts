import type { Deps } from '#server/deps.ts';
import { AppError } from '#server/errors.ts';
import type { Locale } from '#shared/domain/people.ts';
import { findApiKey, findSessionWho } from './auth-sessions.repository.ts';
import type { Authenticate } from './authenticate.ts';
import type { Revocations } from './revocations.ts';
import { sha256 } from './secrets.ts';
import { shortMemory } from './short-memory.ts';
import type { Tokens } from './tokens.ts';
import { findVisitor } from './visitors.repository.ts';

/** A session that another hub ended is still believed for at most this long. */
const BELIEVE_MS = 1000;
/** A signature that was right stays so; what can change is asked again. */
const SIGNED_MS = 60_000;

type Parts = {
  readonly deps: Pick<Deps, 'db' | 'clock'>;
  readonly tokens: Tokens;
  readonly revocations: Revocations;
  readonly locale: Locale;
};

/** Reads tokens for HTTP and sockets alike. A signature is not enough: the sign-in behind it must still stand. */
export function createAuthenticate({ deps, tokens, revocations, locale }: Parts): Authenticate {
  const { db, clock } = deps;
  const signed = shortMemory<Awaited<ReturnType<Tokens['readAgent']>>>(clock, SIGNED_MS);
  const sessions = shortMemory<Awaited<ReturnType<typeof findSessionWho>>>(clock, BELIEVE_MS);
  const keys = shortMemory<Awaited<ReturnType<typeof findApiKey>>>(clock, BELIEVE_MS);
  revocations.onRevoked(sessions.forget);

  return {
    async agent(token) {
      const { agentId, authSessionId, expiresAt } = await signed.get(token, () => tokens.readAgent(token));
      if (expiresAt <= clock.now()) throw new AppError('token_expired');
      const who = await sessions.get(authSessionId, () => findSessionWho(db, authSessionId, clock.now()));
      if (who === null || who.id !== agentId) throw new AppError('not_signed_in');
      if (who.revoked || who.over) throw new AppError('session_revoked');
      const actor = { role: who.role, id: who.id, teamIds: who.teamIds };
      return { asking: { actor, name: who.name, locale: who.locale, authSessionId }, authSessionId, expiresAt };
    },

    async visitor(token) {
      const { visitorId, expiresAt } = await tokens.readVisitor(token);
      // Not remembered: a visitor can become another customer's between two requests.
      const visitor = await findVisitor(db, visitorId);
      if (visitor === null) throw new AppError('not_signed_in');
      const spoken = visitor.locale ?? locale;
      const name = visitor.name ?? (spoken === 'ja' ? 'お客様' : 'Visitor');
      const asking = { actor: { role: 'visitor' as const, id: visitorId, teamIds: [] }, name, locale: spoken };
      return { asking, visitorId, customerId: visitor.customerId, contactPointId: visitor.contactPointId, expiresAt };
    },

    async key(key) {
      if (!key.startsWith('tk_')) throw new AppError('not_signed_in');
      const hash = sha256(key);
      const found = await keys.get(hash.toString('hex'), () => findApiKey(db, hash));
      if (found === null) throw new AppError('not_signed_in');
      return {
        actor: { role: 'integration', id: found.id, teamIds: [], grants: found.grants },
        name: found.name,
        locale,
      };
    },
  };
}
