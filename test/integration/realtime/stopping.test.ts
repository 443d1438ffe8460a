import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { testDatabase } from '#test/support/database.ts';
import { type TestHub, testHub } from '#test/support/hub.ts';

const database = await testDatabase();
const seeded = await testHub(database);

/** A window that comes back the moment it is cut, as hundreds do when a hub stops. */
function comeBackAtOnce(url: string): void {
  let ended = false;
  let socket: WebSocket | undefined;
  onTestFinished(() => {
    ended = true;
    socket?.close();
  });
  const come = (): void => {
    if (ended) return;
    socket = new WebSocket(`${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
    socket.addEventListener('close', () => setTimeout(come, 1));
  };
  come();
}

/** Asks one thing after another on a connection that it keeps, and then lets it lie, as a window at rest does. */
async function keepAsking({ url }: TestHub, token: string, ended: () => boolean): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  while (!ended())
    await new Promise<void>((answered) => {
      request(`${url}/api/v1/queries/inbox.list`, { agent, method: 'POST', headers }, (response) =>
        response
          .resume()
          .once('end', answered)
          .once('error', () => answered()),
      )
        .once('error', () => answered())
        .end(JSON.stringify({ input: { tab: 'all' } }));
    });
}

it('[SY7] a hub stops although browsers keep connections in hand that have asked nothing', async () => {
  const hub = await testHub(database, { seeded });
  const unused = connect(Number(new URL(hub.url).port), '127.0.0.1');
  onTestFinished(() => void unused.destroy());
  await once(unused, 'connect');
  await hub.fetch('/health');
  expect(await Promise.race([hub.close().then(() => 'stopped'), wait(60_000, 'still running', { ref: false })])).toBe(
    'stopped',
  );
});

it('[SY7] a hub stops although windows come back at once and connections are kept', async () => {
  for (let round = 0; round < 5; round++) {
    const hub = await testHub(database, { seeded });
    let stopsAt = Number.POSITIVE_INFINITY;
    for (let n = 0; n < 20; n++) comeBackAtOnce(hub.url);
    const { token } = await hub.signIn(hub.lead);
    // Each has asked for the last time a little later than the one before, so that some are under way as the hub stops.
    const asking = Array.from({ length: 30 }, (_, n) =>
      keepAsking(hub, token, () => performance.now() > stopsAt + 10 * n),
    );
    await wait(100);
    stopsAt = performance.now();
    expect(await Promise.race([hub.close().then(() => 'stopped'), wait(60_000, 'still running', { ref: false })])).toBe(
      'stopped',
    );
    await Promise.all(asking);
  }
}, 400_000);
