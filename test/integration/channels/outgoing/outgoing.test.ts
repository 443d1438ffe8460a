import { expect, it, vi } from 'vitest';
import { sweepOutgoing } from '#server/channels/outgoing/outgoing-tasks.ts';
import { sendOutgoing } from '#server/channels/outgoing/send-outgoing.service.ts';
import { twilioSignature } from '#server/channels/twilio-signature.ts';
import { systemClock } from '#shared/lib/clock.ts';
import { testDatabase } from '#test/support/database.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { fakeTwilioMessages, TWILIO_TOKEN } from '#test/support/fake-twilio-messages.ts';
import { messagingHub } from '#test/support/messaging-hub.ts';

const database = await testDatabase();
const { db } = database;
const twilio = await fakeTwilioMessages();
const desk = await messagingHub(database, 'twilio_sms', twilio.fields);
const lead = await desk.hub.signIn(desk.hub.lead);
const other = await desk.hub.signIn(desk.hub.agents[1]);
const CUSTOMER = '+819012344417';

async function call(fields: Record<string, string>): Promise<void> {
  const body = new URLSearchParams(fields);
  const signature = twilioSignature(TWILIO_TOKEN, `https://hub.example.test${desk.path}`, body);
  const headers = { 'x-twilio-signature': signature, 'content-type': 'application/x-www-form-urlencoded' };
  expect((await desk.post(body.toString(), headers)).status).toBe(200);
  await desk.settled();
}
await call({ MessageSid: 'SM1', From: CUSTOMER, To: '+815012345678', Body: '荷物はどこですか', NumMedia: '0' });

async function answer(text: string) {
  const sent = await desk.answer(text);
  if (!sent.ok) throw new Error(JSON.stringify(sent.error));
  return sent.data.item;
}
type Item = Awaited<ReturnType<typeof answer>>;
const becomes = (item: Item, delivery: { state: string; reason?: string | null }, withinMs = 40_000) =>
  vi.waitFor(async () => expect(await desk.deliveryOf(item)).toMatchObject(delivery), withinMs);
const outgoing = ({ id }: Item) =>
  db.selectFrom('outgoing').selectAll().where('item_id', '=', id).executeTakeFirstOrThrow();
const change = ({ id }: Item, to: Record<string, unknown>) =>
  db.updateTable('outgoing').set(to).where('item_id', '=', id).execute();
const times = (text: string) => twilio.sent.filter(({ fields }) => fields['Body']?.includes(text)).length;
const retry = (who: typeof lead, { customerId, seq }: Item) => who.command('message:retry', { customerId, seq });
const pause = () => desk.admin.command('channel:pause', { connectionId: desk.connectionId });
const resume = () => desk.admin.command('channel:resume', { connectionId: desk.connectionId });

it('[CH3] answers leave in their order while the first waits, as long as the provider asked', async () => {
  twilio.fail('/Messages.json', { status: 429, body: { code: 20429 }, headers: { 'retry-after': '4' } });
  const from = Date.now();
  const items = [await answer('一つ目です。'), await answer('二つ目です。'), await answer('三つ目です。')];
  for (const item of items) await becomes(item, { state: 'sent' });
  expect(twilio.sent.map(({ fields }) => fields['Body']?.slice(-6))).toEqual([
    '一つ目です。',
    '二つ目です。',
    '三つ目です。',
  ]);
  expect((twilio.sent[0]?.at.getTime() ?? 0) - from).toBeGreaterThanOrEqual(3900);
}, 180_000);

it('[CH3] one that is refused says why, and holds up no other', async () => {
  twilio.fail('/Messages.json', { status: 503 }, { status: 400, body: { code: 12345 } });
  const [first, second] = [await answer('断られます。'), await answer('その次です。')];
  await becomes(first, { state: 'failed', reason: 'refused' });
  await becomes(second, { state: 'sent' });
}, 180_000);

it('[CH3] what nobody knows of is not sent again while its provider can not be asked', async () => {
  twilio.fail('/Messages.json', 'lost', { status: 503 }, { status: 401, body: { code: 20003 } });
  const item = await answer('一度だけです。');
  await becomes(item, { state: 'queued', reason: 'unknown' });
  await vi.waitFor(async () => expect((await outgoing(item)).last_error_code).toBe('bad_credentials'), 80_000);
  expect((await outgoing(item)).state).toBe('unknown');
  await becomes(item, { state: 'sent' }, 80_000);
  expect(times('一度だけです。')).toBe(1);
}, 240_000);

