import { type InvitationKey, invitedVisitor, welcomeOf } from '#server/channels/invitations.ts';
import type { Deps } from '#server/deps.ts';
import { normalisePoints } from '#server/domains/identity/claim.ts';
import { resolveCustomer } from '#server/domains/identity/identity.service.ts';
import { greetingNow } from '#server/domains/visitors/greeting.service.ts';
import { inWork, type Work } from '#server/work.ts';
import type { Locale } from '#shared/domain/people.ts';
import type { VisitorSession } from '#shared/wire/auth.ts';
import { newSecret, sha256 } from './secrets.ts';
import { readShopIdentity, type ShopIdentity } from './shop-identity.ts';
import type { Tokens } from './tokens.ts';
import {
  findVisitor,
  findVisitorBySecret,
  insertVisitor,
  moveVisitor,
  shopIdsOf,
  touchVisitor,
  type VisitorRow,
} from './visitors.repository.ts';

export type VisitorDeps = {
  readonly deps: Deps;
  readonly tokens: Tokens;
  readonly workspaceName: string;
  readonly widgetSecret: string;
};

type Given = {
  readonly secret?: string | undefined;
  readonly identity?: string | undefined;
  readonly locale?: Locale | undefined;
};
type Who = { readonly visitor: VisitorRow; readonly secret?: string };

const SOURCE = 'widget';

/**
 * Knows a visitor again by the secret their browser kept, or makes a new one, with a customer of their own. A token the
 * shop signed says who they are there: then they are that customer ([ID2]). A browser that was one customer's and now
 * says it is another's becomes a new visitor, who reads nothing of the first.
 * Errors: `token_expired`, `not_signed_in` for the shop's token. A secret nobody knows is as good as none.
 */
export async function visitorSession(parts: VisitorDeps, given: Given): Promise<VisitorSession> {
  const { deps, widgetSecret } = parts;
  const identity =
    given.identity === undefined ? null : await readShopIdentity(given.identity, widgetSecret, deps.clock);
  return sessionOf(parts, await inWork(deps, (work) => recognise(work, given, identity)));
}

/** Opens the chat for whoever came by a link or a code of ours ([HO6]). Throws `invitation_over`. */
export async function invitedSession(
  parts: VisitorDeps,
  key: InvitationKey,
  given: Omit<Given, 'identity'>,
): Promise<VisitorSession> {
  return sessionOf(parts, await invitedVisitor(parts.deps, key, given));
}

async function sessionOf(parts: VisitorDeps, { visitor, secret }: Who): Promise<VisitorSession> {
  const { deps, tokens } = parts;
  const { token, expiresAt } = await tokens.signVisitor(visitor.id);
  return {
    token,
    tokenExpiresAt: expiresAt.toISOString(),
    ...(secret === undefined ? {} : { secret }),
    visitorId: visitor.id,
    customerId: visitor.customerId,
    workspaceName: parts.workspaceName,
    greeting: (await welcomeOf(deps.db, visitor.id)) ?? (await greetingNow(deps)),
  };
}

async function recognise(work: Work, given: Given, identity: ShopIdentity | null): Promise<Who> {
  const locale = given.locale ?? null;
  const known = given.secret === undefined ? null : await findVisitorBySecret(work.tx, sha256(given.secret));
  if (known === null) return arrive(work, locale, identity);
  if (identity === null) {
    await touchVisitor(work.tx, known.id, locale, work.at);
    return { visitor: known };
  }
  const proven = await shopIdsOf(work.tx, known.customerId);
  if (proven.length > 0 && !proven.includes(identity.sub.normalize('NFKC'))) return arrive(work, locale, identity);
  const { customerId } = await resolveCustomer(work, claimOf(work, known.id, locale, identity));
  if (customerId !== known.customerId) await moveVisitor(work.tx, known, customerId, work.at);
  await touchVisitor(work.tx, known.id, locale, work.at);
  return { visitor: await reread(work, known.id) };
}

async function arrive(work: Work, locale: Locale | null, identity: ShopIdentity | null): Promise<Who> {
  const id = work.nextId();
  const secret = newSecret();
  const { customerId, contactPoints } = await resolveCustomer(work, claimOf(work, id, locale, identity));
  const own = contactPoints.find(({ kind }) => kind === 'visitor');
  if (own === undefined) throw new Error('a visitor has a contact point');
  await insertVisitor(work.tx, {
    id,
    secretHash: sha256(secret),
    contactPointId: own.id,
    customerId,
    locale,
    at: work.at,
  });
  return { visitor: await reread(work, id), secret };
}

/** The shop's word first: it decides whose the visit is. */
function claimOf(work: Work, visitorId: string, locale: Locale | null, identity: ShopIdentity | null) {
  const points = normalisePoints([
    ...(identity === null ? [] : [{ kind: 'shop' as const, value: identity.sub, verifiedBy: 'shop' }]),
    ...(identity?.email === undefined ? [] : [{ kind: 'email' as const, value: identity.email, verifiedBy: 'shop' }]),
    { kind: 'visitor' as const, value: visitorId, verifiedBy: SOURCE },
  ]);
  return { source: SOURCE, name: identity?.name, locale: locale ?? undefined, points, occurredAt: work.at };
}

async function reread(work: Work, id: string): Promise<VisitorRow> {
  const visitor = await findVisitor(work.tx, id);
  if (visitor === null) throw new Error('the visitor is gone within their own work');
  return visitor;
}
