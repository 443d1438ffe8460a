import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from '@playwright/test';
import { SignJWT } from 'jose';
import { bodySignature } from '#server/channels/shop/body-signature.ts';
import { SIGNATURE_HEADER, signCall } from '#server/channels/webhooks/signed-call.ts';
import { type DemoShop, openDemoShop, test } from '#test/e2e/fixtures/demo-shop.ts';
import { takePicture } from '#test/e2e/fixtures/picture.ts';
import type { ChildHubAgent } from '#test/support/child-hub.ts';
import { MAIL_PASSWORD, startDovecot } from '#test/support/dovecot.ts';
import { SHOPIFY_SECRET, SHOPIFY_TOKEN, shopifyOrder } from '#test/support/fake-shopify.ts';
import { inDatabaseOf } from '#test/support/hub-database.ts';
import { makeMail, passed } from '#test/support/mail-factory.ts';
import type { DeskWindow } from '#test/support/pages/desk-window.ts';
import { startPost, type TestPost } from '#test/support/test-smtp.ts';

const PASSWORD = 'correct-horse-battery-42';
const NAME = '森 あおい';
const EMAIL = 'aoi.mori@example.jp';
const PHONE = '090-5555-0101';
const TILL_SECRET = 'the secret of the tills, which is long enough';
const PBX_SECRET = 'the secret of the exchange, long enough too';
const LINE_SECRET = '0123456789abcdef0123456789abcdef';
const LINE_USER = 'U4af4980629f4af4980629f4af498062f';
const SAID = {
  mail: '挽き目について教えてください。',
  chat: '先ほどメールをお送りした者です。',
  line: 'LINEからも失礼します。',
};

let demo: DemoShop;
let window: DeskWindow;
let admin: ChildHubAgent;
let mailbox: Awaited<ReturnType<typeof startDovecot>>;
let post: TestPost;
let line: Server;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async ({ demoData }) => {
  test.setTimeout(120_000);
  [demo, mailbox, post, line] = await Promise.all([openDemoShop(demoData), startDovecot(), startPost(), lineServer()]);
  const who = ['agent', 'add', 'it', '--name', 'IT', '--public-name', 'IT', '--role', 'admin', '--password-stdin'];
  await demo.hub.cli(who, PASSWORD);
  admin = await demo.hub.signIn({ login: 'it', password: PASSWORD });
  const connect = (adapter: string, fields: Record<string, string | boolean | number>) =>
    admin.command('channel:connect', { adapter, name: adapter, fields });
  await connect('mailbox', {
    address: 'support@shop.example',
    user: 'support',
    password: MAIL_PASSWORD,
    imapHost: '127.0.0.1',
    imapPort: mailbox.port,
    imapSecurity: 'none',
    smtpHost: '127.0.0.1',
    smtpPort: post.port,
    smtpSecurity: 'none',
    checkDns: false,
    authservId: 'mx.shop.example',
  });
  await connect('shopify', { baseUrl: 'http://127.0.0.1:9', secret: SHOPIFY_SECRET, accessToken: SHOPIFY_TOKEN });
  await connect('pos', { secret: TILL_SECRET });
  await connect('sip', {
    wsUrl: 'wss://pbx.example/ws',
    domain: 'pbx.example',
    accounts: 'aoyama=1001',
    numbers: '+81312345678 代表',
    passwords: '* word',
    hookSecret: PBX_SECRET,
    trustCallerId: true,
  });
  const lineUrl = `http://127.0.0.1:${(line.address() as AddressInfo).port}`;
  await connect('line', { channelSecret: LINE_SECRET, accessToken: 'word', apiUrl: lineUrl, dataUrl: lineUrl });
  // A mailbox is read from when it was first opened; what lay in it before is nobody's question.
  await expect
    .poll(
      async () =>
        (await admin.query('channel.list', {})).connections.find(({ adapter }) => adapter === 'mailbox')?.health.state,
      { timeout: 30_000 },
    )
    .toBe('ok');
  window = await demo.windowOf('aoyama');
  await window.resize(1440, 900);
});
test.afterAll(async () => {
  await demo?.close();
  await mailbox?.close();
  await post?.close();
  line?.close();
});

/** LINE, as far as it is asked here: who somebody is. */
const lineServer = (): Promise<Server> =>
  new Promise((resolve) => {
    const server = createServer((_request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ displayName: 'あおい☕', language: 'ja' }));
    });
    server.listen(0, '127.0.0.1', () => resolve(server));
  });

