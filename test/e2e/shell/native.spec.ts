import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type Browser, expect } from '@playwright/test';
import type { BrowserWindow } from 'electron';
import { root } from '#build/root.ts';
import type { InboxRow } from '#shared/domain/conversation.ts';
import type { DesktopBridge } from '#shared/ipc/bridge.ts';
import { type DemoShop, openDemoShop, test } from '#test/e2e/fixtures/demo-shop.ts';
import { axeFindings } from '#test/support/accessible.ts';
import { type ChaosProxy, chaosProxy } from '#test/support/chaos-proxy.ts';
import type { ChildHubAgent } from '#test/support/child-hub.ts';
import { launchChromium } from '#test/support/chromium.ts';
import { type DesktopSession, startDesktopSession } from '#test/support/desktop-session.ts';
import { inDatabaseOf } from '#test/support/hub-database.ts';
import { type Kamailio, startKamailio } from '#test/support/kamailio.ts';
import { type DeskWindow, openDeskWindow } from '#test/support/pages/desk-window.ts';
import { openSipCustomer, type SipCustomer } from '#test/support/sip-customer.ts';
import { startTrayHost, type TrayHost } from '#test/support/tray-host.ts';

/** The real window under a window manager, beside a notification daemon, a tray and a real exchange: [DK2], [DK3]. */
let session: DesktopSession;
let tray: TrayHost;
let demo: DemoShop;
let wire: ChaosProxy;
let exchange: Kamailio;
let browser: Browser;
let caller: SipCustomer;
let aoyama: DeskWindow;

const CUSTOMER = 'James Li';
/** 佐藤 美咲 of the demo calls. */
const NUMBER = '+819000004417';
const FAKE_AUDIO = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ demoData }) => {
  test.setTimeout(150_000);
  // Each is kept as it comes: what started is ended even where another did not.
  const started = await Promise.allSettled([
    startDesktopSession().then((one) => {
      session = one;
    }),
    startKamailio().then((one) => {
      exchange = one;
    }),
    openDemoShop(demoData).then((one) => {
      demo = one;
    }),
  ]);
  for (const one of started) if (one.status === 'rejected') throw one.reason;
  tray = await startTrayHost(session.busSocket);
  wire = await chaosProxy({ targets: [Number(new URL(demo.hub.url).port)] });
  const admin = await demo.agent('ogawa');
  await admin.command('channel:connect', {
    adapter: 'sip',
    name: '代表電話',
    fields: {
      wsUrl: exchange.wsUrl,
      domain: exchange.domain,
      accounts: ['aoyama=1001'],
      passwords: '* secret',
      numbers: ['+81312345678 代表'],
      numberFormat: 'e164',
      trustCallerId: true,
      hookSecret: 'a secret of the exchange, long enough',
    },
  });
  browser = await launchChromium([...FAKE_AUDIO, '--autoplay-policy=no-user-gesture-required']);
  caller = await openSipCustomer(browser, exchange, NUMBER);
  const [person] = demo.hub.demoPeople().filter(({ login }) => login === 'aoyama');
  const who = { signInCode: person?.signInCode ?? '' };
  aoyama = await openDeskWindow({ hub: wire.url, who, args: FAKE_AUDIO, env: session.env });
  // The focus is the window manager's here.
  const cdp = await aoyama.page.context().newCDPSession(aoyama.page);
  await cdp.send('Emulation.setFocusEmulationEnabled', { enabled: false });
});
test.afterAll(async () => {
  await aoyama?.close();
  await caller?.close();
  await browser?.close();
  await wire?.close();
  await demo?.close();
  await exchange?.stop();
  tray?.close();
  await session?.close();
});

/** In the main process, with the desk's own window: the small one for alerts may be open beside it. */
const withWindow = <T>(look: (window: BrowserWindow) => T): Promise<T> =>
  aoyama.app.browserWindow(aoyama.page).then((handle) => handle.evaluate(look));

