import { type Browser, expect } from '@playwright/test';
import { type DemoShop, openDemoShop, test } from '#test/e2e/fixtures/demo-shop.ts';
import { takePicture } from '#test/e2e/fixtures/picture.ts';
import { axeFindings } from '#test/support/accessible.ts';
import { launchChromium } from '#test/support/chromium.ts';
import { inDatabaseOf } from '#test/support/hub-database.ts';
import { type Kamailio, startKamailio } from '#test/support/kamailio.ts';
import { type DeskParts, deskOn } from '#test/support/pages/desk.ts';
import type { DeskWindow } from '#test/support/pages/desk-window.ts';
import { tellOfCalls } from '#test/support/pbx.ts';
import { openSipCustomer, type SipCustomer } from '#test/support/sip-customer.ts';
import { sippCalls } from '#test/support/sipp.ts';
import { speechWav } from '#test/support/wav.ts';

/** The agents' desks are real windows, the customer a third telephone in Chromium; the exchange is a real Kamailio. */
const FAKE_AUDIO = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];
/** 佐藤 美咲 of the demo calls. */
const NUMBER = '+819000004417';
const HOOK_SECRET = 'a secret of the exchange, long enough';

const WORDS = [
  { at: 1, speaker: 'customer', text: 'タンクの左側にひびが入っていて、台の上に水が漏れます。' },
  { at: 6, speaker: 'agent', text: 'ご不便をおかけしております。交換品を本日お送りします。' },
  { at: 12, speaker: 'customer', text: 'ありがとうございます。お願いします。' },
] as const;

let demo: DemoShop;
let exchange: Kamailio;
let browser: Browser;
let customer: SipCustomer;
let aoyama: DeskWindow;
let kimura: DeskWindow;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ demoData }) => {
  test.setTimeout(180_000);
  exchange = await startKamailio();
  demo = await openDemoShop(demoData);
  const admin = await demo.agent('ogawa');
  await admin.command('channel:connect', {
    adapter: 'sip',
    name: '代表電話',
    fields: {
      wsUrl: exchange.wsUrl,
      domain: exchange.domain,
      accounts: ['aoyama=1001', 'kimura=1002'],
      passwords: '* secret',
      numbers: ['+81312345678 代表'],
      numberFormat: 'e164',
      trustCallerId: true,
      hookSecret: HOOK_SECRET,
    },
  });
  browser = await launchChromium([...FAKE_AUDIO, '--autoplay-policy=no-user-gesture-required']);
  customer = await openSipCustomer(browser, exchange, NUMBER);
  aoyama = await demo.windowOf('aoyama', 'en', FAKE_AUDIO);
  kimura = await demo.windowOf('kimura', 'ja', FAKE_AUDIO);
  for (const each of [aoyama, kimura]) await each.resize(1440, 900);
});
test.afterAll(async () => {
  await demo?.close();
  await customer?.close();
  await browser?.close();
  await exchange?.stop();
});

const ringing = ({ page, desk }: DeskWindow) =>
  page.getByRole('region', { name: desk.t('phone:ring.label'), exact: true });
const bar = ({ page, desk }: DeskWindow) => page.getByRole('region', { name: desk.t('phone:bar.label'), exact: true });

/** The desk in another language and look. */
async function inLook({ page, choose }: DeskWindow, locale: 'ja' | 'en', theme: 'light' | 'dark'): Promise<DeskParts> {
  await choose({ locale, theme });
  await expect(page.locator('html')).toHaveAttribute('lang', locale);
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
  return deskOn(page, locale);
}

/** Packets as the call's row counts them. */
async function counted(window: DeskWindow): Promise<{ received: number; sent: number }> {
  const audio = bar(window).locator('[data-audio]').first();
  const read = async (name: string) => Number(await audio.getAttribute(name));
  return { received: await read('data-received'), sent: await read('data-sent') };
}

