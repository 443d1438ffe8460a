import { expect, test } from '../fixtures/hostile-shell.ts';

const ADDRESSES: readonly string[] = [
  '',
  'about:blank',
  'app://tsunagi/',
  'file:///etc/passwd',
  'data:text/html,x',
  'javascript:1',
  'chrome://settings/',
  'tsunagi://conversation/1',
];

/** Frames and plug-ins; what they would show stands in each. */
const EMBEDDED: Readonly<Record<string, (port: number) => { tag: string; attribute: string; value: string }>> = {
  'a foreign frame': (port) => ({ tag: 'iframe', attribute: 'src', value: `http://127.0.0.1:${port}/` }),
  'a frame of our own origin': () => ({ tag: 'iframe', attribute: 'src', value: 'app://tsunagi/' }),
  'a frame of a file': () => ({ tag: 'iframe', attribute: 'src', value: 'file:///etc/passwd' }),
  'a frame of data': () => ({ tag: 'iframe', attribute: 'src', value: 'data:text/html,<h1>x</h1>' }),
  'an object': (port) => ({ tag: 'object', attribute: 'data', value: `http://127.0.0.1:${port}/` }),
  'an embedded plug-in': (port) => ({ tag: 'embed', attribute: 'src', value: `http://127.0.0.1:${port}/x.pdf` }),
};

test.describe('the page opens nothing', () => {
  for (const address of ADDRESSES) {
    test(`[DK1] window.open(${JSON.stringify(address)}) gives no window`, async ({ shell }) => {
      const opened = await shell.page.evaluate(
        (url) => ['', 'noopener', 'popup,width=300'].map((how) => window.open(url, '_blank', how) === null),
        address,
      );
      expect(opened).toEqual([true, true, true]);
    });
  }

  test('[DK1] a link to a new window gives none, however it is clicked', async ({ shell }) => {
    const { page } = shell;
    await page.evaluate((port) => {
      const link = document.createElement('a');
      link.href = `http://127.0.0.1:${port}/`;
      link.target = '_blank';
      link.id = 'out';
      link.textContent = 'out';
      link.style.cssText = 'position:fixed;inset:0 auto auto 0;z-index:99999;padding:30px';
      document.body.append(link);
    }, shell.foreign.port);
    // By the mouse alone: the driver's own click waits for navigations, and those are what is refused here.
    await page.mouse.click(12, 12);
    await page.mouse.click(12, 12, { button: 'middle' });
    for (const held of ['Shift', 'Control'] as const) {
      await page.keyboard.down(held);
      await page.mouse.click(12, 12);
      await page.keyboard.up(held);
    }
    await page.evaluate(() => document.querySelector('#out')?.remove());
    await expect.poll(() => shell.log()).toContain(`window.open refused: http://127.0.0.1:${shell.foreign.port}`);
  });

  test('[DK1] a form sent to a new window gives none', async ({ shell }) => {
    await shell.page.evaluate((port) => {
      const form = document.createElement('form');
      form.action = `http://127.0.0.1:${port}/`;
      form.target = '_blank';
      form.method = 'POST';
      document.body.append(form);
      form.submit();
      form.remove();
    }, shell.foreign.port);
  });

  test('[DK1] nothing that is refused is handed to the OS', async ({ shell }) => {
    await shell.page.evaluate(() => {
      window.open('https://example.com/');
      window.open('mailto:x@example.com');
      window.open('file:///etc/passwd');
    });
    expect(await shell.openedOutside()).toEqual([]);
  });
});

test.describe('the page embeds nothing', () => {
  for (const [name, of] of Object.entries(EMBEDDED)) {
    test(`[DK1] ${name}`, async ({ shell }) => {
      const what = of(shell.foreign.port);
      await shell.page.evaluate(({ tag, attribute, value }) => {
        const element = document.createElement(tag);
        element.className = 'embedded';
        try {
          element.setAttribute(attribute, value);
        } catch {
          // Trusted Types take no address for a plug-in at all.
        }
        document.body.append(element);
      }, what);
      await shell.page.waitForTimeout(150);
      const shown = shell.page
        .frames()
        .filter((frame) => frame.parentFrame() !== null)
        .map((frame) => frame.url());
      await shell.page.evaluate(() => {
        for (const element of document.querySelectorAll('.embedded')) element.remove();
      });
      // In place of a refused page Chromium shows one of its own.
      expect(shown).not.toContain(what.value);
    });
  }

  test('[DK1] a script in a frame made of text does not run', async ({ shell }) => {
    const ran = await shell.page.evaluate(async () => {
      const frame = document.createElement('iframe');
      const types = (window as unknown as { trustedTypes?: unknown }).trustedTypes;
      try {
        frame.setAttribute(
          'srcdoc',
          '<script>parent.srcdocRan = true</script><img src=x onerror="parent.srcdocRan=true">',
        );
      } catch {
        // Trusted Types refuse it before it is even a frame.
      }
      document.body.append(frame);
      await new Promise((resolve) => setTimeout(resolve, 150));
      frame.remove();
      return { ran: 'srcdocRan' in window, hasTypes: types !== undefined };
    });
    expect(ran).toEqual({ ran: false, hasTypes: true });
  });

  test('[DK1] a webview is an unknown word', async ({ shell }) => {
    const found = await shell.page.evaluate((port) => {
      const view = document.createElement('webview');
      view.setAttribute('src', `http://127.0.0.1:${port}/`);
      document.body.append(view);
      const hasGuest = 'getWebContentsId' in view || 'loadURL' in view;
      view.remove();
      return hasGuest;
    }, shell.foreign.port);
    expect(found).toBe(false);
  });

  test('[DK1] a webview that is attached all the same is refused', async ({ shell }) => {
    const outcomes = await shell.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map(({ webContents }) => {
        let isPrevented = false;
        const event = {
          preventDefault: () => {
            isPrevented = true;
          },
        };
        webContents.emit('will-attach-webview', event, {}, { src: 'https://example.com/' });
        return isPrevented;
      }),
    );
    expect(outcomes).toEqual([true, true]);
  });

  test('[DK1] no tools for developers open in an installed app', async ({ shell }) => {
    await shell.page.keyboard.press('Control+Shift+I');
    await shell.page.keyboard.press('F12');
    const found = await shell.app.evaluate(async ({ app, BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows().map((window) => window.webContents);
      const desk = contents.find(
        (one) => one !== (Reflect.get(globalThis, 'rawWindow') as Electron.BrowserWindow).webContents,
      );
      desk?.openDevTools();
      await new Promise((resolve) => setTimeout(resolve, 300));
      return { isPackaged: app.isPackaged, isOpen: desk?.isDevToolsOpened() };
    });
    expect(found).toEqual({ isPackaged: true, isOpen: false });
  });
});
