import type { Asking } from '#server/asking.ts';
import { lineOf } from '#server/channels/telephony.ts';
import { beginLeg } from '#server/domains/conversations/begin-leg.service.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import { type Call, type CallPart, RING_SECONDS } from '#shared/domain/call.ts';
import { beginPart } from '#shared/domain/call-parts.ts';
import { CALL_CHANNEL } from '#shared/domain/channels.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import { insertCall, saveParts } from './call-changes.repository.ts';
import { asCall } from './call-view.ts';
import { callerNumber, callerOf, isVouched } from './caller.service.ts';
import { type CallRecord, callByKey, callComingTo, findCall } from './calls.repository.ts';
import { callLocked, tellCall } from './locked-call.service.ts';
import { ringAt } from './rings.repository.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A call as it first reaches us. */
export type Incoming = {
  readonly connection: { readonly id: string; readonly adapter: string; readonly teamId: string | null };
  readonly media: 'softphone' | 'provider';
  readonly key: string;
  readonly number: string | null;
  readonly vouched: boolean;
  readonly name?: string | undefined;
  readonly ourNumber: string | null;
  readonly ringSeconds: number;
  readonly parts: readonly CallPart[];
};

/**
 * The call that the provider or the PBX knows by a key: found, or made with its customer, conversation and session. When
 * two tell of it at once, the unique index lets one make it and runs the other again, who then finds it.
 */
export async function incomingCall(work: Work, incoming: Incoming): Promise<{ call: CallRecord; made: boolean }> {
  const known = await callByKey(work.tx, incoming.connection.id, incoming.key);
  if (known !== null) return { call: known, made: false };
  const { connection, number, vouched } = incoming;
  const source = `${connection.adapter}:${connection.id}`;
  const caller = await callerOf(work, { number, vouched, source, name: incoming.name });
  const id = work.nextId();
  const leg = await beginLeg(work, {
    ...caller,
    channel: CALL_CHANNEL,
    thread: `call:${id}`,
    direction: 'in',
    connection: { id: connection.id, teamId: connection.teamId },
  });
  await insertCall(work, {
    id,
    ...caller,
    conversationId: leg.conversationId,
    sessionId: leg.sessionId,
    connectionId: connection.id,
    teamId: leg.teamId,
    adapter: connection.adapter,
    media: incoming.media,
    direction: 'in',
    callKey: incoming.key,
    number,
    numberVerified: vouched,
    ourNumber: incoming.ourNumber,
    agentId: null,
    presenceBefore: null,
    startedAt: work.at,
    ringUntil: new Date(work.at.getTime() + incoming.ringSeconds * 1000),
    parts: incoming.parts,
  });
  const call = await findCall(work.tx, id);
  if (call === null) throw new Error('a call that was just made is there');
  return { call, made: true };
}

/** A softphone heard an INVITE: it rings at its agent. Error: `call_taken`, `call_over`, `not_found`. */
export async function ringFromSoftphone(work: Work, asking: Asking, input: CommandParsed<'call:ring'>): Promise<Call> {
  const found = await softphoneCall(work, asking, input);
  const { call } = await callLocked(work, found.id, [asking.actor.id]);
  if (call.state === 'ended') throw new AppError('call_over');
  const coming = call.transferAgentId === asking.actor.id;
  const taker = call.answeringName ?? call.agentName;
  if (!coming && (call.answeringId !== null || call.agentId !== null)) {
    if (call.answeringId === asking.actor.id || call.agentId === asking.actor.id) return asCall(call, asking.actor.id);
    throw new AppError('call_taken', { details: { owner: taker, ownerId: call.answeringId ?? call.agentId } });
  }
  const rings = await ringAt(work, call.id, asking.actor.id, { legKey: input.sipCallId, again: coming });
  if (!rings) return asCall(call, asking.actor.id);
  if (!call.parts.some((part) => part.kind === 'ring' && part.until === undefined) && call.transferMode !== 'consult')
    await saveParts(work, call.id, beginPart(call.parts, 'ring', work.at));
  return asCall(await tellCall(work, call.id, call), asking.actor.id);
}

async function softphoneCall(work: Work, asking: Asking, input: CommandParsed<'call:ring'>): Promise<CallRecord> {
  const connection = await lineOf(work.tx, input.connectionId);
  if (connection === null) throw new AppError('not_found');
  const number = callerNumber(input.from);
  const sent = input.callRef !== undefined && UUID.test(input.callRef) ? await findCall(work.tx, input.callRef) : null;
  if (sent !== null && sent.transferAgentId === asking.actor.id) return sent;
  const coming = await callComingTo(work.tx, asking.actor.id, connection.id, number);
  if (coming !== null) return coming;
  const { ringSeconds, trustCallerId } = connection.settings;
  const { call } = await incomingCall(work, {
    connection,
    media: 'softphone',
    key: input.callRef ?? input.sipCallId,
    number,
    vouched: number !== null && (trustCallerId === true || isVouched(input.verstat)),
    name: nameOf(input.fromName, input.from),
    ourNumber: input.to === undefined ? null : (callerNumber(input.to) ?? input.to),
    ringSeconds: typeof ringSeconds === 'number' && ringSeconds > 0 ? ringSeconds : RING_SECONDS,
    parts: [],
  });
  return call;
}

/** A display name, unless it is the number again or the exchange's word for "withheld". */
function nameOf(name: string | undefined, from: string | null): string | undefined {
  const plain = name?.normalize('NFKC').trim() ?? '';
  if (plain === '' || plain === from || callerNumber(plain) !== null) return undefined;
  return /^(anonymous|unknown|非通知|公衆電話|表示圏外)$/i.test(plain) ? undefined : plain.slice(0, 100);
}
