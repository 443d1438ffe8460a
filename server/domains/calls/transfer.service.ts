import type { Asking } from '#server/asking.ts';
import { lineOf, uriOfAgent, uriOfNumber } from '#server/channels/telephony.ts';
import { offerWithCall } from '#server/domains/handoffs/with-call.service.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { Call } from '#shared/domain/call.ts';
import { beginPart, endParts } from '#shared/domain/call-parts.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import { beHeard } from './active.service.ts';
import { transferFailed } from './answer.service.ts';
import { askProvider } from './ask-provider.ts';
import { patchCall, saveParts } from './call-changes.repository.ts';
import { asCall, maskedNumber } from './call-view.ts';
import { callerNumber } from './caller.service.ts';
import type { CallRecord } from './calls.repository.ts';
import { leftByTransfer } from './left-by-transfer.service.ts';
import { callLocked, tellCall } from './locked-call.service.ts';
import { demandMayCall } from './may-call.ts';
import { callHeader } from './place.service.ts';
import { agentFacts, ringAt, ringsOf } from './rings.repository.ts';

type Transfer = CommandParsed<'call:transfer'>;
type Start = Extract<Transfer, { to: unknown }>;
type Target = { readonly uri: string; readonly headers: string[] };
type Transferred = { readonly call: Call; readonly target?: Target };

/** How long a colleague's phone rings for a call that is given to them. */
const TRANSFER_SECONDS = 30;

/**
 * Gives a call to a colleague or a number. `blind`: at once. `consult`: they are asked first, then `complete` hands it
 * over or `drop` keeps it. To a colleague that is a handoff of the conversation, cold or warm ([HO5]). Only its holder can. Errors: `not_on_call`, `wrong_state`, `receiver_unavailable`, `no_phone`,
 * `not_a_number`, `no_channel`.
 */
export async function transfer(work: Work, asking: Asking, input: Transfer): Promise<Transferred> {
  const me = asking.actor.id;
  const to = 'to' in input && 'agentId' in input.to ? input.to.agentId : null;
  const { call } = await callLocked(work, input.callId, [me, to]);
  if (call.state === 'ended') throw new AppError('call_over');
  if (call.agentId !== me) throw new AppError('not_on_call');
  if (call.answeredAt === null) throw new AppError('wrong_state', { details: { state: call.state } });
  if ('to' in input) return start(work, asking, call, input);
  if (call.transferMode !== 'consult') throw new AppError('wrong_state', { details: { state: call.state } });
  if (input.step === 'drop') await transferFailed(work, call, 'withdraw');
  else await complete(work, call);
  return { call: asCall(await tellCall(work, call.id, call), me) };
}

async function start(work: Work, asking: Asking, call: CallRecord, input: Start): Promise<Transferred> {
  if (call.transferMode !== null) throw new AppError('wrong_state', { details: { state: call.transferMode } });
  const me = asking.actor.id;
  const { agent, number, target } = await receiverOf(work, call, input.to);
  if (agent?.id === me) throw new AppError('receiver_unavailable', { details: { name: agent.name } });
  await patchCall(work, call.id, {
    transfer_mode: input.step,
    transfer_agent_id: agent?.id ?? null,
    transfer_number: number,
    transfer_at: work.at,
    ...(input.step === 'blind' ? { ring_until: new Date(work.at.getTime() + TRANSFER_SECONDS * 1000) } : {}),
  });
  if (agent !== null) {
    const giving = { conversationId: call.conversationId, from: me, to: agent.id };
    await offerWithCall(work, giving, input.step === 'blind' ? 'cold' : 'warm');
  }
  await saveParts(work, call.id, partsFor(call, work.at, { agentName: agent?.name ?? null, number, step: input.step }));
  if (call.media === 'provider') {
    // A softphone tells by itself that it rings; here nobody else does.
    if (agent !== null) await ringAt(work, call.id, agent.id, { again: true });
    await askProvider(work, call, { act: input.step === 'blind' ? 'transfer' : 'consult', agentId: agent?.id ?? null });
  }
  const after = asCall(await tellCall(work, call.id, call), me);
  return call.media === 'provider' || target === null ? { call: after } : { call: after, target };
}

type PartFacts = {
  readonly agentName: string | null;
  readonly number: string | null;
  readonly step: 'blind' | 'consult';
};

/** A number outside that is asked reports nothing itself, so its part begins at once. */
function partsFor(call: CallRecord, at: Date, { agentName, number, step }: PartFacts) {
  const whom = {
    ...(agentName === null ? {} : { agentName }),
    ...(number === null ? {} : { detail: maskedNumber(number) }),
  };
  if (step === 'blind') return beginPart(call.parts, 'transfer', at, whom);
  return number === null ? [...call.parts] : beginPart(call.parts, 'consult', at, whom);
}

async function receiverOf(work: Work, call: CallRecord, to: Start['to']) {
  const connection = await lineOf(work.tx, call.connectionId);
  if (connection === null) throw new AppError('no_phone', { details: { reason: 'no connection' } });
  const headers = [callHeader(call.id)];
  if ('number' in to) {
    const number = callerNumber(to.number);
    if (number === null) throw new AppError('not_a_number', { details: { found: to.number } });
    await demandMayCall(work, number);
    return { agent: null, number, target: { uri: uriOfNumber(connection.settings, number), headers } };
  }
  const agent = await agentFacts(work.tx, to.agentId);
  if (agent === null || !agent.here) {
    throw new AppError('receiver_unavailable', { details: { name: agent?.name ?? '' } });
  }
  const uri = uriOfAgent(connection.settings, agent.login);
  if (uri === null) throw new AppError('no_phone', { details: { reason: agent.name } });
  return { agent, number: null, target: { uri, headers } };
}

/** The colleague who was asked has the customer now. To a number outside it is over for us. */
async function complete(work: Work, call: CallRecord): Promise<void> {
  const formerAgentId = call.agentId;
  await askProvider(work, call, { act: 'complete', formerAgentId });
  if (call.transferAgentId === null) {
    await leftByTransfer(work, call);
    return;
  }
  const rings = await ringsOf(work.tx, call.id);
  const there = rings.find((ring) => ring.agentId === call.transferAgentId)?.state === 'answered';
  const ended = endParts(call.parts, work.at, (part) => part.kind === 'consult');
  const parts = beginPart(ended, 'transfer', work.at, { agentName: call.transferAgentName ?? '' });
  await saveParts(work, call.id, parts);
  const now = { ...call, parts };
  if (there) await beHeard(work, now, { id: call.transferAgentId, name: call.transferAgentName ?? '' });
  else await leftByTransfer(work, now);
}
