import { describe, expect, it } from 'vitest';
import { EFFORTS } from '#shared/domain/journey/effort.ts';
import { whatFollowed } from '#shared/domain/journey/follow.ts';
import { journeyOf } from '#shared/domain/journey/journey.ts';
import { leftBehind } from '#shared/domain/journey/left.ts';
import { journeyRulesSchema, type PhaseRule, DEFAULT_JOURNEY_RULES as RULES } from '#shared/domain/journey/rules.ts';
import { isContact, isTouchpoint, type Touch } from '#shared/domain/journey/touch.ts';
import { seededRandom } from '#shared/lib/seeded-random.ts';
import { DAY, HOUR, makeTouch, randomTouches, T0 } from '#test/support/factories/touches.ts';

const NOW = T0 + 60 * DAY;
const GAP = RULES.breakDays * DAY;

/** The first rule all of whose conditions hold, each looked up in the whole way. */
function slowPhase(touches: readonly Touch[], touch: Touch): string {
  const i = touches.indexOf(touch);
  const before = touches.slice(0, i).filter(isTouchpoint);
  const bought = before.some(
    (one) => one.kind === 'purchase' || (one.kind === 'order' && one.state !== 'cancelled' && one.state !== 'returned'),
  );
  const holds = (rule: PhaseRule): boolean =>
    [
      (rule.kinds as readonly string[]).includes(touch.kind),
      rule.states.length === 0 || rule.states.includes(touch.state ?? '-'),
      rule.bought === 'any' || (rule.bought === 'after') === bought,
      rule.order === 'any' || (rule.order === 'first') === (before.length === 0),
      rule.scoreFrom === null || (touch.score ?? -1) >= rule.scoreFrom / 100,
    ].every(Boolean);
  for (const rule of RULES.phases) if (holds(rule)) return rule.phase;
  return 'awareness';
}

/** Every order's first word that is not cancelled later, and every receipt. */
function slowBuyings(touches: readonly Touch[]): Touch[] {
  return touches.filter((touch, i) => {
    if (touch.kind === 'purchase') return true;
    if (touch.kind !== 'order') return false;
    const own = touches.filter((one) => one.kind === 'order' && one.about === touch.about);
    if (own.some(({ state }) => state === 'cancelled')) return false;
    return !touches.slice(0, i).some((one) => own.includes(one));
  });
}

describe('the rules that hold until a lead changes them', () => {
  it('are rules', () => {
    expect(journeyRulesSchema.parse(RULES)).toEqual(RULES);
    const twice = { ...RULES, steps: RULES.steps.map((rule) => ({ ...rule, step: 'cart' as const })) };
    expect(journeyRulesSchema.safeParse(twice).success).toBe(false);
  });

  it.each([
    ['awareness', { kind: 'browse', channel: 'shop' }, []],
    ['consideration', { kind: 'browse', channel: 'shop' }, [{ kind: 'browse' }]],
    ['consideration', {}, []],
    ['consideration', { kind: 'cart', state: 'wished' }, []],
    ['decision', { kind: 'cart', state: 'left' }, []],
    ['decision', { kind: 'order', state: 'placed', about: 'A' }, []],
    ['retention', { kind: 'order', state: 'shipped', about: 'A' }, []],
    ['retention', {}, [{ kind: 'purchase', channel: 'store' }]],
    ['advocacy', { kind: 'review', score: 0.8 }, []],
    ['retention', { kind: 'survey', score: 0.6 }, []],
  ] as const)('put into %s what they should', (phase, over, before) => {
    const earlier = before.map((one) => makeTouch({ ...one, at: T0 }));
    const { placed } = journeyOf([...earlier, makeTouch({ ...over, at: T0 + DAY })], RULES, NOW);
    expect(placed.at(-1)?.phase).toBe(phase);
  });
});

