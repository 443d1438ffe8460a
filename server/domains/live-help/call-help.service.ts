import { type Asking, demand } from '#server/asking.ts';
import { helpModesOf, helpPhoneOf } from '#server/channels/telephony.ts';
import type { ReadDb } from '#server/db/handle.ts';
import { askProvider } from '#server/domains/calls/ask-provider.ts';
import type { CallRecord } from '#server/domains/calls/calls.repository.ts';
import { callLocked } from '#server/domains/calls/locked-call.service.ts';
import { agentFacts } from '#server/domains/calls/rings.repository.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { CallHelper, CallHelpMode, HelpedCall } from '#shared/domain/live-help.ts';
import { type CallHelp, helpsOfCall, insertCallHelp, setCallHelpMode } from './call-helps.repository.ts';
import { endHelp, tellCallHelp, writeDownHelp } from './end-call-help.service.ts';

type Want = { readonly callId: string; readonly mode: CallHelpMode };

/**
 * A lead comes onto an agent's call, or is on it in another way from now on ([ES3]): their telephone rings, and the provider
 * lets them in unheard, heard by the agent alone, or heard by everybody. On record for leads. Errors: `not_found`,
 * `call_over`, `wrong_state` before it is answered or when it is one's own, `no_call_help` where the telephony can not.
 */
export async function helpWithCall(work: Work, asking: Asking, { callId, mode }: Want): Promise<HelpedCall> {
  demand(asking, 'help.give');
  const me = asking.actor.id;
  const { call } = await callLocked(work, callId, [me]);
  if (call.state === 'ended') throw new AppError('call_over');
  const helped = call.agentId;
  if (helped === null || call.answeredAt === null) {
    throw new AppError('wrong_state', { details: { state: call.state } });
  }
  if (helped === me) throw new AppError('wrong_state', { details: { state: 'yours' } });
  const can = await helpedCall(work.tx, call, me);
  if (!can.modes.includes(mode)) throw new AppError('no_call_help', { details: { reason: can.why ?? mode } });
  const known = (await helpsOfCall(work.tx, call.id)).find(({ leadId }) => leadId === me);
  if (known?.mode === mode) return can;
  if (known === undefined) {
    await insertCallHelp(work, { callId: call.id, leadId: me, helpedAgentId: helped, mode });
    await askProvider(work, call, { act: 'help', leadId: me });
  } else {
    await setCallHelpMode(work, known.id, mode);
    if (known.state === 'in')
      await askProvider(work, call, { act: 'help_mode', leadId: me, mode, helpedAgentId: known.helpedAgentId });
  }
  await writeDownHelp(work, call, { id: me, name: asking.name }, mode);
  await tellCallHelp(work, call);
  return helpedCall(work.tx, call, me);
}

/** A lead leaves an agent's call. Nothing when they are not on it. Errors: `not_found`. */
export async function leaveCallHelp(work: Work, asking: Asking, callId: string): Promise<HelpedCall> {
  demand(asking, 'help.give');
  const me = asking.actor.id;
  const { call } = await callLocked(work, callId, [me]);
  await endHelp(work, call, { leadId: me });
  await tellCallHelp(work, call);
  return helpedCall(work.tx, call, me);
}

/** What this lead can do with a call, and who is on it. */
export async function helpedCall(db: ReadDb, call: CallRecord, leadId: string): Promise<HelpedCall> {
  const helpers = (await helpsOfCall(db, call.id)).map(asHelper);
  const modes = call.connectionId === null ? [] : [...(await helpModesOf(db, call.connectionId))];
  if (call.media !== 'provider' || modes.length === 0) {
    return { callId: call.id, modes: [], why: 'softphone', helpers };
  }
  const login = (await agentFacts(db, leadId))?.login;
  const phone = login === undefined ? null : await helpPhoneOf(db, call.connectionId, login);
  if (phone === null) return { callId: call.id, modes: [], why: 'no_telephone', helpers };
  return { callId: call.id, modes, helpers };
}

const asHelper = ({ leadId, leadName, mode, state, since }: CallHelp): CallHelper => ({
  lead: { type: 'agent', id: leadId, name: leadName },
  mode,
  state,
  since: since.toISOString(),
});
