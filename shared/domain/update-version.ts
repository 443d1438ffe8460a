/** `1.4.0`, or before a release `1.4.0-beta.2`; no number longer than six digits, none with a leading zero. */
export const VERSION_PATTERN =
  /^(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})(?:-(alpha|beta|rc)\.(0|[1-9]\d{0,5}))?$/;

const STAGES: Readonly<Record<string, number>> = { alpha: 0, beta: 1, rc: 2 };
const RELEASED = 3;

/** Negative when `a` is older than `b`, 0 for the same. Throws on what is no version: nothing odd may count as new. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  for (const [at, part] of left.entries()) {
    const difference = part - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function partsOf(version: string): readonly number[] {
  const [, major, minor, patch, stage, round] = VERSION_PATTERN.exec(version) ?? [];
  if (major === undefined) throw new Error(`“${version}” is no version; expected one like 1.4.0 or 1.4.0-beta.2`);
  const rank = stage === undefined ? RELEASED : (STAGES[stage] ?? 0);
  return [Number(major), Number(minor), Number(patch), rank, Number(round ?? 0)];
}
