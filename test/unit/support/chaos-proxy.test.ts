import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ChaosProxy, chaosProxy } from '#test/support/chaos-proxy.ts';

/** A server that sends back what it hears, behind its own name. */
async function echo(
  name: string,
): Promise<{ port: number; sockets: Set<Socket>; heard: () => string; close: () => void }> {
  const sockets = new Set<Socket>();
  let text = '';
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      socket.write(`${name}:${chunk.toString()}`);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  return {
    port,
    sockets,
    heard: () => text,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

type Client = { socket: Socket; text: () => string; ended: () => string | null };

async function dial(port: number): Promise<Client> {
  const socket = connect(port, '127.0.0.1');
  let text = '';
  let ended: string | null = null;
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  socket.on('error', (error: NodeJS.ErrnoException) => {
    ended = error.code ?? 'error';
  });
  socket.on('end', () => {
    ended ??= 'end';
  });
  await once(socket, 'connect');
  return { socket, text: () => text, ended: () => ended };
}

async function until(check: () => boolean): Promise<void> {
  for (let turn = 0; turn < 2000; turn += 1) {
    if (check()) return;
    await sleep(5);
  }
  throw new Error('not within 10 s');
}

let a: Awaited<ReturnType<typeof echo>>;
let b: Awaited<ReturnType<typeof echo>>;
let proxy: ChaosProxy;

beforeEach(async () => {
  a = await echo('a');
  b = await echo('b');
  proxy = await chaosProxy({ targets: [a.port], seed: 7 });
});
afterEach(async () => {
  await proxy.close();
  a.close();
  b.close();
});

/** A client that has been answered once, so that the wire is known to be whole. */
async function talking(to = proxy): Promise<Client> {
  const client = await dial(to.port);
  client.socket.write('1');
  await until(() => client.text() !== '');
  return client;
}

describe('the chaos proxy', () => {
  it('passes bytes both ways, unchanged and in order, as long as nobody tells it otherwise', async () => {
    const client = await dial(proxy.port);
    for (let n = 0; n < 50; n += 1) client.socket.write(`${n} `);
    await until(() => a.heard().endsWith('49 '));
    expect(a.heard()).toBe(Array.from({ length: 50 }, (_, n) => `${n} `).join(''));
    await until(() => client.text().includes('49 '));
  });

  it('cuts by reset: both sides get an error at once', async () => {
    const client = await talking();
    expect(proxy.cut()).toBe(1);
    await until(() => client.ended() !== null);
    expect(client.ended()).toBe('ECONNRESET');
    await until(() => a.sockets.size === 0);
    expect(proxy.wires()).toEqual([]);
  });

  it('cuts by a clean close: both sides read the end', async () => {
    const client = await talking();
    proxy.cut(1, 'fin');
    await until(() => client.ended() !== null);
    expect(client.ended()).toBe('end');
    await until(() => a.sockets.size === 0);
  });

  it('cuts as many as it is told to, the same ones for the same seed', async () => {
    const clients: Client[] = [];
    for (let n = 0; n < 5; n += 1) clients.push(await talking());
    expect(proxy.cut(2)).toBe(2);
    await until(() => clients.filter((client) => client.ended() !== null).length === 2);
    const cut = clients.map((client) => client.ended() !== null);
    await sleep(30);
    expect(proxy.wires()).toHaveLength(3);
    const again = await chaosProxy({ targets: [a.port], seed: 7 });
    const others: Client[] = [];
    for (let n = 0; n < 5; n += 1) others.push(await talking(again));
    again.cut(2);
    await until(() => others.filter((client) => client.ended() !== null).length === 2);
    expect(others.map((client) => client.ended() !== null)).toEqual(cut);
    await again.close();
  });

  it('swallows in a black hole: connections are taken, nothing comes through, nobody is told until it ends', async () => {
    const old = await talking();
    const end = proxy.blackHole();
    const heard = a.heard();
    old.socket.write('lost');
    const fresh = await dial(proxy.port);
    fresh.socket.write('lost too');
    await until(() => proxy.wires().length === 2);
    await sleep(60);
    expect(a.heard()).toBe(heard);
    expect([old.ended(), fresh.ended(), fresh.text()]).toEqual([null, null, '']);
    expect(end()).toBe(2);
    await until(() => old.ended() !== null && fresh.ended() !== null);
    await talking();
  });

  it('goes half open: one direction is dead, the other lives, both look open', async () => {
    const client = await talking();
    proxy.wires()[0]?.halfOpen('down');
    client.socket.write('2');
    await until(() => a.heard().endsWith('2'));
    await sleep(30);
    expect([client.text(), client.ended()]).toEqual(['a:1', null]);
    for (const socket of a.sockets) socket.destroy();
    await sleep(30);
    expect(client.ended()).toBeNull();
  });

  it('stalls without losing a byte', async () => {
    const client = await talking();
    const [wire] = proxy.wires();
    wire?.stall();
    client.socket.write('2');
    await sleep(40);
    expect(a.heard()).toBe('1');
    wire?.resume();
    await until(() => client.text() === 'a:1a:2');
  });

  it('delays with jitter and keeps the order', async () => {
    const client = await talking();
    proxy.delay(40, 30);
    const from = performance.now();
    for (let n = 0; n < 5; n += 1) {
      client.socket.write(`${n}`);
      await sleep(5);
    }
    await until(() => a.heard().length === 6);
    expect(performance.now() - from).toBeGreaterThan(40);
    expect(a.heard()).toBe('101234');
    proxy.delay(0);
  });

  it('closes in the middle of a frame, after so many bytes', async () => {
    const client = await talking();
    proxy.wires()[0]?.cutAfter(4, 'down');
    client.socket.write('a long frame');
    await until(() => client.ended() !== null);
    expect(client.text()).toBe('a:1a:a ');
  });

  it('refuses connections for a while', async () => {
    const end = proxy.refuse();
    const client = connect(proxy.port, '127.0.0.1');
    const [error] = (await once(client, 'error')) as [NodeJS.ErrnoException];
    expect(error.code).toBe('ECONNRESET');
    end();
    await talking();
  });

  it('balances between hubs, and goes to the next when one is gone', async () => {
    const both = await chaosProxy({ targets: [a.port, b.port], seed: 3 });
    const clients: Client[] = [];
    for (let n = 0; n < 12; n += 1) clients.push(await talking(both));
    const names = new Set(clients.map((client) => client.text().slice(0, 1)));
    expect(names).toEqual(new Set(['a', 'b']));
    a.close();
    for (let n = 0; n < 4; n += 1) expect((await talking(both)).text()).toBe('b:1');
    both.route([0]);
    const nobody = connect(both.port, '127.0.0.1');
    await once(nobody, 'error');
    both.route([1]);
    await talking(both);
    await both.close();
  });
});
