import { type Connection, ProviderError } from '#server/channels/provider.ts';
import type { ProviderAct } from '#server/domains/calls/ask-provider.ts';
import type { CallRecord } from '#server/domains/calls/calls.repository.ts';
import type { CallHelpMode } from '#shared/domain/live-help.ts';
import { type TwilioClient, twilioClient } from './twilio-client.ts';
import { hookAddress, twilioSettings } from './twilio-settings.ts';

const STATUS_EVENTS = ['initiated', 'ringing', 'answered', 'completed'];
/** How long an agent's own telephone rings, in seconds. */
const AGENT_RINGS = 20;

/** What is new of a call's legs once an act is done; null where nothing is. */
export type Done = { readonly legs?: Readonly<Record<string, string>>; readonly callSid?: string } | null;

/** Who is to be called, by the login that the connection's accounts go by. */
export type LoginOf = (agentId: string) => Promise<string | null>;

type Site = { readonly connection: Connection; readonly client: TwilioClient; readonly call: CallRecord };

/** Carries one act out at Twilio. Everything it throws is a `ProviderError`. */
export async function carryOut(
  connection: Connection,
  call: CallRecord,
  act: ProviderAct,
  loginOf: LoginOf,
): Promise<Done> {
  const site = { connection, call, client: twilioClient(connection) };
  switch (act.act) {
    case 'connect':
      return callAgent(site, act.agentId, loginOf);
    case 'place':
      return call.agentId === null ? null : callAgent(site, call.agentId, loginOf);
    case 'place_customer':
      return callCustomer(site);
    case 'voicemail':
      await site.client.updateCall(customerSid(call), {
        Url: hookAddress(connection, { do: 'voicemail', call: call.id }),
        Method: 'POST',
      });
      return null;
    case 'hold':
    case 'resume':
      await holdCustomer(site, act.act === 'hold');
      return null;
    case 'pause_recording':
    case 'resume_recording':
      await site.client.updateRecording(roomSid(call), {
        Status: act.act === 'pause_recording' ? 'paused' : 'in-progress',
      });
      return null;
    case 'hang_up':
      await hangUpAll(site);
      return null;
    case 'transfer':
    case 'consult':
      if (act.act === 'consult') await holdCustomer(site, true);
      return act.agentId === null ? callOutside(site) : callAgent(site, act.agentId, loginOf);
    case 'complete':
      await holdCustomer(site, false);
      if (act.formerAgentId !== null) await endLeg(site, act.formerAgentId);
      return null;
    case 'drop':
      await endLeg(site, act.agentId ?? 'outside');
      await holdCustomer(site, false);
      return null;
    case 'help':
      return callLead(site, act.leadId, loginOf);
    case 'help_mode':
      await site.client.updateParticipant(
        roomSid(call),
        legSid(call, helpLeg(act.leadId)),
        participantOf(call, act.mode, act.helpedAgentId),
      );
      return null;
    case 'help_leave':
      await endLeg(site, helpLeg(act.leadId));
      return null;
    case 'tones':
      throw new ProviderError('refused', 'not_possible', 'tones cannot be sent into a room');
  }
}

const legsOf = (call: CallRecord): Readonly<Record<string, string>> =>
  (call.provider['legs'] ?? {}) as Readonly<Record<string, string>>;

const customerSid = (call: CallRecord): string => call.callKey ?? String(call.provider['callSid'] ?? '');

function roomSid(call: CallRecord): string {
  const sid = call.provider['conferenceSid'];
  // Told by the room's own event, which may be on its way.
  if (typeof sid !== 'string') throw new ProviderError('retry', 'not_yet', 'the room has no id yet');
  return sid;
}

async function callAgent(site: Site, agentId: string, loginOf: LoginOf): Promise<Done> {
  const login = await loginOf(agentId);
  const endpoint = login === null ? undefined : twilioSettings(site.connection).accounts.get(login);
  if (endpoint === undefined) throw new ProviderError('refused', 'no_endpoint', 'the agent has no telephone here');
  const sid = await dial(site, endpoint, { leg: 'leg', agentId });
  return { legs: { ...legsOf(site.call), [agentId]: sid } };
}

