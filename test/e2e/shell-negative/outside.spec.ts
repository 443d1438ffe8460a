import { expect, test } from '../fixtures/hostile-shell.ts';

/** What `openExternal` may never hand to the OS: on one system or another, each of these starts a program or sends a password. */
const ADDRESSES: readonly string[] = [
  'http://example.com/',
  'file:///etc/passwd',
  'file://server/share/x.exe',
  '\\\\server\\share\\x.exe',
  'smb://server/share',
  'ftp://server/x',
  'javascript:alert(1)',
  'vbscript:x',
  'data:text/html,x',
  'blob:app://tsunagi/1',
  'app://tsunagi/',
  'tsunagi://customer/1',
  'ms-msdt:/id PCWDiagnostic /skip force',
  'ms-officecmd:{}',
  'search-ms:query=x&crumb=location:\\\\server',
  'shell:startup',
  'ssh://-oProxyCommand=calc/x',
  'jar:https://example.com!/x',
  'view-source:https://example.com/',
  'chrome://settings/',
  'https://bank.example@evil.example/',
  'https://',
  ' ',
  'mailto:a@example.com?attach=/etc/passwd',
  'mailto:a@example.com?subject=x&attachment=C:\\secret.txt',
  'mailto:a@example.com?X-Send=now',
  'tel:*#06#',
  'tel:**21*0900000000%23',
  `https://example.com/${'a'.repeat(4100)}`,
];

const LINKS: readonly string[] = [
  'tsunagi://conversation/../x',
  'tsunagi://conversation/1?next=javascript:1',
  'tsunagi://conversation/1#x',
  'tsunagi://settings/1',
  'tsunagi://customer/',
  'tsunagi://customer/a%2fb',
  'tsunagi://customer/<script>',
  `tsunagi://customer/${'1'.repeat(65)}`,
  'tsunagi://user@customer/1',
  'tsunagi://conversation/1 --no-sandbox',
  'TSUNAGI://conversation/1',
  'tsunagi:conversation/1',
  'https://tsunagi/conversation/1',
  'tsunagi://conversation/1\n--gpu-launcher=x',
  `tsunagi://answer/${'0'.repeat(32)}/answer/61`,
  'tsunagi://answer/',
  'tel:',
  'tel:javascript',
  'tel:+81312345678?subject=x',
  `tel:${'1'.repeat(40)}`,
  'tel:%00123',
];

test.describe('nothing is handed to the OS', () => {
  for (const address of ADDRESSES) {
    test(`[DK1] not ${JSON.stringify(address.slice(0, 60))}`, async ({ shell }) => {
      const answer = await shell.raw('shell/open-external', { url: address });
      expect(answer).toMatchObject({ ok: false, error: { code: 'invalid' } });
      expect(await shell.openedOutside()).toEqual([]);
    });
  }
});

test.describe('a link from outside does nothing', () => {
  for (const link of LINKS) {
    test(`[DK3] when it says ${JSON.stringify(link.slice(0, 60))}`, async ({ shell }) => {
      await shell.app.evaluate(({ app }, url) => {
        app.emit('second-instance', {}, ['/opt/Tsunagi/tsunagi', '--hub=https://evil.example', url], '/');
        app.emit('open-url', { preventDefault: () => undefined }, url);
      }, link);
      // Both are done when they return: what they would lead to waits there now.
      const after = await shell.page.evaluate(async () => {
        const { desktop } = window as unknown as {
          desktop: { takeLink(): Promise<unknown>; hubAddress(): Promise<{ data: { url: string } }> };
        };
        return { led: await desktop.takeLink(), hub: (await desktop.hubAddress()).data.url };
      });
      expect(after).toEqual({ led: { ok: true, data: { link: null } }, hub: shell.hub.url });
    });
  }
});

test.describe('nothing is brought onto the disk or from it', () => {
  const DOWNLOADS: Readonly<Record<string, (port: number) => string>> = {
    'from elsewhere': (port) => `http://127.0.0.1:${port}/setup.exe`,
    'of data': () => 'data:application/octet-stream;base64,TVqQ',
    'of a file': () => 'file:///etc/passwd',
    'of our own scheme': () => 'app://tsunagi/index.html',
  };
  for (const [what, of] of Object.entries(DOWNLOADS)) {
    test(`[DK1] no download ${what}`, async ({ shell }) => {
      await shell.app.evaluate(({ session }) => {
        Reflect.set(globalThis, 'downloads', []);
        if (Reflect.get(globalThis, 'hasProbe') === true) return;
        Reflect.set(globalThis, 'hasProbe', true);
        // Heard after the desk's own: what it let through is stopped before it asks for a place to save.
        session.defaultSession.on('will-download', (event, item) => {
          if (event.defaultPrevented) return;
          (Reflect.get(globalThis, 'downloads') as string[]).push(item.getURL());
          item.cancel();
        });
      });
      await shell.page.evaluate((url) => {
        const link = document.createElement('a');
        link.href = url;
        link.download = 'setup.exe';
        document.body.append(link);
        link.click();
        link.remove();
      }, of(shell.foreign.port));
      await shell.page.waitForTimeout(200);
      const came = await shell.app.evaluate(() => Reflect.get(globalThis, 'downloads') as string[]);
      expect(came).toEqual([]);
    });
  }

  test('[DK1] a file dropped on the window is not opened', async ({ shell }) => {
    const { page } = shell;
    const driver = await page.context().newCDPSession(page);
    const data = { items: [], files: ['/etc/passwd'], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await driver.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data });
    await page.waitForTimeout(300);
    await driver.detach();
    expect(page.url()).toMatch(/^app:\/\/tsunagi\//);
  });

  test('[DK1] an address dropped on the window leads nowhere', async ({ shell }) => {
    const { page } = shell;
    const driver = await page.context().newCDPSession(page);
    const url = `http://127.0.0.1:${shell.foreign.port}/`;
    const data = {
      items: [{ mimeType: 'text/uri-list', data: url }],
      dragOperationsMask: 1,
    };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await driver.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data });
    await page.waitForTimeout(300);
    await driver.detach();
    expect(page.url()).toMatch(/^app:\/\/tsunagi\//);
  });
});
