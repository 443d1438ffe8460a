import { PHASES, type Phase } from '#shared/domain/journey/rules.ts';
import type { ShownTouch } from './use-touch-words.ts';

/** Touchpoints of one phase that would lie on each other. */
export type Dot = {
  readonly key: string;
  readonly phase: Phase;
  readonly touches: readonly [ShownTouch, ...ShownTouch[]];
  /** Where its middle lies, per cent of the width. */
  readonly x: number;
};

/** Dots nearer than this are one, per cent: at the panel's width they can then be told apart and pressed. */
export const NEAR = 11;

type Span = { readonly from: number; readonly until: number };

/** The dots of a period, in order of time and then of phases. Touches are in order of time. */
export function dotsOf(touches: readonly ShownTouch[], { from, until }: Span): Dot[] {
  const width = Math.max(1, until - from);
  const dots: Dot[] = [];
  for (const phase of PHASES) {
    let last: { touches: [ShownTouch, ...ShownTouch[]]; first: number; sum: number } | null = null;
    const close = (): void => {
      if (last === null) return;
      const [touch] = last.touches;
      dots.push({
        key: `${touch.item.customerId}:${touch.item.seq}`,
        phase,
        touches: last.touches,
        x: last.sum / last.touches.length,
      });
    };
    for (const touch of touches) {
      const at = Date.parse(touch.at);
      if (touch.phase !== phase || at < from || at > until) continue;
      const x = ((at - from) / width) * 100;
      if (last !== null && x - last.first < NEAR) {
        last.touches.push(touch);
        last.sum += x;
      } else {
        close();
        last = { touches: [touch], first: x, sum: x };
      }
    }
    close();
  }
  return dots.sort((a, b) => a.x - b.x || PHASES.indexOf(a.phase) - PHASES.indexOf(b.phase));
}
