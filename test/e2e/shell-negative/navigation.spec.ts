import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/hostile-shell.ts';

/** How a script, a form or a link leads a page elsewhere. */
const WAYS: Readonly<Record<string, (to: string) => unknown>> = {
  'setting location.href': (to) => {
    window.location.href = to;
  },
  'location.assign': (to) => window.location.assign(to),
  'location.replace': (to) => window.location.replace(to),
  'window.open into itself': (to) => window.open(to, '_self'),
  'window.open into the top': (to) => window.open(to, '_top'),
  'the navigation API': (to) => {
    const { navigation } = window as unknown as {
      navigation: { navigate(url: string): { committed: Promise<unknown>; finished: Promise<unknown> } };
    };
    // Neither promise ever says that the way was barred.
    const going = navigation.navigate(to);
    going.committed.catch(() => undefined);
    going.finished.catch(() => undefined);
  },
  'a clicked link': (to) => {
    const link = document.createElement('a');
    link.href = to;
    document.body.append(link);
    link.click();
    link.remove();
  },
  'a link that pings': (to) => {
    const link = document.createElement('a');
    link.href = '#here';
    link.ping = to;
    document.body.append(link);
    link.click();
    link.remove();
  },
  'a form sent by GET': (to) => {
    const form = document.createElement('form');
    form.action = to;
    document.body.append(form);
    form.submit();
    form.remove();
  },
  'a form sent by POST': (to) => {
    const form = document.createElement('form');
    form.action = to;
    form.method = 'POST';
    document.body.append(form);
    form.submit();
    form.remove();
  },
  'a refresh in the head': (to) => {
    const meta = document.createElement('meta');
    meta.httpEquiv = 'refresh';
    meta.content = `0;url=${to}`;
    document.head.append(meta);
    meta.remove();
  },
  'another base and a relative link': (to) => {
    const base = document.createElement('base');
    base.href = to;
    document.head.prepend(base);
    const link = document.createElement('a');
    link.href = 'inbox';
    document.body.append(link);
    const led = link.href;
    link.remove();
    base.remove();
    if (led.startsWith(to)) window.location.href = led;
  },
  'an address under a false name': (to) => {
    try {
      window.history.pushState(null, '', to);
    } catch {
      // What a browser says too.
    }
  },
};

/** Where it is led; a page at one of these would have our bridge, our origin or our files. */
const PLACES: readonly string[] = [
  'http://example.com/',
  'https://example.com/',
  'file:///etc/passwd',
  'data:text/html,<script>window.desktop</script>',
  'chrome://gpu/',
  'chrome://inspect/',
  'devtools://devtools/bundled/inspector.html',
  'view-source:app://tsunagi/',
  'filesystem:app://tsunagi/temporary/x.html',
  'app://other/',
  'app://tsunagi.evil.example/',
  'app://tsunagi:81/',
  'app://tsunagi/assets/other.html',
  'blob:app://tsunagi/0190f2d2-0000-7000-8000-000000000001',
  'ftp://127.0.0.1/',
  'smb://127.0.0.1/share',
  'ms-msdt:/id PCWDiagnostic',
  'search-ms:query=x',
  'tsunagi://conversation/1',
  'mailto:somebody@example.com',
  'tel:+81312345678',
  'chrome-extension://abcdefghijklmnopabcdefghijklmnop/x.html',
  'javascript:void(window.javascriptRan = true)',
];

/** The very page of before: a new one would not have the mark. */
async function staysPut(page: Page, act: () => Promise<unknown>): Promise<void> {
  await page.evaluate(() => Reflect.set(window, 'mark', true));
  const before = new URL(page.url()).pathname;
  await act().catch(() => undefined);
  await page.waitForTimeout(80);
  expect(await page.evaluate(() => ({ mark: 'mark' in window, ran: 'javascriptRan' in window }))).toEqual({
    mark: true,
    ran: false,
  });
  expect(new URL(page.url()).pathname).toBe(before);
  expect(page.url()).toMatch(/^app:\/\/tsunagi\//);
}

test.describe('the page goes nowhere', () => {
  for (const [way, act] of Object.entries(WAYS)) {
    test(`[DK1] by ${way}`, async ({ shell }) => {
      await staysPut(shell.page, () => shell.page.evaluate(act, `http://127.0.0.1:${shell.foreign.port}/`));
    });
  }

  for (const place of PLACES) {
    test(`[DK1] to ${place.slice(0, 60)}`, async ({ shell }) => {
      await staysPut(shell.page, () =>
        shell.page.evaluate((to) => {
          window.location.href = to;
        }, place),
      );
    });
  }

  test('[DK1] to a page of its own making, which would have its origin', async ({ shell }) => {
    await staysPut(shell.page, () =>
      shell.page.evaluate(() => {
        const blob = new Blob(['<script>parent</script>'], { type: 'text/html' });
        window.location.href = URL.createObjectURL(blob);
      }),
    );
  });

  test('[DK1] to an empty page of its origin, which nobody is asked about: it is brought back', async ({ shell }) => {
    await shell.page.evaluate(() => {
      Reflect.set(window, 'old', true);
      setTimeout(() => {
        window.location.href = 'about:blank';
      }, 0);
    });
    await expect
      .poll(() => shell.page.evaluate(() => `${window.location.href.slice(0, 14)} ${'old' in window}`).catch(() => ''))
      .toBe('app://tsunagi/ false');
    await expect.poll(() => shell.log()).toContain('navigation undone');
  });

  test('[DK1] nor does a redirect lead the main process’s own window away', async ({ shell }) => {
    const refused = await shell.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      let isPrevented = false;
      const event = {
        preventDefault: () => {
          isPrevented = true;
        },
      };
      contents?.emit('will-redirect', event, 'https://example.com/', false, true, 0, 0);
      return isPrevented;
    });
    expect(refused).toBe(true);
  });
});
