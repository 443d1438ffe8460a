import { expect, test } from '../fixtures/hostile-shell.ts';

/** None of these may give a byte. They are asked from the main process, where no policy of the page stands before them. */
const ADDRESSES: readonly string[] = [
  'app://tsunagi/../package.json',
  'app://tsunagi/../../package.json',
  'app://tsunagi/assets/../../../package.json',
  'app://tsunagi/%2e%2e/package.json',
  'app://tsunagi/%2e%2e%2fpackage.json',
  'app://tsunagi/..%2f..%2fpackage.json',
  'app://tsunagi/..%5c..%5cpackage.json',
  'app://tsunagi/assets\\..\\..\\package.json',
  'app://tsunagi/%252e%252e%252fpackage.json',
  'app://tsunagi/%c0%ae%c0%ae/package.json',
  'app://tsunagi/\uff0e\uff0e/package.json',
  'app://tsunagi/....//....//package.json',
  'app://tsunagi//etc/passwd.json',
  'app://tsunagi/file:///etc/passwd.json',
  'app://tsunagi/package.json%00.html',
  'app://tsunagi/.env',
  'app://tsunagi/.git/config.json',
  'app://tsunagi/electron/main.cjs',
  'app://tsunagi/index.html.map',
  `app://tsunagi/${'a/'.repeat(3000)}x.js`,
  `app://tsunagi/${'a'.repeat(6000)}.js`,
  'app://other/index.html',
  'app://tsunagi.evil.example/index.html',
  'app://localhost/index.html',
];

test.describe('the scheme serves its folder alone', () => {
  for (const address of ADDRESSES) {
    test(`[DK1] not ${address.slice(0, 70)}`, async ({ shell }) => {
      const answer = await shell.app.evaluate(async ({ net }, url) => {
        try {
          const response = await net.fetch(url);
          return { status: response.status, length: (await response.arrayBuffer()).byteLength };
        } catch {
          return { status: 0, length: 0 };
        }
      }, address);
      expect(answer.status === 0 || answer.status >= 400, `status ${answer.status}`).toBe(true);
      expect(answer.length).toBe(0);
    });
  }

  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS']) {
    test(`[DK1] not by ${method}`, async ({ shell }) => {
      const status = await shell.app.evaluate(
        async ({ net }, asked) =>
          net.fetch('app://tsunagi/', { method: asked }).then(
            (response) => response.status,
            () => 0,
          ),
        method,
      );
      expect([0, 405]).toContain(status);
    });
  }
});
