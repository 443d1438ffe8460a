import type { Query } from '#server/db/handle.ts';
import { leadsOn, sendWaiting, together } from '#server/db/together.ts';
import { calendarInWork } from '#server/domains/calendar/calendar.service.ts';
import { careRulesAhead, watchForDanger } from '#server/domains/care/watch-for-danger.service.ts';
import { customersLocked, refuseGrown } from '#server/domains/customers/members.repository.ts';
import { rulesAhead } from '#server/domains/escalations/fire.service.ts';
import { heardOn, heardWords, messageWords } from '#server/domains/escalations/heard.service.ts';
import { blockedAmong } from '#server/domains/identity/points.repository.ts';
import { noteAnswered } from '#server/domains/reports/reply-waits.repository.ts';
import { conversationIndexed } from '#server/domains/search/conversation-words.service.ts';
import { answeredByNumber } from '#server/domains/surveys/by-number.service.ts';
import { appendWithNext } from '#server/domains/timeline/append-item.service.ts';
import { AppError } from '#server/errors.ts';
import type { Step, Work } from '#server/work.ts';
import type { Calendar } from '#shared/domain/calendar.ts';
import type { Channel } from '#shared/domain/channels.ts';
import { type ItemData, type ItemKind, QUIET_KINDS } from '#shared/domain/item-data.ts';
import type { Author } from '#shared/domain/party.ts';
import { isBareThankYou } from '#shared/domain/thank-you.ts';
import type { TimelineItem, Visibility } from '#shared/domain/timeline-item.ts';
import { chooseUnmerged } from './choose-merged.ts';
import {
  conversationInserted,
  type InboundConversation,
  insertSession,
  openConversations,
  saveConversations,
  teamFor,
} from './inbound.repository.ts';
import { arrive, isFirstAct } from './inbound-arrival.service.ts';
import { leaveOwnerOff } from './inbound-owner-off.service.ts';
import { projectItem } from './inbound-projection.ts';
import { reopenInbound } from './inbound-reopen.service.ts';
import { InboundTouched } from './inbound-touched.ts';
import { chooseSession, type RouteAsk } from './route.ts';

/** What came in from outside, its customer known: from a channel, an integration or an import. */
export type Inbound<K extends ItemKind = ItemKind> = {
  readonly customerId: string;
  /** Where on the customer's side it comes from or went to, for [CV10]; null when nothing reaches back. */
  readonly contactPointId: string | null;
  readonly kind: K;
  readonly data: ItemData<K>;
  readonly channel: Channel;
  readonly direction: 'in' | 'out' | 'none';
  readonly author: Author;
  readonly occurredAt: Date;
  /** The provider's thread, or the thread a reply token stands for. Bind it to its source: two may use the same words. */
  readonly thread?: string | undefined;
  /** The connected account it came in by: answers leave by the same, and new conversations go to its team. */
  readonly connection?: { readonly id: string; readonly teamId: string | null } | undefined;
  readonly source?: string | undefined;
  readonly externalId?: string | undefined;
  readonly historical?: boolean | undefined;
  /** A machine wrote it: it joins the conversation it belongs to, but opens and reopens none and starts no clock. */
  readonly quiet?: boolean | undefined;
  /** Said about the customer and not to them, by a clerk say: it waits for an answer, and stays inside. */
  readonly internal?: boolean | undefined;
};

/** What became of it. No conversation: it stands on the customer's thread alone. */
export type Received = {
  readonly item: TimelineItem;
  readonly conversationId: string | null;
  readonly opened: boolean;
};

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

/** Kinds and old news that never open, route, notify or start a clock ([CV10]), and what comes from a blocked point. */
const isQuiet = (inbound: Inbound): boolean =>
  inbound.historical === true || QUIET_KINDS.has(inbound.kind) || 'blocked' in inbound.data;

/** Which of their points are blocked, and the conversations they may go to. */
export type InboundBeginning = {
  readonly blocked: ReadonlySet<string>;
  readonly conversations: readonly InboundConversation[];
};

/**
 * What taking these in begins with, for whoever sends it in one go with their customers' locks, behind them: `take` is given the
 * rows of each statement. The rules that look at what customers say are read with it.
 */
