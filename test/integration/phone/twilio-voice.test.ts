import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Call } from '#shared/domain/call.ts';
import { dataOf } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { makeLine } from '#test/support/factories/phone.ts';
import { type FakeLeg, fakeTwilioVoice, TWILIO_ACCOUNT, TWILIO_TOKEN } from '#test/support/fake-twilio-voice.ts';
import { testHub } from '#test/support/hub.ts';

const PUBLIC = 'https://hub.example.test';
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
    accounts: [`${anna.login}=+815000000001`, `${ben.login}=+815000000002`],
    greeting: 'お電話ありがとうございます',
    record: true,
    transcribe: true,
  },
});
token = line.token;
const one = await hub.signIn(anna);
const two = await hub.signIn(ben);

// No window of theirs is open here, so that the hub takes them for gone after a while.
beforeEach(async () => {
  await db.updateTable('agent').set({ presence: 'ready' }).where('id', 'in', [anna.id, ben.id]).execute();
});

const rowOf = (sid: string) => db.selectFrom('call').selectAll().where('call_key', '=', sid).executeTakeFirstOrThrow();
const until = <T>(look: () => Promise<T>): Promise<T> => vi.waitFor(look, { timeout: 30_000, interval: 25 });
const untilState = (sid: string, state: string) =>
  until(async () => {
    const row = await rowOf(sid);
    expect(row.state).toBe(state);
    return row;
  });

/** The leg that the hub has dialled to a number, as soon as it has. */
const legTo = (number: string): Promise<FakeLeg> =>
  until(async () => {
    const leg = [...twilio.legs.values()].findLast((l) => l.to === number && l.state === 'queued');
    if (leg === undefined) throw new Error(`nobody called ${number}`);
    return leg;
  });

const room = (callId: string, sid: string) =>
  twilio.hook(twilio.hookUrl(`do=room&call=${callId}`), {
    ConferenceSid: `CF${sid.slice(2)}`,
    CallSid: sid,
    StatusCallbackEvent: 'participant-join',
  });

/** Somebody calls, an agent answers in the desk, their telephone rings and they pick up. */
async function talking(from: string): Promise<{ sid: string; call: Call; agentLeg: FakeLeg }> {
  const { sid } = await twilio.call(from);
  const { id } = await rowOf(sid);
  dataOf(await one.command('call:answer', { callId: id }));
  const agentLeg = await legTo('+815000000001');
  expect(await twilio.pickUp(agentLeg)).toContain(`>${id}</Conference>`);
  await room(id, sid);
  await untilState(sid, 'active');
  await until(async () => expect((await rowOf(sid)).provider).toMatchObject({ conferenceSid: expect.any(String) }));
  const { calls } = dataOf(await one.query('calls.live', {}));
  const call = calls.find((c) => c.id === id);
  if (call === undefined) throw new Error('the agent does not hold it');
  return { sid, call, agentLeg };
}

async function over(sid: string, callId: string): Promise<void> {
  await twilio.status(sid, 'completed');
  await untilState(sid, 'ended');
  await one.command('call:wrap-up', { callId });
  await two.command('call:wrap-up', { callId });
}

const itemsOf = (callId: string) =>
  db
    .selectFrom('timeline_item')
    .selectAll()
    .where('kind', '=', 'call')
    .orderBy('seq')
    .execute()
    .then((items) => items.filter((item) => (item.data as { callId?: string }).callId === callId));

