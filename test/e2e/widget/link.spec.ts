import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { type ChildHub, type ChildHubAgent, startChildHub } from '#test/support/child-hub.ts';
import { launchChromium, newVisitor, widgetOn } from '#test/support/chromium.ts';
import { tokenIn } from '#test/support/crossing-desk.ts';
import { type FakeTwilioMessages, fakeTwilioMessages } from '#test/support/fake-twilio-messages.ts';

let hub: ChildHub;
let browser: Browser;
let aoyama: ChildHubAgent;
let twilio: FakeTwilioMessages;
let key = '';
let n = 0;
const windows: { stop: () => void }[] = [];

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  test.setTimeout(120_000);
  hub = await startChildHub({ isPublic: true });
  browser = await launchChromium();
  twilio = await fakeTwilioMessages();
  const set = Object.entries(twilio.fields).flatMap(([name, value]) => ['--set', `${name}=${value}`]);
  await hub.cli(['channel', 'add', 'twilio_sms', ...set]);
  key = ((await hub.cli(['key', 'add', 'mail', '--grant', 'identity:assert'])) as { key: string }).key;
  aoyama = await hub.agent({ login: 'aoyama', name: '青山 さくら', publicName: '青山' });
});
test.afterAll(async () => {
  for (const window of windows) window.stop();
  await browser?.close();
  await hub?.close();
});

/** Somebody who wrote a mail, on the way to the chat with a link by SMS, or with a code. */
async function asked(way: 'link' | 'code', locale: 'ja' | 'en' = 'ja') {
  n += 1;
  const text = `お写真をお送りしたいのですが ${n}`;
  const points = [
    { kind: 'email', value: `hanako${n}@customer.example`, verified: true },
    { kind: 'phone', value: `+8190${10_000_000 + n}`, verified: true },
  ];
  const event = { source: 'mail', externalId: `m${n}`, kind: 'message', occurredAt: new Date().toISOString() };
  const customer = { name: '佐藤 花子', locale, contactPoints: points };
  const response = await fetch(`${hub.url}/api/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify([{ ...event, channel: 'email', direction: 'in', customer, data: { text } }]),
  });
  expect(response.status).toBe(200);
  const row = await aoyama.claim(await aoyama.row(text));
  const me = await aoyama.query('me', {});
  // A window of theirs is open: whoever is away is handed nobody.
  windows.push(await aoyama.types(row));
  const { handoff } = await aoyama.command('handoff:offer', {
    conversationId: row.conversationId,
    epoch: row.epoch,
    to: { type: 'agent', id: me.agent.id },
    brief: { wants: [], done: [], promised: [], next: [], identity: [] },
    snapshot: {},
    crossing: { channel: 'chat', way, ...(way === 'link' ? { by: 'sms' } : {}) },
  });
  return { row, handoff };
}

const shot = (name: string): string => test.info().outputPath(name);

async function linkSent(): Promise<string> {
  const before = twilio.sent.length;
  await expect(async () => expect(twilio.sent.length).toBeGreaterThan(before)).toPass();
  const token = tokenIn(twilio.sent.at(-1)?.fields['Body'] ?? '');
  expect(token).not.toBe('');
  return `${hub.url}/go#${token}`;
}

async function isAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
}

test('[HO6] a link opens the chat at a press, once; to the next browser it is as good as none', async () => {
  const waiting = asked('link');
  const link = await linkSent();
  const { row, handoff } = await waiting;
  const context = await newVisitor(browser, { phone: true });
  const page = await context.newPage();
  const broken: string[] = [];
  page.on('pageerror', (error) => broken.push(error.message));
  page.on('console', (message) => message.type() === 'error' && broken.push(message.text()));
  await page.goto(link);
  await expect(page.getByRole('heading')).toHaveText('続きはチャットでご案内いたします');
  expect(page.url()).toBe(`${hub.url}/go`);
  await isAccessible(page);
  await page.screenshot({ path: shot('link-phone-ja.png') });

  // A look uses nothing up, and a reload before the press loses nothing.
  await page.reload();
  await page.getByRole('button', { name: 'チャットを始める' }).click();
  const { field, panel, send, bubble } = widgetOn(page);
  await expect(panel).toBeVisible();
  await field.fill('写真を送ります');
  await send.click();
  await expect(bubble('写真を送ります')).toHaveCount(1);
  await expect(async () => {
    const { conversation } = await aoyama.query('conversation.get', { conversationId: row.conversationId });
    expect(conversation).toMatchObject({ channel: 'chat', number: row.number });
  }).toPass();
  await aoyama.answer(await aoyama.row('写真を送ります', 'mine'), 'ありがとうございます');
  await expect(bubble('ありがとうございます')).toHaveCount(1);
  await page.screenshot({ path: shot('chat-phone-ja.png') });

  await page.reload();
  await expect(widgetOn(page).bubble('ありがとうございます')).toHaveCount(1);
  expect(broken).toEqual([]);
  await context.close();

  const stranger = await (await newVisitor(browser, { locale: 'en' })).newPage();
  await stranger.goto(link);
  await stranger.getByRole('button', { name: 'チャットを始める' }).click();
  await expect(stranger.getByRole('heading')).toHaveText('このリンクまたはコードは、ご利用いただけません');
  await isAccessible(stranger);
  await stranger.getByRole('button', { name: 'English' }).click();
  await stranger.screenshot({ path: shot('over-desktop-en.png') });
  await stranger.getByRole('button', { name: 'Start a new chat' }).click();
  await expect(widgetOn(stranger).panel).toBeVisible();
  await expect(widgetOn(stranger).bubble('写真を送ります')).toHaveCount(0);
  expect(handoff.stage).toBe('crossing');
});

test('[HO6] a code opens it too, typed as people type', async () => {
  const { handoff } = await asked('code', 'en');
  const code = handoff.invitation?.code ?? '';
  const context = await newVisitor(browser, { phone: true, dark: true, locale: 'en' });
  const page = await context.newPage();
  await page.goto(`${hub.url}/go`);
  await isAccessible(page);
  await page.screenshot({ path: shot('code-phone-en-dark.png') });
  await page.getByRole('textbox').fill('222-222-222');
  await page.getByRole('button', { name: 'Open with the code' }).click();
  await expect(page.getByRole('heading')).toHaveText('This link or code no longer works');
  await page.goto(`${hub.url}/go`);
  await page.getByRole('textbox').fill(code.toLowerCase().replaceAll('-', ' '));
  await page.getByRole('button', { name: 'Open with the code' }).click();
  await expect(widgetOn(page).panel).toBeVisible();
  await page.screenshot({ path: shot('chat-phone-en-dark.png') });
  await context.close();
});
