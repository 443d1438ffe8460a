import { z } from 'zod';
import type { Snapshot } from '#shared/domain/brief.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';
import { type WireError, wireErrorSchema } from '#shared/wire/ack.ts';

/** What can wait for the hub: what an agent wrote. Anything else is refused while there is no line. */
export const QUEUED_COMMANDS = ['message:send', 'note:add'] as const;
export type QueuedName = (typeof QUEUED_COMMANDS)[number];

const queuedCommandSchema = z.object({
  /** The command's id for ever: given twice, it has one effect ([SY2]). */
  id: z.uuid(),
  name: z.enum(QUEUED_COMMANDS),
  conversationId: z.uuid(),
  customerId: z.uuid(),
  /** As it was when it was written, with the owner's epoch and what its author had seen ([CV3]). */
  input: z.record(z.string(), z.unknown()),
  at: z.iso.datetime(),
  /** Until then its author may take it back, and nothing of it leaves. */
  notBefore: z.iso.datetime().optional(),
  /** Taken back: it never leaves, and is here until the draft has its words again. */
  undone: z.literal(true).optional(),
});
export type QueuedCommand = z.infer<typeof queuedCommandSchema>;

/** One conversation's queue, in the order of writing; kept on disk as one, so that it changes as one. */
export const queueSchema = z.object({
  conversationId: z.uuid(),
  commands: z.array(queuedCommandSchema),
  /** Why the first was refused: nothing leaves until the agent has decided ([SY5]). */
  stopped: wireErrorSchema.nullable(),
});
export type Queue = z.infer<typeof queueSchema>;

/** By conversation; a queue in it is never empty. */
export type OutboxState = ReadonlyMap<string, Queue>;

const withQueue = (state: OutboxState, queue: Queue): OutboxState => {
  const next = new Map(state);
  if (queue.commands.length === 0) next.delete(queue.conversationId);
  else next.set(queue.conversationId, queue);
  return next;
};

const queueOf = (state: OutboxState, conversationId: string): Queue =>
  state.get(conversationId) ?? { conversationId, commands: [], stopped: null };

/** Takes its place behind what waits; one that is there already changes nothing. */
export function commandQueued(state: OutboxState, command: QueuedCommand): OutboxState {
  const queue = queueOf(state, command.conversationId);
  if (queue.commands.some(({ id }) => id === command.id)) return state;
  return withQueue(state, { ...queue, commands: [...queue.commands, command] });
}

/** It took effect, or is not to be sent any more. */
export function commandGone(state: OutboxState, { conversationId, id }: QueuedCommand): OutboxState {
  const queue = queueOf(state, conversationId);
  return withQueue(state, { ...queue, commands: queue.commands.filter((command) => command.id !== id) });
}

/** The first was refused: this queue stops, the others go on. */
export function queueStopped(state: OutboxState, conversationId: string, why: WireError): OutboxState {
  return withQueue(state, { ...queueOf(state, conversationId), stopped: asStored(why) });
}

const asStored = ({ details, ...why }: WireError) => ({
  ...why,
  ...(details === undefined ? {} : { details: { ...details } }),
});

export function queueDiscarded(state: OutboxState, conversationId: string): OutboxState {
  return withQueue(state, { conversationId, commands: [], stopped: null });
}

/** What the agent knows now, having been shown what came. */
export type Insisting = { readonly epoch: number; readonly seen: Snapshot };

/** "Send all": each is a new command, for insisting is ([CV3]), and carries what its author has been shown. */
export function queueInsisted(
  state: OutboxState,
  conversationId: string,
  known: Insisting,
  newId: () => string,
): OutboxState {
  const queue = queueOf(state, conversationId);
  const asked = unknownAddresses(queue);
  const commands = queue.commands.map(({ notBefore: _, ...command }) => ({
    ...command,
    id: newId(),
    input: command.name === 'message:send' ? confirmed(insisted(command.input, known), asked) : command.input,
  }));
  return withQueue(state, { ...queue, commands, stopped: null });
}

function insisted(input: QueuedCommand['input'], { epoch, seen }: Insisting): QueuedCommand['input'] {
  const before = (input['seen'] ?? {}) as Snapshot;
  const after: Record<string, number> = { ...before };
  for (const [customerId, seq] of Object.entries(seen)) after[customerId] = Math.max(after[customerId] ?? 0, seq);
  return { ...input, epoch: Math.max(Number(input['epoch'] ?? 0), epoch), seen: after };
}

/** Addresses that a stopped queue asks about: they were never on the customer's thread. */
export const unknownAddresses = ({ stopped }: Pick<Queue, 'stopped'>): readonly string[] =>
  stopped?.code === 'address_unknown' ? ((stopped.details?.['addresses'] as readonly string[] | undefined) ?? []) : [];

function confirmed(input: QueuedCommand['input'], addresses: readonly string[]): QueuedCommand['input'] {
  if (addresses.length === 0) return input;
  const format = (input['format'] ?? {}) as { readonly confirmed?: readonly string[] };
  return { ...input, format: { ...format, confirmed: [...new Set([...(format.confirmed ?? []), ...addresses])] } };
}

/** Its author took it back: on disk first, so that a crash does not send it after all. */
export function commandUndone(state: OutboxState, conversationId: string, id: string): OutboxState {
  const queue = queueOf(state, conversationId);
  const commands = queue.commands.map((command) =>
    command.id === id ? { ...command, undone: true as const } : command,
  );
  return withQueue(state, { ...queue, commands });
}

/** How long its author may still take it back, milliseconds; at most the whole wait, whatever the clock was set to. */
export const undoLeft = ({ notBefore, at }: Pick<QueuedCommand, 'notBefore' | 'at'>, now: number): number => {
  if (notBefore === undefined) return 0;
  const whole = Math.max(0, Date.parse(notBefore) - Date.parse(at));
  return Math.min(whole, Math.max(0, Date.parse(notBefore) - now));
};

/** Whether something of a queue can still be taken back, and nothing of it is to be decided. */
export const isCountingDown = ({ stopped, commands }: Queue): boolean =>
  stopped === null &&
  commands.some(({ notBefore }) => notBefore !== undefined) &&
  commands.every(({ undone }) => undone !== true);

/**
 * What leaves next; null while nothing may. The first that was not taken back; while that one can still be (`waits`), only a
 * note may pass it, for the customer never reads one.
 */
export function nextOf(
  queue: Queue | undefined,
  waits: (command: QueuedCommand) => boolean = () => false,
): QueuedCommand | null {
  if (queue === undefined || queue.stopped !== null) return null;
  const left = queue.commands.filter(({ undone }) => undone !== true);
  const [first] = left;
  if (first === undefined) return null;
  return waits(first) ? (left.find(({ name }) => name === 'note:add') ?? null) : first;
}

/** The items that made the hub answer `stale`, as it told them. */
export const itemsThatCame = ({ stopped }: Queue): readonly TimelineItem[] =>
  (stopped?.details?.['items'] as readonly TimelineItem[] | undefined) ?? [];

/** The newest seq of each record among items. */
export function newestOf(items: readonly Pick<TimelineItem, 'customerId' | 'seq'>[]): Snapshot {
  const newest: Record<string, number> = {};
  for (const { customerId, seq } of items) newest[customerId] = Math.max(newest[customerId] ?? 0, seq);
  return newest;
}
