import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { isHidden } from '#shared/domain/timeline-item.ts';
import type { DesktopBridge } from '#shared/ipc/bridge.ts';
import type { LocalNamespace } from '#shared/ipc/local.ts';
import { axeFindings } from '#test/support/accessible.ts';
import { type ChaosProxy, chaosProxy } from '#test/support/chaos-proxy.ts';
import { type ChildHub, type ChildHubAgent, PASSWORD, startChildHub } from '#test/support/child-hub.ts';
import { inDatabaseOf } from '#test/support/hub-database.ts';
import { type DeskWindow, openDeskWindow } from '#test/support/pages/desk-window.ts';
import { type SecretService, startSecretService } from '#test/support/secret-service.ts';
import { takePicture } from '../fixtures/picture.ts';

const NAMES = ['佐藤 美咲', '高橋 健', '田中 陽子', '伊藤 蓮', '渡辺 葵'];
const TALKING = NAMES.slice(3);
const SILENT = NAMES.slice(0, 3);

let hub: ChildHub;
let http: ChildHubAgent;
let proxy: ChaosProxy;
let secrets: SecretService;
let userData: string;
let window: DeskWindow;
let key: string;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  [hub, secrets] = await Promise.all([startChildHub(), startSecretService()]);
  userData = await mkdtemp(join(tmpdir(), 'tsunagi-e2e-'));
  http = await hub.agent({ login: 'aoyama', name: '青山 さくら', publicName: '青山' });
  key = ((await hub.cli(['key', 'add', 'front', '--grant', 'identity:assert'])) as { key: string }).key;
  proxy = await chaosProxy({ targets: [Number(new URL(hub.url).port)] });
});
test.afterAll(async () => {
  await window?.close().catch(() => undefined);
  await proxy?.close();
  await secrets?.close();
  await hub?.close();
  await rm(userData, { recursive: true, force: true, maxRetries: 3 });
});

