import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { trapAround } from '#test/support/trap-host.ts';
import { expect, test } from '../fixtures/hostile-shell.ts';

/** Ways out of a page; each is tried towards a host that counts who knocks. */
const WAYS_OUT: Readonly<Record<string, (to: string) => unknown>> = {
  fetch: (to) => fetch(to, { mode: 'no-cors' }),
  'fetch with what a person typed': (to) => fetch(to, { method: 'POST', mode: 'no-cors', body: 'secret' }),
  'a request of the old kind': (to) => {
    const request = new XMLHttpRequest();
    request.open('GET', to);
    request.send();
  },
  'a beacon': (to) => navigator.sendBeacon(to, 'secret'),
  'a stream of events': (to) => new EventSource(to),
  'a socket': (to) => new WebSocket(to.replace('http', 'ws')),
  'a picture': (to) => {
    new Image().src = `${to}x.png`;
  },
  'a sound': (to) => void new Audio(`${to}x.mp3`).play().catch(() => undefined),
  'a font': (to) => new FontFace('x', `url(${to}x.woff2)`).load().catch(() => undefined),
  'a worker': (to) => new Worker(to),
  'a shared worker': (to) => new SharedWorker(to),
  'a module': (to) => import(/* @vite-ignore */ `${to}x.js`).catch(() => undefined),
  'a script element': (to) => {
    const script = document.createElement('script');
    script.setAttribute('src', `${to}x.js`);
    document.head.append(script);
    script.remove();
  },
  'a style sheet': (to) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = `${to}x.css`;
    document.head.append(link);
    setTimeout(() => link.remove(), 100);
  },
  'something fetched ahead': (to) => {
    for (const rel of ['prefetch', 'preload', 'modulepreload', 'prerender', 'icon', 'manifest']) {
      const link = document.createElement('link');
      link.rel = rel;
      link.href = to;
      if (rel === 'preload') link.setAttribute('as', 'fetch');
      document.head.append(link);
      setTimeout(() => link.remove(), 100);
    }
  },
  'a drawing of another file': (to) => {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    const image = document.createElementNS('http://www.w3.org/2000/svg', 'image');
    image.setAttribute('href', `${to}x.svg`);
    svg.append(image);
    document.body.append(svg);
    setTimeout(() => svg.remove(), 100);
  },
  'a style that names an address': (to) => {
    const element = document.createElement('div');
    element.style.backgroundImage = `url(${to}x.png)`;
    element.textContent = 'x';
    document.body.append(element);
    setTimeout(() => element.remove(), 100);
  },
};

/** Names that lead to this machine, or that somebody's name server could lead here: none of them is the hub's. */
const HOSTS: readonly string[] = [
  '127.0.0.1',
  'localhost',
  'localhost.',
  'hub.localhost',
  '0.0.0.0',
  '[::ffff:127.0.0.1]',
  '2130706433',
  '0x7f000001',
  '127.1',
  '127.0.0.2',
  'user:password@127.0.0.1',
];

async function tryOut(page: Page, act: (to: string) => unknown, to: string): Promise<void> {
  // What it comes to is judged by the host, not by the page.
  await page
    .evaluate(
      `Promise.race([(async () => void (await (${act.toString()})(${JSON.stringify(to)})))().catch(() => 0), new Promise((done) => setTimeout(done, 400))])`,
    )
    .catch(() => undefined);
}

