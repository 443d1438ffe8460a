import type { Asking } from '#server/asking.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { Call } from '#shared/domain/call.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import { askProvider } from './ask-provider.ts';
import { asCall } from './call-view.ts';
import { callLocked } from './locked-call.service.ts';

/**
 * Has the provider that carries a call do something to it. The call changes when the provider has done it; when it has
 * not, `problem` says so. Only its holder can. Errors: `call_over`, `not_on_call`, `wrong_state` for softphone calls.
 */
export async function control(work: Work, asking: Asking, input: CommandParsed<'call:control'>): Promise<Call> {
  const me = asking.actor.id;
  const { call } = await callLocked(work, input.callId, [me]);
  if (call.state === 'ended') throw new AppError('call_over');
  if (call.agentId !== me) throw new AppError('not_on_call');
  if (call.media !== 'provider') throw new AppError('wrong_state', { details: { state: call.media } });
  await askProvider(work, call, input.act === 'tones' ? { act: 'tones', tones: input.tones } : { act: input.act });
  return asCall(call, me);
}