/** A customer writes, whatever becomes of the desk's line. */
async function says(name: string, text: string): Promise<void> {
  const email = `customer${NAMES.indexOf(name)}@example.jp`;
  const event = {
    source: 'front',
    externalId: randomUUID(),
    kind: 'message',
    occurredAt: new Date().toISOString(),
    channel: 'chat',
    direction: 'in',
    customer: { name, locale: 'ja', contactPoints: [{ kind: 'email', value: email, verified: true }] },
    data: { text },
  };
  const response = await fetch(`${hub.url}/api/v1/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify([event]),
  });
  expect(await response.json()).toMatchObject({ data: { lines: [{ status: 'accepted' }] } });
}

const open = (login: 'form' | 'kept'): Promise<DeskWindow> =>
  openDeskWindow({
    hub: proxy.url,
    who: login === 'form' ? { login: 'aoyama', password: PASSWORD } : null,
    userData,
    args: secrets.args,
    env: secrets.env,
  });

async function goTo(name: string): Promise<void> {
  await window.desk.row(name).click();
  // Until then the field may be the one of the conversation before.
  await expect(window.desk.thread.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(window.desk.composer.field).toBeEditable();
}

/** What this machine has on its disk of a kind, as the window gets it back. */
const onDisk = (namespace: Exclude<LocalNamespace, 'thread'>): Promise<string> =>
  window.page.evaluate(async (of) => {
    const answer = await (globalThis as unknown as { desktop: DesktopBridge }).desktop.localList({ namespace: of });
    return answer.ok ? answer.data.entries.map(({ value }) => value).join('\n') : '';
  }, namespace);
const threadOnDisk = (customerId: string): Promise<string> =>
  window.page.evaluate(async (key) => {
    const { desktop } = globalThis as unknown as { desktop: DesktopBridge };
    const answer = await desktop.localGet({ namespace: 'thread', key });
    return (answer.ok ? answer.data.value : null) ?? '';
  }, customerId);

/** What the customer said stood there for long enough to count as seen ([CV3]): then the hub is told. */
const isSeen = (conversationId: string): Promise<void> =>
  inDatabaseOf(hub, ({ pool }) =>
    expect
      .poll(
        async () => {
          const { rows } = await pool.query<{ seen: boolean }>(
            'select agent_read_seq > 0 as seen from conversation where id = $1',
            [conversationId],
          );
          return rows[0]?.seen;
        },
        { timeout: 20_000 },
      )
      .toBe(true),
  );

async function send(text: string): Promise<void> {
  await window.desk.composer.field.fill(text);
  await window.desk.composer.field.focus();
  await window.page.keyboard.press('Control+Enter');
  await expect(window.desk.composer.field).toHaveValue('');
}

test('[SY5] [CV4] cut off, killed and started again: three conversations go out in order, two ask, drafts are there', async () => {
  test.setTimeout(240_000);
  const customers = new Map<string, { customerId: string; conversationId: string }>();
  for (const name of NAMES) {
    await says(name, `${name}です`);
    customers.set(name, await http.claim(await http.row(`${name}です`)));
  }
  const sentTo = async (name: string): Promise<string[]> => {
    const of = customers.get(name);
    if (of === undefined) throw new Error(`no ${name}`);
    const { page } = await http.query('customer.open', { ...of, limit: 50 });
    return page.items.flatMap((item) =>
      !isHidden(item) && item.kind === 'message' && item.direction === 'out' ? [item.data.text] : [],
    );
  };

  window = await open('form');
  for (const name of NAMES) {
    await goTo(name);
    await expect(window.desk.onThread(`${name}です`)).toBeVisible();
    const { customerId, conversationId } = customers.get(name) ?? { customerId: '', conversationId: '' };
    await isSeen(conversationId);
    await expect.poll(() => threadOnDisk(customerId)).toContain(`${name}です`);
    // The list, the conversation and its customer are answers of their own.
    for (const words of [name, conversationId]) await expect.poll(() => onDisk('base')).toContain(words);
  }

  const heal = proxy.refuse();
  proxy.cut();
  await expect(window.desk.connection('offline')).toBeVisible();
  await window.page.waitForTimeout(4200);
  for (const name of NAMES) {
    await goTo(name);
    for (const n of [1, 2]) await send(`${name}様 返信${n}`);
    await expect(window.desk.onThread(`${name}様 返信2`)).toBeVisible();
    await window.desk.composer.field.fill(`${name}様への下書き`);
  }
  await expect(window.page.getByRole('status').getByText('送信待ち 10件')).toBeVisible();
  // Written is not yet on the disk; what a crash leaves is.
  for (const name of NAMES) {
    for (const n of [1, 2]) await expect.poll(() => onDisk('outbox')).toContain(`${name}様 返信${n}`);
    await expect.poll(() => onDisk('draft')).toContain(`${name}様への下書き`);
  }
  const killed = once(window.app.process(), 'exit');
  window.app.process().kill('SIGKILL');
  await killed;

  for (const name of TALKING) await says(name, `${name}、まだでしょうか`);

  // Nothing of what is kept can be read on the disk.
  for (const entry of await readdir(join(userData, 'kept'), { recursive: true, withFileTypes: true }))
    if (entry.isFile())
      expect((await readFile(join(entry.parentPath, entry.name))).includes(Buffer.from('下書き'))).toBe(false);

  // Still no hub: the desk stands from what it kept.
  window = await open('kept');
  const { desk, page } = window;
  await expect(desk.connection('offline')).toBeVisible({ timeout: 20_000 });
  await expect(page.getByText(/時点まで反映/)).toBeVisible();
  for (const name of NAMES) {
    await goTo(name);
    await expect(desk.onThread(`${name}です`)).toBeVisible();
    await expect(desk.onThread(`${name}様 返信1`)).toBeVisible();
    await expect(desk.composer.field).toHaveValue(`${name}様への下書き`);
  }
  await window.resize(1440, 900);
  await takePicture(page, 'desk-offline');
  expect(await axeFindings(page)).toEqual([]);

  heal();
  // As the network tells it, instead of at the window's own next turn.
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await expect(desk.connection('connected')).toBeVisible({ timeout: 20_000 });
  await expect(page.getByRole('status').getByText('要確認 2件')).toBeVisible({ timeout: 20_000 });
  for (const name of SILENT) await expect.poll(() => sentTo(name)).toEqual([1, 2].map((n) => `${name}様 返信${n}`));
  for (const name of TALKING) expect(await sentTo(name)).toEqual([]);

  const [insisted = '', discarded = ''] = TALKING;
  await goTo(insisted);
  const panel = page.getByRole('alertdialog', { name: 'オフライン中に書いた2件は送信していません' });
  await expect(panel.getByText(`${insisted}、まだでしょうか`)).toBeVisible();
  await expect(desk.composer.field).toHaveValue(`${insisted}様への下書き`);
  await takePicture(page, 'desk-offline-asks');
  await window.choose({ theme: 'dark' });
  expect(await axeFindings(page)).toEqual([]);
  await window.choose({ theme: 'light' });
  await panel.getByRole('button', { name: 'すべて送信' }).click();
  await expect.poll(() => sentTo(insisted)).toEqual([1, 2].map((n) => `${insisted}様 返信${n}`));
  await expect(panel).toBeHidden();
  await goTo(discarded);
  await panel.getByRole('button', { name: '破棄' }).click();
  await expect(panel).toBeHidden();
  expect(await sentTo(discarded)).toEqual([]);
  await expect(desk.composer.field).toHaveValue(`${discarded}様への下書き`);

  // [CV4] The hub has the drafts too.
  for (const [name, { conversationId }] of customers) {
    const draft = async () => (await http.query('drafts.list', { conversationId })).drafts[0]?.text;
    await expect.poll(draft, { timeout: 15_000 }).toBe(`${name}様への下書き`);
  }
});

test('[SY5] without a secret store nothing is on disk, and the window says so', async () => {
  const other = await openDeskWindow({ hub: hub.url, who: { login: 'aoyama', password: PASSWORD } });
  try {
    await other.page.waitForTimeout(2500);
    expect(await readdir(other.userData)).not.toContain('kept');
    await other.page.getByRole('button', { name: '設定' }).click();
    await expect(other.page.getByText(/暗号化の鍵を保管する場所がないため/)).toBeVisible();
  } finally {
    await other.close();
  }
});
