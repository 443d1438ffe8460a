import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OPEN_HANDOFF_STATES } from '#shared/domain/handoff.ts';
import {
  HANDOFF_ACTS,
  type HandoffAct,
  type HandoffFacts,
  type HandoffPlace,
  nextPlace,
} from '#shared/domain/handoff-moves.ts';

const RUNS = 3000;
const PEOPLE = ['anna', 'ben', 'chika'] as const;
type Person = (typeof PEOPLE)[number];

/** A handoff as the model knows it. */
type Modelled = HandoffFacts & { from: Person; to: Person; place: HandoffPlace; epoch: number; outcomes: number };
type Model = {
  owner: Person | 'queue';
  epoch: number;
  readonly owned: { by: string; from: number; until: number }[];
  readonly handoffs: Modelled[];
};

const offers = fc.record({
  do: fc.constant('offer' as const),
  to: fc.constantFrom(...PEOPLE),
  kind: fc.constantFrom('cold' as const, 'warm' as const),
  crosses: fc.boolean(),
  /** Of a channel that does not wait, it is accepted as it is made ([HO1]). */
  waits: fc.boolean(),
});
const others = fc.record({ do: fc.constantFrom(...HANDOFF_ACTS) });
const takes = fc.record({ do: fc.constantFrom('release' as const, 'claim' as const), by: fc.constantFrom(...PEOPLE) });
const acts = fc.array(
  fc.oneof({ weight: 3, arbitrary: offers }, { weight: 5, arbitrary: others }, { weight: 1, arbitrary: takes }),
  { minLength: 1, maxLength: 60, size: 'max' },
);
type Act = (typeof acts extends fc.Arbitrary<infer A> ? A : never)[number];

const isOpen = ({ place }: Modelled): boolean => OPEN_HANDOFF_STATES.includes(place.state);
const openOf = (model: Model): Modelled | undefined => model.handoffs.find(isOpen);

function own(model: Model, by: Person | 'queue', at: number): void {
  const last = model.owned.at(-1);
  if (last !== undefined) last.until = at;
  model.owned.push({ by, from: at, until: Number.POSITIVE_INFINITY });
  model.owner = by;
  model.epoch += 1;
}

function settle(model: Model, handoff: Modelled, place: HandoffPlace, at: number): void {
  handoff.place = place;
  if (isOpen(handoff)) return;
  handoff.outcomes += 1;
  if (place.state === 'completed' && handoff.to !== model.owner) own(model, handoff.to, at);
}

function offer(model: Model, { to, kind, crosses, waits }: Extract<Act, { do: 'offer' }>, at: number): void {
  const { owner } = model;
  if (openOf(model) !== undefined || owner === 'queue' || (to === owner && !crosses)) return;
  const facts = { kind: to === owner ? ('cold' as const) : kind, crosses };
  const offered: HandoffPlace = { state: 'offered', stage: null };
  const made: Modelled = { ...facts, from: owner, to, place: offered, epoch: model.epoch, outcomes: 0 };
  model.handoffs.push(made);
  const atOnce = nextPlace(offered, 'accept', facts);
  if ((!waits || to === owner) && atOnce !== null) settle(model, made, atOnce, at);
}

/** Whoever changes the owner in another way ends what is open first. */
function take(model: Model, { do: what, by }: Extract<Act, { by: Person }>, at: number): void {
  if (what === 'claim' ? model.owner !== 'queue' : model.owner !== by) return;
  const open = openOf(model);
  if (open !== undefined) settle(model, open, { state: 'withdrawn', stage: null }, at);
  own(model, what === 'release' ? 'queue' : by, at);
}

/** What the hub does: offers are the owner's, everything else goes through the one table of moves. */
function perform(model: Model, act: Act, at: number): void {
  if (act.do === 'offer') offer(model, act, at);
  else if ('by' in act) take(model, act, at);
  else decide(model, act.do, at);
}

function decide(model: Model, act: HandoffAct, at: number): void {
  const open = openOf(model);
  const place = open === undefined ? null : nextPlace(open.place, act, open);
  if (open !== undefined && place !== null) settle(model, open, place, at);
}

describe('[HO2] the moves of a handoff', () => {
  it('are such that ownership never overlaps, one handoff is open at most, and each has one outcome', () => {
    const reached = new Set<string>();
    fc.assert(
      fc.property(acts, (sequence) => {
        const model: Model = { owner: 'queue', epoch: 0, owned: [], handoffs: [] };
        own(model, 'anna', 0);
        sequence.forEach((act, i) => {
          const { owner, epoch } = model;
          perform(model, act, i + 1);
          expect(model.handoffs.filter(isOpen).length).toBeLessThanOrEqual(1);
          expect(model.epoch - epoch).toBe(Number(model.owner !== owner));
          // What is open is of the owner's epoch: so a stale accept is refused.
          const open = openOf(model);
          if (open !== undefined) expect([open.from, open.epoch]).toEqual([model.owner, model.epoch]);
        });
        for (const handoff of model.handoffs) {
          expect(handoff.outcomes).toBe(Number(!isOpen(handoff)));
          reached.add(handoff.place.state);
        }
        model.owned.forEach((interval, i) => {
          const next = model.owned[i + 1];
          if (next !== undefined) expect([interval.until, interval.by === next.by]).toEqual([next.from, false]);
        });
      }),
      { numRuns: RUNS, seed: 20_261_122 },
    );
    expect([...reached].sort()).toEqual(
      ['accepted', 'completed', 'declined', 'expired', 'lapsed', 'offered', 'withdrawn'].sort(),
    );
  });

  it('never leave a place where it is over', () => {
    const over = ['completed', 'declined', 'expired', 'withdrawn', 'lapsed'] as const;
    for (const state of over)
      for (const act of HANDOFF_ACTS)
        for (const kind of ['cold', 'warm'] as const)
          expect(nextPlace({ state, stage: null }, act, { kind, crosses: true })).toBeNull();
  });

  it('[HO4] wait for the customer on another channel, and for the sender’s pass when it is warm [HO5]', () => {
    const offered = { state: 'offered', stage: null } as const;
    const talking = { state: 'accepted', stage: 'talking' };
    const crossing = { state: 'accepted', stage: 'crossing' };
    expect(nextPlace(offered, 'accept', { kind: 'cold', crosses: false })).toEqual({ state: 'completed', stage: null });
    expect(nextPlace(offered, 'accept', { kind: 'cold', crosses: true })).toEqual(crossing);
    expect(nextPlace(offered, 'accept', { kind: 'warm', crosses: true })).toEqual(talking);
    expect(nextPlace({ state: 'accepted', stage: 'talking' }, 'come', { kind: 'warm', crosses: true })).toBeNull();
    expect(nextPlace({ state: 'accepted', stage: 'talking' }, 'pass', { kind: 'warm', crosses: true })).toEqual(
      crossing,
    );
    // Whoever was to take them may be back before the customer comes.
    expect(nextPlace({ state: 'accepted', stage: 'crossing' }, 'gone', { kind: 'cold', crosses: true })).toBeNull();
  });
});
