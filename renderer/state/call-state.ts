import type { Call } from '#shared/domain/call.ts';

/** The agent's own calls by id: ringing at them, held by them, coming to them, or not wrapped up yet. */
export type CallsState = ReadonlyMap<string, Call>;
export const NO_CALLS: CallsState = new Map();

/** Whether a call is any business of this agent's desk. */
export function concerns(call: Call, agentId: string): boolean {
  if (call.state === 'ended') return call.wrapUp !== undefined && call.agent?.id === agentId;
  const concerned = [call.agent?.id, call.answering?.id, call.transfer?.to?.id, ...call.ringingAt];
  return concerned.includes(agentId);
}

/** A call as it is now. One that is over, or somebody else's, leaves. */
export function callChanged(calls: CallsState, call: Call, agentId: string): CallsState {
  const next = new Map(calls);
  if (concerns(call, agentId)) next.set(call.id, call);
  else next.delete(call.id);
  return next;
}

/** All calls, asked for anew. Those heard of since the asking (`heard`) are newer than the answer. */
export function callsLoaded(calls: CallsState, loaded: readonly Call[], heard: ReadonlySet<string>): CallsState {
  const next = new Map(loaded.filter(({ id }) => !heard.has(id)).map((call) => [call.id, call]));
  for (const [id, call] of calls) if (heard.has(id)) next.set(id, call);
  return next;
}

const byStart = (a: Call, b: Call): number => a.startedAt.localeCompare(b.startedAt);
const of = (calls: CallsState, is: (call: Call) => boolean): Call[] => [...calls.values()].filter(is).sort(byStart);

/** Calls that ring at this agent, longest first. */
export const ringingCalls = (calls: CallsState, agentId: string): Call[] =>
  of(calls, (call) => call.state !== 'ended' && call.ringingAt.includes(agentId));

/** Calls this agent is on, picks up or places. */
export const ownCalls = (calls: CallsState, agentId: string): Call[] =>
  of(calls, (call) => call.state !== 'ended' && (call.agent?.id === agentId || call.answering?.id === agentId));

/** Calls that wait for note and outcome. */
export const callsToWrapUp = (calls: CallsState, agentId: string): Call[] =>
  of(calls, (call) => call.wrapUp !== undefined && call.agent?.id === agentId);
