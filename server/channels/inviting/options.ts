import type { HeldPoint } from '#server/domains/customers/panel.repository.ts';
import { CALL_CHANNEL, type Channel, channelFacts } from '#shared/domain/channels.ts';
import { shownContactPoint } from '#shared/domain/contact-point.ts';
import type { CrossingOption, CrossingRefusal, CrossingWay } from '#shared/domain/crossing.ts';
import type { Facts } from './facts.ts';
import { numberToCall, theirNumber } from './numbers.ts';
import { addressRefusal, channelRefusal } from './reach.ts';
import { fill, wordsOf } from './words.ts';

/** How long they have to come, in minutes: who is there now comes soon, a mail is read when it is read. */
const SOON = 15;
const HOUR = 60;
const DAY = 24 * HOUR;
const STANDS: Readonly<Record<CrossingWay, number>> = {
  link: SOON,
  message: HOUR,
  mail: 3 * DAY,
  callback: HOUR,
  call_link: HOUR,
  code: SOON,
};

/** By which words are carried, the one that is read soonest first. */
const CARRIERS: readonly Channel[] = ['sms', 'line', 'whatsapp', 'email'];
/** Onto which words of ours are answered. */
const WRITTEN: readonly Channel[] = ['line', 'sms', 'whatsapp'];

/** A way before it is known whether it reaches. `point` is whom the words go to, or who is called. */
export type Way = Pick<CrossingOption, 'channel' | 'way' | 'by'> & {
  readonly point?: HeldPoint | undefined;
  readonly needsUrl?: boolean;
  /** Refused whatever the address says. */
  readonly why?: CrossingRefusal | null | undefined;
};

/**
 * Every way across from where a conversation is, the best of each channel marked ([HO6]). In the order in which they are
 * offered; a channel that nothing leads to has one way that says why.
 */
export async function optionsOf(facts: Facts): Promise<CrossingOption[]> {
  const ways = waysFrom(facts).filter(({ channel }) => channel !== facts.here);
  const options: CrossingOption[] = [];
  for (const way of ways) options.push(await optionOf(way, facts, options));
  return options;
}

/** The ways that there are, by channel. */
export function waysFrom(facts: Facts): Way[] {
  const here = carrierHere(facts);
  const carriers: readonly Carrier[] = here === null ? [] : [here];
  const others = CARRIERS.filter((by) => by !== facts.here).flatMap((by) => carriersBy(by, facts));
  const phones = pointsFor(CALL_CHANNEL, facts);
  const called: Way = { channel: 'phone', way: 'callback', ...(here === null ? {} : { by: here.by }) };
  const unreached = facts.ourNumber === null ? ('no_connection' as const) : null;
  return [
    ...withPoints(called, phones, facts.here === 'chat' ? {} : { why: 'no_contact_point' }),
    ...(here === null ? others : carriers).map(
      (by): Way => ({ channel: 'phone', way: 'call_link', ...by, why: by.why ?? unreached }),
    ),
    ...[...carriers, ...others].map((by): Way => ({ channel: 'chat', way: 'link', ...by, needsUrl: true })),
    { channel: 'chat', way: 'code', needsUrl: true },
    ...withPoints({ channel: 'email', way: 'mail' }, pointsFor('email', facts), { why: 'no_contact_point' }),
    ...WRITTEN.flatMap((channel) =>
      withPoints({ channel, way: 'message' }, pointsFor(channel, facts), { why: 'no_contact_point' }),
    ),
    ...[...carriers, ...(here === null ? others : []), ALOUD].map(
      (by): Way => ({ channel: 'store', way: 'code', ...by, why: facts.hasStore ? (by.why ?? null) : 'no_connection' }),
    ),
  ];
}

type Carrier = {
  readonly by: Channel;
  readonly point: HeldPoint | undefined;
  readonly why?: CrossingRefusal | undefined;
};
/** Told aloud, or across the counter. */
const ALOUD: Partial<Carrier> = {};

