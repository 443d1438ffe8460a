import type { Whisper } from '#shared/domain/live-help.ts';

/** What this window's agent has put away, and what came while it was looked at, by id: clocks may be set meanwhile. */
const read = new Set<string>();
const heard = new Set<string>();
/** What is on a thread from before, by whatever clock, is read. */
const openedAt = new Date(Date.now() - 60 * 60_000).toISOString();

/** Whether it is still to be read: it came while this window was open, or within the hour before it began. */
export const isFresh = ({ id, occurredAt }: Pick<Whisper, 'id' | 'occurredAt'>): boolean =>
  !read.has(id) && (heard.has(id) || occurredAt > openedAt);

export const whisperHeard = ({ id }: Pick<Whisper, 'id'>): void => {
  heard.add(id);
};

export const putAway = (whispers: readonly Pick<Whisper, 'id'>[]): void => {
  for (const { id } of whispers) read.add(id);
};
