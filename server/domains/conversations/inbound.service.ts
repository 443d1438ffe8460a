import { sendWaiting, together } from '#server/db/together.ts';
import { calendarInWork } from '#server/domains/calendar/calendar.service.ts';
import { watchForDanger } from '#server/domains/care/watch-for-danger.service.ts';
import { customersLocked, refuseGrown } from '#server/domains/customers/members.repository.ts';
import { heardOn, heardWords, messageWords } from '#server/domains/escalations/heard.service.ts';
import { noteAnswered } from '#server/domains/reports/reply-waits.repository.ts';
import { answeredByNumber } from '#server/domains/surveys/by-number.service.ts';
import { appendWithNext } from '#server/domains/timeline/append-item.service.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { Calendar } from '#shared/domain/calendar.ts';
import type { ItemData } from '#shared/domain/item-data.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';
import { chooseUnmerged } from './choose-merged.ts';
import { type InboundConversation, insertSession, saveConversations } from './inbound.repository.ts';
import { type Inbound, isFromCustomer, isQuiet, isThanks, type Received, visibilityOf } from './inbound.ts';
import { arrive, isFirstAct } from './inbound-arrival.service.ts';
import { type InboundBeginning, inboundBegins } from './inbound-beginning.service.ts';
import { leaveOwnerOff } from './inbound-owner-off.service.ts';
import { projectItem } from './inbound-projection.ts';
import { reopenInbound } from './inbound-reopen.service.ts';
import { InboundTouched } from './inbound-touched.ts';
import { openConversation } from './open-conversation.service.ts';
import { chooseSession, type RouteAsk } from './route.ts';

/** As receiveAll, for one item; locks its customer. */
export async function receive(work: Work, inbound: Inbound): Promise<Received> {
  const begins = inboundBegins(work, [inbound]);
  const [locked, ...rows] = await together(work.tx, [customersLocked([inbound.customerId]), ...begins.statements]);
  if (!locked.some(({ id }) => id === inbound.customerId)) throw new AppError('not_found');
  await refuseGrown(work, locked);
  const [received] = await takeIn(work, [inbound], begins.take(rows));
  if (received === undefined) throw new Error('one item has one place');
  await sendWaiting(work.tx);
  return received;
}

/**
 * Puts inbound items on their threads in the order given and, where they concern one, into their conversation ([CV10]):
 * found, reopened or opened, with session, clock and preview; then tells followers. The caller has locked all of their
 * customers. Owners' inboxes are told last, in order of id, so that works never wait for each other.
 */
export async function receiveAll(work: Work, given: readonly Inbound[]): Promise<Received[]> {
  const begins = inboundBegins(work, given);
  const received = await takeIn(work, given, begins.take(await together(work.tx, begins.statements)));
  await sendWaiting(work.tx);
  return received;
}

/** As receiveAll, by what was read before; what it writes leaves with the next statement or the commit, and items have no seq before. */
export async function takeIn(
  work: Work,
  given: readonly Inbound[],
  { blocked, conversations }: InboundBeginning,
): Promise<Received[]> {
  const inbounds = given.map((inbound) => markBlocked(inbound, blocked));
  const touched = new InboundTouched(conversations);
  const received: Received[] = [];
  for (const inbound of inbounds) received.push(await place(work, touched, inbound));
  // A machine that quotes a word of danger has seen none.
  await watchForDanger(
    work,
    received.filter((_, i) => inbounds[i]?.quiet !== true),
  );
  await saveConversations(work, touched.changed());
  await touched.tell(work);
  return received;
}

/** What comes from a blocked contact point is kept and marked as that. */
function markBlocked(inbound: Inbound, blocked: ReadonlySet<string>): Inbound {
  if (!blocked.has(inbound.contactPointId ?? '') || (inbound.kind !== 'message' && inbound.kind !== 'call'))
    return inbound;
  return { ...inbound, data: { ...(inbound.data as ItemData<'message'> | ItemData<'call'>), blocked: true as const } };
}

