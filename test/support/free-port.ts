import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';

/** Above the ports that browsers and `fetch` refuse. */
const LOWEST = 20_000;
const TRIES = 100;
const RANGE = '/proc/sys/net/ipv4/ip_local_port_range';

/**
 * A TCP port on loopback that nobody listens on now. It is not one of those that the system hands out by itself, so nobody else's
 * connection or server comes upon it by chance before it is used, nor while a server that comes back at it is away.
 */
export async function freePort(): Promise<number> {
  const handedOutFrom = firstHandedOut();
  for (let tries = 0; handedOutFrom > LOWEST && tries < TRIES; tries++) {
    const port = await listenOnce(randomInt(LOWEST, handedOutFrom)).catch(() => null);
    if (port !== null) return port;
  }
  return listenOnce(0);
}

/** The lowest port that the system gives to who asks for any; 0 where that is not known. */
function firstHandedOut(): number {
  try {
    return Number(readFileSync(RANGE, 'utf8').split(/\s+/)[0]);
  } catch {
    return 0;
  }
}

async function listenOnce(wanted: number): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(wanted, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  return port;
}
