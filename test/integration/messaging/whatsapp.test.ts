import { expect, it, vi } from 'vitest';
import { testDatabase } from '#test/support/database.ts';
import { fakeWhatsapp } from '#test/support/fake-whatsapp.ts';
import { messagingHub } from '#test/support/messaging-hub.ts';

const database = await testDatabase();
const { db } = database;
const meta = await fakeWhatsapp();
const desk = await messagingHub(database, 'whatsapp_cloud', meta.fields);
const FROM = '819012344417';
const now = () => String(Math.floor(Date.now() / 1000));

async function deliver(value: Record<string, unknown>): Promise<void> {
  const raw = meta.call(value);
  expect((await desk.post(raw, { 'x-hub-signature-256': meta.sign(raw) })).status).toBe(200);
  await desk.settled();
}
const say = (id: string, content: Record<string, unknown>) =>
  deliver({
    contacts: [{ wa_id: FROM, profile: { name: 'Misaki' } }],
    messages: [{ id, from: FROM, timestamp: now(), ...content }],
  });
const mark = (id: string, status: string, more = {}) =>
  deliver({ statuses: [{ id, status, timestamp: now(), recipient_id: FROM, ...more }] });
const passDay = () =>
  db
    .updateTable('whatsapp_window')
    .set({ last_heard_at: new Date(Date.now() - 25 * 3_600_000) })
    .execute();

it('[TL3] brings text, media, places, contacts and reactions, each once', async () => {
  meta.media.set('MEDIA1', Buffer.from('%PDF-1.4'));
  for (let n = 0; n < 3; n++) await say('wamid.A', { type: 'text', text: { body: 'Where is my order?' } });
  await say('wamid.B', { type: 'document', document: { id: 'MEDIA1', filename: 'receipt.pdf', caption: 'here' } });
  await say('wamid.C', { type: 'location', location: { latitude: 35.6, longitude: 139.7, name: 'Ginza' } });
  await say('wamid.D', {
    type: 'contacts',
    contacts: [{ name: { formatted_name: 'Ken' }, phones: [{ phone: '+81 90' }] }],
  });
  await say('wamid.E', { type: 'reaction', reaction: { message_id: 'wamid.A', emoji: '👍' } });
  await say('wamid.F', { type: 'button', button: { text: 'Yes, please' } });
  expect((await desk.items()).map(({ data }) => data)).toMatchObject([
    { text: 'Where is my order?' },
    { text: 'here', attachments: [{ name: 'receipt.pdf', mime: 'application/pdf' }] },
    { location: { title: 'Ginza' } },
    { text: 'Ken +81 90' },
    { text: '👍' },
    { text: 'Yes, please' },
  ]);
  const points = await db.selectFrom('contact_point').select(['kind', 'value']).orderBy('kind').execute();
  expect(points).toEqual([
    { kind: 'phone', value: `+${FROM}` },
    { kind: 'whatsapp', value: `+${FROM}` },
  ]);
});

it('answers within the day; marks come in any order and only rise', async () => {
  const item = await desk.answered('It left today.', { state: 'sent' });
  expect(meta.sent.at(-1)?.message).toMatchObject({ to: FROM, type: 'text', text: { body: 'It left today.' } });
  await mark(meta.sent.at(-1)?.id ?? '', 'read');
  await mark(meta.sent.at(-1)?.id ?? '', 'delivered');
  expect(await desk.deliveryOf(item)).toMatchObject({ state: 'read' });
});

it('[CH3] an answer that was lost is settled by the mark that carries our id, and not sent again', async () => {
  const before = meta.sent.length;
  meta.fail('/messages', 'lost');
  const sent = await desk.answer('Lost on the way back');
  if (!sent.ok) throw new Error(sent.error.message);
  await vi.waitFor(
    async () => expect(await desk.deliveryOf(sent.data.item)).toMatchObject({ reason: 'unknown' }),
    30_000,
  );
  const { id, message } = meta.sent.at(-1) ?? { id: '', message: {} };
  await mark(id, 'delivered', { biz_opaque_callback_data: message['biz_opaque_callback_data'] });
  expect(await desk.deliveryOf(sent.data.item)).toMatchObject({ state: 'delivered' });
  expect(meta.sent).toHaveLength(before + 1);
});

it('after a day only the text of an approved template leaves, and the composer says so', async () => {
  await passDay();
  expect(await desk.notices()).toMatchObject([{ code: 'templates_only', level: 'warn' }]);
  await desk.answered('Anything else', { state: 'failed', reason: 'window_closed' });
  await desk.answered('佐藤様、ご注文W-1の準備ができました。', { state: 'sent' });
  expect(meta.sent.at(-1)?.message).toMatchObject({
    type: 'template',
    template: {
      name: 'delivery_ready',
      language: { code: 'ja' },
      components: [
        {
          type: 'body',
          parameters: [
            { type: 'text', text: '佐藤' },
            { type: 'text', text: 'W-1' },
          ],
        },
      ],
    },
  });
});

it('maps Meta’s codes: a rate limit comes again, a late 131047 fails with its reason', async () => {
  await say('wamid.G', { type: 'text', text: { body: 'Hello again' } });
  meta.fail('/messages', { status: 429, body: { error: { code: 130429 } }, headers: { 'retry-after': '1' } });
  const item = await desk.answered('After the limit', { state: 'sent' });
  await mark(meta.sent.at(-1)?.id ?? '', 'failed', { errors: [{ code: 131047 }] });
  expect(await desk.deliveryOf(item)).toEqual({ state: 'failed', reason: 'window_closed' });
});

it('is off until somebody switches it on: what comes in is kept, an answer waits', async () => {
  const { switchedOn: _on, accessToken: _t, appSecret: _s, verifyToken: _v, templates, ...rest } = meta.fields;
  const fields = { ...rest, templates: [templates ?? ''] };
  const updated = await desk.admin.command('channel:update', { connectionId: desk.connectionId, fields });
  expect(updated.ok).toBe(true);
  await say('wamid.H', { type: 'text', text: { body: 'Still there?' } });
  expect((await desk.items()).at(-1)?.data).toMatchObject({ text: 'Still there?' });
  expect(await desk.notices()).toMatchObject([{ code: 'switched_off', level: 'stop' }]);
  await desk.answered('Waiting', { state: 'queued', reason: 'switched_off' });
});
