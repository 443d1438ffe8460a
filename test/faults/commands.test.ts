import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import { afterAll, expect, it } from 'vitest';
import { type SeededRandom, seededRandom } from '#shared/lib/seeded-random.ts';
import type { Answer } from '#shared/wire/ack.ts';
import type { CommandOutput } from '#shared/wire/commands.ts';
import type { AgentDownEvents, AgentUpEvents } from '#shared/wire/socket.ts';
import { WIRE_VERSION } from '#shared/wire/version.ts';
import { type ChaosProxy, chaosProxy } from '#test/support/chaos-proxy.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { makeAgent } from '#test/support/factories/people.ts';
import { printFigures } from '#test/support/figures.ts';
import { testHub } from '#test/support/hub.ts';

const COMMANDS = 10_000;
const AGENTS = 20;
const CUSTOMERS = 40;
const LANES = 4;
const CUTS = 60;
const SEED = 44;
/** At 20 ms each, beside what an answer takes. */
const MOST_TRIES = 3000;

type Note = { readonly id: string; readonly agent: number; readonly input: { customerId: string; text: string } };
type Told = Answer<CommandOutput<'note:add'>>;
/** No answer, or one that says when to ask again. */
const isLater = (told: Told | null): boolean => told === null || (!told.ok && told.error.code === 'rate_limited');
/** Gives a command once; null when no answer came. */
type Give = (note: Note) => Promise<Told | null>;

const database = await testDatabase({ max: 20 });
const hub = await testHub(database);
const random = seededRandom(SEED);
const proxy = await chaosProxy({ targets: [Number(new URL(hub.url).port)], seed: SEED });
afterAll(() => proxy.close());

async function signedIn(n: number): Promise<string> {
  const agent = await makeAgent(database.db, [hub.team], { login: `sender${n}` });
  return (await hub.signIn(agent)).token;
}

/** A socket that comes back by itself; what was under way when it broke is unanswered. */
function bySocket(token: string, through: ChaosProxy): { give: Give; close: () => void } {
  const socket: Socket<AgentDownEvents, AgentUpEvents> = io(`${through.url}/agent`, {
    transports: ['websocket'],
    forceNew: true,
    reconnectionDelay: 20,
    reconnectionDelayMax: 100,
    auth: { token, version: WIRE_VERSION },
  });
  return {
    close: () => void socket.disconnect(),
    async give({ id, input }) {
      if (!socket.connected) return null;
      const frame = { id, name: 'note:add', input };
      return (await socket
        .timeout(20_000)
        .emitWithAck('command', frame)
        .catch(() => null)) as Told | null;
    },
  };
}

const byHttp =
  (token: string, through: ChaosProxy): Give =>
  async ({ id, input }) => {
    try {
      const response = await fetch(`${through.url}/api/v1/commands/note:add`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ id, input }),
        signal: AbortSignal.timeout(20_000),
      });
      return (await response.json()) as Told;
    } catch {
      return null;
    }
  };

/** Every command one to five times, not far from each other but in no order. */
function deck(notes: readonly Note[], chance: SeededRandom): Note[] {
  const places = notes.flatMap((note, n) =>
    Array.from({ length: chance.int(1, 5) }, () => ({ note, at: n + chance.next() * 400 })),
  );
  return places.sort((a, b) => a.at - b.at).map(({ note }) => note);
}

it(`[SY2] ${COMMANDS} commands sent one to five times each, by socket and HTTP, through cuts, have ${COMMANDS} effects`, async () => {
  const customers = await Promise.all(Array.from({ length: CUSTOMERS }, () => makeCustomer(database.db)));
  const tokens = await Promise.all(Array.from({ length: AGENTS }, (_, n) => signedIn(n)));
  const sockets = tokens.map((token) => bySocket(token, proxy));
  const gives = tokens.map((token, n) => [sockets[n]?.give ?? byHttp(token, proxy), byHttp(token, proxy)] as const);
  const notes = Array.from({ length: COMMANDS }, (_, n): Note => {
    const customer = random.pick(customers);
    return { id: randomUUID(), agent: n % AGENTS, input: { customerId: customer.id, text: `note ${n}` } };
  });
  const sends = deck(notes, random);
  const answers = new Map<string, Set<string>>();
  const refused = new Map<string, number>();
  let unanswered = 0;

  async function give(note: Note): Promise<void> {
    const answer = await random.pick(gives[note.agent] ?? [])(note);
    if (answer === null) unanswered += 1;
    else if (answer.ok) answers.set(note.id, (answers.get(note.id) ?? new Set()).add(answer.data.item.id));
    else refused.set(answer.error.code, (refused.get(answer.error.code) ?? 0) + 1);
  }

  let cuts = 0;
  let at = 0;
  const cutting = (async () => {
    while (at < sends.length) {
      // Spread over the whole run, however fast the machine is.
      if (cuts < (at / sends.length) * CUTS) {
        proxy.cut(random.int(1, 12), random.pick(['rst', 'fin']));
        cuts += 1;
      }
      await sleep(10);
    }
  })();
  const lane = async (): Promise<void> => {
    for (let next = sends[at++]; next !== undefined; next = sends[at++]) await give(next);
  };
  await Promise.all([cutting, ...Array.from({ length: AGENTS * LANES }, lane)]);
  // Whoever got no answer at all asks once more, as every client of ours does.
  for (const note of notes) while (!answers.has(note.id)) await give(note);

  const stored = await database.db
    .selectFrom('timeline_item')
    .select(['id', 'data'])
    .where('kind', '=', 'note')
    .execute();
  const texts = stored.map(({ data }) => (data as { text: string }).text);
  expect(new Set(texts).size).toBe(COMMANDS);
  expect(texts).toHaveLength(COMMANDS);
  const ids = new Set(stored.map(({ id }) => id));
  const odd = notes.filter(({ id }) => answers.get(id)?.size !== 1 || !ids.has([...(answers.get(id) ?? [])][0] ?? ''));
  expect(odd).toEqual([]);
  expect(cuts).toBeGreaterThanOrEqual(CUTS - 1);
  // Without lost answers it would not have been shown that they do no harm.
  expect(unanswered).toBeGreaterThan(CUTS);
  expect([...refused.keys()].filter((code) => code !== 'rate_limited')).toEqual([]);

  for (const note of random.shuffle(notes).slice(0, 200)) {
    const other = { ...note, input: { ...note.input, text: `${note.input.text}!` } };
    for (const by of gives[note.agent] ?? []) {
      let answer = await by(other);
      // A line that comes back just now, or that has had its share: asked once more.
      for (let tries = 0; tries < MOST_TRIES && isLater(answer); tries++) {
        await sleep(20);
        answer = await by(other);
      }
      expect(answer).toMatchObject({ ok: false, error: { code: 'conflict', retryable: false } });
    }
  }
  const after = await database.db.selectFrom('timeline_item').select('id').where('kind', '=', 'note').execute();
  expect(after).toHaveLength(COMMANDS);
  for (const socket of sockets) socket.close();
  printFigures('commands', {
    commands: COMMANDS,
    sends: sends.length,
    effects: after.length,
    cuts,
    unanswered,
    rateLimited: refused.get('rate_limited') ?? 0,
  });
}, 570_000);
