import { z } from 'zod';

/** Which item of whose record; cursors and snapshots are maps of these ([ID3]). */
export const itemRefSchema = z.object({ customerId: z.uuid(), seq: z.int().positive() });
export type ItemRef = z.infer<typeof itemRefSchema>;

/** `{customerId: seq}`: what somebody had seen of each member of a thread. */
export const snapshotSchema = z.record(z.uuid(), z.int().nonnegative());
export type Snapshot = z.infer<typeof snapshotSchema>;

/** What either of two has seen. */
export function newestOfBoth(one: Snapshot, other: Snapshot): Snapshot {
  const both: Record<string, number> = { ...one };
  for (const [customerId, seq] of Object.entries(other)) both[customerId] = Math.max(both[customerId] ?? 0, seq);
  return both;
}

export const briefLineSchema = z.object({
  text: z.string().trim().min(1).max(1000),
  items: z.array(itemRefSchema).max(20).default([]),
});
export type BriefLine = z.infer<typeof briefLineSchema>;

const lines = z.array(briefLineSchema).max(10).default([]);

/** What travels with a handoff ([HO3]): each line points at the items it came from. */
export const briefSchema = z.object({ wants: lines, done: lines, promised: lines, next: lines, identity: lines });
export type Brief = z.infer<typeof briefSchema>;
export const BRIEF_PARTS = ['wants', 'done', 'promised', 'next', 'identity'] as const;
