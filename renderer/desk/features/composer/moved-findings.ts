import type { WordingFinding } from '#shared/domain/wording/check-wording.ts';

/**
 * Findings of a text where they stand after one more change of it: what was written before them moves them on, and those in
 * which something was changed are not there any more.
 */
export function movedFindings(
  findings: readonly WordingFinding[],
  before: string,
  now: string,
): readonly WordingFinding[] {
  if (before === now || findings.length === 0) return findings;
  const shift = now.length - before.length;
  const shorter = Math.min(before.length, now.length);
  let head = 0;
  while (head < shorter && before[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === now.at(-1 - tail)) tail += 1;
  return findings.flatMap((finding) => {
    if (finding.end <= head) return [finding];
    if (finding.start < before.length - tail) return [];
    return [{ ...finding, start: finding.start + shift, end: finding.end + shift }];
  });
}
