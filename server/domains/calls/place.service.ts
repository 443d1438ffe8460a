import type { Asking } from '#server/asking.ts';
import { type Line, linesOf, uriOfNumber } from '#server/channels/telephony.ts';
import { revealContactPoint } from '#server/domains/audit/reveal.service.ts';
import { callbackToDial } from '#server/domains/callbacks/dial.service.ts';
import { beginLeg } from '#server/domains/conversations/begin-leg.service.ts';
import { changeOwner, conversationLocked } from '#server/domains/conversations/ownership.service.ts';
import { lockCustomers } from '#server/domains/customers/customers.repository.ts';
import { membersOf } from '#server/domains/customers/members.repository.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import { type Call, RING_SECONDS } from '#shared/domain/call.ts';
import { CALL_CHANNEL } from '#shared/domain/channels.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import { askProvider } from './ask-provider.ts';
import { insertCall } from './call-changes.repository.ts';
import { heldNumber, holderAmong } from './call-place.repository.ts';
import { goOnCall } from './call-presence.service.ts';
import { asCall } from './call-view.ts';
import { callerNumber, callerOf } from './caller.service.ts';
import { callLocked, tellCall } from './locked-call.service.ts';
import { demandMayCall } from './may-call.ts';
import { agentFacts } from './rings.repository.ts';

type Place = CommandParsed<'call:place'>;
type Dial = { readonly uri: string; readonly number: string; readonly headers: string[] };

/** Whom to call: the number, and whose it is. */
type Target = {
  readonly number: string;
  readonly customerId: string;
  readonly contactPointId: string | null;
  readonly conversationId?: string | undefined;
};

/** The header by which the exchange and a colleague's phone name the call that a leg belongs to. */
export const callHeader = (callId: string): string => `X-Tsunagi-Call: ${callId}`;

/**
 * Calls somebody: makes the outgoing call with its conversation and session, held by the asker. A softphone then dials
 * `dial`; with a provider the hub has both sides called. Errors: `no_phone`, `not_a_number`, `not_found`, `no_channel`.
 */
export async function place(work: Work, asking: Asking, input: Place): Promise<{ call: Call; dial?: Dial }> {
  const me = asking.actor.id;
  const agent = await agentFacts(work.tx, me);
  const [line] = agent === null ? [] : await linesOf(work.tx, agent.login, input.connectionId);
  if (line === undefined) throw new AppError('no_phone', { details: { reason: 'no account' } });
  const target = await targetOf(work, asking, input, line);
  await demandMayCall(work, target.number);
  const id = await makeCall(work, asking, line, target);
  const { call } = await callLocked(work, id);
  await askProvider(work, call, { act: 'place' });
  const placed = asCall(await tellCall(work, id, null), me);
  if (line.media === 'provider') return { call: placed };
  const uri = uriOfNumber(line.connection.settings, target.number);
  return { call: placed, dial: { uri, number: target.number, headers: [callHeader(id)] } };
}

async function targetOf(work: Work, asking: Asking, { to, conversationId }: Place, line: Line): Promise<Target> {
  const on = conversationId === undefined ? {} : { conversationId };
  if ('callbackId' in to) return { ...on, ...(await callbackToDial(work, asking, to.callbackId)) };
  if ('contactPointId' in to) {
    const held = await heldNumber(work.tx, to.contactPointId, await membersOf(work.tx, to.customerId));
    if (held === null) throw new AppError('not_found');
    // Dialling shows the number to who dials it: that is a view of it ([PR1]).
    await revealContactPoint(work, asking, { ...held, reason: 'dialled' });
    return { ...on, ...held };
  }
  const number = callerNumber(to.number);
  if (number === null) throw new AppError('not_a_number', { details: { found: to.number } });
  if (to.customerId !== undefined) {
    const held = await holderAmong(work.tx, number, await membersOf(work.tx, to.customerId));
    return {
      ...on,
      number,
      customerId: held?.customerId ?? to.customerId,
      contactPointId: held?.contactPointId ?? null,
    };
  }
  const source = `${line.connection.adapter}:${line.connection.id}`;
  return { ...on, number, ...(await callerOf(work, { number, vouched: false, source })) };
}

async function makeCall(work: Work, asking: Asking, line: Line, target: Target): Promise<string> {
  const id = work.nextId();
  const { connection, media, ourNumber } = line;
  const { customerId, contactPointId, number } = target;
  const locked = await lockCustomers(work, [customerId]);
  if (locked.length === 0) throw new AppError('not_found');
  const leg = await beginLeg(work, {
    customerId,
    contactPointId,
    channel: CALL_CHANNEL,
    thread: `call:${id}`,
    direction: 'out',
    connection: { id: connection.id, teamId: connection.teamId },
    conversationId: target.conversationId,
  });
  await ownNew(work, asking, leg.conversationId);
  const before = await goOnCall(work, asking.actor.id);
  await insertCall(work, {
    id,
    customerId,
    contactPointId,
    conversationId: leg.conversationId,
    sessionId: leg.sessionId,
    connectionId: connection.id,
    teamId: leg.teamId,
    adapter: connection.adapter,
    media,
    direction: 'out',
    callKey: null,
    number,
    numberVerified: true,
    ourNumber,
    agentId: asking.actor.id,
    presenceBefore: before,
    startedAt: work.at,
    ringUntil: new Date(work.at.getTime() + RING_SECONDS * 2000),
    parts: [{ kind: 'ring', at: work.at.toISOString() }],
  });
  return id;
}

/** Whoever calls works the matter, unless a colleague does. */
async function ownNew(work: Work, asking: Asking, conversationId: string): Promise<void> {
  const conversation = await conversationLocked(work, conversationId);
  if (conversation.ownerAgentId !== null) return;
  const by = { id: asking.actor.id, name: asking.name };
  await changeOwner(work, conversation, { to: { type: 'agent', ...by }, change: 'claimed', by });
}
