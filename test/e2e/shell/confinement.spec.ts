import { expect, test } from '@playwright/test';
import { type DesktopApp, launchDesktop } from '#test/support/electron-app.ts';

let desktop: DesktopApp;
test.beforeEach(async () => {
  desktop = await launchDesktop({ hub: 'http://127.0.0.1:9' });
});
test.afterEach(() => desktop.close());

test.describe('the page', () => {
  test('[DK1] opens no window', async () => {
    const { page, app } = desktop;
    const opened = await page.evaluate(() =>
      ['https://example.com/', 'about:blank', 'app://tsunagi/', 'file:///etc/passwd', 'javascript:1'].map(
        (url) => window.open(url) === null,
      ),
    );
    expect(opened).toEqual([true, true, true, true, true]);
    await page.evaluate(() => {
      const link = document.createElement('a');
      link.href = 'https://example.com/';
      link.target = '_blank';
      document.body.append(link);
      link.click();
    });
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
    await expect.poll(() => desktop.log()).toContain('window.open refused: https://example.com');
  });

  test('[DK1] goes nowhere, but may load itself again', async () => {
    const { page } = desktop;
    for (const url of [
      'https://example.com/',
      'http://127.0.0.1:9/',
      'file:///etc/passwd',
      'data:text/html,x',
      'app://other/',
    ]) {
      await page.evaluate((target) => {
        window.location.href = target;
      }, url);
    }
    await page.waitForTimeout(300);
    expect(page.url()).toMatch(/^app:\/\/tsunagi\//);
    await expect.poll(() => desktop.log()).toContain('navigation refused');
    await page.evaluate(() => Reflect.set(window, 'old', true));
    await Promise.all([page.waitForEvent('load'), page.evaluate(() => window.location.reload())]);
    expect(await page.evaluate(() => 'old' in window)).toBe(false);
    expect(page.url()).toMatch(/^app:\/\/tsunagi\//);
  });

  test('[DK1] gets no device but the microphone, no place, no file system; to notify and to copy', async () => {
    const states = await desktop.page.evaluate(async () => {
      const state = async (name: string) => (await navigator.permissions.query({ name: name as PermissionName })).state;
      const microphone = await navigator.mediaDevices.getUserMedia({ audio: true }).then(
        () => 'granted',
        (error: DOMException) => error.name,
      );
      return {
        geolocation: await state('geolocation'),
        camera: await state('camera'),
        midi: await state('midi'),
        read: await state('clipboard-read'),
        write: await state('clipboard-write'),
        notifications: Notification.permission,
        microphone,
      };
    });
    expect(states).toEqual({
      geolocation: 'denied',
      camera: 'denied',
      midi: 'denied',
      read: 'denied',
      write: 'granted',
      notifications: 'granted',
      microphone: expect.stringMatching(/granted|NotFoundError/),
    });
  });

  test('[DK1] runs no inline script, no string as code, no markup from a string', async () => {
    const outcome = await desktop.page.evaluate(async () => {
      const broken: string[] = [];
      document.addEventListener('securitypolicyviolation', (event) => broken.push(event.effectiveDirective));
      const script = document.createElement('script');
      const attempt = (work: () => unknown): string => {
        try {
          work();
          return 'done';
        } catch (error) {
          return error instanceof Error ? error.name : 'thrown';
        }
      };
      const results = {
        inline: attempt(() => {
          script.textContent = 'window.inlineRan = true';
          document.body.append(script);
        }),
        markup: attempt(() => {
          document.createElement('div').innerHTML = '<img src=x onerror="window.markupRan = true">';
        }),
        policy: attempt(() =>
          (
            window as unknown as { trustedTypes: { createPolicy(name: string, rules: object): unknown } }
          ).trustedTypes.createPolicy('mine', {}),
        ),
        handler: attempt(() => {
          const button = document.createElement('button');
          button.setAttribute('onclick', 'window.handlerRan = true');
          document.body.append(button);
          button.click();
        }),
      };
      await new Promise((resolve) => setTimeout(resolve, 100));
      return { results, ran: ['inlineRan', 'markupRan', 'handlerRan'].filter((name) => name in window), broken };
    });
    expect(outcome.ran).toEqual([]);
    expect(outcome.results.markup).toBe('TypeError');
    expect(outcome.results.policy).toBe('TypeError');
    expect(outcome.broken).toContain('require-trusted-types-for');
  });

  test('[DK1] talks to its hub only', async () => {
    const broken = await desktop.page.evaluate(async () => {
      const directives: string[] = [];
      document.addEventListener('securitypolicyviolation', (event) =>
        directives.push(`${event.effectiveDirective} ${event.blockedURI}`),
      );
      await Promise.allSettled([
        fetch('https://example.com/'),
        fetch('http://127.0.0.1:10/'),
        fetch('http://127.0.0.1:9/'),
        new Promise((resolve) => {
          const image = new Image();
          image.onerror = resolve;
          image.src = 'https://example.com/pixel.png';
        }),
      ]);
      const frame = document.createElement('iframe');
      frame.src = 'app://tsunagi/';
      document.body.append(frame);
      // The main process refuses it, and says so when it comes to it; whatever else there is to say came before or comes now.
      for (const until = performance.now() + 20_000; directives.length < 4 && performance.now() < until; )
        await new Promise((again) => setTimeout(again, 20));
      await new Promise((resolve) => setTimeout(resolve, 300));
      return directives.sort();
    });
    expect(broken).toEqual([
      'connect-src http://127.0.0.1:10/',
      'connect-src https://example.com/',
      'frame-src app',
      'img-src https://example.com/pixel.png',
    ]);
  });

  test('[DK1] is served from its folder, by GET, and nothing beside it', async () => {
    const statuses = await desktop.app.evaluate(async ({ net }) => {
      const status = async (url: string, method = 'GET'): Promise<number> => (await net.fetch(url, { method })).status;
      return {
        page: await status('app://tsunagi/'),
        up: await status('app://tsunagi/../package.json'),
        encoded: await status('app://tsunagi/%2e%2e/%2e%2e/package.json'),
        slashes: await status('app://tsunagi/..%2f..%2fpackage.json'),
        hidden: await status('app://tsunagi/.bundle-hash'),
        map: await status('app://tsunagi/assets/index.js.map'),
        missing: await status('app://tsunagi/assets/none.js'),
        host: await status('app://other/index.html'),
        post: await status('app://tsunagi/', 'POST'),
      };
    });
    expect(statuses).toEqual({
      page: 200,
      up: 404,
      encoded: 404,
      slashes: 400,
      hidden: 400,
      map: 404,
      missing: 404,
      host: 403,
      post: 405,
    });
  });

  test('[DK1] carries its policy and is no other type than it says', async () => {
    const headers = await desktop.app.evaluate(async ({ net }) =>
      Object.fromEntries((await net.fetch('app://tsunagi/')).headers),
    );
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'content-security-policy': expect.stringContaining("default-src 'none'; script-src 'self'"),
    });
  });

  test('[DK1] breaks its own policy nowhere', async () => {
    const { page } = desktop;
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    await page.reload();
    await page.waitForTimeout(1500);
    expect(said.filter((text) => /Content Security Policy|Trusted/.test(text))).toEqual([]);
  });
});