export function inboundBegins(
  work: Work,
  inbounds: readonly Inbound[],
): {
  readonly statements: readonly Query<unknown>[];
  readonly take: (rows: readonly (readonly unknown[])[]) => InboundBeginning;
} {
  const points = [
    ...new Set(inbounds.flatMap(({ direction, contactPointId }) => (direction === 'in' ? (contactPointId ?? []) : []))),
  ];
  const routed = inbounds.filter((inbound) => !isQuiet(inbound));
  const customerIds = [...new Set(routed.map((inbound) => inbound.customerId))];
  const threads = [...new Set(routed.flatMap((inbound) => inbound.thread ?? []))];
  const blocked = new Set<string>();
  const conversations: InboundConversation[] = [];
  const steps: Step[] = [];
  if (points.length > 0) {
    const take = (rows: readonly unknown[]) => (rows as { id: string }[]).forEach(({ id }) => void blocked.add(id));
    steps.push({ statement: blockedAmong(points, work.at), take });
  }
  if (customerIds.length > 0) {
    const take = (rows: readonly unknown[]) => void conversations.push(...(rows as InboundConversation[]));
    steps.push({ statement: openConversations(work, customerIds, threads), take });
  }
  if (routed.some(isFromCustomer)) steps.push(rulesAhead(work), careRulesAhead(work));
  return {
    statements: steps.map(({ statement }) => statement),
    take(rows) {
      steps.forEach(({ take }, n) => void take(rows[n] ?? []));
      return { blocked, conversations };
    },
  };
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

function isThanks(inbound: Inbound): boolean {
  if (inbound.kind !== 'message') return false;
  const { text, attachments } = inbound.data as ItemData<'message'>;
  return (attachments?.length ?? 0) === 0 && isBareThankYou(text);
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

/** Themselves, and neither a machine of theirs nor a clerk about them. */
const isFromCustomer = ({ direction, quiet, internal, kind }: Inbound): boolean =>
  direction === 'in' && quiet !== true && internal !== true && (kind === 'message' || kind === 'call');

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

/** What a new conversation begins with. */
export type Opening = Pick<Inbound, 'customerId' | 'channel' | 'occurredAt' | 'connection'> & {
  readonly subject: string | null;
};

function open(work: Work, touched: InboundTouched, inbound: Inbound): Promise<InboundConversation> {
  const subject = inbound.kind === 'message' ? ((inbound.data as ItemData<'message'>).subject ?? null) : null;
  return openConversation(work, touched, { ...inbound, subject });
}

/** A new conversation in the queue of its connection's team, else of the team that takes new ones; an item says so. */
export async function openConversation(
  work: Work,
  touched: InboundTouched,
  inbound: Opening,
): Promise<InboundConversation> {
  const team = await touched.teamFor(inbound.connection?.teamId ?? null, (id) => teamFor(work, id));
  if (team === null)
    throw new AppError('bad_config', {
      details: { setting: 'team', found: 'no default team', expected: 'one default team' },
    });
  const id = work.nextId();
  const { customerId, channel, occurredAt, subject } = inbound;
  const opening = { id, customerId, teamId: team.id, channel, subject, openedAt: occurredAt };
  await leadsOn(work.tx, conversationInserted(work, opening), (rows) =>
    rows.map(({ number }) => conversationIndexed(work, { id, customerId, number, subject })),
  );
  await appendWithNext(work, {
    customerId,
    conversationId: id,
    kind: 'system',
    channel,
    direction: 'none',
    visibility: 'internal',
    author: { type: 'system' },
    occurredAt,
    data: { event: 'conversation_opened', to: { type: 'team', id: team.id, name: team.name } },
  });
  return touched.add({
    id,
    customerId,
    members: null,
    mergedInto: null,
    status: 'open',
    waitingOn: null,
    teamId: team.id,
    teamName: team.name,
    replyMinutes: team.replyMinutes,
    targets: team.targets,
    reopenHours: team.reopenHours,
    calendarId: team.calendarId,
    ownerAgentId: null,
    ownerName: null,
    ownerOff: false,
    lastOwnerAgentId: null,
    epoch: 1,
    channel,
    preview: '',
    lastItemAt: occurredAt,
    resolvedAt: null,
    customerWaitsSince: null,
    replyDueAt: null,
    firstAnsweredAt: null,
    customerSpokeAt: null,
    customerSpokeOn: null,
    sessions: [],
    crossings: [],
  });
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

/** Visibility follows kind and direction: customers see what was said between them and us, and nothing else. */
function visibilityOf(inbound: Inbound): Visibility {
  if (inbound.internal === true) return 'internal';
  return inbound.kind === 'message' && inbound.direction !== 'none' ? 'customer' : 'internal';
}