/** The agent looks at something else. */
async function lookAway(): Promise<void> {
  await withWindow((window) => window.minimize());
  await expect.poll(() => aoyama.page.evaluate(() => document.hasFocus())).toBe(false);
}
const isBack = () => withWindow((window) => !window.isMinimized() && window.isVisible());
const place = () => aoyama.page.evaluate(() => window.location.hash);
const newest = async () => (await session.shown()).at(-1);

/** 木村 offers a conversation of theirs to 青山. */
async function offer(): Promise<string> {
  const kimura = await demo.agent('kimura');
  const [own] = (await kimura.query('inbox.list', { tab: 'mine' })).rows;
  const row = own ?? (await takeOne(kimura));
  const { agents } = await kimura.query('me', {});
  const to = { type: 'agent', id: agents.find(({ login }) => login === 'aoyama')?.id ?? '' } as const;
  const { conversationId, epoch } = row;
  const { brief, snapshot } = await kimura.query('handoff.draft-brief', { conversationId });
  await kimura.command('handoff:offer', { conversationId, epoch, to, brief, snapshot });
  return conversationId;
}

async function takeOne(agent: ChildHubAgent): Promise<InboxRow> {
  const { rows } = await agent.query('inbox.list', { tab: 'team' });
  const free = rows.find(({ owner }) => owner.type === 'team');
  if (free === undefined) throw new Error('no conversation waits in the queue');
  return agent.claim(free);
}

test('[DK2] an offer arrives as a notification, and its button accepts it and lands on the conversation', async () => {
  const { t } = aoyama.desk;
  await lookAway();
  const conversationId = await offer();
  await expect.poll(async () => (await newest())?.title).toContain('木村');
  expect((await newest())?.urgency).toBe('CRITICAL');
  expect(await isBack()).toBe(false);
  await session.press(t('alerts:act.accept'));
  await expect.poll(place).toBe(`#/inbox/mine/c/${conversationId}`);
  await expect.poll(isBack).toBe(true);
  await expect(aoyama.desk.composer.field).toBeEditable();
  await expect.poll(() => session.standing()).toBe(0);
});

test('[DK2] a call arrives as a notification, its button answers it, and the window lands on its conversation', async () => {
  const { t } = aoyama.desk;
  await lookAway();
  await expect(async () => {
    if ((await caller.state()) !== 'ringing') await caller.call('sip:1001@localhost');
    expect((await newest())?.title).toContain(t('alerts:what.call'));
  }).toPass({ timeout: 20_000 });
  expect((await newest())?.title).toContain('佐藤');
  expect((await newest())?.urgency).toBe('CRITICAL');
  expect(await isBack()).toBe(false);
  await session.press(t('alerts:act.answer'));
  await expect.poll(() => caller.state()).toBe('live');
  await expect.poll(isBack).toBe(true);
  const [conversationId] = await inDatabaseOf(demo.hub, async ({ pool }) => {
    const { rows } = await pool.query<{ id: string }>(
      'select conversation_id as id from call order by started_at desc limit 1',
    );
    return rows.map(({ id }) => id);
  });
  await expect.poll(place).toBe(`#/inbox/mine/c/${conversationId}`);
  await expect.poll(() => session.standing()).toBe(0);
  const bar = aoyama.page.getByRole('region', { name: t('phone:bar.label'), exact: true });
  await expect(bar).toContainText(t('phone:bar.active'));
  await caller.hangUp();
  await expect(bar).not.toContainText(t('phone:bar.active'));
});

test('[DK2] a click on a notification itself lands on what it is about, and decides nothing', async () => {
  await lookAway();
  const before = (await session.shown()).length;
  const conversationId = await offer();
  await expect.poll(async () => (await session.shown()).length).toBe(before + 1);
  session.click();
  await expect.poll(place).toBe(`#/inbox/mine/c/${conversationId}`);
  await expect.poll(isBack).toBe(true);
  await expect.poll(() => session.standing()).toBe(0);
  await expect(aoyama.desk.offers).toContainText('木村');
  await aoyama.desk.offers.getByRole('button', { name: aoyama.desk.t('handoff:accept') }).click();
  await expect(aoyama.desk.composer.field).toBeEditable();
});

