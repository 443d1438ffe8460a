import { describe, expect, it, vi } from 'vitest';
import { SIGNATURE_HEADER, signCall } from '#server/channels/webhooks/signed-call.ts';
import { dataOf } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { makeLine } from '#test/support/factories/phone.ts';
import { testHub } from '#test/support/hub.ts';

const SECRET = 'a secret of the exchange, long enough';
const database = await testDatabase({ max: 12 });
const { db } = database;
const hub = await testHub(database, { work: true });
const [anna, ben] = hub.agents;
const line = await makeLine(db, testDeps(database), {
  logins: [anna.login],
  secrets: { passwords: '1001 hers; * others', hookSecret: SECRET },
  settings: { iceServers: ['stun:stun.example:3478', 'turn:turn.example:3478 me word'], trustCallerId: true },
});
const one = await hub.signIn(anna);
const until = <T>(look: () => Promise<T>): Promise<T> => vi.waitFor(look, { timeout: 30_000, interval: 25 });

const wav = (): Buffer => Buffer.concat([Buffer.from('RIFF\x24\0\0\0WAVEfmt '), Buffer.alloc(64)]);

function tell(events: readonly unknown[], at = new Date()): Promise<Response> {
  const raw = Buffer.from(JSON.stringify({ events }));
  return hub.fetch(`/hooks/sip/${line.token}`, {
    method: 'POST',
    headers: { [SIGNATURE_HEADER]: signCall(SECRET, raw, at), 'content-type': 'application/json' },
    body: raw,
  });
}

const callOf = (key: string) => db.selectFrom('call').selectAll().where('call_key', '=', key).executeTakeFirstOrThrow();

describe('an exchange', () => {
  it('gives each agent their own account, and nobody another’s', async () => {
    const { account } = dataOf(await one.query('telephony.account', {}));
    expect(account).toMatchObject({
      uri: 'sip:1001@pbx.example',
      authUser: '1001',
      password: 'hers',
      iceServers: [
        { urls: ['stun:stun.example:3478'] },
        { urls: ['turn:turn.example:3478'], username: 'me', credential: 'word' },
      ],
      numbers: [{ number: '+81312345678', label: '代表' }],
    });
    const other = await hub.signIn(ben);
    expect(dataOf(await other.query('telephony.account', {})).account).toBeNull();
    const stored = await db
      .selectFrom('channel_connection')
      .selectAll()
      .where('id', '=', line.id)
      .executeTakeFirstOrThrow();
    expect(JSON.stringify(stored.settings)).not.toContain('hers');
  });

  it('tells of a call that no desk heard: missed, with a message, to be called back; again changes nothing', async () => {
    const event = {
      type: 'voicemail',
      callId: 'vm-1',
      from: '0355550001',
      audio: wav().toString('base64'),
      durationSec: 9,
    };
    for (let n = 0; n < 3; n++) expect((await tell([event])).status).toBe(200);
    const row = await until(async () => {
      const found = await callOf('vm-1');
      expect(found.state).toBe('ended');
      return found;
    });
    expect(row).toMatchObject({ outcome: 'voicemail', number: '+81355550001', number_verified: true });
    const open = await db.selectFrom('callback').selectAll().where('number', '=', '+81355550001').execute();
    expect(open).toMatchObject([{ reason: 'voicemail', tries: 1, voicemail: { durationSec: 9 } }]);
    const items = await db.selectFrom('timeline_item').selectAll().where('external_id', '=', row.id).execute();
    expect(items).toMatchObject([{ data: { outcome: 'voicemail', recording: { durationSec: 9 } } }]);
  });

  it('brings the recording and the words of a call that a desk held', async () => {
    const call = dataOf(
      await one.command('call:ring', {
        connectionId: line.id,
        sipCallId: 'talk-1',
        from: '0355550002',
        to: '0312345678',
      }),
    ).call;
    expect(call.numberVerified).toBe(true);
    dataOf(await one.command('call:answer', { callId: call.id }));
    for (const event of ['answered', 'ended'] as const)
      dataOf(await one.command('call:report', { callId: call.id, event }));
    await tell([
      { type: 'recording', callId: 'talk-1', audio: wav().toString('base64'), durationSec: 3 },
      {
        type: 'transcript',
        callId: 'talk-1',
        lines: [{ at: 1.5, speaker: 'customer', text: '豆の挽き方を教えてください' }],
      },
    ]);
    await until(async () => {
      const { item_id: itemId } = await callOf('talk-1');
      const item = await db
        .selectFrom('timeline_item')
        .selectAll()
        .where('id', '=', itemId ?? '')
        .executeTakeFirstOrThrow();
      expect(item.data).toMatchObject({
        outcome: 'answered',
        recording: { durationSec: 3 },
        transcriptLines: [{ at: 1.5, speaker: 'customer' }],
      });
    });
  });

  it('[CH2] is heard only with its signature, and only while it is fresh', async () => {
    const late = await tell([{ type: 'missed', callId: 'late', from: '0355550003' }], new Date(Date.now() - 400_000));
    expect(late.status).toBe(401);
    const raw = JSON.stringify({ events: [{ type: 'missed', callId: 'unsigned', from: null }] });
    const unsigned = await hub.fetch(`/hooks/sip/${line.token}`, { method: 'POST', body: raw });
    expect(unsigned.status).toBe(401);
    expect(await db.selectFrom('call').select('id').where('call_key', 'in', ['late', 'unsigned']).execute()).toEqual(
      [],
    );
  });
});
