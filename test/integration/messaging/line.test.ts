import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { expect, it, vi } from 'vitest';
import { testDatabase } from '#test/support/database.ts';
import { makeRule } from '#test/support/escalation-world.ts';
import { fakeLine } from '#test/support/fake-line.ts';
import { messagingHub } from '#test/support/messaging-hub.ts';

const database = await testDatabase();
const { db } = database;
const line = await fakeLine();
const desk = await messagingHub(database, 'line', line.fields);

const MISAKI = 'U4af4980629aa4f2d9f0ea7bd5dcd1001';
type Event = Record<string, unknown>;
const event = (over: Event): Event => ({
  webhookEventId: randomUUID(),
  timestamp: Date.now(),
  mode: 'active',
  source: { type: 'user', userId: MISAKI },
  deliveryContext: { isRedelivery: false },
  ...over,
});
const message = (id: string, content: Event, over: Event = {}): Event =>
  event({ type: 'message', message: { id, ...content }, ...over });
const say = (id: string, text: string, over: Event = {}) => message(id, { type: 'text', text }, over);
async function deliver(...events: Event[]): Promise<Response> {
  const raw = JSON.stringify({ destination: 'U0', events });
  return desk.post(raw, { 'x-line-signature': line.sign(raw) });
}
async function heard(...events: Event[]): Promise<void> {
  expect((await deliver(...events)).status).toBe(200);
  await desk.settled();
}
const friend = () => db.selectFrom('line_friend').selectAll().executeTakeFirstOrThrow();

it('[TL3] one message is one item, however often LINE delivers it, of a customer with the profile’s name', async () => {
  const first = say('1001', '注文した豆が届きません。');
  for (let n = 0; n < 5; n++) await deliver({ ...first, deliveryContext: { isRedelivery: n > 0 } });
  await deliver({ ...first, webhookEventId: randomUUID() });
  await desk.settled();
  expect((await desk.items()).map(({ data }) => data)).toEqual([{ text: '注文した豆が届きません。' }]);
  expect(await db.selectFrom('customer').select(['name', 'locale']).execute()).toEqual([
    { name: 'みさき☕', locale: 'ja' },
  ]);
  const link = await db.selectFrom('contact_point_link').select('verified_by').executeTakeFirstOrThrow();
  expect(link.verified_by).toContain('line:');
});

it('asks for a profile once and not for every message', async () => {
  await heard(say('1002', 'すみません'), say('1003', '急ぎです'));
  expect(line.calls.filter(({ path }) => path.includes('/profile/'))).toHaveLength(1);
});

it('[CH2] refuses a wrong signature without a word, and takes the console’s empty call', async () => {
  const raw = JSON.stringify({ events: [say('9', 'x')] });
  const refused = await desk.post(raw, { 'x-line-signature': line.sign(`${raw} `) });
  expect([refused.status, await refused.text()]).toEqual([401, '']);
  expect((await deliver()).status).toBe(200);
});

it('brings stickers, places and pictures, each as what it is', async () => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  line.media.set('1012', png);
  await heard(
    message('1010', { type: 'sticker', packageId: '446', stickerId: '1988', keywords: ['ありがとう'] }),
    message('1011', { type: 'location', title: '銀座店', address: '東京都中央区', latitude: 35.67, longitude: 139.76 }),
    message('1012', { type: 'image', contentProvider: { type: 'line' } }),
    message('1013', { type: 'file', fileName: '../領収書.pdf' }),
  );
  const [sticker, place, picture, gone] = (await desk.items()).slice(-4).map(({ data }) => data as Event);
  expect(sticker).toMatchObject({ sticker: { packageId: '446', stickerId: '1988', keywords: ['ありがとう'] } });
  expect(place).toMatchObject({ location: { title: '銀座店', latitude: 35.67 } });
  expect(picture).toMatchObject({ attachments: [{ mime: 'image/png', width: 1, height: 1 }] });
  expect(gone).toMatchObject({ text: expect.stringContaining('LINE') });
  const blob = await db.selectFrom('blob').select('customer_id').executeTakeFirstOrThrow();
  expect(blob.customer_id).not.toBeNull();
});

