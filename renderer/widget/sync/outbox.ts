import type { CommandInput } from '#shared/wire/commands.ts';

export type Said = CommandInput<'visitor:send'>;

/** One message on its way. Its id and its words are fixed before the first attempt: sent again, it is the same command ([SY2]). */
export type OutboxEntry = {
  readonly id: string;
  /** Whose words these are; null when they were written before the hub knew the visitor. */
  readonly visitorId: string | null;
  readonly said: Said;
  /** When it was written, for its place on the screen. */
  readonly at: string;
  /** It may have reached the hub: only the hub's answer tells. */
  readonly attempted: boolean;
  /** The hub refused it for good, in the customer's language. */
  readonly refused?: string;
};

export type Outbox = readonly OutboxEntry[];

export const put = (outbox: Outbox, entry: OutboxEntry): Outbox =>
  outbox.some(({ id }) => id === entry.id) ? outbox : [...outbox, entry];

export const drop = (outbox: Outbox, id: string): Outbox => outbox.filter((entry) => entry.id !== id);

export const markAttempted = (outbox: Outbox, id: string): Outbox =>
  outbox.map((entry) => (entry.id === id ? { ...entry, attempted: true } : entry));

export const markRefused = (outbox: Outbox, id: string, refused: string): Outbox =>
  outbox.map((entry) => (entry.id === id ? { ...entry, refused } : entry));

/** Refused once, to be tried once more: as a new command, for the old id may be answered from memory. */
export function renew(outbox: Outbox, id: string, newId: string): Outbox {
  return outbox.map((entry) => {
    if (entry.id !== id) return entry;
    const { refused: _, ...rest } = entry;
    return { ...rest, id: newId, attempted: false };
  });
}

/** The oldest that this visitor still has to send. Order is the order of writing; refused ones stand aside. */
export function nextToSend(outbox: Outbox, visitorId: string): OutboxEntry | undefined {
  return outbox.find((entry) => entry.refused === undefined && isOf(entry, visitorId));
}

/** What this visitor sees of it: another person's words on the same machine are nobody else's. */
export const ofVisitor = (outbox: Outbox, visitorId: string | null): Outbox =>
  visitorId === null ? outbox.filter((entry) => entry.visitorId === null) : outbox.filter((e) => isOf(e, visitorId));

const isOf = (entry: OutboxEntry, visitorId: string): boolean =>
  entry.visitorId === null || entry.visitorId === visitorId;

/** Reads what a page before this one left. What can not be read is nothing. */
export function parseOutbox(text: string | null): Outbox {
  try {
    const given: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(given) ? given.filter(isEntry) : [];
  } catch {
    return [];
  }
}

function isEntry(value: unknown): value is OutboxEntry {
  if (typeof value !== 'object' || value === null) return false;
  const { id, visitorId, said, at, attempted } = value as Record<string, unknown>;
  return (
    typeof id === 'string' &&
    (visitorId === null || typeof visitorId === 'string') &&
    typeof at === 'string' &&
    typeof attempted === 'boolean' &&
    typeof said === 'object' &&
    typeof (said as { text?: unknown } | null)?.text === 'string'
  );
}
