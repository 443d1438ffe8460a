import { newSecret, sha256 } from '#server/auth/secrets.ts';
import {
  findVisitor,
  findVisitorBySecret,
  insertVisitor,
  touchVisitor,
  type VisitorRow,
} from '#server/auth/visitors.repository.ts';
import type { Deps } from '#server/deps.ts';
import { conversationLocked } from '#server/domains/conversations/ownership.service.ts';
import { membersOf } from '#server/domains/customers/members.repository.ts';
import { insertLinks, insertPoints } from '#server/domains/identity/identity.repository.ts';
import { AppError } from '#server/errors.ts';
import { inWork, type Work } from '#server/work.ts';
import type { Locale } from '#shared/domain/people.ts';
import {
  type InvitationRecord,
  invitationByCode,
  invitationByToken,
  openInvitation,
  prepareLeg,
  visitorsLeg,
} from './invitation.repository.ts';
import { tellOpened } from './tell-opened.service.ts';
import { codeTyped, tokenHash } from './tokens.ts';

/** What somebody shows: a link's secret, or a code that they typed. */
export type InvitationKey = { readonly token: string } | { readonly code: string };

type Given = { readonly secret?: string | undefined; readonly locale?: Locale | undefined };
export type Invited = { readonly visitor: VisitorRow; readonly secret?: string };

/** As long as the secrets we make; a shorter one is not taken for a new visitor's. */
const MADE_SECRET = /^[\w-]{43,}$/;

/**
 * Opens the chat for whoever came by a link or a code: once, for one browser, on the conversation it is bound to, in a leg
 * of their own ([HO6]). Asked again with the same secret, as after an answer that was lost, it is the same visitor. To
 * everybody else a link that was used, is over, was taken back or never was is one and the same: `invitation_over`.
 */
export async function invitedVisitor(deps: Deps, key: InvitationKey, given: Given): Promise<Invited> {
  return inWork(deps, async (work) => {
    const known = given.secret === undefined ? null : await findVisitorBySecret(work.tx, sha256(given.secret));
    const invitation = await findInvitation(work, key);
    if (invitation === null) throw over();
    if (known !== null && invitation.visitorId === known.id && mayReturn(invitation)) {
      await touchVisitor(work.tx, known.id, given.locale ?? null, work.at);
      return { visitor: known };
    }
    if (invitation.state !== 'open' || invitation.expiresAt <= work.at) throw over();
    return enter(work, invitation, { ...given, known });
  });
}

const over = (): AppError => new AppError('invitation_over');

function findInvitation(work: Work, key: InvitationKey): Promise<InvitationRecord | null> {
  return 'token' in key
    ? invitationByToken(work.tx, tokenHash(key.token))
    : invitationByCode(work.tx, codeTyped(key.code), 'chat');
}

/** Who had opened it goes on; not when it was taken back, for then they may not be whom it was meant for. */
const mayReturn = ({ state }: InvitationRecord): boolean => state === 'opened' || state === 'used';

type Entering = Given & { readonly known: VisitorRow | null };

async function enter(work: Work, invitation: InvitationRecord, { known, secret, locale }: Entering): Promise<Invited> {
  const locked = await conversationLocked(work, invitation.conversationId);
  const members = await membersOf(work.tx, invitation.customerId);
  // Whoever was another customer in this browser stays that one; this visit is not theirs.
  const same = known !== null && members.includes(known.customerId) ? known : null;
  const own = known === null && secret !== undefined && MADE_SECRET.test(secret) ? secret : newSecret();
  const visitor = same ?? (await newVisitor(work, invitation, { secret: own, locale: locale ?? null }));
  const sessionId = await legOf(work, invitation, visitor);
  if (!(await openInvitation(work, invitation.id, { visitorId: visitor.id, sessionId }))) throw over();
  await tellOpened(work, invitation, locked);
  return same === null ? { visitor, secret: own } : { visitor };
}

async function legOf(work: Work, { conversationId }: InvitationRecord, visitor: VisitorRow): Promise<string> {
  const known = await visitorsLeg(work.tx, conversationId, visitor.contactPointId);
  if (known !== null) return known;
  const id = work.nextId();
  const { customerId, contactPointId } = visitor;
  const leg = { id, conversationId, customerId, channel: 'chat', contactPointId, connectionId: null, thread: null };
  await prepareLeg(work, { ...leg, channel: 'chat' });
  return id;
}

type NewVisitor = { readonly secret: string; readonly locale: Locale | null };

/** The browser is the customer's from now on: it holds what only their address got. */
async function newVisitor(
  work: Work,
  { customerId }: InvitationRecord,
  { secret, locale }: NewVisitor,
): Promise<VisitorRow> {
  const id = work.nextId();
  const [contactPointId] = await insertPoints(work, [{ kind: 'visitor', value: id }]);
  if (contactPointId === undefined) throw new Error('a new visitor has a point of their own');
  const link = { contactPointId, customerId, verifiedBy: 'invitation', saidBy: null, shared: false };
  await insertLinks(work, [link]);
  await insertVisitor(work.tx, { id, secretHash: sha256(secret), contactPointId, customerId, locale, at: work.at });
  const visitor = await findVisitor(work.tx, id);
  if (visitor === null) throw new Error('the visitor is gone within their own work');
  return visitor;
}