it('waits for a film that LINE still prepares, and for a media server that is gone', async () => {
  line.media.set('1020', 'preparing');
  await deliver(message('1020', { type: 'video', contentProvider: { type: 'line' } }));
  await vi.waitFor(() => expect(line.calls.some(({ path }) => path.includes('1020/content'))).toBe(true), 30_000);
  line.fail('1020/content', { status: 500 });
  line.media.set('1020', Buffer.from('not really a film'));
  await desk.settled();
  expect((await desk.items()).at(-1)?.data).toMatchObject({ attachments: [{ name: 'video-1020.txt' }] });
});

it('answers by the reply token while it is fresh, then by pushes, each once', async () => {
  await heard(say('1030', 'お願いします', { replyToken: line.token(MISAKI) }));
  await desk.answered('お調べします。', { state: 'sent' });
  await desk.answered('本日発送しました。', { state: 'sent' });
  expect(line.sent.map(({ by }) => by)).toEqual(['reply', 'push']);
  const rows = await db.selectFrom('outgoing').select(['ref', 'provider_id']).orderBy('created_at').execute();
  expect(rows[1]?.provider_id).toBe(`m-${rows[1]?.ref}`);
  const stored = await db.selectFrom('line_reply_token').select('token').execute();
  expect(stored).toEqual([]);
});

it('falls back to a push when the token was too old after all', async () => {
  await heard(say('1040', 'どうですか', { replyToken: line.token(MISAKI) }));
  line.expireTokens();
  await desk.answered('届いております。', { state: 'sent' });
  expect(line.sent.at(-1)).toMatchObject({ by: 'push', messages: [{ type: 'text', text: '届いております。' }] });
});

it('[CH3] a reply that LINE did not take is decided anew: it is neither lost nor taken for sent', async () => {
  await heard(say('1045', 'まだですか', { replyToken: line.token(MISAKI) }));
  line.expireTokens();
  line.fail('/reply', { status: 429, body: { message: 'Rate limit' } });
  await desk.answered('お待たせしました。', { state: 'sent' });
  expect(line.sent.at(-1)).toMatchObject({ by: 'push', messages: [{ type: 'text', text: 'お待たせしました。' }] });
});

it('[CH3] a push or a reply whose answer was lost is sent once: LINE says so when it is asked again', async () => {
  const before = line.sent.length;
  line.fail('/push', 'lost');
  await desk.answered('応答が失われても一度だけ。', { state: 'sent' });
  await heard(say('1050', 'はい', { replyToken: line.token(MISAKI) }));
  line.fail('/reply', 'lost');
  await desk.answered('返信も一度だけ。', { state: 'sent' });
  expect(line.sent.slice(before).map(({ by }) => by)).toEqual(['push', 'reply']);
});

it('an outage stands on the item and on the connection; nothing is lost when LINE is back', async () => {
  line.fail('/push', { status: 429, body: { message: 'Rate limit' }, headers: { 'retry-after': '1' } }, 'malformed');
  const before = line.sent.length;
  await line.stop();
  const sent = await desk.answer('障害の間に書きました。');
  if (!sent.ok) throw new Error(sent.error.message);
  await vi.waitFor(async () => {
    expect(await desk.deliveryOf(sent.data.item)).toEqual({ state: 'queued', reason: 'unreachable' });
    expect((await desk.connection()).health).toMatchObject({ state: 'failing', lastErrorCode: 'unreachable' });
  }, 30_000);
  await line.start();
  await vi.waitFor(async () => expect(await desk.deliveryOf(sent.data.item)).toMatchObject({ state: 'sent' }), 60_000);
  expect(line.sent.slice(before)).toHaveLength(1);
  await vi.waitFor(async () => expect((await desk.connection()).health.state).toBe('ok'), 30_000);
}, 180_000);