test.describe('the page reaches nobody but its hub', () => {
  for (const [way, act] of Object.entries(WAYS_OUT)) {
    test(`[DK1] not by ${way}`, async ({ shell }) => {
      await tryOut(shell.page, act, `http://127.0.0.1:${shell.foreign.port}/`);
      await shell.page.waitForTimeout(150);
      expect(shell.foreign.knocks()).toBe(0);
    });
  }

  for (const host of HOSTS) {
    test(`[DK1] not under the name ${host}`, async ({ shell }) => {
      const to = `http://${host}:${shell.foreign.port}/`;
      await tryOut(shell.page, (address) => fetch(address, { mode: 'no-cors' }), to);
      await tryOut(
        shell.page,
        (address) =>
          new Promise((resolve) => {
            const socket = new WebSocket(address.replace('http', 'ws'));
            socket.onclose = resolve;
            socket.onopen = resolve;
          }),
        to,
      );
      expect(shell.foreign.knocks()).toBe(0);
    });
  }

  test('[DK1] nor the hub’s own port under another name', async ({ shell }) => {
    const { port } = new URL(shell.hub.url);
    await tryOut(shell.page, (to) => fetch(to, { mode: 'no-cors' }), `http://localhost:${port}/rebound`);
    await tryOut(shell.page, (to) => fetch(to, { mode: 'no-cors' }), `http://hub.localhost:${port}/rebound`);
    expect(shell.hub.asked).not.toContain('/rebound');
  });

  test('[DK1] a server that cannot prove who it is gets no request, from the main process neither', async ({
    shell,
  }) => {
    const folder = await mkdtemp(join(tmpdir(), 'tsunagi-cert-'));
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-subj', '/CN=127.0.0.1'];
    await promisify(execFile)('openssl', ['req', '-x509', ...kind, '-days', '1', '-keyout', key, '-out', cert]);
    let requests = 0;
    const server = createServer({ key: await readFile(key), cert: await readFile(cert) }, (_request, response) => {
      requests += 1;
      response.end('{}');
    });
    const host = await trapAround(server);
    try {
      const outcome = await shell.app.evaluate(
        async ({ net }, url) => net.fetch(url).then(String, (error: Error) => error.message),
        `https://127.0.0.1:${host.port}/`,
      );
      expect(outcome).toContain('ERR_CERT');
      expect(host.knocks()).toBeGreaterThan(0);
      expect(requests).toBe(0);
    } finally {
      await host.close();
      await rm(folder, { recursive: true, force: true });
    }
  });
});

/** What turns text into a running program. */
const CODE: Readonly<Record<string, () => unknown>> = {
  // By its name in brackets, so that it is the page's own and not this file's.
  eval: () => Reflect.apply(Reflect.get(window, 'eval') as (text: string) => unknown, null, ['window.codeRan = true']),
  'a function from text': () => new Function('window.codeRan = true')(),
  'a timer with text': () => setTimeout('window.codeRan = true' as unknown as () => void, 0),
  'an inline script': () => {
    const script = document.createElement('script');
    script.textContent = 'window.codeRan = true';
    document.body.append(script);
  },
  'a handler in markup': () => {
    const button = document.createElement('button');
    button.setAttribute('onclick', 'window.codeRan = true');
    document.body.append(button);
    button.click();
    button.remove();
  },
  'markup from text': () =>
    document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="window.codeRan = true">'),
  'a document from text': () => document.write('<script>window.codeRan = true</script>'),
  'a script of data': () => {
    const script = document.createElement('script');
    script.setAttribute('src', 'data:text/javascript,window.codeRan = true');
    document.body.append(script);
  },
  'a module of data': () => import(/* @vite-ignore */ `data:text/javascript,${'window.codeRan = true'}`),
  'a script of its own making': () => {
    const script = document.createElement('script');
    script.setAttribute('src', URL.createObjectURL(new Blob(['window.codeRan = true'])));
    document.body.append(script);
  },
  'a worker of its own making': () =>
    new Promise((_resolve, reject) => {
      const worker = new Worker(URL.createObjectURL(new Blob(['postMessage(1)'])));
      worker.onmessage = () => Reflect.set(window, 'codeRan', true);
      worker.onerror = reject;
    }),
  'machine code': async () => {
    await WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));
    Reflect.set(window, 'codeRan', true);
  },
  'rules of its own for markup': () => {
    const { trustedTypes } = window as unknown as { trustedTypes: { createPolicy(n: string, r: object): object } };
    trustedTypes.createPolicy('mine', { createHTML: (text: string) => text });
    Reflect.set(window, 'codeRan', true);
  },
  'a service worker': async () => {
    await navigator.serviceWorker.register('/sw.js');
    Reflect.set(window, 'codeRan', true);
  },
  'a link to a script': () => {
    const link = document.createElement('a');
    link.href = 'javascript:window.codeRan = true';
    document.body.append(link);
    link.click();
    link.remove();
  },
};

test.describe('no text becomes a program', () => {
  for (const [what, act] of Object.entries(CODE)) {
    test(`[DK1] not by ${what}`, async ({ shell }) => {
      await shell.page
        .evaluate(
          // Later, on the page's own time: while the driver evaluates, it lets pass what the page may not.
          `new Promise((done) => {
            setTimeout(done, 250);
            setTimeout(async () => { try { await (${act.toString()})(); } catch {} }, 0);
          })`,
        )
        .catch(() => undefined);
      expect(await shell.page.evaluate(() => 'codeRan' in window)).toBe(false);
    });
  }
});
