import type { Outbox } from '#renderer/data/local/local-types.ts';
import type { WireError } from '#shared/wire/ack.ts';
import type { AgentCommandName } from '#shared/wire/commands.ts';

/** After these an answer could not leave its conversation, or soon not any more: it is closed, or becomes somebody else's. */
const GOING_ON: readonly AgentCommandName[] = [
  'conversation:resolve',
  'conversation:release',
  'conversation:assign',
  'conversation:merge',
  'conversation:split',
  'handoff:offer',
  'handoff:return',
  'help:give-back',
  'shift:hand-over',
];

/** These do not say of which conversations: all that is on its way may be concerned. */
const OF_ANY: readonly AgentCommandName[] = ['escalation:give-back', 'conversation:undo-link'];

/**
 * Before a command that ends something, lets what its author has just sent there leave, or be answered for where it is
 * on its way, for it was meant to come first.
 * Null where nothing waits; else resolves to why it did not leave, and then the command is better not given, or to null.
 */
export function leaveBefore(
  outbox: Pick<Outbox, 'store' | 'leaveNow'>,
  name: AgentCommandName,
  input: unknown,
): Promise<WireError | null> | null {
  const isOfAny = OF_ANY.includes(name) || isOwnShift(name, input);
  if (!isOfAny && !GOING_ON.includes(name)) return null;
  const said = JSON.stringify(input);
  const known = [...outbox.store.getState().keys()];
  const concerned = isOfAny ? known : known.filter((conversationId) => said.includes(conversationId));
  return concerned.length === 0 ? null : leaveEach(outbox, concerned);
}

/** Whatever of one's own conversations is not named there goes to the queue. */
const isOwnShift = (name: AgentCommandName, input: unknown): boolean =>
  name === 'shift:hand-over' && (input as { readonly agentId?: string }).agentId === undefined;

async function leaveEach(
  { leaveNow }: Pick<Outbox, 'leaveNow'>,
  conversationIds: readonly string[],
): Promise<WireError | null> {
  const refusals = await Promise.all(conversationIds.map(leaveNow));
  return refusals.find((why) => why !== null) ?? null;
}

/** Lets everything leave that still can be taken back. */
export async function leaveAll({ store, leaveNow }: Pick<Outbox, 'store' | 'leaveNow'>): Promise<void> {
  await leaveEach({ leaveNow }, [...store.getState().keys()]);
}