/** The channel they are on, where something can be written to them on it. */
export function carrierHere(facts: Facts): Carrier | null {
  if (!channelFacts(facts.here).answerable) return null;
  const leg = facts.legs.find(({ channel }) => channel === facts.here);
  const point = facts.points.find(({ id }) => id === leg?.contactPointId) ?? pointsFor(facts.here, facts)[0];
  return point === undefined ? null : { by: facts.here, point };
}

function carriersBy(by: Channel, facts: Facts): Carrier[] {
  const points = pointsFor(by, facts);
  if (points.length === 0) return [{ by, point: undefined, why: 'no_contact_point' }];
  return points.map((point) => ({ by, point }));
}

const pointsFor = (channel: Channel, { points }: Facts): HeldPoint[] =>
  points.filter(({ kind }) => kind === channelFacts(channel).address);

const withPoints = (way: Way, points: readonly HeldPoint[], without: Pick<Way, 'why'>): Way[] =>
  points.length === 0 ? [{ ...way, ...without }] : points.map((point) => ({ ...way, point }));

async function optionOf(way: Way, facts: Facts, before: readonly CrossingOption[]): Promise<CrossingOption> {
  const why = await refusalOf(way, facts);
  const reachable = why === null;
  const { channel, by, point } = way;
  return {
    channel,
    way: way.way,
    ...(by === undefined ? {} : { by }),
    ...(point === undefined ? {} : { contactPointId: point.id, ...shownOf(point) }),
    reachable,
    ...(why === null ? {} : { why }),
    best: reachable && !before.some((other) => other.channel === channel && other.best),
    customerSees: { locale: facts.locale, text: textOf(way, facts) },
    standsMinutes: standsOf(way),
  };
}

/** A visitor's id says nothing to anybody. */
function shownOf({ kind, value }: HeldPoint): { shown?: string } {
  if (kind === 'visitor' || kind === 'line') return {};
  return { shown: shownContactPoint(kind, value, false).value };
}

/** Why a way does not reach them at a time; null when it does. */
export async function refusalOf(way: Way, facts: Facts, when: Date = facts.at): Promise<CrossingRefusal | null> {
  if (way.channel === facts.here) return 'same_channel';
  if (way.needsUrl === true && facts.publicUrl === null) return 'no_public_address';
  if (way.why !== undefined && way.why !== null) return way.why;
  if (way.way === 'callback') {
    const called = way.point;
    return called === undefined
      ? channelRefusal(CALL_CHANNEL, facts, when)
      : addressRefusal(CALL_CHANNEL, called, facts, when);
  }
  const carrier = way.by ?? (way.way === 'message' || way.way === 'mail' ? way.channel : null);
  if (carrier === null || way.point === undefined) return null;
  return addressRefusal(carrier, way.point, facts, when);
}

/** The words of a way, with what is known before it is sent filled in. */
export function textOf({ way, channel, by, point }: Way, facts: Facts): string {
  const { locale, company, agent } = facts;
  const asksNumber = way === 'callback' && point === undefined;
  const text = wordsOf({ way, channel, by: by ?? null, locale, company, agent, asksNumber });
  const typed = way === 'code' && channel === 'chat';
  return fill(text, {
    ...(typed && facts.publicUrl !== null ? { link: `${facts.publicUrl}/go` } : {}),
    ...numberFor(way, point, facts),
  });
}

function numberFor(way: CrossingWay, point: HeldPoint | undefined, facts: Facts): { number?: string } {
  if (way === 'call_link') return facts.ourNumber === null ? {} : { number: numberToCall(facts.ourNumber) };
  return way === 'callback' && point !== undefined ? { number: theirNumber(point.value, facts.locale) } : {};
}

/** A store is gone to when there is time; what goes by mail is read late. */
export function standsOf({ way, channel, by }: Pick<Way, 'way' | 'channel' | 'by'>): number {
  if (channel === 'store') return 3 * DAY;
  return by === 'email' ? Math.max(DAY, STANDS[way]) : STANDS[way];
}
