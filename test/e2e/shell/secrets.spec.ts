import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import type { DesktopBridge } from '#shared/ipc/bridge.ts';
import { type DesktopApp, launchDesktop } from '#test/support/electron-app.ts';
import { type SecretService, startSecretService } from '#test/support/secret-service.ts';
import { STUB_AGENT, STUB_CODE, type StubHub, startStubHub } from '#test/support/stub-auth-hub.ts';

const WORDS = 'canary-of-a-customer';

let hub: StubHub;
let userData = '';
let desktop: DesktopApp | null = null;
let secrets: SecretService | null = null;

test.beforeEach(async () => {
  hub = await startStubHub();
  userData = await mkdtemp(join(tmpdir(), 'tsunagi-e2e-'));
});
test.afterEach(async () => {
  await desktop?.close();
  desktop = null;
  await secrets?.close();
  secrets = null;
  await hub.close();
  await rm(userData, { recursive: true, force: true, maxRetries: 3 });
});

async function open(options: Parameters<typeof launchDesktop>[0] = {}): Promise<Page> {
  desktop = await launchDesktop({ hub: hub.url, userData, ...options });
  return desktop.page;
}

function ask<T>(page: Page, work: (bridge: DesktopBridge) => Promise<T>): Promise<T> {
  return page.evaluate(`(${work.toString()})(window.desktop)`);
}

/** The files of the profile that hold a text in the clear, and the names of all. */
async function filesWith(text: string): Promise<{ readonly holding: string[]; readonly all: string[] }> {
  const holding: string[] = [];
  const all: string[] = [];
  for (const entry of await readdir(userData, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    all.push(path.slice(userData.length + 1));
    // A cache of Chromium's may go while it is looked at.
    const bytes = await readFile(path).catch(() => Buffer.alloc(0));
    if (bytes.includes(text)) holding.push(path);
  }
  return { holding, all };
}

test.describe('with a keyring', () => {
  test('[SY5] the token and the key of what is kept are the keyring’s, over a restart too', async () => {
    secrets = await startSecretService();
    const own = { args: secrets.args, env: secrets.env };
    const page = await open({ ...own, signInCode: STUB_CODE });
    expect(await ask(page, (bridge) => bridge.authState())).toMatchObject({
      data: { status: 'signed_in', storage: 'keychain' },
    });
    expect(await ask(page, (bridge) => bridge.localState())).toMatchObject({ data: { state: 'kept' } });
    await page.evaluate(
      (value) =>
        (window as unknown as { desktop: DesktopBridge }).desktop.localPut({ namespace: 'draft', key: 'a', value }),
      WORDS,
    );
    await desktop?.close();

    const kept = await filesWith(WORDS);
    expect(kept.holding).toEqual([]);
    expect((await filesWith(hub.refreshTokens.at(-1) ?? 'none')).holding).toEqual([]);
    expect(kept.all).toContain('session.bin');
    expect(kept.all.filter((name) => name.endsWith('key.bin'))).toHaveLength(1);

    const again = await open(own);
    expect(await ask(again, (bridge) => bridge.authState())).toMatchObject({
      data: { status: 'signed_in', agent: STUB_AGENT },
    });
    expect(await ask(again, (bridge) => bridge.localGet({ namespace: 'draft', key: 'a' }))).toMatchObject({
      data: { value: WORDS },
    });
  });

  test('[SY5] another keyring opens nothing: the agent signs in again, and what was kept is set aside', async () => {
    secrets = await startSecretService();
    const page = await open({ args: secrets.args, env: secrets.env, signInCode: STUB_CODE });
    await ask(page, (bridge) => bridge.localPut({ namespace: 'draft', key: 'a', value: 'x' }));
    await desktop?.close();
    await secrets.close();

    secrets = await startSecretService();
    const stolen = await open({ args: secrets.args, env: secrets.env });
    expect(await ask(stolen, (bridge) => bridge.authState())).toMatchObject({ data: { status: 'signed_out' } });
    expect(await ask(stolen, (bridge) => bridge.localGet({ namespace: 'draft', key: 'a' }))).toMatchObject({
      error: { code: 'not_signed_in' },
    });
  });
});

test.describe('without a keyring', () => {
  test('[SY5] nothing is kept on disk, and the window says so', async () => {
    const page = await open({ args: ['--password-store=basic'], signInCode: STUB_CODE });
    expect(await ask(page, (bridge) => bridge.authState())).toMatchObject({
      data: { status: 'signed_in', storage: 'memory' },
    });
    expect(await ask(page, (bridge) => bridge.localState())).toMatchObject({
      data: { state: 'not_kept', reason: 'no_secret_store' },
    });
    expect(await ask(page, (bridge) => bridge.localPut({ namespace: 'draft', key: 'a', value: 'x' }))).toMatchObject({
      data: { kept: false },
    });
    const { all } = await filesWith('nothing');
    expect(all.filter((name) => name === 'session.bin' || name.startsWith('kept'))).toEqual([]);
    await desktop?.close();

    const again = await open({ args: ['--password-store=basic'] });
    await expect(again.getByText('This computer has no secret store')).toBeVisible();
  });
});
