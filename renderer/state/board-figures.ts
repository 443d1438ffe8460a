import { type BoardAgent, type BoardHandoff, type BoardQueue, FLOW_MS } from '#shared/domain/board.ts';
import { CHANNELS, type Channel, channelFacts, WORK_KINDS, type WorkKind } from '#shared/domain/channels.ts';
import type { BoardState } from './board-state.ts';

/** What one card says of a channel over the chosen teams. */
export type QueueCard = {
  readonly channel: Channel;
  readonly waiting: number;
  readonly waitingSince: string | null;
  readonly open: number;
  /** Times at which one more answer is past due; those already past when it was read are `pastDue`. */
  readonly pastDue: number;
  readonly dues: readonly string[];
  /** 0–100, rounded; null while there was no first answer today. */
  readonly kept: number | null;
  readonly answered: number;
  /** The one target of all these teams, seconds; null where they differ. */
  readonly targetSeconds: number | null;
  readonly arrived: readonly (readonly [number, number])[];
  /** At work, and take this kind of work. */
  readonly agents: number;
};

const AT_WORK: readonly BoardAgent['presence'][] = ['ready', 'busy', 'wrap_up'];
export const isAtWork = ({ presence }: Pick<BoardAgent, 'presence'>): boolean => AT_WORK.includes(presence);

const isOf = (teamId: string | null, teamIds: readonly string[]): boolean =>
  teamId === null || teamIds.includes(teamId);

/** The cards of the channels there are, in the channels' order; of one team, or of all for null. */
export function queueCards(state: BoardState, teamId: string | null): QueueCard[] {
  const agents = [...state.agents.values()].filter((one) => isAtWork(one) && isOf(teamId, one.teamIds));
  const teams = [...state.teams.values()].filter(({ id }) => isOf(teamId, [id]));
  return CHANNELS.flatMap((channel) => {
    const queues = teams.flatMap((team) => team.queues.filter((queue) => queue.channel === channel));
    if (queues.length === 0) return [];
    const { work } = channelFacts(channel);
    return [cardOf(channel, queues, agents.filter(({ capacity }) => capacity[work] > 0).length)];
  });
}

function cardOf(channel: Channel, queues: readonly BoardQueue[], agents: number): QueueCard {
  const sum = (of: (queue: BoardQueue) => number): number => queues.reduce((total, queue) => total + of(queue), 0);
  const answered = sum((queue) => queue.answered);
  const targets = new Set(queues.map(({ targetSeconds }) => targetSeconds));
  const [target = null] = targets;
  const since = queues.flatMap(({ waitingSince }) => waitingSince ?? []).sort();
  return {
    channel,
    waiting: sum((queue) => queue.waiting),
    waitingSince: since[0] ?? null,
    open: sum((queue) => queue.open),
    pastDue: sum((queue) => queue.pastDue),
    dues: queues.flatMap(({ dues }) => dues).sort(),
    kept: answered === 0 ? null : Math.round((100 * sum((queue) => queue.inTime)) / answered),
    answered,
    targetSeconds: targets.size === 1 ? target : null,
    arrived: queues.flatMap(({ arrived }) => arrived),
    agents,
  };
}

/** How many answers are past due now: those that were, and those that fell due since. */
export const pastDueAt = ({ pastDue, dues }: Pick<QueueCard, 'pastDue' | 'dues'>, at: string): number =>
  pastDue + dues.filter((due) => due <= at).length;

/** What somebody has in hand of one kind of work, by channel, and how much they can. */
export type KindLoad = {
  readonly work: WorkKind;
  readonly used: readonly { readonly channel: Channel; readonly count: number }[];
  readonly count: number;
  readonly capacity: number;
};

/** Kinds that somebody takes, or has in hand all the same. */
export function loadByKind({ load, calls, capacity }: BoardAgent, callChannel: Channel): KindLoad[] {
  return WORK_KINDS.flatMap((work) => {
    const onCalls = calls > 0 ? [{ channel: callChannel, count: calls }] : [];
    const used = work === 'call' ? onCalls : ofKind(load, work);
    const count = used.reduce((total, one) => total + one.count, 0);
    return capacity[work] + count === 0 ? [] : [{ work, used, count, capacity: capacity[work] }];
  });
}

/** As routing counts: what is not a talk in writing is a letter, also a matter that stands on the telephone. */
const ofKind = (load: BoardAgent['load'], work: WorkKind): BoardAgent['load'] =>
  load.filter(({ channel }) => (channelFacts(channel).work === 'chat') === (work === 'chat'));

/** What somebody does, for the eye: their word, and what the facts add to it. */
export type Doing = 'on_call' | 'full' | 'in_chat' | 'on_mail' | BoardAgent['presence'];