test('a call rings with who it is, is answered, held, toned, handed over after asking, and ended', async () => {
  test.setTimeout(180_000);
  const a = aoyama.desk;
  const b = kimura.desk;

  await aoyama.desk.row('James Li').click();
  await expect(aoyama.desk.thread.getByRole('heading', { name: 'James Li' })).toBeVisible();
  await aoyama.page.getByRole('button', { name: a.t('common:frame.search') }).focus();
  await expect(async () => {
    if ((await customer.state()) !== 'ringing') await customer.call('sip:1001@localhost');
    await expect(ringing(aoyama).getByRole('article')).toBeVisible({ timeout: 3000 });
  }).toPass({ timeout: 60_000 });
  // Before the answer, and without taking the focus from where it was.
  await expect(ringing(aoyama)).toContainText('+81••••4417');
  await expect(aoyama.page.locator(':focus')).toHaveText(new RegExp(a.t('common:frame.search')));
  expect.soft(await axeFindings(aoyama.page, `[aria-label="${a.t('phone:ring.label')}"]`)).toEqual([]);
  await inLook(aoyama, 'ja', 'light');
  await takePicture(aoyama.page, 'incoming-call-light-ja');
  await inLook(aoyama, 'en', 'dark');
  await takePicture(aoyama.page, 'incoming-call-dark-en');

  await aoyama.page.keyboard.press('Control+Shift+A');
  await expect(bar(aoyama)).toContainText(a.t('phone:bar.active'));
  await expect.poll(() => customer.state()).toBe('live');
  // Audio both ways, counted at both ends.
  await expect.poll(async () => (await counted(aoyama)).received, { timeout: 15_000 }).toBeGreaterThan(50);
  await expect.poll(async () => (await counted(aoyama)).sent, { timeout: 15_000 }).toBeGreaterThan(50);
  await expect.poll(async () => (await customer.packets()).received, { timeout: 15_000 }).toBeGreaterThan(50);
  await expect.poll(async () => (await customer.packets()).sent, { timeout: 15_000 }).toBeGreaterThan(50);
  await expect(bar(aoyama)).toContainText(a.t('phone:quality.good'), { timeout: 30_000 });

  await aoyama.page.keyboard.press('Control+Shift+S');
  await expect(bar(aoyama)).toContainText(a.t('phone:bar.held'));
  await expect.poll(() => customer.isHeld()).toBe(true);
  await aoyama.page.keyboard.press('Control+Shift+S');
  await expect.poll(() => customer.isHeld()).toBe(false);

  await aoyama.page.keyboard.press('Control+Shift+K');
  await aoyama.page.getByRole('button', { name: '4', exact: true }).click();
  await aoyama.page.getByRole('button', { name: '2', exact: true }).click();
  await expect(aoyama.page.getByText(a.t('phone:bar.sent', { tones: '42' }))).toBeVisible();
  expect.soft(await axeFindings(aoyama.page, '[role="dialog"]')).toEqual([]);
  await aoyama.page.keyboard.press('Escape');
  expect.soft(await axeFindings(aoyama.page, `[aria-label="${a.t('phone:bar.label')}"]`)).toEqual([]);
  await inLook(aoyama, 'ja', 'light');
  await aoyama.page.locator(':focus').blur();
  await takePicture(aoyama.page, 'call-bar-light-ja');
  await inLook(aoyama, 'en', 'light');

  await aoyama.page.keyboard.press('Control+Shift+C');
  const colleague = aoyama.page.getByRole('listitem').filter({ hasText: '木村' });
  await colleague.getByRole('button', { name: a.t('phone:transfer.ask') }).click();
  await expect(ringing(kimura)).toContainText(b.t('phone:ring.forwarded', { name: '青山 さくら' }));
  await kimura.page.keyboard.press('Control+Shift+A');
  await expect(bar(aoyama)).toContainText(a.t('phone:bar.consultLive', { name: '木村 健' }));
  await expect.poll(() => customer.isHeld()).toBe(true);

  await bar(aoyama)
    .getByRole('button', { name: a.t('phone:bar.complete') })
    .click();
  await expect(bar(kimura)).toContainText(b.t('phone:bar.active'), { timeout: 15_000 });
  await expect.poll(() => customer.state()).toBe('live');
  await expect.poll(async () => (await customer.packets()).received, { timeout: 15_000 }).toBeGreaterThan(50);
  await expect.poll(async () => (await counted(kimura)).received, { timeout: 15_000 }).toBeGreaterThan(50);

  await kimura.page.keyboard.press('Control+Shift+G');
  await expect.poll(() => customer.state()).toBe('Terminated');
  const wrapUp = bar(kimura).getByRole('textbox', { name: b.t('phone:wrapUp.note') });
  await wrapUp.fill('交換品を手配しました');
  await kimura.page.keyboard.press('Enter');
  await expect(wrapUp).toBeHidden();
  await expect(kimura.desk.thread.getByText('交換品を手配しました')).toBeVisible();
  await inLook(kimura, 'ja', 'light');
  await takePicture(kimura.page, 'call-on-thread-light-ja');
  await inLook(kimura, 'en', 'dark');
  await takePicture(kimura.page, 'call-on-thread-dark-en');
  await inLook(kimura, 'ja', 'light');
  const [call] = await inDatabaseOf(demo.hub, async ({ pool }) => {
    const { rows } = await pool.query<{ outcome: string; parts: { kind: string }[] }>(
      'select outcome, parts from call',
    );
    return rows;
  });
  expect(call?.outcome).toBe('answered');
  expect(call?.parts.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['ring', 'talk', 'hold', 'consult', 'transfer']),
  );
});

