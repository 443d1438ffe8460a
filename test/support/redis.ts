import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port.ts';

/** Debian's Redis on a free port of loopback, keeping nothing on disk. */
export type TestRedis = {
  /** What REDIS_URL takes. */
  readonly url: string;
  readonly start: () => Promise<void>;
  /** `kill -9`: everything in it is gone. */
  readonly kill: () => Promise<void>;
  readonly close: () => Promise<void>;
};

const READY_MS = 60_000;

/** Not started yet with `started: false`. */
export async function startRedis({ started = true } = {}): Promise<TestRedis> {
  const port = await freePort();
  let child: ChildProcess | null = null;

  async function start(): Promise<void> {
    const keepNothing = ['--save', '', '--appendonly', 'no', '--dir', '/tmp'];
    child = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', ...keepNothing], { stdio: 'ignore' });
    child.on('error', () => undefined);
    const deadline = performance.now() + READY_MS;
    while (!(await answers(port))) {
      if (performance.now() > deadline) throw new Error('redis-server does not answer: is the package installed?');
      await sleep(20);
    }
  }

  async function kill(): Promise<void> {
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  if (started) await start();
  return { url: `redis://127.0.0.1:${port}`, start, kill, close: kill };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    const end = (is: boolean) => {
      socket.destroy();
      resolve(is);
    };
    socket.once('error', () => end(false));
    socket.once('close', () => end(false));
    socket.once('connect', () => socket.write('PING\r\n'));
    socket.once('data', (answer) => end(answer.toString().startsWith('+PONG')));
  });
}
