import type { CommandSender } from '#renderer/data/sync/command-sender.ts';
import type { QueuedCommand } from '#renderer/state/outbox-state.ts';
import type { CommandInput } from '#shared/wire/commands.ts';
import type { Given, GivenOf } from './local-types.ts';

/** What an agent gave at `now` (epoch milliseconds), as it stands in its queue. */
export function givenCommand(
  given: Pick<QueuedCommand, 'id' | 'name'> & { readonly input: unknown },
  { conversationId, customerId, delayMs = 0 }: GivenOf,
  now: number,
): QueuedCommand {
  return {
    id: given.id,
    name: given.name,
    conversationId,
    customerId,
    input: { ...(given.input as object) },
    at: new Date(now).toISOString(),
    ...(delayMs > 0 && { notBefore: new Date(now + delayMs).toISOString() }),
  };
}

/**
 * Where nothing is kept, or what is kept can not be read, it goes now or not at all. One that the hub may have already is not
 * refused for want of a line, for then it would be written again: it waits for the hub's word ([SY2]).
 */
export async function goWithoutQueue(
  sender: Pick<CommandSender, 'send' | 'launch'>,
  command: QueuedCommand,
  isAgain: boolean,
): Promise<Given<unknown>> {
  const { name, input, id } = command;
  const answer = await (isAgain
    ? sender.launch({ ...command, state: 'pending' })
    : sender.send(name, input as CommandInput<typeof name>, id));
  return { state: 'answered', answer };
}
