import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { root } from '#build/root.ts';
import { snapshotSchema } from '#shared/domain/brief.ts';
import { ITEM_DATA } from '#shared/domain/item-data.ts';
import { hiddenItemSchema } from '#shared/domain/timeline-item.ts';
import { answerSchema, wireErrorSchema } from '#shared/wire/ack.ts';
import { loginSchema, signedInSchema, visitorSessionInSchema, visitorSessionOutSchema } from '#shared/wire/auth.ts';
import { COMMANDS, VISITOR_COMMANDS } from '#shared/wire/commands.ts';
import { ERROR_CODES } from '#shared/wire/errors.ts';
import { QUERIES } from '#shared/wire/queries.ts';
import { commandFrameSchema, followSchema, HEARTBEAT_MS, handshakeSchema } from '#shared/wire/socket.ts';
import { headSchema, topicSchema } from '#shared/wire/topic.ts';
import { envelopeSchema, topicEventSchema } from '#shared/wire/topic-event.ts';
import { testDatabase } from '#test/support/database.ts';
import { testHub } from '#test/support/hub.ts';

const text = readFileSync(join(root, 'docs', 'protocol.md'), 'utf8');
const examples = new Map(
  [...text.matchAll(/^```json ([\w-]+)\n([\s\S]*?)^```$/gm)].map(([, name = '', body = '']) => [name, body]),
);
const example = (name: string): unknown => JSON.parse(examples.get(name) ?? 'null');

/** A command's or query's row, by its name. */
function row(name: string): { input: z.ZodType; output: z.ZodType } {
  const found = [...COMMANDS, ...VISITOR_COMMANDS, ...QUERIES].find((one) => one.name === name);
  if (found === undefined) throw new Error(`no row ${name}`);
  return found;
}

const frameOf = (name: string): z.ZodType =>
  commandFrameSchema.extend({ name: z.literal(name), input: row(name).input });
const followed = z.array(
  z.object({
    topic: topicSchema,
    mode: z.enum(['current', 'behind', 'reload', 'refused']),
    head: headSchema.optional(),
  }),
);

/** What each example of the page is an example of. */
const SCHEMAS: Readonly<Record<string, z.ZodType>> = {
  'answer-ok': answerSchema(row('draft:save').output),
  'answer-error': answerSchema(z.unknown()),
  handshake: handshakeSchema,
  'handshake-refused': wireErrorSchema,
  login: loginSchema,
  'signed-in': answerSchema(signedInSchema),
  'command-frame': frameOf('note:add'),
  'message-sent': answerSchema(row('message:send').output),
  'envelope-item': envelopeSchema,
  snapshot: snapshotSchema,
  'event-delivery': topicEventSchema,
  'event-read': topicEventSchema,
  follow: followSchema,
  followed: answerSchema(followed),
  'catch-up': row('topic.catch-up').input,
  'caught-up': answerSchema(row('topic.catch-up').output),
  heads: z.object({ heads: z.array(headSchema), at: z.iso.datetime() }),
  'hidden-item': hiddenItemSchema,
  'visitor-session': visitorSessionInSchema,
  'visitor-session-answer': answerSchema(visitorSessionOutSchema),
  'visitor-send': frameOf('visitor:send'),
  claim: row('conversation:claim').input,
  'message-send': row('message:send').input,
  'handoff-offer': row('handoff:offer').input,
  'event-handoff-item': ITEM_DATA.handoff,
};

describe('docs/protocol.md', () => {
  it('has the examples that are checked, and no others', () => {
    expect([...examples.keys()].sort()).toEqual([...Object.keys(SCHEMAS), 'session'].sort());
  });

  it.each(Object.keys(SCHEMAS))(
    'shows “%s” as the hub’s own schema has it, nothing missing and nothing unknown',
    (name) => {
      expect(SCHEMAS[name]?.parse(example(name))).toEqual(example(name));
    },
  );

  it('names errors, commands, events and limits that there are', () => {
    const words = new Set([...text.matchAll(/`([a-z]+(?:_[a-z]+)+)`/g)].map(([, word = '']) => word));
    const events = topicEventSchema.options.map(({ shape }) => shape.type.value);
    const known = new Set<string>([...ERROR_CODES, ...events, 'receiver_gone', 'connect_error']);
    expect([...words].filter((word) => !known.has(word))).toEqual([]);
    const commands = [...text.matchAll(/`([a-z-]+:[a-z-]+)`/g)].map(([, name = '']) => name);
    for (const name of commands) expect(() => row(name)).not.toThrow();
    expect(events.filter((event) => !text.includes(`\`${event}\``))).toEqual([]);
    expect(HEARTBEAT_MS).toBe(10_000);
  });
});

