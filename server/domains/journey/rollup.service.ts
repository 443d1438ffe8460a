import type { Deps } from '#server/deps.ts';
import { afterOtherWork } from '#server/other-work.ts';
import { inWork, type Work } from '#server/work.ts';
import { whatFollowed } from '#shared/domain/journey/follow.ts';
import { type Journey, journeyOf } from '#shared/domain/journey/journey.ts';
import type { Touch } from '#shared/domain/journey/touch.ts';
import {
  leaveThreads,
  type Member,
  mayCount,
  membersOfThreads,
  staleThreads,
  type ThreadRows,
  writeMembers,
  writeThreads,
} from './rollup.repository.ts';
import { journeyRules } from './rules.repository.ts';
import { stepsOfMembers, writeFollowed } from './steps.repository.ts';
import { TOUCHES_MOST, touchesOf } from './touches.repository.ts';

/** One transaction counts at most so many records, and so many items; one round so many records. */
const A_WORK = 200;
const ITEMS_A_WORK = 5000;
const A_ROUND = 2000;

/** After a look at all customers none is had for so many times as long as it took, but never for longer than this. */
const REST_TIMES = 20;
const REST_MOST_MS = 20_000;

/** The beat of one hub: counts, but looks only so often that looking stays a small part of what its database does. */
export function journeyBeat(deps: Deps): () => Promise<number> {
  let restsUntil = 0;
  return async () => {
    const began = deps.clock.now().getTime();
    if (began < restsUntil) return 0;
    const waiting = await look(deps);
    if (waiting === null) return 0;
    const ended = deps.clock.now().getTime();
    // A full round has left some behind.
    if (waiting.length < A_ROUND) restsUntil = ended + Math.min(REST_MOST_MS, (ended - began) * REST_TIMES);
    return countAll(deps, waiting);
  };
}

/**
 * Counts the journeys of customers about whom something is different, by the same pure rules that draw one customer's; of
 * several hubs one at a time, and between two customers this hub does its other work. Gives how many threads it counted; a
 * large import is worked off over several rounds.
 */
export async function countJourneys(deps: Deps): Promise<number> {
  return countAll(deps, (await look(deps)) ?? []);
}

/** The threads to be counted; null while another hub looks or counts: two need not look at everybody at once. */
const look = (deps: Deps): Promise<readonly string[] | null> =>
  inWork(deps, async ({ tx, at }) => {
    if (!(await mayCount(tx))) return null;
    const { revision } = await journeyRules(tx);
    return staleThreads(tx, { revision, now: at }, { most: A_ROUND });
  });

async function countAll(deps: Deps, found: readonly string[]): Promise<number> {
  let waiting = found;
  let counted = 0;
  while (waiting.length > 0) {
    const some = waiting.slice(0, A_WORK);
    const done = await inWork(deps, (work) => countSome(work, some));
    // Another hub counts.
    if (done === null) break;
    counted += done.counted;
    waiting = [...done.left, ...waiting.slice(A_WORK)];
  }
  return counted;
}

/** Null when another hub counts; else how many were, and which of them were too much for one transaction. */
async function countSome(
  work: Work,
  some: readonly string[],
): Promise<{ readonly counted: number; readonly left: readonly string[] } | null> {
  const { tx, at } = work;
  if (!(await mayCount(tx))) return null;
  const { rules, revision } = await journeyRules(tx);
  // What another hub has counted since they were found is left alone.
  const found = await staleThreads(tx, { revision, now: at }, { most: A_ROUND, among: some });
  if (found.length === 0) return { counted: 0, left: [] };
  const { threadIds, members, left } = fitting(found, await membersOfThreads(tx, found));
  const threadOf = new Map(members.map(({ customerId, threadId }) => [customerId, threadId]));
  const ways = new Map(members.map(({ threadId }) => [threadId, [] as Touch[]]));
  for (const touch of await allTouches(tx, [...threadOf.keys()]))
    ways.get(threadOf.get(touch.customerId) ?? '')?.push(touch);
  const journeys: { readonly threadId: string; readonly journey: Journey }[] = [];
  for (const [threadId, touches] of ways) {
    journeys.push({ threadId, journey: journeyOf(touches, rules, at.getTime()) });
    await afterOtherWork();
  }
  await leaveThreads(tx, { threadIds, customerIds: [...threadOf.keys()] });
  await writeThreads(
    tx,
    threadIds,
    journeys.map(({ threadId, journey }) => rowsOf(threadId, journey)),
  );
  const again = new Map(journeys.map(({ threadId, journey: { againAt } }) => [threadId, againAt]));
  await writeMembers(
    tx,
    members.map((member) => ({ ...member, againAt: dateOf(again.get(member.threadId)) })),
    revision,
  );
  await lookWhatFollowed(tx, { ways, threadOf, days: rules.followDays });
  return { counted: threadIds.length, left };
}