it('[CH3] a paused connection keeps answers, counts no try of them, and sends them once resumed', async () => {
  await pause();
  const item = await answer('再開まで待ちます。');
  await becomes(item, { state: 'queued', reason: 'paused' });
  expect((await outgoing(item)).attempts).toBe(0);
  expect((await desk.connection()).health.lastErrorCode).toBeUndefined();
  await resume();
  await becomes(item, { state: 'sent' });
  expect(times('再開まで待ちます。')).toBe(1);
}, 180_000);

it('[CH3] what a hub that is gone was sending is found out about: sent once, taken or not', async () => {
  const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);
  await pause();
  const [taken, lost] = [await answer('届いていました。'), await answer('届いていません。')];
  await becomes(taken, { state: 'queued', reason: 'paused' });
  for (const item of [taken, lost]) {
    await db
      .updateTable('timeline_item')
      .set({ received_at: ago(6) })
      .where('id', '=', item.id)
      .execute();
    await change(item, { state: 'sending', attempts: 1, tried_at: ago(5), next_at: null, last_error_code: null });
  }
  const body = taken.kind === 'message' ? taken.data.text : '';
  twilio.sent.push({ sid: 'SMdied', fields: { To: CUSTOMER, Body: body }, at: ago(5) });
  await resume();
  await sweepOutgoing(testDeps(database, systemClock));
  await becomes(taken, { state: 'sent' });
  await becomes(lost, { state: 'sent' });
  expect([times('届いていました。'), times('届いていません。')]).toEqual([1, 1]);
  expect((await outgoing(taken)).provider_id).toBe('SMdied');
}, 180_000);

it('[CH3] one whose look was lost with its hub is looked for again', async () => {
  const item = await answer('見失いません。');
  await becomes(item, { state: 'sent' });
  await change(item, { state: 'unknown', provider_id: null, next_at: new Date(Date.now() - 60_000) });
  await sweepOutgoing(testDeps(database, systemClock));
  await vi.waitFor(async () => expect((await outgoing(item)).state).toBe('sent'), 40_000);
  expect(times('見失いません。')).toBe(1);
}, 180_000);

it('[CH3] where a provider can not tell, the item says that nobody knows, and is left to people', async () => {
  const item = await answer('誰も知りません。');
  await becomes(item, { state: 'sent' });
  const deps = testDeps(database, systemClock);
  await db.updateTable('channel_connection').set({ adapter: 'whatsapp_cloud' }).execute();
  await db.updateTable('delivery').set({ state: 'queued' }).where('item_id', '=', item.id).execute();
  await change(item, { state: 'unknown', next_at: new Date(0) });
  await sendOutgoing(deps, item.id);
  await db.updateTable('channel_connection').set({ adapter: 'twilio_sms' }).execute();
  expect(await desk.deliveryOf(item)).toEqual({ state: 'queued', reason: 'unknown' });
  expect(await outgoing(item)).toMatchObject({ state: 'unknown', next_at: null });
  await retry(lead, item);
  await becomes(item, { state: 'sent' });
  expect(times('誰も知りません。')).toBe(2);
}, 180_000);

it('[CH3] secrets that do not open hold an answer back; nobody has to wonder whether it left', async () => {
  const { secrets } = await db.selectFrom('channel_connection').select('secrets').executeTakeFirstOrThrow();
  await db
    .updateTable('channel_connection')
    .set({ secrets: Buffer.from('sealed by another key') })
    .execute();
  const item = await answer('鍵が合いません。');
  await becomes(item, { state: 'queued', reason: 'secret_unreadable' });
  expect((await outgoing(item)).state).toBe('queued');
  await db.updateTable('channel_connection').set({ secrets }).execute();
  await retry(lead, item);
  await becomes(item, { state: 'sent' });
}, 180_000);

it('only its owner or a lead sends again what failed, undelivered ones too; nobody what arrived', async () => {
  const item = await answer('届かない番号です。');
  await becomes(item, { state: 'sent' });
  expect(await retry(desk.agent, item)).toMatchObject({ ok: false, error: { code: 'wrong_state' } });
  const sid = twilio.sent.at(-1)?.sid ?? '';
  const mark = { MessageSid: sid, To: CUSTOMER, From: '+815012345678' };
  await call({ ...mark, MessageStatus: 'undelivered', ErrorCode: '30003' });
  expect(await desk.deliveryOf(item)).toEqual({ state: 'failed', reason: 'undeliverable' });
  expect(await retry(other, item)).toMatchObject({ ok: false, error: { code: 'not_owner' } });
  expect(await retry(desk.agent, item)).toMatchObject({ ok: true, data: { delivery: { state: 'queued' } } });
  await becomes(item, { state: 'sent' });
  expect(times('届かない番号です。')).toBe(2);
  await change(item, { state: 'failed' });
  expect(await retry(lead, item)).toMatchObject({ ok: true });
}, 180_000);