type Step = {
  readonly who: string;
  readonly connect?: string;
  readonly auth?: Record<string, unknown>;
  readonly post?: string;
  readonly emit?: string;
  readonly with?: unknown;
  readonly answers?: unknown;
  readonly hears?: Record<string, unknown>;
  readonly keep?: Record<string, string>;
};

/** Puts what is known into `$names`, also within longer words; a value that is a name alone keeps its type. */
function filled(value: unknown, known: ReadonlyMap<string, unknown>): unknown {
  if (typeof value === 'string') {
    const alone = /^\$(\w+)$/.exec(value)?.[1];
    if (alone !== undefined && known.has(alone)) return known.get(alone);
    return value.replace(/\$(\w+)/g, (_, name: string) => String(known.get(name)));
  }
  if (Array.isArray(value)) return value.map((one) => filled(one, known));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [String(filled(k, known)), filled(v, known)]));
}

const at = (value: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((inside, key) => (inside as Record<string, unknown> | undefined)?.[key], value);

const database = await testDatabase();
const hub = await testHub(database);

it('[SY1] [SY2] [SY3] [CV1] [CV3] the session of docs/protocol.md is how a bare socket and a hub talk', async () => {
  const known = new Map<string, unknown>([['agentToken', (await hub.signIn(hub.agents[0])).token]]);
  for (let n = 1; n <= 9; n += 1) known.set(`uuid${n}`, randomUUID());
  const sockets = new Map<string, Socket>();
  const heard = new Map<string, unknown[]>();

  async function connect(who: string, path: string, auth: Record<string, unknown>): Promise<void> {
    const socket = io(`${hub.url}${path}`, { transports: ['websocket'], reconnection: false, forceNew: true, auth });
    onTestFinished(() => void socket.disconnect());
    const events: unknown[] = [];
    socket.on('topic', (envelope) => events.push(envelope));
    socket.on('topics', (envelopes: unknown[]) => events.push(...envelopes));
    await new Promise((resolve, reject) => {
      socket.once('connect', () => resolve(undefined));
      socket.once('connect_error', reject);
    });
    sockets.set(who, socket);
    heard.set(who, events);
  }

  async function post(who: string, path: string, body: unknown): Promise<unknown> {
    const token = known.get(`${who}Token`);
    const headers = {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    };
    const response = await hub.fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
    return response.json();
  }

  for (const given of example('session') as Step[]) {
    const step = filled(given, known) as Step;
    if (step.connect !== undefined) await connect(step.who, step.connect, step.auth ?? {});
    const { hears } = step;
    if (hears !== undefined)
      await expect
        .poll(() => heard.get(step.who), { timeout: 20_000 })
        .toContainEqual(expect.objectContaining(deep(hears)));
    let answer: unknown;
    if (step.post !== undefined) answer = await post(step.who, step.post, step.with);
    if (step.emit !== undefined)
      answer = await sockets.get(step.who)?.timeout(20_000).emitWithAck(step.emit, step.with);
    if (step.answers !== undefined) expect(answer, JSON.stringify(given)).toMatchObject(step.answers as object);
    for (const [name, path] of Object.entries(step.keep ?? {})) known.set(name, at(answer, path));
  }
  const envelopes = z.array(envelopeSchema).parse([...heard.values()].flat());
  expect(envelopes.length).toBeGreaterThan(4);
}, 120_000);

/** Matches what holds at least this, however deep. */
function deep(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      inner !== null && typeof inner === 'object' && !Array.isArray(inner)
        ? expect.objectContaining(deep(inner as Record<string, unknown>))
        : inner,
    ]),
  );
}