/** A call of a provider's to its own address, signed as it signs. */
async function hook(adapter: string, body: unknown, headers: (raw: string) => Record<string, string>): Promise<void> {
  const { connections } = await admin.query('channel.list', {});
  const raw = JSON.stringify(body);
  const response = await fetch(`${demo.hub.url}${connections.find((c) => c.adapter === adapter)?.hookUrl}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers(raw) },
    body: raw,
  });
  expect(response.status, adapter).toBe(200);
}
const ours = (secret: string) => (raw: string) => ({
  [SIGNATURE_HEADER]: signCall(secret, Buffer.from(raw), new Date()),
});

test('ordered online, wrote by email and chatted: by proven addresses these are one thread from the start [ID2]', async () => {
  const customer = {
    id: 4711,
    email: EMAIL,
    first_name: 'あおい',
    last_name: '森',
    verified_email: true,
    phone: PHONE,
  };
  await hook(
    'shopify',
    shopifyOrder(7001, { email: EMAIL, phone: PHONE, customer, created_at: '2026-11-14T19:02:00+09:00' }),
    (raw) => ({
      'x-shopify-hmac-sha256': bodySignature(SHOPIFY_SECRET, Buffer.from(raw)),
      'x-shopify-webhook-id': 'w-1',
      'x-shopify-topic': 'orders/create',
      'x-shopify-shop-domain': 'north-roastery.example',
    }),
  );
  await mailbox.deliver(
    'support',
    makeMail({ from: `"${NAME}" <${EMAIL}>`, subject: '挽き目', text: SAID.mail, headers: passed('example.jp') }),
  );
  await window.desk.tab('team').click();
  await expect(window.desk.row(NAME)).toBeVisible({ timeout: 15_000 });

  const secret = await inDatabaseOf(demo.hub, async ({ pool }) => {
    const { rows } = await pool.query<{ widget_secret: string }>('select widget_secret from workspace');
    return rows[0]?.widget_secret ?? '';
  });
  const token = await new SignJWT({ sub: '4711', email: EMAIL, name: NAME })
    .setProtectedHeader({ alg: 'HS256' })
    .setExpirationTime('10m')
    .sign(new TextEncoder().encode(secret));
  const page = await (await demo.browser.newContext({ locale: 'ja-JP' })).newPage();
  await page.goto(`${demo.hub.url}/shop/?lang=ja`);
  await page.waitForFunction(() => globalThis.window.Tsunagi !== undefined);
  await page.evaluate((word) => globalThis.window.Tsunagi?.identify(word), token);
  const widget = page.locator('tsunagi-chat');
  await widget.locator('.launcher').click();
  await widget.getByRole('textbox').fill(SAID.chat);
  await widget.getByRole('textbox').press('Enter');

  await window.desk.row(SAID.chat).click();
  await expect(window.desk.onThread(SAID.chat)).toBeVisible();
  await expect(window.desk.onThread(SAID.mail)).toBeVisible();
  await expect(window.desk.thread.getByRole('log')).toContainText('#W7001');
});

test('called, bought in a store and added us on LINE: an agent is asked, and joins them by one click each [ID3]', async () => {
  const { page, desk } = window;
  await hook('sip', { events: [{ type: 'missed', callId: 'c-1', from: PHONE, to: '+81312345678' }] }, ours(PBX_SECRET));
  const bought = {
    id: 'R-9001',
    type: 'purchase',
    at: '2026-11-20T11:20:00+09:00',
    store: '銀座店',
    receiptNumber: 'R-9001',
    customer: { loyalty: '0042-9001', phone: PHONE, name: NAME },
    items: [{ name: '給水タンク K2-T', quantity: 1 }],
  };
  await hook('pos', { events: [bought] }, ours(TILL_SECRET));
  const event = {
    type: 'message',
    mode: 'active',
    webhookEventId: '01HZZZZZZZZZZZZZZZZZZZZZZZ',
    deliveryContext: { isRedelivery: false },
    timestamp: Date.now(),
    source: { type: 'user', userId: LINE_USER },
    replyToken: 'nHuyWiB7yP5Zw52FIkcQobQuGDXCTA',
    message: { id: '500001', type: 'text', text: SAID.line, quoteToken: 'q' },
  };
  await hook('line', { destination: 'U0', events: [event] }, (raw) => ({
    'x-line-signature': createHmac('sha256', LINE_SECRET).update(raw).digest('base64'),
  }));

  // By phone: the call's number is proven, the shop's and the till's were said.
  const card = desk.customerPanel.getByRole('region', { name: desk.t('identity:samePerson') });
  const joins = card.getByRole('button', { name: desk.t('identity:previewJoin') });
  for (const left of [1, 0]) {
    await expect(card).toBeVisible({ timeout: 15_000 });
    // One question stands there at a time, and the next is another element.
    const asked = await card.elementHandle();
    await joins.first().click();
    const dialog = desk.dialog(desk.t('identity:mergeTitle'));
    const join = dialog.getByRole('button', { name: desk.t('identity:join') });
    await expect(join).toBeEnabled();
    await join.click();
    await expect(dialog).toBeHidden();
    await asked?.waitForElementState('hidden');
    await expect(joins).toHaveCount(left);
  }
  // On LINE nothing but a nickname is known: the agent has found out by asking, and says so.
  const agent = await demo.agent('aoyama');
  const onLine = await agent.row(SAID.line, 'all');
  const known = await agent.row(SAID.chat, 'all');
  await agent.command('identity:join', {
    customerId: known.customerId,
    otherId: onLine.customerId,
    reason: '会員番号をLINEで確認',
  });

  const log = desk.thread.getByRole('log');
  await expect(desk.onThread(SAID.line)).toBeVisible();
  for (const words of ['#W7001', '給水タンク K2-T']) await expect(log).toContainText(words);
  for (const said of [SAID.mail, SAID.chat, SAID.line]) await expect(desk.onThread(said)).toBeVisible();
  const opened = await agent.query('customer.open', { customerId: onLine.customerId, limit: 50 });
  const channels = new Set(opened.page.items.flatMap((item) => ('hidden' in item ? [] : [item.channel])));
  expect([...channels]).toEqual(expect.arrayContaining(['phone', 'chat', 'email', 'line', 'store', 'shop']));
  await takePicture(page, 'six-channels-light-ja');
});
