import { PHASES, type Phase, type PhaseRule } from './rules.ts';
import { isBuying, isTouchpoint, type Touch } from './touch.ts';

export type Placed = { readonly touch: Touch; readonly phase: Phase };

/** What a rule may ask of what was before a touchpoint. */
type Before = { readonly isFirst: boolean; readonly hasBought: boolean };

/** The touchpoints of a thread, in order, each with its phase. `touches` are in the order of `compareTouches`. */
export function placeTouches(touches: readonly Touch[], rules: readonly PhaseRule[]): Placed[] {
  const placed: Placed[] = [];
  let hasBought = false;
  for (const touch of touches) {
    if (!isTouchpoint(touch)) continue;
    placed.push({ touch, phase: phaseOf(touch, { isFirst: placed.length === 0, hasBought }, rules) });
    if (isBuying(touch)) hasBought = true;
  }
  return placed;
}

/** The phase of the first rule that holds. */
const phaseOf = (touch: Touch, before: Before, rules: readonly PhaseRule[]): Phase =>
  rules.find((rule) => holds(rule, touch, before))?.phase ?? PHASES[0];

function holds(rule: PhaseRule, touch: Touch, { isFirst, hasBought }: Before): boolean {
  const { kinds, states, bought, order, scoreFrom } = rule;
  if (!kinds.some((kind) => kind === touch.kind)) return false;
  if (states.length > 0 && (touch.state === null || !states.includes(touch.state))) return false;
  if (bought !== 'any' && hasBought !== (bought === 'after')) return false;
  if (order !== 'any' && isFirst !== (order === 'first')) return false;
  return scoreFrom === null || (touch.score !== null && touch.score * 100 >= scoreFrom);
}