describe('2,000 made-up ways', () => {
  const random = seededRandom(11);
  const ways = Array.from({ length: 2000 }, () => randomTouches(random, random.int(0, 30), random.pick([3, 20, 60])));

  it('have each touchpoint in the phase of the first rule that holds', () => {
    for (const touches of ways)
      for (const { touch, phase } of journeyOf(touches, RULES, NOW).placed)
        expect(phase).toBe(slowPhase(touches, touch));
  });

  it('have each touchpoint in exactly one stop, cut where the channel changes or half a day is silent', () => {
    for (const touches of ways) {
      const { stops } = journeyOf(touches, RULES, NOW);
      const points: readonly Touch[] = touches.filter(isTouchpoint);
      const cuts = points.filter((touch, i) => {
        const before = points[i - 1];
        return before === undefined || before.channel !== touch.channel || touch.at - before.at > 12 * HOUR;
      });
      expect(stops.map(({ first }) => first.seq)).toEqual(cuts.map(({ seq }) => seq));
      expect(stops.reduce((sum, stop) => sum + stop.touches, 0)).toBe(points.length);
      for (const [n, stop] of stops.entries()) {
        const ownOf = (at: number): readonly Touch[] => {
          const { first, touches: length } = stops[at] ?? stop;
          return points.slice(points.indexOf(first)).slice(0, length);
        };
        const own = ownOf(n);
        expect(stop.until).toBe(own.at(-1)?.at);
        expect(stop.contact).toBe(own.some(isContact));
        const bought = slowBuyings(touches);
        const earlier = bought.filter(({ at }) => at < stop.from);
        const year = earlier.filter(({ at }) => stop.from - at <= 365 * DAY).length;
        const segment = year >= RULES.loyalOrders ? 'loyal' : (['new', 'once'][earlier.length] ?? 'again');
        expect(stop.segment).toBe(segment);
        const next = stops[n + 1];
        const goesOn = next !== undefined && next.from - stop.until <= GAP;
        expect(stop.next).toBe(goesOn ? next.channel : null);
        if (goesOn) expect(next.previous).toBe(stop.channel);
        const cameTo = (at: number): 'bought' | 'resolved' | null => {
          const { from, until } = stops[at] ?? stop;
          if (ownOf(at).some((touch) => bought.includes(touch))) return 'bought';
          const asked = Math.max(
            from,
            ...ownOf(at)
              .filter(isContact)
              .map((touch) => touch.at),
          );
          return touches.some((touch) => touch.kind === 'resolved' && touch.at >= asked && touch.at <= until + GAP)
            ? 'resolved'
            : null;
        };
        // Back through this journey to what it came to last, but never past a contact.
        let back = n;
        while (cameTo(back) === null && stops[back]?.previous !== null && !ownOf(back).some(isContact)) back -= 1;
        const ending = cameTo(back) ?? (NOW > stop.until + GAP ? 'broke_off' : 'open');
        expect(stop.ending).toBe(goesOn ? null : ending);
      }
    }
  });

  it('has not broken off where only the parcel of what was bought came, but where the customer then asked in vain', () => {
    const order = makeTouch({ kind: 'order', channel: 'shop', state: 'placed', about: 'W1' });
    const parcel = makeTouch({ kind: 'shipment', channel: 'shop', state: 'delivered', about: 'W1', at: T0 + 3 * DAY });
    const question = makeTouch({ channel: 'email', text: 'どこですか', at: T0 + 2 * DAY });
    const end = (touches: readonly Touch[]) => journeyOf(touches, RULES, T0 + 60 * DAY).stops.at(-1)?.ending;
    expect(end([order, parcel])).toBe('bought');
    expect(end([order, question])).toBe('broke_off');
    expect(end([order, question, parcel])).toBe('broke_off');
    const answered = makeTouch({ kind: 'resolved', channel: 'email', at: T0 + 2 * DAY + HOUR });
    expect(end([order, question, answered, parcel])).toBe('resolved');
  });

  it('has broken off where they came back after the resolving, however soon, and nobody resolved it again', () => {
    const asked = makeTouch({ channel: 'email', text: 'つきません' });
    const resolved = makeTouch({ kind: 'resolved', channel: 'email', at: T0 + HOUR });
    const again = makeTouch({ channel: 'email', text: 'まだ直りません', at: T0 + 2 * HOUR });
    const end = (touches: readonly Touch[]) => journeyOf(touches, RULES, NOW).stops.map(({ ending }) => ending);
    expect(end([asked, resolved])).toEqual(['resolved']);
    expect(end([asked, resolved, again])).toEqual(['broke_off']);
    const atLast = makeTouch({ kind: 'resolved', channel: 'email', at: T0 + 3 * HOUR });
    expect(end([asked, resolved, again, atLast])).toEqual(['resolved']);
  });

  it('count every effort of a touchpoint at one stop, and those of a matter at the matter', () => {
    for (const touches of ways) {
      const { stops, matters, efforts } = journeyOf(touches, RULES, NOW);
      for (const kind of EFFORTS) {
        const all = efforts.filter((effort) => effort.kind === kind);
        expect(stops.reduce((sum, stop) => sum + stop.efforts[kind], 0)).toBe(all.length);
        for (const matter of matters)
          expect(matter.efforts[kind]).toBe(
            all.filter(({ touch }) => touch.conversationId === matter.conversationId).length,
          );
      }
      const contacted = new Set(
        touches.filter((t) => isContact(t) && t.conversationId !== null).map((t) => t.conversationId),
      );
      expect(matters.map(({ conversationId }) => conversationId).sort()).toEqual([...contacted].sort());
      for (const { conversationId, path, score } of matters) {
        const own = touches.filter((touch) => touch.conversationId === conversationId);
        const channels = own.filter(isContact).map(({ channel }) => channel);
        expect(path).toEqual(channels.filter((channel, i) => channel !== channels[i - 1]));
        const start = own.findIndex(isContact);
        expect(score).toBe(own.filter(({ kind }, i) => kind === 'survey' && i > start).at(-1)?.score ?? null);
      }
    }
  });

  it('are the same until the moment they say', () => {
    for (const way of ways.slice(0, 500)) {
      const touches = way.filter(({ at }) => at <= T0 + 30 * DAY);
      const { againAt, ...then } = journeyOf(touches, RULES, T0 + 30 * DAY);
      const ahead = againAt ?? T0 + 900 * DAY;
      const { againAt: _, ...before } = journeyOf(touches, RULES, ahead - 1);
      const waits = (journey: typeof then) => journey.efforts.map(({ kind, touch }) => `${kind} ${touch.seq}`);
      expect(waits(before)).toEqual(waits(then));
      expect(before.stops).toEqual(then.stops);
    }
  });

  it('leave what was wished or put into a cart and not bought since', () => {
    for (const touches of ways) {
      const bought = slowBuyings(touches);
      const buys = (touch: Touch): boolean =>
        bought.includes(touch) || (touch.kind === 'cart' && touch.state === 'ordered');
      const { cart, wishes } = leftBehind(touches);
      const carts = touches.filter(({ kind, state }) => kind === 'cart' && (state === 'open' || state === 'left'));
      const last = carts.at(-1);
      const isLeft = last !== undefined && !touches.slice(touches.indexOf(last)).some(buys);
      expect(cart).toBe(isLeft ? last : null);
      const names = new Set(touches.filter(({ state }) => state === 'wished').flatMap(({ goods }) => goods));
      const left = [...names].filter((name) => {
        const wished = touches.findLastIndex(({ state, goods }) => state === 'wished' && goods.includes(name));
        return !touches.slice(wished + 1).some((touch) => buys(touch) && touch.goods.includes(name));
      });
      expect(wishes.map(({ name }) => name).sort()).toEqual(left.sort());
    }
  });

  it('leave no wish once the list is told empty', () => {
    const wished = (goods: string[], n: number) => makeTouch({ kind: 'cart', state: 'wished', goods, at: T0 + n });
    const names = (...touches: Touch[]) => leftBehind(touches).wishes.map(({ name }) => name);
    expect(names(wished(['ミル'], 1), wished(['ケトル'], 2))).toEqual(['ケトル', 'ミル']);
    expect(names(wished(['ミル'], 1), wished([], 2))).toEqual([]);
    expect(names(wished(['ミル'], 1), wished([], 2), wished(['ケトル'], 3))).toEqual(['ケトル']);
  });

  it('say what followed a decision: the first of each within the days', () => {
    for (const touches of ways.slice(0, 500)) {
      const at = T0 + 5 * DAY;
      const inTime = touches.filter((touch) => touch.at > at && touch.at <= at + 14 * DAY);
      expect(whatFollowed(touches, at, 14)).toEqual({
        ordered: slowBuyings(touches).find((touch) => inTime.includes(touch))?.at ?? null,
        contact: inTime.find(isContact)?.at ?? null,
        lowScore: inTime.find(({ score }) => score !== null && score <= 0.4)?.at ?? null,
      });
    }
  });
});
