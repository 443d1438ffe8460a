import type { Asking } from '#server/asking.ts';
import { authorOf } from '#server/domains/conversations/conversation-item.ts';
import { giveBack as giveConversationBack } from '#server/domains/live-help/take-over.service.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import type { Escalation } from '#shared/domain/escalation.ts';
import { maskSensitive } from '#shared/domain/sensitive.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import { asEscalation } from './escalation-view.ts';
import { escalationLocked, moved } from './locked-escalation.service.ts';
import { tellStep } from './tell-escalation.service.ts';

/**
 * Gives a conversation that was taken over back to whoever had it, or to the queue when they are off ([CV6]), and ends the
 * escalation, in one act. Only whoever owns the conversation now ([CV1]). Errors: `wrong_state` when it was not taken over
 * or is over, `not_owner`, `not_taken_over` when it came to the asker in another way since.
 */
export async function giveBack(
  work: Work,
  asking: Asking,
  input: CommandParsed<'escalation:give-back'>,
): Promise<{ escalation: Escalation; conversation: Conversation }> {
  const { escalation, locked } = await escalationLocked(work, input.escalationId);
  if (escalation.state !== 'taken_over') throw new AppError('wrong_state', { details: { state: escalation.state } });
  const { outcome } = input;
  await moved(work, escalation, { from: ['taken_over'], to: 'resolved', outcome });
  const conversation = await giveConversationBack(work, asking, { conversationId: locked.id, epoch: input.epoch });
  const text = maskSensitive(input.note ?? '');
  const told = await tellStep(work, locked, escalation.id, {
    event: 'given_back',
    by: authorOf(asking),
    text,
    outcome,
  });
  return { escalation: asEscalation(told), conversation };
}
