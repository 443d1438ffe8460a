import { WORK_KINDS, type WorkKind } from './channels.ts';

/** A conversation that waits in the queue of a team whose work the hub offers. */
export type WaitingWork = {
  readonly conversationId: string;
  readonly epoch: number;
  readonly teamId: string;
  readonly work: WorkKind;
  /** What somebody has to know for it. */
  readonly skillIds: readonly string[];
  /** What they have to speak; null where it does not matter. */
  readonly language: string | null;
  readonly lastOwnerId: string | null;
  /** Who said no to it, or nothing, since it came to the queue: they are not asked again. */
  readonly triedIds: readonly string[];
  readonly priority: 'low' | 'normal' | 'high' | 'urgent';
  /** When an answer is due, milliseconds; null is last. */
  readonly dueAt: number | null;
  readonly waitsSince: number;
};

export type Load = Readonly<Record<WorkKind, number>>;

/** Somebody at work in one of those teams. */
export type Taker = {
  readonly id: string;
  readonly teamIds: readonly string[];
  readonly skillIds: readonly string[];
  readonly languages: readonly string[];
  /** There by their own word. Who is not, but is at work, may be asked later. */
  readonly ready: boolean;
  /** Something is offered to them already. */
  readonly asked: boolean;
  readonly capacity: Load;
  readonly load: Load;
  /** Since when they have got nothing new, milliseconds. */
  readonly idleSince: number;
};

export type OfferPlan = {
  readonly offers: readonly { readonly waiting: WaitingWork; readonly agentId: string }[];
  /** Asked of everybody who is at work and could: people take it from the queue by hand. */
  readonly exhausted: readonly WaitingWork[];
};

/**
 * Whether somebody can take this kind of work beside what they have. A call is interrupted by nothing and begins only
 * where no talk in writing goes on; letters may lie while a chat comes, but none comes on top of a full hand of chats.
 */
export function hasRoomFor(work: WorkKind, { capacity, load }: Pick<Taker, 'capacity' | 'load'>): boolean {
  if (load.call > 0) return false;
  switch (work) {
    case 'call':
      return capacity.call > 0 && load.chat === 0;
    case 'chat':
      return load.chat < capacity.chat;
    case 'mail':
      return load.mail < capacity.mail && load.chat < capacity.chat;
  }
}

/** Whether somebody could take it at all, now or later: of the team, knows and speaks what it needs, has not said no. */
export const suits = (taker: Taker, waiting: WaitingWork): boolean =>
  taker.teamIds.includes(waiting.teamId) &&
  !waiting.triedIds.includes(taker.id) &&
  taker.capacity[waiting.work] > 0 &&
  waiting.skillIds.every((skill) => taker.skillIds.includes(skill)) &&
  (waiting.language === null || taker.languages.includes(waiting.language));

const mayAsk = (taker: Taker, waiting: WaitingWork): boolean =>
  taker.ready && !taker.asked && suits(taker, waiting) && hasRoomFor(waiting.work, taker);

/**
 * Who is asked to take it: whoever had it before, if free; else the least loaded of that work, then of all, then the
 * longest idle; ties by id. Null when nobody can be asked now.
 */
export function chooseTaker(waiting: WaitingWork, takers: readonly Taker[]): Taker | null {
  const [best] = takers.filter((taker) => mayAsk(taker, waiting)).sort((a, b) => compareTakers(waiting, a, b));
  return best ?? null;
}

function compareTakers(waiting: WaitingWork, a: Taker, b: Taker): number {
  const again = (taker: Taker) => Number(taker.id === waiting.lastOwnerId);
  return (
    again(b) - again(a) ||
    shareOf(a, waiting.work) - shareOf(b, waiting.work) ||
    totalShare(a) - totalShare(b) ||
    a.idleSince - b.idleSince ||
    compareText(a.id, b.id)
  );
}

const shareOf = ({ load, capacity }: Taker, work: WorkKind): number =>
  capacity[work] === 0 ? 0 : load[work] / capacity[work];
const totalShare = (taker: Taker): number => WORK_KINDS.reduce((sum, work) => sum + shareOf(taker, work), 0);
const compareText = (a: string, b: string): number => Number(a > b) - Number(a < b);

const PRIORITY_RANK: Readonly<Record<WaitingWork['priority'], number>> = { urgent: 0, high: 1, normal: 2, low: 3 };

/** Most pressing first: priority, kind of work, what is due first, who waits longest; ties by id. */
export const compareWaiting = (a: WaitingWork, b: WaitingWork): number =>
  PRIORITY_RANK[a.priority] - PRIORITY_RANK[b.priority] ||
  WORK_KINDS.indexOf(a.work) - WORK_KINDS.indexOf(b.work) ||
  (a.dueAt ?? Number.MAX_SAFE_INTEGER) - (b.dueAt ?? Number.MAX_SAFE_INTEGER) ||
  a.waitsSince - b.waitsSince ||
  compareText(a.conversationId, b.conversationId);

/** Who is asked for what now; everybody one thing at a time. The same input gives the same plan. */
export function planOffers(waiting: readonly WaitingWork[], takers: readonly Taker[]): OfferPlan {
  const free = new Map(takers.map((taker) => [taker.id, taker]));
  const offers: { waiting: WaitingWork; agentId: string }[] = [];
  const exhausted: WaitingWork[] = [];
  for (const one of [...waiting].sort(compareWaiting)) {
    const taker = chooseTaker(one, [...free.values()]);
    if (taker !== null) {
      offers.push({ waiting: one, agentId: taker.id });
      free.delete(taker.id);
    } else if (one.triedIds.length > 0 && !takers.some((other) => suits(other, one))) exhausted.push(one);
  }
  return { offers, exhausted };
}