describe('a call to our number', () => {
  it('waits with a greeting and rings at whoever is ready; a redelivery is told the same and makes nothing', async () => {
    const { sid, twiml } = await twilio.call('+819011110001');
    expect(twiml).toContain('<Say language="ja-JP">お電話ありがとうございます</Say>');
    expect(twiml).toContain('<Conference');
    const again = await twilio.call('+819011110001', { CallSid: sid });
    expect(again.twiml).toBe(twiml);
    const row = await rowOf(sid);
    const rings = await db.selectFrom('call_ring').select('agent_id').where('call_id', '=', row.id).execute();
    expect(rings.map((ring) => ring.agent_id).toSorted()).toEqual([anna.id, ben.id].toSorted());
    await twilio.status(sid, 'completed');
    const ended = await untilState(sid, 'ended');
    // They gave up waiting: one call to make, however often the provider tells.
    expect(ended.outcome).toBe('abandoned');
    await twilio.status(sid, 'completed');
    await twilio.status(sid, 'ringing');
    const open = await db.selectFrom('callback').selectAll().where('number', '=', '+819011110001').execute();
    expect(open).toMatchObject([{ tries: 1, reason: 'abandoned', state: 'open' }]);
    expect(await itemsOf(row.id)).toHaveLength(1);
  });

  it('[CH2] refuses what is not signed, and what is signed for another address', async () => {
    const params = { CallSid: twilio.newSid('CA'), From: '+819011110002', To: '+815012345678' };
    const wrong = await twilio.hook(twilio.hookUrl('do=voice'), params, { signature: 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=' });
    expect(wrong.status).toBe(401);
    expect(await wrong.text()).toBe('');
    expect(await db.selectFrom('call').selectAll().where('call_key', '=', params.CallSid).execute()).toEqual([]);
  });

  it('is answered in the desk, held, recorded, paused and hung up over the REST API; one item tells of it', async () => {
    const { sid, call, agentLeg } = await talking('+819011110003');
    expect(call).toMatchObject({ media: 'provider', state: 'active', number: '+819011110003', recorded: true });
    dataOf(await one.command('call:control', { callId: call.id, act: 'hold' }));
    await untilState(sid, 'held');
    expect(twilio.held.get(sid)).toBe(true);
    dataOf(await one.command('call:control', { callId: call.id, act: 'resume' }));
    await untilState(sid, 'active');
    dataOf(await one.command('call:control', { callId: call.id, act: 'pause_recording' }));
    await until(async () => expect((await rowOf(sid)).recording_paused).toBe(true));
    dataOf(await one.command('call:control', { callId: call.id, act: 'hang_up' }));
    const ended = await untilState(sid, 'ended');
    expect(ended.outcome).toBe('answered');
    await until(async () => {
      const hungUp = twilio.asked.filter((a) => a.form['Status'] === 'completed').map((a) => a.path);
      for (const leg of [sid, agentLeg.sid]) expect(hungUp.some((path) => path.includes(leg))).toBe(true);
    });
    const recordingSid = twilio.newSid('RE');
    const told = { RecordingSid: recordingSid, RecordingStatus: 'completed', RecordingDuration: '12', CallSid: sid };
    const address = twilio.hookUrl(`do=recording&call=${call.id}`);
    for (let n = 0; n < 3; n++) await twilio.hook(address, told);
    const items = await until(async () => {
      const found = await itemsOf(call.id);
      expect(found).toHaveLength(2);
      return found;
    });
    // [TL1] what comes later is a new item that corrects the first.
    expect(items[1]?.corrects).toBe(items[0]?.id);
    const { recording } = (items[1]?.data ?? {}) as { recording: { blobId: string; durationSec: number } };
    expect(recording.durationSec).toBe(12);
    const audio = await one.fetch(`/api/v1/blobs/${recording.blobId}`, { headers: { range: 'bytes=4-7' } });
    expect(audio.status).toBe(206);
    expect(audio.headers.get('content-range')).toBe('bytes 4-7/20');
    expect(await audio.text()).toBe('not-');
    await twilio.hook(twilio.hookUrl(`do=transcription&call=${call.id}`), {
      TranscriptionSid: twilio.newSid('TR'),
      TranscriptionText: '限定の豆は来週入荷しますか',
      TranscriptionStatus: 'completed',
      CallSid: sid,
    });
    await until(async () => expect(await itemsOf(call.id)).toHaveLength(3));
    const search = dataOf(await one.query('timeline.search', { customerId: call.customerId, text: '来週入荷' }));
    expect(search.hits.length).toBeGreaterThan(0);
    await one.command('call:wrap-up', { callId: call.id });
  });

  it('rings on when the agent’s own telephone is not picked up', async () => {
    const { sid } = await twilio.call('+819011110004');
    const { id } = await rowOf(sid);
    dataOf(await one.command('call:answer', { callId: id }));
    await twilio.end(await legTo('+815000000001'), 'no-answer');
    await until(async () => expect((await rowOf(sid)).answering_id).toBeNull());
    dataOf(await two.command('call:answer', { callId: id }));
    await twilio.pickUp(await legTo('+815000000002'));
    await untilState(sid, 'active');
    await over(sid, id);
  });

  it('rings at who becomes ready while the caller waits', async () => {
    await db.updateTable('agent').set({ presence: 'away' }).where('id', '=', ben.id).execute();
    const { sid } = await twilio.call('+819011110023');
    const { id } = await rowOf(sid);
    const rung = () => db.selectFrom('call_ring').select('agent_id').where('call_id', '=', id).execute();
    expect(await rung()).toEqual([{ agent_id: anna.id }]);
    await db.updateTable('agent').set({ presence: 'ready' }).where('id', '=', ben.id).execute();
    await until(async () => expect(await rung()).toHaveLength(2));
    await twilio.status(sid, 'completed');
    await untilState(sid, 'ended');
  });

  it('is given to a colleague after asking them: the customer waits, then talks with the second', async () => {
    const { sid, call, agentLeg } = await talking('+819011110005');
    dataOf(await one.command('call:transfer', { callId: call.id, step: 'consult', to: { agentId: ben.id } }));
    await untilState(sid, 'held');
    await twilio.pickUp(await legTo('+815000000002'));
    await until(async () => expect(JSON.stringify((await rowOf(sid)).parts)).toContain('consult'));
    dataOf(await one.command('call:transfer', { callId: call.id, step: 'complete' }));
    await until(async () => expect(twilio.held.get(sid)).toBe(false));
    await until(async () => {
      expect(twilio.asked.some((a) => a.path.includes(agentLeg.sid) && a.form['Status'] === 'completed')).toBe(true);
    });
    await twilio.end(agentLeg, 'completed');
    expect(await rowOf(sid)).toMatchObject({ state: 'active', agent_id: ben.id });
    await over(sid, call.id);
  });

  /** A caller whom nobody could take is at the message's beep. */
  async function atTheBeep(number: string) {
    await db.updateTable('agent').set({ presence: 'away' }).where('id', 'in', [anna.id, ben.id]).execute();
    const { sid, twiml } = await twilio.call(number);
    await db.updateTable('agent').set({ presence: 'ready' }).where('id', 'in', [anna.id, ben.id]).execute();
    expect(twiml).toContain('<Record');
    const { id } = await rowOf(sid);
    const told = { RecordingSid: twilio.newSid('RE'), RecordingDuration: '7', CallSid: sid };
    return {
      sid,
      left: () => twilio.hook(twilio.hookUrl(`do=recorded&call=${id}`), told),
      ready: () => twilio.hook(twilio.hookUrl(`do=recording&call=${id}`), { ...told, RecordingStatus: 'completed' }),
      /** The call, its item and the callback say that it was a message, and hold it. */
      isMessage: async () => {
        await until(async () => {
          expect((await rowOf(sid)).outcome).toBe('voicemail');
          const last = (await itemsOf(id)).at(-1)?.data;
          expect(last).toMatchObject({ outcome: 'voicemail', recording: { durationSec: 7 } });
        });
        const callback = await until(async () => {
          const row = await db
            .selectFrom('callback')
            .selectAll()
            .where('number', '=', number)
            .executeTakeFirstOrThrow();
          expect(row.voicemail).not.toBeNull();
          return row;
        });
        expect(callback).toMatchObject({ reason: 'voicemail', tries: 1, state: 'open' });
      },
    };
  }

  it('takes a message when nobody takes the call: voicemail, a recording, a callback with it', async () => {
    const { sid, left, ready, isMessage } = await atTheBeep('+819011110006');
    await left();
    // How it ended is told beside it, and says what is known of a message by then.
    await until(async () => expect((await rowOf(sid)).provider).toMatchObject({ message: true }));
    await ready();
    await twilio.status(sid, 'completed');
    expect((await untilState(sid, 'ended')).outcome).toBe('voicemail');
    await isMessage();
  });

  it('[TL1] a message is one too when the end of its call is told before it', async () => {
    const { sid, left, ready, isMessage } = await atTheBeep('+819011110019');
    await twilio.status(sid, 'completed');
    expect((await untilState(sid, 'ended')).outcome).toBe('missed');
    await left();
    await ready();
    await isMessage();
  });
});

describe('before anybody is rung', () => {
  const setSettings = (extra: Record<string, unknown>) =>
    db
      .selectFrom('channel_connection')
      .select('settings')
      .where('id', '=', line.id)
      .executeTakeFirstOrThrow()
      .then(({ settings }) =>
        db
          .updateTable('channel_connection')
          .set({ settings: JSON.stringify({ ...(settings as object), ...extra }) })
          .where('id', '=', line.id)
          .execute(),
      );

  it('asks by the menu, keeps the way through it, and says nothing twice', async () => {
    await setSettings({ menu: ['1=ご注文', '2=返品'], menuPrompt: 'ご注文は1を' });
    const { sid, twiml } = await twilio.call('+819011110020');
    expect(twiml).toContain('<Gather input="dtmf"');
    const { id } = await rowOf(sid);
    expect(await db.selectFrom('call_ring').selectAll().where('call_id', '=', id).execute()).toEqual([]);
    const press = () => twilio.hook(twilio.hookUrl(`do=menu&call=${id}`), { CallSid: sid, Digits: '2' });
    const first = await (await press()).text();
    expect(first).toContain('<Conference');
    expect(await (await press()).text()).toBe(first);
    expect((await rowOf(sid)).parts).toMatchObject([{ kind: 'ivr', detail: '2 返品' }, { kind: 'ring' }]);
    await setSettings({ menu: [] });
    await twilio.status(sid, 'completed');
    await untilState(sid, 'ended');
  });

  it('[CV9] takes a message out of hours, and says so on the callback', async () => {
    const calendar = '0199a000-0000-7000-8000-0000000000c1';
    const closed = { id: calendar, name: 'closed', weekly: JSON.stringify(Array(7).fill([])), created_at: new Date() };
    await db.insertInto('calendar').values(closed).execute();
    await db.updateTable('team').set({ calendar_id: calendar }).where('id', '=', hub.team.id).execute();
    const { sid, twiml } = await twilio.call('+819011110021');
    await db.updateTable('team').set({ calendar_id: null }).where('id', '=', hub.team.id).execute();
    expect(twiml).toContain('<Record');
    await twilio.status(sid, 'completed');
    expect(await untilState(sid, 'ended')).toMatchObject({ outcome: 'missed' });
    const open = await db.selectFrom('callback').selectAll().where('number', '=', '+819011110021').execute();
    expect(open).toMatchObject([{ reason: 'out_of_hours', tries: 1 }]);
  });

  it('turns a blocked number away without ringing anybody, and owes it no call', async () => {
    const customer = await makeCustomer(db, [{ kind: 'phone', value: '+819011110022' }]);
    const point = customer.contactPoints[0]?.id ?? '';
    await db.updateTable('contact_point').set({ blocked_at: new Date() }).where('id', '=', point).execute();
    const { sid, twiml } = await twilio.call('+819011110022');
    expect(twiml).toContain('<Reject/>');
    expect(await rowOf(sid)).toMatchObject({ state: 'ended', cause: 'blocked' });
    expect(await db.selectFrom('callback').selectAll().where('number', '=', '+819011110022').execute()).toEqual([]);
  });
});

describe('a call that we place', () => {
  it('calls the agent, then the customer; the callback of that number is settled by the talk', async () => {
    const before = await db
      .selectFrom('callback')
      .selectAll()
      .where('number', '=', '+819011110006')
      .executeTakeFirstOrThrow();
    const placed = dataOf(await one.command('call:place', { to: { callbackId: before.id } }));
    expect(placed.dial).toBeUndefined();
    await twilio.pickUp(await legTo('+815000000001'));
    const customerLeg = await legTo('+819011110006');
    await twilio.pickUp(customerLeg);
    await untilState(customerLeg.sid, 'active');
    await twilio.end(customerLeg, 'completed', { CallDuration: '31' });
    const ended = await untilState(customerLeg.sid, 'ended');
    expect(ended).toMatchObject({ outcome: 'answered', direction: 'out' });
    await one.command('call:wrap-up', { callId: placed.call.id });
    const after = await db.selectFrom('callback').selectAll().where('id', '=', before.id).executeTakeFirstOrThrow();
    expect(after).toMatchObject({ state: 'closed', closed_as: 'reached' });
  });

  it('ends as busy when it is, and takes an end told before the beginning for a talk', async () => {
    const customer = await makeCustomer(db, [{ kind: 'phone', value: '+819011110007' }]);
    const to = { contactPointId: customer.contactPoints[0]?.id ?? '', customerId: customer.id };
    const first = dataOf(await one.command('call:place', { to })).call;
    await twilio.pickUp(await legTo('+815000000001'));
    const busy = await legTo('+819011110007');
    busy.state = 'completed';
    await twilio.end(busy, 'busy');
    expect(await untilState(busy.sid, 'ended')).toMatchObject({ id: first.id, outcome: 'failed', cause: 'busy' });
    dataOf(await one.command('call:place', { to }));
    await twilio.pickUp(await legTo('+815000000001'));
    const late = await legTo('+819011110007');
    late.state = 'completed';
    await twilio.end(late, 'completed', { CallDuration: '44' });
    const talked = await untilState(late.sid, 'ended');
    expect(talked.outcome).toBe('answered');
    await twilio.end(late, 'in-progress');
    expect((await rowOf(late.sid)).state).toBe('ended');
    await one.command('call:wrap-up', { callId: talked.id });
  });
});

describe('a provider that does not do what it is asked', () => {
  it('is asked again within its limits, and the hold happens', async () => {
    const { sid, call } = await talking('+819011110008');
    twilio.misbehave({ status: 429, retryAfter: 1 }, { status: 503 });
    dataOf(await one.command('call:control', { callId: call.id, act: 'hold' }));
    await untilState(sid, 'held');
    const row = await db
      .selectFrom('channel_connection')
      .selectAll()
      .where('id', '=', line.id)
      .executeTakeFirstOrThrow();
    expect(row.last_error_at).not.toBeNull();
    await over(sid, call.id);
  });

  it('says what it did not do, and the call goes on as it was', async () => {
    const { sid, call } = await talking('+819011110009');
    twilio.misbehave({ status: 400 });
    dataOf(await one.command('call:control', { callId: call.id, act: 'hold' }));
    await until(async () => {
      const { calls } = dataOf(await one.query('calls.live', {}));
      expect(calls.find((c) => c.id === call.id)?.problem).toMatchObject({ act: 'hold', code: 'refused' });
    });
    expect((await rowOf(sid)).state).toBe('active');
    await over(sid, call.id);
  });

  it('[CH3] is not asked twice for what it may have done: the call rings on for the others', async () => {
    const { sid } = await twilio.call('+819011110010');
    const { id } = await rowOf(sid);
    const legsBefore = twilio.legs.size;
    twilio.misbehave('malformed');
    dataOf(await one.command('call:answer', { callId: id }));
    await until(async () => expect((await rowOf(sid)).answering_id).toBeNull());
    expect(twilio.legs.size).toBe(legsBefore);
    expect(twilio.asked.filter((a) => a.path.endsWith('/Calls.json')).at(-1)?.form['To']).toBe('+815000000001');
    dataOf(await two.command('call:answer', { callId: id }));
    await twilio.pickUp(await legTo('+815000000002'));
    await untilState(sid, 'active');
    await over(sid, id);
  });

  it('keeps what cannot be read, and what comes to no address of ours', async () => {
    const response = await twilio.hook(twilio.hookUrl('do=nonsense'), { CallSid: 'CAx' });
    expect(response.status).toBe(200);
    const kept = await db.selectFrom('quarantine').selectAll().execute();
    expect(kept).toMatchObject([{ reason: 'malformed', connection_id: line.id }]);
  });
});