type Fitting = {
  readonly threadIds: readonly string[];
  readonly members: readonly Member[];
  readonly left: readonly string[];
};

/** As many of the threads as have not too many items together; one at least. */
function fitting(found: readonly string[], members: readonly Member[]): Fitting {
  const items = new Map<string, number>();
  for (const { threadId, seq } of members)
    items.set(threadId, (items.get(threadId) ?? 0) + Math.min(seq, TOUCHES_MOST));
  let sum = 0;
  const chosen = new Set(
    found.filter((threadId, n) => {
      sum += items.get(threadId) ?? 0;
      return n === 0 || sum <= ITEMS_A_WORK;
    }),
  );
  return {
    threadIds: [...chosen],
    members: members.filter(({ threadId }) => chosen.has(threadId)),
    left: found.filter((threadId) => !chosen.has(threadId)),
  };
}

const allTouches = async (tx: Work['tx'], members: readonly string[]): Promise<readonly Touch[]> =>
  (await touchesOf(tx, members)).touches;

const dateOf = (ms: number | null | undefined): Date | null => (ms === null || ms === undefined ? null : new Date(ms));

type Ways = {
  readonly ways: ReadonlyMap<string, readonly Touch[]>;
  readonly threadOf: ReadonlyMap<string, string>;
  readonly days: number;
};

/** Keeps what came of the steps that were decided about these customers. */
async function lookWhatFollowed(tx: Work['tx'], { ways, threadOf, days }: Ways): Promise<void> {
  const steps = await stepsOfMembers(tx, [...threadOf.keys()]);
  if (steps.length === 0) return;
  await writeFollowed(
    tx,
    steps.map(({ id, customerId, decidedAt }) => ({
      id,
      ...whatFollowed(ways.get(threadOf.get(customerId) ?? '') ?? [], decidedAt.getTime(), days),
    })),
  );
}

const isoOf = (ms: number): string => new Date(ms).toISOString();

/** What a journey comes to, as its tables have it. */
export function rowsOf(threadId: string, { stops, matters, orders }: Journey): ThreadRows {
  return {
    threadId,
    stops: stops.map(({ first, from, until, efforts, bought: _, ...stop }, n) => ({
      ...stop,
      ...efforts,
      n,
      customer_id: first.customerId,
      seq: first.seq,
      began_at: isoOf(from),
      ended_at: isoOf(until),
    })),
    matters: matters.map(({ conversationId, customerId, from, path, efforts, ...matter }) => ({
      ...matter,
      ...efforts,
      conversation_id: conversationId,
      customer_id: customerId,
      began_at: isoOf(from),
      path: path.join('>'),
    })),
    credits: orders
      .flatMap(({ touch, segment, credits }) =>
        credits.map((credit) => ({
          ...credit,
          segment,
          customer_id: touch.customerId,
          seq: touch.seq,
          ordered_at: isoOf(touch.at),
          amount: touch.amount?.amount ?? null,
          currency: touch.amount?.currency ?? null,
        })),
      )
      .map((row, n) => ({ ...row, n })),
  };
}
