import type { Channel } from '../channels.ts';
import { buyings } from './buyings.ts';
import type { Effort, EffortKind } from './effort.ts';
import type { Placed } from './phases.ts';
import type { JourneyRules, Phase } from './rules.ts';
import { type Segment, segmentAt } from './segments.ts';
import { isContact, type Touch } from './touch.ts';

/**
 * How a journey ended at a stop: bought there or resolved after its last contact, or so before it with no contact since; else it broke off, which is not
 * known yet while there is still time for the next stop.
 */
export const ENDINGS = ['bought', 'resolved', 'broke_off', 'open'] as const;
export type Ending = (typeof ENDINGS)[number];

/** Touchpoints on one channel without a long silence between them: one station of the way. */
export type Stop = {
  readonly channel: Channel;
  /** Of its last touchpoint. */
  readonly phase: Phase;
  /** What the customer was when it began. */
  readonly segment: Segment;
  readonly first: Touch;
  readonly from: number;
  readonly until: number;
  readonly touches: number;
  /** They got in touch, and not only looked or bought. */
  readonly contact: boolean;
  readonly bought: boolean;
  readonly efforts: Readonly<Record<EffortKind, number>>;
  /** The journey comes from here; null begins one. */
  readonly previous: Channel | null;
  /** It goes on there; null ends here, as `ending` says. */
  readonly next: Channel | null;
  readonly ending: Ending | null;
};

/** After so long on the same channel another stop begins, milliseconds. */
const STOP_GAP_MS = 12 * 3_600_000;
const DAY_MS = 86_400_000;

type Parts = {
  readonly touches: readonly Touch[];
  readonly placed: readonly Placed[];
  readonly efforts: readonly Effort[];
  readonly rules: Pick<JourneyRules, 'breakDays' | 'loyalOrders'>;
  readonly now: number;
};

/** The stops of a thread, in order. A next stop more than `breakDays` later is another journey. */
export function stopsOf({ touches, placed, efforts, rules, now }: Parts): Stop[] {
  const bought = buyings(touches);
  const resolved = touches.filter(({ kind }) => kind === 'resolved').map(({ at }) => at);
  const groups = groupsOf(placed);
  const gap = rules.breakDays * DAY_MS;
  const stopAt = new Map(groups.flatMap((group, n) => group.map(({ touch }) => [touch, n] as const)));
  const counted = groups.map(() => ({ came_back: 0, switched: 0, waited: 0, repeated: 0 }));
  for (const { kind, touch } of efforts) {
    const own = counted[stopAt.get(touch) ?? -1];
    if (own !== undefined) own[kind] += 1;
  }
  const buyingStops = new Set(bought.map((touch) => stopAt.get(touch)));
  const settled = settledSoFar(groups, { buyingStops, resolved, gap });
  return groups.map((group, n) => {
    const [from, until] = [startOf(group), endOf(group)];
    const [before, after] = [groups[n - 1], groups[n + 1]];
    const previous = before !== undefined && from - endOf(before) <= gap ? channelOf(before) : null;
    const next = after !== undefined && startOf(after) - until <= gap ? channelOf(after) : null;
    const hasBought = buyingStops.has(n);
    return {
      channel: channelOf(group),
      phase: lastOf(group).phase,
      segment: segmentAt(bought, from, rules.loyalOrders),
      first: firstOf(group).touch,
      from,
      until,
      touches: group.length,
      contact: group.some(({ touch }) => isContact(touch)),
      bought: hasBought,
      efforts: counted[n] ?? { came_back: 0, switched: 0, waited: 0, repeated: 0 },
      previous,
      next,
      ending: next === null ? (settled[n] ?? (now - until > gap ? 'broke_off' : 'open')) : null,
    };
  });
}

type Settled = {
  readonly buyingStops: ReadonlySet<number | undefined>;
  readonly resolved: readonly number[];
  readonly gap: number;
};

/**
 * What the journey of each stop has come to so far: bought there, resolved after its last contact, or either before it with no contact since. What only follows
 * then, such as the parcel on its way or an answer to a survey, is part of it and no breaking off.
 */
function settledSoFar(
  groups: readonly Group[],
  { buyingStops, resolved, gap }: Settled,
): ('bought' | 'resolved' | null)[] {
  let soFar: 'bought' | 'resolved' | null = null;
  return groups.map((group, n) => {
    const [from, until, before] = [startOf(group), endOf(group), groups[n - 1]];
    const goesOn = before !== undefined && from - endOf(before) <= gap;
    const asked = group.findLast(({ touch }) => isContact(touch))?.touch.at;
    if (!goesOn || asked !== undefined) soFar = null;
    if (resolved.some((at) => at >= (asked ?? from) && at - until <= gap)) soFar = 'resolved';
    if (buyingStops.has(n)) soFar = 'bought';
    return soFar;
  });
}

type Group = readonly [Placed, ...Placed[]];

function groupsOf(placed: readonly Placed[]): Group[] {
  const groups: [Placed, ...Placed[]][] = [];
  for (const one of placed) {
    const group = groups.at(-1);
    const last = group?.at(-1)?.touch;
    const goesOn = last !== undefined && last.channel === one.touch.channel && one.touch.at - last.at <= STOP_GAP_MS;
    if (group !== undefined && goesOn) group.push(one);
    else groups.push([one]);
  }
  return groups;
}

const firstOf = (group: Group): Placed => group[0];
const lastOf = (group: Group): Placed => group.at(-1) ?? group[0];
const startOf = (group: Group): number => group[0].touch.at;
const endOf = (group: Group): number => lastOf(group).touch.at;
const channelOf = (group: Group): Channel => group[0].touch.channel;
