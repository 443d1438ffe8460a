import { beforeEach, describe, expect, it, vi } from 'vitest';
import { dataOf, refusalOf } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { makeAgent } from '#test/support/factories/people.ts';
import { makeLine } from '#test/support/factories/phone.ts';
import { type FakeLeg, fakeTwilioVoice, TWILIO_ACCOUNT, TWILIO_TOKEN } from '#test/support/fake-twilio-voice.ts';
import { testHub } from '#test/support/hub.ts';

const PUBLIC = 'https://hub.example.test';
const LEADS_PHONE = '+815000000009';
const database = await testDatabase({ max: 12 });
const { db } = database;
const hub = await testHub(database, { work: true, publicUrl: PUBLIC });
const [anna, ben] = hub.agents;
let token = '';
const twilio = await fakeTwilioVoice(() => ({ publicUrl: PUBLIC, hubUrl: hub.url, token }));
const line = await makeLine(db, testDeps(database), {
  adapter: 'twilio_voice',
  secrets: { authToken: TWILIO_TOKEN },
  settings: {
    accountSid: TWILIO_ACCOUNT,
    apiUrl: twilio.url,
    numbers: ['+815012345678 代表'],
    accounts: [`${anna.login}=+815000000001`, `${ben.login}=+815000000002`, `${hub.lead.login}=${LEADS_PHONE}`],
  },
});
token = line.token;
const one = await hub.signIn(anna);
const lead = await hub.signIn(hub.lead);

beforeEach(async () => {
  await db.updateTable('agent').set({ presence: 'ready' }).where('id', 'in', [anna.id, ben.id]).execute();
});

const until = <T>(look: () => Promise<T>): Promise<T> => vi.waitFor(look, { timeout: 30_000, interval: 25 });
const rowOf = (id: string) => db.selectFrom('call').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const legTo = (number: string): Promise<FakeLeg> =>
  until(async () => {
    const leg = [...twilio.legs.values()].findLast((l) => l.to === number && l.state === 'queued');
    if (leg === undefined) throw new Error(`nobody called ${number}`);
    return leg;
  });
const participant = (sid: string) => twilio.asked.filter(({ path }) => path.includes(`/Participants/${sid}`));

/** Somebody calls, Anna answers, both are in the room. */
async function talking(from: string) {
  const { sid } = await twilio.call(from);
  const { id } = await db.selectFrom('call').select('id').where('call_key', '=', sid).executeTakeFirstOrThrow();
  dataOf(await one.command('call:answer', { callId: id }));
  const agentLeg = await legTo('+815000000001');
  await twilio.pickUp(agentLeg);
  await twilio.hook(twilio.hookUrl(`do=room&call=${id}`), {
    ConferenceSid: `CF${sid.slice(2)}`,
    CallSid: sid,
    StatusCallbackEvent: 'participant-join',
  });
  await until(async () => expect((await rowOf(id)).provider).toMatchObject({ conferenceSid: expect.any(String) }));
  await until(async () => expect((await rowOf(id)).state).toBe('active'));
  const { conversation_id: conversationId, customer_id: customerId } = await rowOf(id);
  return { sid, callId: id, agentLeg, conversationId: conversationId ?? '', customerId };
}

const helpsOf = async (conversationId: string) =>
  dataOf(await lead.query('help.state', { conversationId })).call?.helpers.map(({ mode, state }) => [mode, state]);
async function over(sid: string, callId: string): Promise<void> {
  await twilio.status(sid, 'completed');
  await until(async () => expect((await rowOf(callId)).state).toBe('ended'));
  await one.command('call:wrap-up', { callId });
}

