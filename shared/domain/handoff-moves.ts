import type { HandoffKind, HandoffStage, HandoffState } from './handoff.ts';

/** Where a handoff stands. */
export type HandoffPlace = { readonly state: HandoffState; readonly stage: HandoffStage | null };

/**
 * What may happen to it. `gone`: its receiver went away. `come`: the customer acted on the new channel. `come_to_nobody`:
 * they did, and who was to take them is not here.
 */
export const HANDOFF_ACTS = [
  'accept',
  'decline',
  'withdraw',
  'expire',
  'gone',
  'pass',
  'come',
  'come_to_nobody',
  'lapse',
] as const;
export type HandoffAct = (typeof HANDOFF_ACTS)[number];

export type HandoffFacts = {
  readonly kind: HandoffKind /** It leads onto another channel. */;
  readonly crosses: boolean;
};

type Open = 'offered' | HandoffStage;

/** Where each act counts. */
const FROM: Readonly<Record<HandoffAct, readonly Open[]>> = {
  accept: ['offered'],
  pass: ['talking'],
  decline: ['offered', 'talking', 'crossing'],
  withdraw: ['offered', 'talking', 'crossing'],
  expire: ['offered', 'talking'],
  gone: ['offered', 'talking'],
  come: ['crossing'],
  come_to_nobody: ['crossing'],
  lapse: ['crossing'],
};

const ENDS = {
  decline: 'declined',
  withdraw: 'withdrawn',
  expire: 'expired',
  gone: 'expired',
  come: 'completed',
  come_to_nobody: 'expired',
  lapse: 'lapsed',
} as const satisfies Partial<Record<HandoffAct, HandoffState>>;

const TALKING: HandoffPlace = { state: 'accepted', stage: 'talking' };
const CROSSING: HandoffPlace = { state: 'accepted', stage: 'crossing' };
const COMPLETED: HandoffPlace = { state: 'completed', stage: null };

/**
 * Where an act leads, or null when it comes too late or too early ([HO2]): the whole state machine of a handoff. The owner
 * changes with `completed` and with nothing else. While the customer is on the way the receiver's going away decides
 * nothing: they may be back before the customer comes.
 */
export function nextPlace(at: HandoffPlace, act: HandoffAct, facts: HandoffFacts): HandoffPlace | null {
  const open = openAt(at);
  if (open === null || !FROM[act].includes(open)) return null;
  if (act === 'accept' && facts.kind === 'warm') return TALKING;
  // Handed over: at once on the same channel, with the customer's first act on another one ([HO4]).
  if (act === 'accept' || act === 'pass') return facts.crosses ? CROSSING : COMPLETED;
  return { state: ENDS[act], stage: null };
}

function openAt({ state, stage }: HandoffPlace): Open | null {
  return state === 'offered' ? 'offered' : stage;
}