it('shows friend and messages left; a used-up quota keeps the item waiting and says why', async () => {
  const [notice] = await desk.notices();
  expect(notice).toMatchObject({
    code: 'friend',
    level: 'info',
    text: { en: expect.stringMatching(/^friend · \d+ left/) },
  });
  line.quota.used = line.quota.most;
  const item = await desk.answered('今月最後の一通', { state: 'queued', reason: 'quota_used_up' });
  await vi.waitFor(async () => expect((await desk.connection()).health.lastErrorCode).toBe('quota_used_up'), 30_000);
  line.quota.used = 0;
  await desk.agent.command('message:retry', { customerId: item.customerId, seq: item.seq });
  await vi.waitFor(async () => expect(await desk.deliveryOf(item)).toMatchObject({ state: 'sent' }), 30_000);
});

it('takes a message back that the customer took back: its words, its file, its place in the search', async () => {
  await heard(say('1060', '暗証番号は秘密です'));
  const [item] = (await desk.items()).slice(-1);
  await heard(event({ type: 'unsend', unsend: { messageId: '1060' } }));
  const [after] = (await desk.items()).slice(-1);
  expect(after).toMatchObject({ id: item?.id, seq: item?.seq, data: { text: '', unsent: true } });
  expect(after?.redacted_at).not.toBeNull();
  const found = await db
    .selectFrom('search_entry')
    .select('id')
    .where('entity_id', '=', item?.id ?? '')
    .execute();
  expect(found).toEqual([]);
  expect(await db.selectFrom('conversation').select('preview').executeTakeFirstOrThrow()).toEqual({ preview: '' });
  const raw = await db.selectFrom('webhook_event').select('body').execute();
  expect(Buffer.concat(raw.map(({ body }) => body)).toString('utf8')).not.toContain('暗証番号');
});

it('[TL1] takes it back from the escalation that a rule raised for its words, too', async () => {
  const ruleId = await makeRule(db, { kind: 'words', words: { ja: ['弁護士'], en: [] } });
  const raised = () =>
    db.selectFrom('escalation').select(['question', 'found']).where('rule_id', '=', ruleId).executeTakeFirstOrThrow();
  await heard(say('1061', '弁護士に秘密の相談をします'));
  const [item] = (await desk.items()).slice(-1);
  expect(await raised()).toMatchObject({
    question: expect.stringContaining('秘密の相談'),
    found: { word: '弁護士', text: '弁護士に秘密の相談をします', itemId: item?.id },
  });
  await heard(event({ type: 'unsend', unsend: { messageId: '1061' } }));
  expect(await raised()).toEqual({
    question: 'お客様の言葉に「弁護士」がありました。',
    found: { word: '弁護士', itemId: item?.id },
  });
  const { rows } = await sql`select id from timeline_item where data::text like '%秘密の相談%'`.execute(db);
  expect(rows).toEqual([]);
});

it('nothing is sent to who blocked us, and a late word of friendship changes nothing newer', async () => {
  const now = Date.now();
  await heard(event({ type: 'unfollow', timestamp: now }));
  await heard(event({ type: 'follow', timestamp: now - 60_000 }));
  expect((await friend()).state).toBe('blocked');
  const before = line.sent.length;
  await desk.answered('届かないはず', { state: 'failed', reason: 'blocked' });
  expect(line.sent).toHaveLength(before);
  expect((await desk.notices())[0]).toMatchObject({ code: 'blocked', level: 'stop' });
});

it('in standby the message is on the thread and no token is kept', async () => {
  await heard(say('1070', '別システム対応中', { mode: 'standby', replyToken: line.token(MISAKI) }));
  expect((await desk.items()).at(-1)?.data).toEqual({ text: '別システム対応中' });
  expect(await db.selectFrom('line_reply_token').select('user_id').execute()).toEqual([]);
});

it('tries the connection: the account’s name, or what is wrong with the token', async () => {
  const good = await desk.admin.query('channel.test', { connectionId: desk.connectionId });
  expect(good).toMatchObject({ ok: true, data: { ok: true, steps: [{ detail: '北の焙煎所' }] } });
  line.fail('/v2/bot/info', { status: 401, body: { message: 'Authentication failed' } });
  const bad = await desk.admin.query('channel.test', { connectionId: desk.connectionId });
  expect(bad).toMatchObject({
    ok: true,
    data: { ok: false, steps: [{ detail: expect.stringContaining('bad_credentials') }] },
  });
});
