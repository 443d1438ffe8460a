import { type Asking, demand } from '#server/asking.ts';
import { heldNumber, holderAmong } from '#server/domains/calls/call-place.repository.ts';
import { callerNumber } from '#server/domains/calls/caller.service.ts';
import { agentFacts } from '#server/domains/calls/rings.repository.ts';
import { teamFor } from '#server/domains/conversations/inbound.repository.ts';
import { lockCustomers } from '#server/domains/customers/customers.repository.ts';
import { membersOf } from '#server/domains/customers/members.repository.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { AttemptOutcome, Callback, CallbackClosing } from '#shared/domain/callback.ts';
import { maskSensitive } from '#shared/domain/sensitive.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import {
  closeCallback,
  lockCallback,
  patchCallback,
  reopenCallback,
  saveAttempt,
  winCallback,
} from './callback-changes.repository.ts';
import { asCallback } from './callback-view.ts';
import { type CallbackRecord, findCallback } from './callbacks.repository.ts';
import { dueOf, tellTeams, wantCallback } from './open-callback.service.ts';

/** A customer wants to be called. Errors: `not_found`, `not_a_number`. */
export async function askFor(work: Work, asking: Asking, input: CommandParsed<'callback:ask'>): Promise<Callback> {
  const members = await membersOf(work.tx, input.customerId);
  if ((await lockCustomers(work, [input.customerId])).length === 0) throw new AppError('not_found');
  const target = await numberOf(work, input, members);
  const team = await teamFor(work, input.teamId ?? null);
  if (team === null) throw new AppError('not_found');
  demand(asking, 'callback.work', { teamId: input.teamId ?? asking.actor.teamIds[0] ?? team.id });
  const { wish, note, conversationId } = input;
  const record = await wantCallback(work, {
    ...target,
    conversationId: conversationId ?? null,
    connectionId: null,
    teamId: team.id,
    reason: 'asked',
    ...(wish === undefined ? {} : { wish: wishOf(wish) }),
    ...(note === undefined || note === '' ? {} : { note: maskSensitive(note) }),
  });
  return asCallback(record);
}

const wishOf = ({ from, until }: { from: string; until?: string | undefined }) => ({
  from: new Date(from),
  until: until === undefined ? null : new Date(until),
});

async function numberOf(work: Work, { to, customerId }: CommandParsed<'callback:ask'>, members: readonly string[]) {
  if ('contactPointId' in to) {
    const held = await heldNumber(work.tx, to.contactPointId, members);
    if (held === null) throw new AppError('not_found');
    return held;
  }
  const number = callerNumber(to.number);
  if (number === null) throw new AppError('not_a_number', { details: { found: to.number } });
  const held = await holderAmong(work.tx, number, members);
  return { number, customerId: held?.customerId ?? customerId, contactPointId: held?.contactPointId ?? null };
}

/** The callback behind its locks, if the asker may work it. Throws `not_found`, `forbidden`. */
async function workable(work: Work, asking: Asking, id: string): Promise<CallbackRecord> {
  const known = await findCallback(work.tx, id);
  if (known === null) throw new AppError('not_found');
  await lockCustomers(work, [known.customerId]);
  await lockCallback(work, id);
  const record = await findCallback(work.tx, id);
  if (record === null) throw new AppError('not_found');
  demand(asking, 'callback.work', { teamId: record.teamId, ownerId: record.ownerAgentId ?? undefined });
  return record;
}

async function told(work: Work, id: string, ...teamIds: readonly string[]): Promise<CallbackRecord> {
  const record = await findCallback(work.tx, id);
  if (record === null) throw new Error(`callback ${id} is gone within its own lock`);
  tellTeams(work, record.teamId, ...teamIds);
  return record;
}

/** Takes a callback: one conditional update, one winner ([CV2]). */
export async function claimCallback(work: Work, asking: Asking, id: string): Promise<Callback> {
  return asCallback(await claimed(work, asking, await workable(work, asking, id)));
}

