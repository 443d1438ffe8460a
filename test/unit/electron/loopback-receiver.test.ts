import { createServer, request } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openLoopback } from '#electron/auth/loopback-receiver.ts';

const STATE = 's'.repeat(43);
const CODE = 'c'.repeat(43);
const WORDS = { title: 'Close me', detail: 'Go on there.' };

async function open() {
  const receiver = await openLoopback(STATE, WORDS);
  onTestFinished(() => receiver.close());
  return receiver;
}
const at = (port: number, path: string) => fetch(`http://127.0.0.1:${port}${path}`);

describe('the loopback', () => {
  it('gives the code that came with the state, and is closed after it', async () => {
    const { port, answer } = await open();
    const page = await at(port, `/?state=${STATE}&code=${CODE}`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain(WORDS.title);
    expect(await answer).toEqual({ code: CODE });
    await expect(at(port, '/')).rejects.toThrow();
  });

  it('gives the reason when there is no code', async () => {
    const { port, answer } = await open();
    await at(port, `/?state=${STATE}&error=sign_on_unknown`);
    expect(await answer).toEqual({ error: 'sign_on_unknown' });
  });

  it.each([
    ['no state', `/?code=${CODE}`],
    ['another state', `/?state=${'x'.repeat(43)}&code=${CODE}`],
    ['a longer state', `/?state=${STATE}s&code=${CODE}`],
    ['no code', `/?state=${STATE}`],
    ['a code of another form', `/?state=${STATE}&code=%3Cscript%3E`],
    ['an error of another form', `/?state=${STATE}&error=%3Cb%3E`],
    ['another path', `/callback?state=${STATE}&code=${CODE}`],
  ])('refuses %s and goes on waiting for the right one', async (_what, path) => {
    const { port, answer } = await open();
    expect((await at(port, path)).status).toBe(400);
    await at(port, `/?state=${STATE}&code=${CODE}`);
    expect(await answer).toEqual({ code: CODE });
  });

  it.each([
    '//',
    '//[',
    'http://[',
    '*',
    `/${'x'.repeat(7000)}`,
    '/?%E0%A4%A&state=%',
    `//?state=${STATE}&code=${CODE}`,
  ])('refuses a line that is no address, and goes on waiting: %s', async (target) => {
    const { port, answer } = await open();
    // Any program of this machine writes what it likes, and a page of any site nearly so.
    const said = await new Promise<string>((resolve, reject) => {
      const socket = connect({ host: '127.0.0.1', port });
      let text = '';
      socket.setEncoding('latin1').on('data', (chunk: string) => {
        text += chunk;
      });
      socket.on('error', reject).on('close', () => resolve(text));
      socket.write(`GET ${target} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`);
    });
    expect(said).toMatch(/^HTTP\/1\.1 400 /);
    await at(port, `/?state=${STATE}&code=${CODE}`);
    expect(await answer).toEqual({ code: CODE });
  });

  it('refuses a name that somebody made to mean this machine, and other methods', async () => {
    const { port } = await open();
    const status = (options: object) =>
      new Promise<number | undefined>((resolve) =>
        request({ host: '127.0.0.1', port, path: `/?state=${STATE}&code=${CODE}`, ...options }, (response) => {
          response.resume();
          resolve(response.statusCode);
        }).end(),
      );
    expect(await status({ headers: { host: 'evil.test' } })).toBe(400);
    expect(await status({ headers: { host: `localhost:${port}` } })).toBe(400);
    expect(await status({ method: 'POST' })).toBe(400);
  });

  it('shows a page without scripts that tells its address to nobody', async () => {
    const { port } = await open();
    const { headers } = await at(port, `/?state=${STATE}&code=${CODE}`);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('is on 127.0.0.1 and on no other address of this machine', async () => {
    const { port } = await open();
    const others = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
    for (const { address } of others.filter((one) => one.address !== '127.0.0.1' && !one.address.startsWith('fe80'))) {
      const reached = await new Promise<boolean>((resolve) => {
        const socket = connect({ host: address, port, timeout: 1000 });
        socket.on('connect', () => resolve(true));
        for (const event of ['error', 'timeout'] as const) socket.on(event, () => resolve(false));
      });
      expect([address, reached]).toEqual([address, false]);
    }
  });

  it('takes its port for itself: another process cannot listen there too', async () => {
    const { port } = await open();
    const thief = createServer();
    const outcome = await new Promise((resolve) => {
      thief.once('error', (error: NodeJS.ErrnoException) => resolve(error.code));
      thief.listen({ host: '127.0.0.1', port }, () => resolve('listening'));
    });
    thief.close();
    expect(outcome).toBe('EADDRINUSE');
  });
});