test('its recording is played on the thread with waveform and words; who was missed or spoke to the machine is seen', async () => {
  const { page, desk } = kimura;
  const { key, token } = await inDatabaseOf(demo.hub, async ({ pool }) => {
    const { rows } = await pool.query<{ key: string; token: string }>(
      'select call_key as key, path_token as token from call join channel_connection line on line.id = call.connection_id',
    );
    return rows[0] ?? { key: '', token: '' };
  });
  const line = { hub: demo.hub.url, token, secret: HOOK_SECRET };
  await tellOfCalls(line, [
    { type: 'recording', callId: key, audio: speechWav(18).toString('base64'), durationSec: 18 },
    { type: 'transcript', callId: key, lines: WORDS },
  ]);
  const player = desk.thread.getByRole('slider', { name: desk.t('phone:row.recording') });
  await expect(player).toBeVisible();
  await tellOfCalls(line, [
    { type: 'missed', callId: 'missed-1', from: NUMBER },
    { type: 'voicemail', callId: 'voice-1', from: NUMBER, audio: speechWav(7).toString('base64'), durationSec: 7 },
  ]);
  await expect(desk.thread.getByText(desk.t('phone:row.title.missed'))).toBeVisible();
  await expect(desk.thread.getByText(desk.t('phone:row.title.voicemail'))).toBeVisible();

  await desk.thread
    .getByRole('button', { name: desk.t('phone:row.play') })
    .first()
    .click();
  const pause = desk.thread.getByRole('button', { name: desk.t('phone:row.pause') });
  await expect(pause).toBeVisible();
  await expect(desk.thread.locator('audio')).toHaveJSProperty('paused', false);
  await desk.thread.getByText(WORDS[0].text).first().click();
  await desk.thread.getByRole('button', { name: desk.t('phone:row.jump', { time: '0:06' }) }).click();
  await expect
    .poll(() => desk.thread.locator('audio').evaluate((one: HTMLAudioElement) => one.currentTime))
    .toBeGreaterThan(6);
  await pause.click();
  await takePicture(page, 'call-recording-light-ja');
});

test('fifty callers from sipp: each rings once, is declined by hand once, and is once on the hub', async () => {
  test.setTimeout(200_000);
  const before = await calls();
  const card = ringing(aoyama).getByRole('article');
  const decline = card.getByRole('button', { name: aoyama.desk.t('phone:ring.decline') });
  const sipp = sippCalls({ udpPort: exchange.udpPort, domain: exchange.domain, user: '1001', calls: 50 });
  let isOver = false;
  void sipp.finally(() => {
    isOver = true;
  });
  // Counted where they arrive: a click may be done although the hand did not hear of it in time.
  await aoyama.page.evaluate((label) => {
    Reflect.set(globalThis, 'declines', 0);
    document.addEventListener('click', ({ target }) => {
      if (!(target instanceof Element) || target.closest(`[aria-label="${label}"] button`) === null) return;
      Reflect.set(globalThis, 'declines', Number(Reflect.get(globalThis, 'declines')) + 1);
    });
  }, aoyama.desk.t('phone:ring.label'));
  while (!isOver) await decline.click({ timeout: 1000 }).catch(() => undefined);
  const { code, said } = await sipp;
  expect(code, said).toBe(0);
  await expect(card).toHaveCount(0);
  expect(await aoyama.page.evaluate(() => Number(Reflect.get(globalThis, 'declines')))).toBeGreaterThanOrEqual(50);
  await expect.poll(async () => (await calls()) - before).toBe(50);
});

const calls = (): Promise<number> =>
  inDatabaseOf(demo.hub, async ({ pool }) => {
    const { rows } = await pool.query<{ count: string }>('select count(*) from call');
    return Number(rows[0]?.count);
  });