describe('[ES3] a lead on an agent’s call, in a provider’s room', () => {
  it('listens unheard, whispers to the agent alone, joins, and leaves', async () => {
    const { sid, callId, agentLeg, conversationId, customerId } = await talking('+819011110101');
    expect(dataOf(await lead.query('help.state', { conversationId })).call).toMatchObject({
      callId,
      modes: ['listen', 'whisper', 'join'],
      helpers: [],
    });
    dataOf(await lead.command('help:call', { callId, mode: 'listen' }));
    const leg = await legTo(LEADS_PHONE);
    const twiml = await twilio.pickUp(leg);
    expect(twiml).toContain(`>${callId}</Conference>`);
    expect(twiml).toContain('muted="true"');
    expect(twiml).toContain('beep="false"');
    expect(twiml).toContain('endConferenceOnExit="false"');
    expect(twiml).toContain('startConferenceOnEnter="false"');
    await until(async () => expect(await helpsOf(conversationId)).toEqual([['listen', 'in']]));
    dataOf(await lead.command('help:call', { callId, mode: 'whisper' }));
    const whispered = { Muted: 'false', Coaching: 'true', CallSidToCoach: agentLeg.sid };
    await until(async () => expect(participant(leg.sid).at(-1)?.form).toEqual(whispered));
    dataOf(await lead.command('help:call', { callId, mode: 'join' }));
    await until(async () => expect(participant(leg.sid).at(-1)?.form).toEqual({ Muted: 'false', Coaching: 'false' }));
    dataOf(await lead.command('help:leave-call', { callId }));
    await until(async () =>
      expect(twilio.asked.some(({ path, form }) => path.includes(leg.sid) && form['Status'] === 'completed')).toBe(
        true,
      ),
    );
    await twilio.end(leg, 'completed');
    expect(await helpsOf(conversationId)).toEqual([]);
    expect((await rowOf(callId)).state).toBe('active');
    const items = await db
      .selectFrom('timeline_item')
      .select(['data', 'visibility'])
      .where('customer_id', '=', customerId)
      .where('kind', '=', 'system')
      .orderBy('seq')
      .execute();
    const told = items.filter(({ data }) => (data as { event: string }).event === 'call_helped');
    expect(told.map(({ data }) => (data as { status: string }).status)).toEqual(['listen', 'whisper', 'join', 'left']);
    expect(new Set(told.map(({ visibility }) => visibility))).toEqual(new Set(['lead']));
    // Who holds the call learns nothing of it by the call.
    expect(JSON.stringify(dataOf(await one.query('calls.live', {})))).not.toContain(hub.lead.id);
    await over(sid, callId);
  });

  it('who changes to listening while their leg is let in is not heard', async () => {
    const { sid, callId, conversationId } = await talking('+819011110106');
    dataOf(await lead.command('help:call', { callId, mode: 'join' }));
    const leg = await legTo(LEADS_PHONE);
    // They pick up and are let in, and the provider has not told of it yet.
    leg.state = 'in-progress';
    const told = {
      AccountSid: TWILIO_ACCOUNT,
      CallSid: leg.sid,
      From: leg.from,
      To: leg.to,
      CallStatus: 'in-progress',
    };
    expect(await (await twilio.hook(leg.url, told)).text()).not.toContain('muted');
    dataOf(await lead.command('help:call', { callId, mode: 'listen' }));
    await until(async () => expect(participant(leg.sid).at(-1)?.form).toEqual({ Muted: 'true', Coaching: 'false' }));
    await twilio.hook(leg.statusCallback, told);
    expect(await helpsOf(conversationId)).toEqual([['listen', 'in']]);
    await over(sid, callId);
  });

  it('comes in as a coach at once, and is let in by nobody once the agent is out of the room', async () => {
    const { sid, callId, agentLeg } = await talking('+819011110102');
    dataOf(await lead.command('help:call', { callId, mode: 'whisper' }));
    const leg = await legTo(LEADS_PHONE);
    const twiml = await twilio.pickUp(leg);
    expect(twiml).toContain(`coach="${agentLeg.sid}"`);
    expect(twiml).not.toContain('muted');
    await over(sid, callId);
    const late = await twilio.pickUp(leg);
    expect(late).toContain('<Hangup/>');
    expect(await db.selectFrom('call_help').select('state').where('call_id', '=', callId).execute()).toEqual([
      { state: 'ended' },
    ]);
  });

  it('is nobody’s help once the call is another agent’s', async () => {
    const { sid, callId, conversationId } = await talking('+819011110103');
    dataOf(await lead.command('help:call', { callId, mode: 'whisper' }));
    await twilio.pickUp(await legTo(LEADS_PHONE));
    dataOf(await one.command('call:transfer', { callId, to: { agentId: ben.id }, step: 'blind' }));
    await twilio.pickUp(await legTo('+815000000002'));
    await until(async () => expect((await rowOf(callId)).agent_id).toBe(ben.id));
    expect(await helpsOf(conversationId)).toEqual([]);
    await over(sid, callId);
    await (await hub.signIn(ben)).command('call:wrap-up', { callId });
  });

  it('what the provider refuses ends the help and tells the agent nothing', async () => {
    const { sid, callId, conversationId } = await talking('+819011110104');
    twilio.misbehave({ status: 400 });
    dataOf(await lead.command('help:call', { callId, mode: 'listen' }));
    await until(async () => expect(await helpsOf(conversationId)).toEqual([]));
    expect((await rowOf(callId)).provider).not.toHaveProperty('problem.act', 'help');
    await over(sid, callId);
  });

  it('[PR5] is a lead’s alone, needs a telephone of theirs, and says so where the audio can not be shared', async () => {
    const { sid, callId, conversationId } = await talking('+819011110105');
    refusalOf(await (await hub.signIn(ben)).command('help:call', { callId, mode: 'listen' }), 'forbidden');
    const unknown = await hub.signIn(await makeAgent(db, [hub.team], { role: 'lead' }));
    refusalOf(await unknown.command('help:call', { callId, mode: 'listen' }), 'no_call_help');
    await db.updateTable('call').set({ media: 'softphone' }).where('id', '=', callId).execute();
    refusalOf(await lead.command('help:call', { callId, mode: 'listen' }), 'no_call_help');
    const { call } = dataOf(await lead.query('help.state', { conversationId }));
    expect(call).toMatchObject({ modes: [], why: 'softphone' });
    await db.updateTable('call').set({ media: 'provider' }).where('id', '=', callId).execute();
    await over(sid, callId);
  });
});
