import { connect, type Socket } from 'node:net';
import { type BusMessage, readMessage, writeMessage } from './message.ts';
import type { BusValue } from './types.ts';

export type BusCall = {
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  readonly signature?: string;
  readonly body?: readonly BusValue[];
};

/** A line to the session's bus. */
export type Bus = {
  /** Rejects with the other side's refusal, when the line goes, or after five seconds. */
  readonly call: (call: BusCall) => Promise<readonly BusValue[]>;
  /** Hears the signals that a rule lets through, for as long as the line stands. */
  readonly listen: (rule: string, heard: (signal: BusMessage) => void) => Promise<void>;
  /** Resolves when the line is gone. */
  readonly gone: Promise<void>;
  readonly close: () => void;
};

const WITHIN_MS = 5000;
const BUS = { destination: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus', interface: 'org.freedesktop.DBus' };

type Waiting = { readonly done: (answer: readonly BusValue[]) => void; readonly failed: (why: Error) => void };

/** Opens a line and says hello. Rejects where nobody listens or this user is not let in. */
export async function openBus(socketPath: string, userId: number): Promise<Bus> {
  const socket = await openSocket(socketPath);
  try {
    const rest = await authenticate(socket, userId);
    const bus = startBus(socket, rest);
    await bus.call({ ...BUS, member: 'Hello' });
    return bus;
  } catch (thrown: unknown) {
    socket.destroy();
    throw thrown;
  }
}

function openSocket(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ path });
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.removeListener('error', reject);
      resolve(socket);
    });
  });
}

/** By user id, which the kernel vouches for. Resolves to what came behind the welcome. */
function authenticate(socket: Socket, userId: number): Promise<Buffer> {
  const id = Buffer.from(String(userId)).toString('hex');
  socket.write(`\0AUTH EXTERNAL ${id}\r\n`);
  return new Promise((resolve, reject) => {
    let heard = Buffer.alloc(0);
    const timer = setTimeout(() => fail(new Error('the bus does not answer')), WITHIN_MS);
    const fail = (why: Error): void => {
      stop();
      reject(why);
    };
    const lost = (): void => fail(new Error('the bus closed the line'));
    const hear = (bytes: Buffer): void => {
      heard = Buffer.concat([heard, bytes]);
      const end = heard.indexOf('\r\n');
      if (end < 0) return;
      const line = heard.toString('latin1', 0, end);
      if (!line.startsWith('OK ')) {
        fail(new Error(`the bus refused: ${line.slice(0, 80)}`));
        return;
      }
      stop();
      socket.write('BEGIN\r\n');
      resolve(heard.subarray(end + 2));
    };
    const stop = (): void => {
      clearTimeout(timer);
      socket.removeListener('data', hear);
      socket.removeListener('close', lost);
      socket.removeListener('error', fail);
    };
    socket.on('data', hear);
    socket.on('close', lost);
    socket.on('error', fail);
  });
}

function startBus(socket: Socket, first: Buffer): Bus {
  let serial = 0;
  let arrived = first;
  const waiting = new Map<number, Waiting>();
  const listeners: ((signal: BusMessage) => void)[] = [];
  const gone = new Promise<void>((resolve) => {
    socket.on('close', () => {
      for (const { failed } of waiting.values()) failed(new Error('the line to the bus is gone'));
      waiting.clear();
      resolve();
    });
  });
  // Told by `close`, which follows.
  socket.on('error', () => undefined);
  // Neither keeps the program from ending.
  socket.unref();

  const take = (message: BusMessage): void => {
    if (message.kind === 'signal') {
      for (const listener of listeners) listener(message);
      return;
    }
    const asked = waiting.get(message.replyTo ?? 0);
    if (asked === undefined) return;
    if (message.kind === 'return') asked.done(message.body);
    else if (message.kind === 'error') asked.failed(new Error(message.error ?? 'refused'));
  };
  socket.on('data', (bytes: Buffer) => {
    arrived = Buffer.concat([arrived, bytes]);
    try {
      for (let read = readMessage(arrived); read !== null; read = readMessage(arrived)) {
        arrived = read.rest;
        if (read.message !== 'ignored') take(read.message);
      }
    } catch {
      // What is no message leaves no way to find the next one.
      socket.destroy();
    }
  });

  const call = ({ signature = '', body = [], ...to }: BusCall): Promise<readonly BusValue[]> => {
    serial += 1;
    const mine = serial;
    return new Promise<readonly BusValue[]>((resolve, reject) => {
      const timer = setTimeout(() => settle.failed(new Error(`${to.member} was not answered`)), WITHIN_MS);
      const end = (): void => {
        clearTimeout(timer);
        waiting.delete(mine);
      };
      const settle: Waiting = {
        done: (answer) => {
          end();
          resolve(answer);
        },
        failed: (why) => {
          end();
          reject(why);
        },
      };
      waiting.set(mine, settle);
      if (socket.destroyed) settle.failed(new Error('the line to the bus is gone'));
      else socket.write(writeMessage({ kind: 'call', serial: mine, ...to, signature, body }));
    });
  };
  return {
    call,
    async listen(rule, heard) {
      listeners.push(heard);
      await call({ ...BUS, member: 'AddMatch', signature: 's', body: [rule] });
    },
    gone,
    close: () => socket.destroy(),
  };
}
