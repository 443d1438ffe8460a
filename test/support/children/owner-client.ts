// A desk's process that owns a conversation and is about to answer: frozen meanwhile, it wakes and sends what it meant to.
// It sends on the word `go`, which is put into its input while it is frozen: nothing is left to who is faster.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { io, type Socket } from 'socket.io-client';
import type { AgentDownEvents, AgentUpEvents } from '#shared/wire/socket.ts';
import { WIRE_VERSION } from '#shared/wire/version.ts';

type Given = { url: string; token: string; conversationId: string; customerId: string; epoch: number; text: string };

const given = JSON.parse(process.argv[2] ?? '{}') as Given;
const { url, token, conversationId, customerId, epoch, text } = given;
const tell = (told: unknown): void => void process.stdout.write(`${JSON.stringify(told)}\n`);

const auth = { token, version: WIRE_VERSION };
const socket: Socket<AgentDownEvents, AgentUpEvents> = io(`${url}/agent`, { transports: ['websocket'], auth });
await new Promise<void>((resolve) => {
  socket.once('connect', resolve);
});
// Its clock goes on while it stands still: the longest time between two ticks is how long it slept.
let tickedAt = performance.now();
let asleepFor = 0;
const tick = (): void => {
  const now = performance.now();
  asleepFor = Math.max(asleepFor, now - tickedAt);
  tickedAt = now;
};
const ticking = setInterval(tick, 50);
const input = createInterface({ input: process.stdin });
const go = once(input, 'line');
tell({ ready: true });
await go;
// It knows nothing of what came meanwhile, and sends.
tick();
clearInterval(ticking);
input.close();
const frame = {
  id: randomUUID(),
  name: 'message:send',
  input: { conversationId, epoch, text, seen: { [customerId]: 999 } },
};
const answer = await socket.timeout(30_000).emitWithAck('command', frame);
tell({ asleepFor, answer });
socket.disconnect();