/** The callback as the asker's; `already_claimed` with whose it is, `wrong_state` when it is closed. */
export async function claimed(work: Work, asking: Asking, record: CallbackRecord): Promise<CallbackRecord> {
  if (record.ownerAgentId === asking.actor.id && record.state === 'open') return record;
  if (!(await winCallback(work, record.id, asking.actor.id))) {
    const now = await findCallback(work.tx, record.id);
    if (now?.state === 'closed') throw new AppError('wrong_state', { details: { state: 'closed' } });
    throw new AppError('already_claimed', { details: { owner: now?.ownerName ?? '', ownerId: now?.ownerAgentId } });
  }
  return told(work, record.id);
}

const CLOSES: { readonly [O in AttemptOutcome]?: CallbackClosing } = {
  reached: 'reached',
  wrong_number: 'wrong_number',
};

/**
 * How a try went. A call that was taken for the customer and was an answering machine opens the callback again. Errors:
 * `wrong_state` when it is closed and this try did not close it.
 */
export async function attempt(work: Work, asking: Asking, input: CommandParsed<'callback:attempt'>): Promise<Callback> {
  const record = await workable(work, asking, input.callbackId);
  const closing = CLOSES[input.outcome];
  const own = input.callId !== undefined && record.attempts.some((a) => a.callId === input.callId);
  if (record.state === 'closed') {
    if (!own) throw new AppError('wrong_state', { details: { state: 'closed' } });
    if (closing === undefined && !(await reopenCallback(work, record.id)))
      throw new AppError('wrong_state', { details: { state: 'closed' } });
  }
  await saveAttempt(work, {
    callbackId: record.id,
    agentId: asking.actor.id,
    agentName: asking.name,
    outcome: input.outcome,
    note: input.note === undefined || input.note === '' ? null : maskSensitive(input.note),
    callId: input.callId ?? null,
  });
  if (closing !== undefined) await closeCallback(work, record.id, { as: closing, by: asking.actor.id });
  else {
    const dueAt = input.nextAt === undefined ? await dueOf(work, record.teamId) : new Date(input.nextAt);
    await patchCallback(work, record.id, { dueAt });
  }
  return asCallback(await told(work, record.id));
}

/** Closes it without a call; closing what is closed changes nothing. */
export async function close(work: Work, asking: Asking, input: CommandParsed<'callback:close'>): Promise<Callback> {
  const record = await workable(work, asking, input.callbackId);
  const note = input.note ?? '';
  if (note !== '') await patchCallback(work, record.id, { note: maskSensitive(note) });
  await closeCallback(work, record.id, { as: input.as, by: asking.actor.id });
  return asCallback(await told(work, record.id));
}

/** Another time, team or colleague. Errors: `wrong_state` when closed, `not_found`, `receiver_unavailable`. */
export async function move(work: Work, asking: Asking, input: CommandParsed<'callback:move'>): Promise<Callback> {
  const record = await workable(work, asking, input.callbackId);
  if (record.state === 'closed') throw new AppError('wrong_state', { details: { state: 'closed' } });
  const { teamId, agentId, dueAt } = input;
  if (teamId !== undefined && (await teamFor(work, teamId))?.id !== teamId) throw new AppError('not_found');
  if (agentId !== undefined && agentId !== null && (await agentFacts(work.tx, agentId)) === null)
    throw new AppError('receiver_unavailable', { details: { name: '' } });
  await patchCallback(work, record.id, {
    ...(dueAt === undefined ? {} : { dueAt: new Date(dueAt) }),
    ...(teamId === undefined ? {} : { teamId }),
    // In another team's list nobody of the old one holds it, unless it is given to somebody.
    ...(agentId === undefined && teamId === undefined ? {} : { ownerAgentId: agentId ?? null }),
  });
  return asCallback(await told(work, record.id, record.teamId));
}
