import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { busSocket } from '#electron/native/dbus/bus-address.ts';
import { type BusMessage, readMessage, writeMessage } from '#electron/native/dbus/message.ts';
import type { BusValue } from '#electron/native/dbus/types.ts';

/** A session bus of its own, by Debian's `dbus-daemon`; it starts no programs by itself. */
export type SessionBus = {
  readonly address: string;
  readonly socket: string;
  readonly close: () => Promise<void>;
};

const CONFIG = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>`;

export async function startSessionBus(): Promise<SessionBus> {
  const folder = await mkdtemp(join(tmpdir(), 'tsunagi-bus-'));
  const config = join(folder, 'session.conf');
  await writeFile(config, CONFIG);
  const daemon = spawn('dbus-daemon', [`--config-file=${config}`, '--nofork', '--print-address=1'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const address = await firstWords(daemon).catch(async (thrown: unknown) => {
    await rm(folder, { recursive: true, force: true });
    throw thrown;
  });
  return {
    address,
    socket: busSocket(address) ?? '',
    async close() {
      if (daemon.exitCode !== null || daemon.signalCode !== null) return;
      const gone = once(daemon, 'exit');
      daemon.kill();
      await gone;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The first that a program says; rejects where it ends without a word, or cannot be started at all. */
export function firstWords(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.stdout?.once('data', (chunk: Buffer) => resolve(chunk.toString('utf8').trim()));
    child.once('error', reject);
    child.once('close', (code) => reject(new Error(`${child.spawnfile} ended with ${code}, without a word`)));
  });
}

/** What another program on the bus answers to a call: a signature and values, or the name of an error. */
export type Answerer = (
  call: BusMessage,
) => { readonly signature: string; readonly body: readonly BusValue[] } | { readonly error: string };

export type BusService = {
  /** With a destination to that program alone, whatever it listens to. */
  readonly signal: (
    signal: Pick<BusMessage, 'path' | 'interface' | 'member' | 'signature' | 'body' | 'destination'>,
  ) => void;
  readonly close: () => void;
};

/** A program on the bus under a well-known name, as a notification server or a tray is one. */
export async function serveOnBus(socketPath: string, name: string, answer: Answerer): Promise<BusService> {
  const socket = connect({ path: socketPath });
  await once(socket, 'connect');
  const hex = Buffer.from(String(process.getuid?.() ?? 0)).toString('hex');
  socket.write(`\0AUTH EXTERNAL ${hex}\r\n`);
  const [welcome] = (await once(socket, 'data')) as [Buffer];
  if (!welcome.toString('latin1').startsWith('OK ')) throw new Error(`the bus said ${welcome.toString('latin1')}`);
  socket.write('BEGIN\r\n');
  let serial = 0;
  const send = (message: Omit<BusMessage, 'serial'>): void => {
    serial += 1;
    socket.write(writeMessage({ ...message, serial }));
  };
  const bus = { destination: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus', interface: 'org.freedesktop.DBus' };
  let owned: () => void = () => undefined;
  const isOwned = new Promise<void>((resolve) => {
    owned = resolve;
  });
  let arrived: Buffer = Buffer.alloc(0);
  socket.on('data', (bytes: Buffer) => {
    arrived = Buffer.concat([arrived, bytes]);
    for (let read = readMessage(arrived); read !== null; read = readMessage(arrived)) {
      arrived = read.rest;
      const { message } = read;
      if (message === 'ignored') continue;
      if (message.kind === 'return' && message.replyTo === 2) owned();
      if (message.kind !== 'call') continue;
      const to = { replyTo: message.serial, ...(message.sender === undefined ? {} : { destination: message.sender }) };
      const answered = answer(message);
      if ('error' in answered) send({ kind: 'error', ...to, error: answered.error, signature: '', body: [] });
      else send({ kind: 'return', ...to, ...answered });
    }
  });
  send({ kind: 'call', ...bus, member: 'Hello', signature: '', body: [] });
  send({ kind: 'call', ...bus, member: 'RequestName', signature: 'su', body: [name, 4] });
  await isOwned;
  return {
    signal: (signal) => send({ kind: 'signal', ...signal }),
    close: () => socket.destroy(),
  };
}
