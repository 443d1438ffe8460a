import type { SeededRandom } from '#shared/lib/seeded-random.ts';
import { ATTRIBUTES, ELEMENTS, STYLES, TEXTS, VALUES } from './hostile-markup.ts';

/** A document of hostile pieces, nested to a depth as no mail should be; often not closed. */
export function hostileDocument(random: SeededRandom, depth: number): string {
  const { next, pick, int } = random;
  const value = () => (next() < 0.4 ? pick(STYLES) : pick(VALUES)).replace(/"/g, '&quot;');
  const attributes = Array.from({ length: int(0, 2) }, () => ` ${pick(ATTRIBUTES)}="${value()}"`).join('');
  const children = Array.from({ length: depth === 0 ? 0 : int(0, 3) }, () => hostileDocument(random, depth - 1));
  const inner = depth === 0 ? pick(TEXTS) : children.join(pick(TEXTS));
  const tag = pick(ELEMENTS);
  return next() < 0.15 ? `<${tag}${attributes}>${inner}` : `<${tag}${attributes}>${inner}</${tag}>`;
}
