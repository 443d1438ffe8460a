import type { CallPart } from './call.ts';

type Kind = CallPart['kind'];
type Facts = Pick<CallPart, 'agentName' | 'detail'>;

/** Stretches that lie over others: they begin and end by themselves. */
const OVERLAID: ReadonlySet<Kind> = new Set(['consult']);

/** The parts with a new stretch begun at `at`; what was going on before ends there, unless one lies over the other. */
export function beginPart(parts: readonly CallPart[], kind: Kind, at: Date, facts: Facts = {}): CallPart[] {
  const begun: CallPart = { kind, at: at.toISOString(), ...facts };
  return [...(OVERLAID.has(kind) ? parts : endParts(parts, at, (open) => !OVERLAID.has(open.kind))), begun];
}

/** The parts with the open ones ended at `at`, or those that fit; none ends before it began. */
export function endParts(
  parts: readonly CallPart[],
  at: Date,
  fits: (part: CallPart) => boolean = () => true,
): CallPart[] {
  return parts.map((part) => {
    if (part.until !== undefined || !fits(part)) return part;
    return { ...part, until: new Date(Math.max(at.getTime(), Date.parse(part.at))).toISOString() };
  });
}

/** Seconds of all stretches of these kinds that have ended. */
export function secondsOf(parts: readonly CallPart[], kinds: readonly Kind[]): number {
  const lengths = parts
    .filter((part) => kinds.includes(part.kind) && part.until !== undefined)
    .map((part) => Date.parse(part.until ?? part.at) - Date.parse(part.at));
  return Math.round(lengths.reduce((sum, length) => sum + length, 0) / 1000);
}