test('[DK2] the badge counts on tray and title, and the tray shows presence', async () => {
  const { t } = aoyama.desk;
  const agent = await demo.agent('aoyama');
  const { agents } = await agent.query('people.list', {});
  const me = agents.find(({ login }) => login === 'aoyama')?.id;
  const { rows } = await agent.query('inbox.list', { tab: 'mine' });
  const waiting = rows.filter(
    ({ owner, section, customerWaitsSince }) =>
      owner.type === 'agent' && owner.id === me && section !== 'resolved' && customerWaitsSince !== undefined,
  );
  expect(waiting.length).toBeGreaterThan(0);
  await expect.poll(() => withWindow((window) => window.getTitle())).toBe(`(${waiting.length}) Tsunagi`);
  await agent.command('presence:set', { presence: 'away', reason: 'break' });
  const count = `未対応 ${waiting.length}件`;
  await expect.poll(() => tray.tip().catch(() => null)).toBe(`Tsunagi · ${t('common:presence.away')} · ${count}`);
  await agent.command('presence:set', { presence: 'ready' });
  await expect.poll(() => tray.tip().catch(() => null)).toContain(t('common:presence.ready'));
});

test('[DK2] without a daemon that shows answers a small window does, over all others', async () => {
  const { t } = aoyama.desk;
  await session.stopNotifications();
  await lookAway();
  const opened = aoyama.app.waitForEvent('window');
  const conversationId = await offer();
  const small = await opened;
  await expect(small.getByRole('alert')).toContainText('木村');
  const look = await aoyama.app.browserWindow(small);
  await expect.poll(() => look.evaluate((window) => window.isVisible() && window.isAlwaysOnTop())).toBe(true);
  expect(await look.evaluate((window) => window.isFocused())).toBe(false);
  await small.screenshot({ path: test.info().outputPath('small-window.png') });
  const closed = small.waitForEvent('close');
  const press = small.getByRole('button', { name: t('alerts:act.open'), exact: true }).click();
  // The window goes under the pointer; whether the press came through is seen by that.
  await Promise.all([closed, press.catch(() => undefined)]);
  await expect.poll(place).toBe(`#/inbox/mine/c/${conversationId}`);
  await session.startNotifications();
});

