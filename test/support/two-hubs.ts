import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { root } from '#build/root.ts';
import type { DatabaseAddress } from '#server/db/connection.ts';
import { TEST_VAULT_KEY } from './factories/deps.ts';
import { freePort } from './free-port.ts';
import { startRedis, type TestRedis } from './redis.ts';
import { type RoundRobinProxy, startRoundRobinProxy } from './round-robin-proxy.ts';
import { makeTempDir, removeDir } from './temp-dir.ts';

/** One of several hubs on a database, in a process of its own; it comes back at the same address. */
export type HubProcess = {
  readonly url: string;
  readonly pid: () => number | undefined;
  readonly start: () => Promise<void>;
  /** `kill -9`. */
  readonly kill: () => Promise<void>;
  /** SIGTERM: drains, then ends. */
  readonly stop: () => Promise<void>;
  /** SIGSTOP and SIGCONT: its connections stay, nothing moves. */
  readonly freeze: () => void;
  readonly thaw: () => void;
  /** What it wrote to its log so far. */
  readonly log: () => string;
};

/** Two hubs on one database behind a proxy that sends each connection to the next of them. */
export type TwoHubs = {
  /** The proxy's address: what clients use. */
  readonly url: string;
  readonly hubs: readonly [HubProcess, HubProcess];
  readonly proxy: RoundRobinProxy;
  /** There with `redis: true`. */
  readonly redis: TestRedis | null;
  /** Ends everything that was started here; the database is the caller's. */
  readonly close: () => Promise<void>;
};

export type TwoHubsOptions = {
  /** A migrated database, such as `testDatabase().address`; its workspace is made by whoever comes first. */
  readonly address: DatabaseAddress;
  /** Fan-out by Redis Streams, from a Redis of its own; without it, by PostgreSQL. */
  readonly redis?: boolean;
  /** Redis is not there when the hubs start. */
  readonly redisStarted?: boolean;
  readonly env?: Readonly<Record<string, string>>;
};

const READY_MS = 90_000;

/** The address as DATABASE_URL takes it. */
export function urlOf(address: DatabaseAddress): string {
  if ('connectionString' in address) return address.connectionString;
  const { host, port, user, database } = address;
  return host.startsWith('/')
    ? `postgres://${user}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`
    : `postgres://${user}@${host}:${port}/${database}`;
}

export async function startTwoHubs({ address, redis, redisStarted, env = {} }: TwoHubsOptions): Promise<TwoHubs> {
  const server = redis === true ? await startRedis({ started: redisStarted ?? true }) : null;
  const dataFolder = await makeTempDir('tsunagi-two-hubs-');
  const ports = [await freePort(), await freePort()];
  const shared = {
    DATABASE_URL: urlOf(address),
    TSUNAGI_SECRET_KEY: TEST_VAULT_KEY.toString('base64'),
    TSUNAGI_LOG_LEVEL: 'warn',
    ...(server === null ? {} : { REDIS_URL: server.url }),
    ...env,
  };
  const [one, two] = ports.map((port) => hubProcess(port, join(dataFolder, String(port)), shared));
  if (one === undefined || two === undefined) throw new Error('two hubs are two');
  const proxy = await startRoundRobinProxy(ports.map((port) => ({ host: '127.0.0.1', port })));
  async function close(): Promise<void> {
    await proxy.close();
    await Promise.all([one?.stop(), two?.stop()]);
    await server?.close();
    await removeDir(dataFolder);
  }
  try {
    await Promise.all([one.start(), two.start()]);
  } catch (error) {
    await close();
    throw error;
  }
  return { url: proxy.url, hubs: [one, two], proxy, redis: server, close };
}

function hubProcess(port: number, dataFolder: string, env: Readonly<Record<string, string>>): HubProcess {
  let child: ChildProcess | null = null;
  let log = '';

  async function end(signal: NodeJS.Signals): Promise<void> {
    const ending = child;
    if (ending === null || ending.exitCode !== null || ending.signalCode !== null) return;
    const gone = once(ending, 'exit');
    ending.kill('SIGCONT');
    ending.kill(signal);
    await gone;
  }

  return {
    url: `http://127.0.0.1:${port}`,
    pid: () => child?.pid,
    async start() {
      const args = [join(root, 'server/cli.ts'), 'hub', '--json', '--port', String(port), '--data', dataFolder];
      child = spawn(process.execPath, args, {
        cwd: root,
        env: { ...process.env, ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      await ready(child, (text) => {
        log += text;
      });
    },
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
    log: () => log,
  };
}

function ready(child: ChildProcess, keep: (text: string) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const timer = setTimeout(() => reject(new Error(`no hub within ${READY_MS} ms: ${said}`)), READY_MS);
    const hear = (chunk: Buffer): void => {
      keep(chunk.toString('utf8'));
      said += chunk.toString('utf8');
      if (!said.includes('{"ok":true')) return;
      clearTimeout(timer);
      resolve();
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`the hub ended with ${code}: ${said}`));
    });
  });
}