export function doingOf(agent: BoardAgent): Doing {
  if (agent.onCall) return 'on_call';
  if (agent.presence !== 'ready' && agent.presence !== 'busy') return agent.presence;
  const chats = ofKind(agent.load, 'chat').reduce((total, { count }) => total + count, 0);
  if (chats > 0 && chats >= agent.capacity.chat) return 'full';
  if (chats > 0) return 'in_chat';
  if (agent.load.length > 0 && agent.presence === 'ready') return 'on_mail';
  return agent.presence;
}

/** Where each stands among all by name. Comparing names as people read them costs: ask again only when names change. */
export function placesByName(
  agents: Iterable<BoardAgent>,
  compareNames: (a: string, b: string) => number,
): ReadonlyMap<string, number> {
  const sorted = [...agents].sort((a, b) => compareNames(a.name, b.name) || Number(a.id > b.id) - Number(a.id < b.id));
  return new Map(sorted.map(({ id }, place) => [id, place]));
}

/** Who is here first, then who is away, in order of their places. Signed-out people are left out. */
export function agentRows(
  { agents }: Pick<BoardState, 'agents'>,
  teamId: string | null,
  places: ReadonlyMap<string, number>,
): BoardAgent[] {
  const placeOf = ({ id }: BoardAgent): number => places.get(id) ?? places.size;
  return [...agents.values()]
    .filter((one) => one.presence !== 'signed_out' && isOf(teamId, one.teamIds))
    .sort((a, b) => rank(a) - rank(b) || placeOf(a) - placeOf(b));
}

const rank = (agent: BoardAgent): number => (isAtWork(agent) ? 0 : 1);

/** At work, not at work, and how many more talks in writing those who are ready can take. */
export function staffing(rows: readonly BoardAgent[]): { on: number; away: number; room: number } {
  const on = rows.filter(isAtWork);
  const room = on
    .filter((one) => one.presence === 'ready' && !one.onCall)
    .reduce((total, one) => {
      const chats = ofKind(one.load, 'chat').reduce((sum, { count }) => sum + count, 0);
      return total + Math.max(0, one.capacity.chat - chats);
    }, 0);
  return { on: on.length, away: rows.length - on.length, room };
}

export type FlowBand = { readonly from: Channel; readonly to: Channel; readonly count: number };
export type Flow = {
  readonly accepted: number;
  /** Milliseconds; null when none was. */
  readonly medianMs: number | null;
  readonly declined: number;
  /** Nobody took it in time, or the customer never came. */
  readonly lost: number;
  readonly bands: readonly FlowBand[];
  /** The handoffs behind it, newest first. */
  readonly rows: readonly BoardHandoff[];
};

/** The handoffs of the last hour up to now, by the channels they led from and to. */
export function flowOf(handoffs: BoardState['handoffs'], teamId: string | null, now: Date): Flow {
  const since = new Date(now.getTime() - FLOW_MS).toISOString();
  const rows = [...handoffs.values()].filter(
    ({ teamIds, ...one }) => isOf(teamId, teamIds) && kindOf(one, since) !== null,
  );
  const of = (kind: ReturnType<typeof kindOf>) => rows.filter((one) => kindOf(one, since) === kind);
  const accepted = of('accepted');
  const waits = accepted
    .map(({ offeredAt, acceptedAt = offeredAt }) => new Date(acceptedAt).getTime() - new Date(offeredAt).getTime())
    .sort((a, b) => a - b);
  return {
    accepted: accepted.length,
    medianMs: waits[Math.floor((waits.length - 1) / 2)] ?? null,
    declined: of('declined').length,
    lost: of('lost').length,
    bands: bandsOf(accepted),
    rows: rows.sort((a, b) => compare(whenOf(b), whenOf(a)) || compare(a.id, b.id)),
  };
}

const compare = (a: string, b: string): number => Number(a > b) - Number(a < b);
/** When it was decided, or accepted where that is all so far. */
export const whenOf = ({ decidedAt, acceptedAt, offeredAt }: BoardHandoff): string =>
  decidedAt ?? acceptedAt ?? offeredAt;

/** What became of a handoff within the hour; null for what the figures leave out. */
export function kindOf(
  { state, acceptedAt = '', decidedAt = '' }: Pick<BoardHandoff, 'state' | 'acceptedAt' | 'decidedAt'>,
  since: string,
): 'accepted' | 'declined' | 'lost' | null {
  if ((state === 'accepted' || state === 'completed') && acceptedAt >= since) return 'accepted';
  if (state === 'declined' && decidedAt >= since) return 'declined';
  if ((state === 'expired' || state === 'lapsed') && decidedAt >= since) return 'lost';
  return null;
}

function bandsOf(accepted: readonly BoardHandoff[]): FlowBand[] {
  const counts = new Map<string, FlowBand>();
  for (const { from, to } of accepted) {
    const key = `${from} ${to}`;
    counts.set(key, { from, to, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  const place = (channel: Channel): number => CHANNELS.indexOf(channel);
  return [...counts.values()].sort((a, b) => place(a.from) - place(b.from) || place(a.to) - place(b.to));
}