test('[DK3] a link opens its customer, and a second start hands it over to the first', async () => {
  const agent = await demo.agent('aoyama');
  const { rows } = await agent.query('inbox.list', { tab: 'all' });
  const customerId = rows.find(({ customerName }) => customerName === CUSTOMER)?.customerId ?? '';
  // A customer who has something open is shown by that.
  const theirs = rows.filter((row) => row.customerId === customerId).map((row) => row.conversationId);
  const isTheirs = async () => theirs.includes(/^#\/inbox\/mine\/c\/(.+)$/.exec(await place())?.[1] ?? '');
  await aoyama.page.evaluate(() => {
    window.location.hash = '#/inbox/mine';
  });
  await lookAway();
  expect(await startAgain(`tsunagi://customer/${customerId}`)).toBe(0);
  await expect.poll(isTheirs).toBe(true);
  await expect.poll(isBack).toBe(true);
  await expect(aoyama.desk.thread.getByRole('heading', { name: CUSTOMER })).toBeVisible();
  expect(await startAgain('tsunagi://customer/../../etc/passwd')).toBe(0);
  expect(await startAgain('tel:+81-3-1234-5678')).toBe(0);
  const dial = aoyama.desk.dialog(aoyama.desk.t('phone:dial.title'));
  await expect(dial.getByLabel(aoyama.desk.t('phone:dial.number'))).toHaveValue('+81312345678');
  // The number came after it, so the link that is none has had its turn.
  expect(await isTheirs()).toBe(true);
  await aoyama.page.keyboard.press('Escape');
});

test('[DK2] a machine that slept is away, and when it wakes its window catches up on what was said meanwhile', async () => {
  const { app, page, desk } = aoyama;
  const agent = await demo.agent('aoyama');
  const presence = async () =>
    (await agent.query('people.list', {})).agents.find(({ login }) => login === 'aoyama')?.presence;
  const was = await presence();
  const { rows } = await agent.query('inbox.list', { tab: 'mine' });
  const [{ conversationId, customerId } = { conversationId: '', customerId: '' }] = rows;
  await page.evaluate((id) => {
    window.location.hash = `#/inbox/mine/c/${id}`;
  }, conversationId);
  await expect(desk.thread.getByRole('log')).toBeVisible();
  const power = (event: 'suspend' | 'resume') =>
    app.evaluate(({ powerMonitor }, name) => void powerMonitor.emit(name), event);
  await power('suspend');
  await expect.poll(presence).toBe('away');
  // As the network of a machine that sleeps: nobody is told that it is gone.
  for (const each of wire.wires()) each.swallow();
  const words = 'スリープ中に書いたメモ';
  await agent.command('note:add', { customerId, conversationId, text: words });
  expect(await desk.onThread(words).count()).toBe(0);
  await power('resume');
  await expect(desk.onThread(words)).toBeVisible();
  await expect.poll(presence).toBe(was);
});

test('[DK3] this computer is set up by its agent: keys that work everywhere, and a window that stays in the tray', async () => {
  const { page, app, desk } = aoyama;
  const { t } = desk;
  await page.keyboard.press('Control+,');
  await expect(page.getByRole('button', { name: t('settings:computer.open') })).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('settings.png') });
  await page.getByRole('button', { name: t('alerts:computer.open') }).click();
  await expect(page.getByRole('heading', { name: t('alerts:computer.title'), level: 1 })).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  await page.screenshot({ path: test.info().outputPath('this-computer.png') });
  const staysInTray = () =>
    page.evaluate(async () => {
      const answer = await (window as unknown as { desktop: DesktopBridge }).desktop.getSettings();
      return answer.ok && answer.data.staysInTray === true;
    });
  const isTaken = () =>
    app.evaluate(({ globalShortcut }) => globalShortcut.isRegistered('CommandOrControl+Alt+Shift+O'));
  expect(await isTaken()).toBe(false);
  await page.getByRole('button', { name: /おすすめ：.*O$/ }).click();
  await expect.poll(isTaken).toBe(true);
  await page
    .getByRole('button', { name: t('alerts:computer.keyClear', { name: t('alerts:computer.key.accept-offer') }) })
    .click();
  await expect.poll(isTaken).toBe(false);
  await page.getByLabel(t('alerts:computer.stays')).check();
  await expect.poll(staysInTray).toBe(true);
  await withWindow((window) => window.close());
  await expect.poll(isBack).toBe(false);
  expect(await startAgain('--again')).toBe(0);
  await expect.poll(isBack).toBe(true);
  await page.getByLabel(t('alerts:computer.stays')).uncheck();
});

/** The program once more, for the same user, with an argument. Gives how it ended. */
async function startAgain(argument: string): Promise<number | null> {
  const { executable, args } = JSON.parse(process.env['TSUNAGI_E2E_RUNTIME'] ?? '{}') as {
    executable: string;
    args: string[];
  };
  const second = spawn(executable, [root, ...args, '--disable-gpu', `--user-data-dir=${aoyama.userData}`, argument], {
    env: { ...process.env, ...session.env },
    stdio: 'ignore',
    timeout: 30_000,
    killSignal: 'SIGKILL',
  });
  const [code] = (await once(second, 'exit')) as [number | null];
  return code;
}