/** A lead's leg beside the agents' own: it can be called besides one that they had as an agent. */
const helpLeg = (leadId: string): string => `help:${leadId}`;

async function callLead(site: Site, leadId: string, loginOf: LoginOf): Promise<Done> {
  const login = await loginOf(leadId);
  const endpoint = login === null ? undefined : twilioSettings(site.connection).accounts.get(login);
  if (endpoint === undefined) throw new ProviderError('refused', 'no_endpoint', 'the lead has no telephone here');
  const sid = await dial(site, endpoint, { leg: 'help', agentId: leadId });
  return { legs: { ...legsOf(site.call), [helpLeg(leadId)]: sid } };
}

/** Whom a coach speaks to has to be in the room: without their leg nothing is changed, and nobody is heard by mistake. */
function participantOf(call: CallRecord, mode: CallHelpMode, helpedAgentId: string): Record<string, string> {
  if (mode === 'listen') return { Muted: 'true', Coaching: 'false' };
  if (mode === 'join') return { Muted: 'false', Coaching: 'false' };
  return { Muted: 'false', Coaching: 'true', CallSidToCoach: legSid(call, helpedAgentId) };
}

function legSid(call: CallRecord, whose: string): string {
  const sid = legsOf(call)[whose];
  if (sid === undefined) throw new ProviderError('refused', 'gone', 'they are not in the room');
  return sid;
}

async function callOutside(site: Site): Promise<Done> {
  if (site.call.transferNumber === null) throw new ProviderError('refused', 'gone', 'nobody to call');
  const sid = await dial(site, site.call.transferNumber, { leg: 'leg' });
  return { legs: { ...legsOf(site.call), outside: sid } };
}

async function callCustomer(site: Site): Promise<Done> {
  if (site.call.callKey !== null) return null;
  if (site.call.number === null) throw new ProviderError('refused', 'gone', 'nobody to call');
  const callSid = await dial(site, site.call.number, { leg: 'status' });
  return { callSid };
}

async function dial(
  { connection, client, call }: Site,
  to: string,
  { leg, agentId }: { leg: 'leg' | 'status' | 'help'; agentId?: string },
): Promise<string> {
  const from = call.ourNumber ?? twilioSettings(connection).numbers[0]?.number;
  const whose = { call: call.id, ...(agentId === undefined ? {} : { agent: agentId }) };
  return client.createCall({
    To: to,
    From: from,
    Url: hookAddress(connection, { do: leg === 'help' ? 'helper' : 'agent', ...whose }),
    Method: 'POST',
    StatusCallback: hookAddress(connection, { do: leg, ...whose }),
    StatusCallbackEvent: STATUS_EVENTS,
    StatusCallbackMethod: 'POST',
    Timeout: String(leg === 'status' ? 45 : AGENT_RINGS),
  });
}

const holdCustomer = ({ client, call }: Site, isHeld: boolean): Promise<void> =>
  client.updateParticipant(roomSid(call), customerSid(call), { Hold: String(isHeld) });

async function endLeg({ client, call }: Site, whose: string): Promise<void> {
  const sid = legsOf(call)[whose];
  if (sid !== undefined) await unlessGone(client.updateCall(sid, { Status: 'completed' }));
}

/** The customer's leg and everybody else's; what is over already is no failure. */
async function hangUpAll(site: Site): Promise<void> {
  const sids = [customerSid(site.call), ...Object.values(legsOf(site.call))].filter((sid) => sid !== '');
  for (const sid of sids) await unlessGone(site.client.updateCall(sid, { Status: 'completed' }));
}

async function unlessGone(act: Promise<void>): Promise<void> {
  try {
    await act;
  } catch (error) {
    if (!(error instanceof ProviderError && error.kind === 'refused')) throw error;
  }
}
