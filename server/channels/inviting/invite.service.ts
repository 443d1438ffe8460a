import { findConversation } from '#server/domains/conversations/conversations.repository.ts';
import { tellInboxes } from '#server/domains/conversations/ownership.service.ts';
import { lockAgents } from '#server/domains/handoffs/handoffs.repository.ts';
import type { Work } from '#server/work.ts';
import type { Invite, Invited } from './ask.ts';
import { checksInForce } from './checks.repository.ts';
import { callTime, chooseWay, refuse } from './choose-way.ts';
import { type Facts, readFacts } from './facts.ts';
import { insertInvitation, partiesOf } from './invitation.repository.ts';
import { targetLeg } from './legs.ts';
import { standsOf, type Way } from './options.ts';
import { type Ordered, orderCall } from './order-call.service.ts';
import { type Made, sendWords } from './send-words.service.ts';
import { newCode, newToken, tokenHash } from './tokens.ts';

const MINUTE_MS = 60_000;

/**
 * Asks the customer over: the invitation, the leg on the other channel where its address is known, the words they get and
 * their way out, or the callback; all in the caller's work, who holds the locks of customer, conversation and handoff.
 * Locks the handoff's agents, and tells their inboxes of the conversation's row. Throws `no_way_across` with the reason.
 */
export async function invite(work: Work, ask: Invite): Promise<Invited> {
  const { conversation, crossing, handoffId } = ask;
  const looking = { db: work.tx, at: work.at, publicUrl: work.publicUrl };
  const known = await readFacts(looking, conversation, ask.agentId);
  const facts: Facts = { ...known, locale: crossing.locale ?? known.locale };
  const way = await chooseWay(crossing, facts);
  const at = way.way === 'callback' ? callTime(crossing, work.at) : null;
  const invitationId = work.nextId();
  const made: Made = {
    invitationId,
    way,
    facts,
    at,
    token: way.way === 'link' ? newToken(facts.locale) : null,
    code: way.way === 'code' ? newCode() : null,
    until: new Date((at ?? work.at).getTime() + standsOf(way) * MINUTE_MS),
    sessionId: await targetLeg(work, ask, { way, facts, invitationId }),
  };
  const parties = await partiesOf(work.tx, handoffId);
  const ordered = await calledBy(work, ask, made, parties.acceptedBy ?? parties.owner);
  const itemId = await sendWords(work, ask, made);
  const callback = { callbackId: ordered?.callbackId ?? null, callbackOwn: ordered?.own ?? true };
  await insertInvitation(work, { ...rowOf(ask, made), checks: await checksNow(work, ask), itemId, ...callback });
  await lockAgents(work, [parties.from, parties.to, parties.acceptedBy, parties.owner]);
  const after = await findConversation(work.tx, conversation.id);
  if (after !== null) await tellInboxes(work, after);
  return { lapseAt: made.until, sessionId: made.sessionId };
}

async function calledBy(work: Work, ask: Invite, { way, at }: Made, callerId: string | null): Promise<Ordered | null> {
  if (way.way !== 'callback' || way.point === undefined) return null;
  const { value: number, customerId, id: contactPointId } = way.point;
  const called = { number, customerId, contactPointId };
  const ordered = await orderCall(work, ask.conversation, { called, at, callerId });
  // Somebody else waits at this number: it is not this customer's to be called at now.
  if (ordered === null) throw refuse('no_contact_point');
  return ordered;
}

const checksNow = (work: Work, { conversation }: Invite) => checksInForce(work.tx, conversation.id, work.at);

function rowOf({ handoffId, conversation, agentId }: Invite, made: Made) {
  const { way, facts, token, code, until } = made;
  return {
    id: made.invitationId,
    handoffId,
    conversationId: conversation.id,
    customerId: holderOf(way) ?? conversation.customerId,
    channelTo: way.channel,
    way: way.way,
    byChannel: way.by ?? null,
    contactPointId: way.point?.id ?? null,
    sessionId: made.sessionId,
    tokenHash: token === null ? null : tokenHash(token),
    code,
    locale: facts.locale,
    madeBy: agentId,
    expiresAt: until,
  };
}

/** Who comes by a link is whoever holds the address it went to ([ID3]). */
const holderOf = ({ point }: Way): string | undefined => point?.customerId;