async function place(work: Work, touched: InboundTouched, inbound: Inbound): Promise<Received> {
  if (isQuiet(inbound)) return { item: await append(work, inbound), conversationId: null, opened: false };
  const ask: RouteAsk = {
    channel: inbound.channel,
    contactPointId: inbound.contactPointId,
    thread: inbound.thread ?? null,
    at: work.at,
  };
  const found = chooseUnmerged(touched.of(inbound.customerId), ask);
  const scored = found === null || found.status === 'resolved' ? await answeredByNumber(work, inbound) : null;
  if (scored !== null) return { ...scored, opened: false };
  // What we or others said, and notes, join the conversation they belong to but begin none.
  if (inbound.direction !== 'in') return join(work, touched, { inbound, ask, conversation: found });
  const thanks = inbound.quiet === true || isThanks(inbound);
  if (found === null && inbound.quiet === true) {
    return { item: await append(work, inbound), conversationId: null, opened: false };
  }
  if (found === null) {
    const opened = await open(work, touched, inbound);
    return { ...(await join(work, touched, { inbound, ask, conversation: opened, thanks })), opened: true };
  }
  if (found.status === 'resolved' && !thanks) await reopenInbound(work, touched, found, inbound);
  return join(work, touched, { inbound, ask, conversation: found, thanks });
}

type Joining = {
  readonly inbound: Inbound;
  readonly ask: RouteAsk;
  readonly conversation: InboundConversation | null;
  readonly thanks?: boolean;
};

async function join(
  work: Work,
  touched: InboundTouched,
  { inbound, ask, conversation, thanks = false }: Joining,
): Promise<Received> {
  if (conversation === null) return { item: await append(work, inbound), conversationId: null, opened: false };
  const sessionId = await sessionFor(work, conversation, inbound, ask);
  // Coming where we asked them to come is no getting in touch.
  const led = conversation.crossings.some(({ channel }) => channel === inbound.channel);
  if (isFirstAct(inbound))
    await arrive(work, touched, conversation, { channel: inbound.channel, sessionId, occurredAt: inbound.occurredAt });
  const on = { conversationId: conversation.id, ...(sessionId === null ? {} : { sessionId }) };
  const item = await append(work, inbound, on);
  const calendar = await clockFor(work, conversation, inbound);
  const before = { ...conversation };
  touched.touch(conversation, projectItem(conversation, item, { at: work.at, thanks, calendar }));
  if (isFromCustomer(inbound) && !thanks) {
    const at = inbound.occurredAt;
    await heardOn(work, conversation, { id: item.id, channel: inbound.channel, at, sessionId, led });
    if (item.kind === 'message') await heardWords(work, conversation, item.id, messageWords(item.data));
  }
  // Somebody of ours answered from elsewhere than the desk.
  if (conversation.customerWaitsSince === null && before.customerWaitsSince !== null)
    await noteAnswered(work, before, { channel: inbound.channel, agentId: null, at: inbound.occurredAt });
  if (inbound.direction === 'in' && !thanks) await leaveOwnerOff(work, touched, conversation, inbound.channel);
  return { item, conversationId: conversation.id, opened: false };
}

/** The hours by which a clock that may start now runs ([CV9]). */
async function clockFor(work: Work, c: InboundConversation, { direction }: Inbound): Promise<Calendar | null> {
  if (c.calendarId === null || c.replyDueAt !== null || direction !== 'in') return null;
  return calendarInWork(work, c.calendarId);
}

/** The leg the item stands on; a new one begins only with a customer's word on an unresolved conversation. */
async function sessionFor(
  work: Work,
  conversation: InboundConversation,
  inbound: Inbound,
  ask: RouteAsk,
): Promise<string | null> {
  const known = chooseSession(conversation.sessions, ask);
  if (known !== null) return known.id;
  if (inbound.direction !== 'in' || conversation.status === 'resolved') return null;
  const session = {
    id: work.nextId(),
    channel: inbound.channel,
    contactPointId: inbound.contactPointId,
    thread: ask.thread,
    active: true,
  };
  await insertSession(work, {
    ...session,
    connectionId: inbound.connection?.id ?? null,
    conversationId: conversation.id,
    customerId: inbound.customerId,
    startedAt: inbound.occurredAt < work.at ? inbound.occurredAt : work.at,
  });
  conversation.sessions.push(session);
  return session.id;
}

function open(work: Work, touched: InboundTouched, inbound: Inbound): Promise<InboundConversation> {
  const subject = inbound.kind === 'message' ? ((inbound.data as ItemData<'message'>).subject ?? null) : null;
  return openConversation(work, touched, { ...inbound, subject });
}

type On = { readonly conversationId?: string; readonly sessionId?: string };

function append(work: Work, inbound: Inbound, on: On = {}): Promise<TimelineItem> {
  const {
    contactPointId: _point,
    thread: _thread,
    connection: _connection,
    source,
    externalId,
    historical,
    quiet: _quiet,
    internal: _internal,
    ...rest
  } = inbound;
  return appendWithNext(work, {
    ...rest,
    ...on,
    visibility: visibilityOf(inbound),
    historical: historical ?? false,
    ...(source === undefined ? {} : { source }),
    ...(externalId === undefined ? {} : { externalId }),
  });
}
