import { expect, it, vi } from 'vitest';
import { twilioSignature } from '#server/channels/twilio-signature.ts';
import { testDatabase } from '#test/support/database.ts';
import { fakeTwilioMessages, TWILIO_TOKEN } from '#test/support/fake-twilio-messages.ts';
import { messagingHub } from '#test/support/messaging-hub.ts';

const database = await testDatabase();
const { db } = database;
const twilio = await fakeTwilioMessages();
const desk = await messagingHub(database, 'twilio_sms', twilio.fields);
const CUSTOMER = '+819012344417';

async function call(fields: Record<string, string>, query = ''): Promise<Response> {
  const body = new URLSearchParams(fields);
  const signature = twilioSignature(TWILIO_TOKEN, `https://hub.example.test${desk.path}${query}`, body);
  const headers = { 'x-twilio-signature': signature, 'content-type': 'application/x-www-form-urlencoded' };
  return desk.post(body.toString(), headers, query);
}
async function heard(sid: string, text: string, more: Record<string, string> = {}): Promise<void> {
  const answer = await call({
    MessageSid: sid,
    From: CUSTOMER,
    To: '+815012345678',
    Body: text,
    NumMedia: '0',
    ...more,
  });
  expect([answer.status, await answer.text()]).toEqual([200, '<Response/>']);
  await desk.settled();
}
const mark = (sid: string, status: string, more: Record<string, string> = {}, query = '') =>
  call({ MessageSid: sid, MessageStatus: status, To: CUSTOMER, From: '+815012345678', ...more }, query);
const lastSent = () => twilio.sent.at(-1)?.sid ?? '';

it('[TL3] a text is one item however often it comes, and a picture comes with it', async () => {
  const path = '/2010-04-01/Accounts/AC0/Messages/MM1/Media/ME1';
  twilio.media.set(path, Buffer.from('%PDF-1.4 a receipt'));
  for (let n = 0; n < 4; n++) await heard('SM1', '荷物はどこですか');
  await heard('MM1', '', { NumMedia: '2', MediaUrl0: twilio.url + path, MediaUrl1: 'http://169.254.169.254/latest' });
  const items = await desk.items();
  expect(items.map(({ data }) => data)).toMatchObject([
    { text: '荷物はどこですか' },
    { attachments: [{ mime: 'application/pdf' }] },
  ]);
});

it('leaves with the company’s name first, and says how far it got, out of order too', async () => {
  const item = await desk.answered('本日発送しました。', { state: 'sent' });
  expect(twilio.sent.at(-1)?.fields).toMatchObject({
    To: CUSTOMER,
    From: '+815012345678',
    Body: '【北の焙煎所】本日発送しました。',
    StatusCallback: expect.stringMatching(/^https:\/\/hub\.example\.test\/hooks\/twilio_sms\/.+\?ref=/),
  });
  await mark(lastSent(), 'delivered');
  await mark(lastSent(), 'sent');
  await mark(lastSent(), 'queued');
  await desk.settled();
  expect(await desk.deliveryOf(item)).toMatchObject({ state: 'delivered' });
});

it('[CH3] an answer that was lost is found among what was sent, or by the mark that names our id', async () => {
  const before = twilio.sent.length;
  twilio.fail('/Messages.json', 'lost');
  await desk.answered('失われた応答', { state: 'sent' });
  expect(twilio.sent).toHaveLength(before + 1);
  twilio.fail('/Messages.json', 'lost', { status: 503 }, { status: 503 });
  const sent = await desk.answer('印で分かる');
  if (!sent.ok) throw new Error(sent.error.message);
  await vi.waitFor(
    async () => expect(await desk.deliveryOf(sent.data.item)).toMatchObject({ reason: 'unknown' }),
    30_000,
  );
  const { ref } = await db
    .selectFrom('outgoing')
    .select('ref')
    .where('item_id', '=', sent.data.item.id)
    .executeTakeFirstOrThrow();
  await mark(lastSent(), 'delivered', {}, `?ref=${ref}`);
  await desk.settled();
  expect(await desk.deliveryOf(sent.data.item)).toMatchObject({ state: 'delivered' });
  expect(twilio.sent).toHaveLength(before + 2);
});

it('what was not delivered says why; 429 and a wrong token wait', async () => {
  twilio.fail('/Messages.json', { status: 429, body: { code: 20429 }, headers: { 'retry-after': '1' } });
  const item = await desk.answered('届かない番号', { state: 'sent' });
  await mark(lastSent(), 'undelivered', { ErrorCode: '30003' });
  await desk.settled();
  expect(await desk.deliveryOf(item)).toEqual({ state: 'failed', reason: 'undeliverable' });
  const reach = await desk.agent.query('customer.reachability', { customerId: item.customerId });
  const way = reach.ok ? reach.data.ways.find(({ channel }) => channel === 'sms') : undefined;
  expect(way).toMatchObject({
    reachable: false,
    reasons: expect.arrayContaining([expect.objectContaining({ code: 'undeliverable' })]),
  });
});

it('[PR2] 停止 withdraws consent: the next answer is refused with channel, purpose and since; 再開 gives it back', async () => {
  await heard('SM20', '停止');
  const [consent] = await desk.items('consent');
  expect(consent?.data).toMatchObject({ channel: 'sms', purpose: 'all', granted: false, source: 'keyword' });
  const refused = await desk.answer('まだ送れますか');
  expect(refused).toMatchObject({
    ok: false,
    error: { code: 'consent_withdrawn', details: { channel: 'sms', purpose: 'all', since: expect.any(String) } },
  });
  await heard('SM21', '再開');
  await desk.answered('再開しました。', { state: 'sent' });
});

it('[PR2] a number that the provider says has opted out has withdrawn its consent', async () => {
  twilio.optedOut.add(CUSTOMER);
  await desk.answered('拒否される', { state: 'failed', reason: 'opted_out' });
  expect((await desk.items('consent')).at(-1)?.data).toMatchObject({ granted: false, source: 'provider' });
  expect(await desk.answer('もう一度')).toMatchObject({ ok: false, error: { code: 'consent_withdrawn' } });
});

it('[CH4] a text from a name, whom nobody can answer, is kept aside', async () => {
  await heard('SM30', 'あなたの荷物', { From: 'PARCELS' });
  const [kept] = await db.selectFrom('quarantine').select(['reason', 'state']).execute();
  expect(kept).toEqual({ reason: 'no_sender', state: 'open' });
});
