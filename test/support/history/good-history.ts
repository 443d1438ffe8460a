import { type SeededRandom, seededRandom } from '#shared/lib/seeded-random.ts';
import type { History, Line } from './line.ts';
import { createModelHub, type Matter, type ModelHub, ownedNow } from './model-hub.ts';

type Size = { readonly seed: number; readonly customers: number; readonly agents: number; readonly steps: number };
type Told = Omit<Extract<Line, { what: 'ok' }>, 'what' | 'id'>;
type Asked = Omit<Extract<Line, { what: 'invoke' }>, 'what' | 'id'>;
/** A client and how far it has heard each topic. */
type Client = { readonly id: string; readonly lines: Line[]; readonly heard: Map<string, number> };
type Stage = { readonly hub: ModelHub; readonly random: SeededRandom; readonly agents: readonly Client[] };

const GENERATION = 'g1';
const topicOf = ({ customerId }: Matter): string => `customer:${customerId}`;

/**
 * A history as a hub that keeps its promises would leave it: customers who talk, agents who claim, answer, note and hand
 * over, answers that get lost, clients that lag, catch up and load anew. The same for the same seed.
 */
export function goodHistory({ seed, customers, agents, steps }: Size): History {
  const random = seededRandom(seed);
  const hub = createModelHub(customers);
  const desks = Array.from({ length: agents }, (_, n) => newAgent(`agent-${n}`, hub));
  const visitors = hub.matters.map((m) => newVisitor(`visitor-${m.customerId}`, m));
  const stage = { hub, random, agents: desks };
  for (let step = 0; step < steps; step += 1) {
    const at = random.int(0, customers - 1);
    const [matter, visitor] = [hub.matters[at] as Matter, visitors[at] as Client];
    if (random.next() < 0.45) say(stage, visitor, matter, { command: 'visitor:send', visibility: 'customer' });
    else agentActs(stage, matter);
    const listener = random.pick(desks);
    hear(stage, listener, random.pick(hub.matters), random.int(0, 6));
    if (random.next() < 0.05) listener.lines.push({ what: 'read', customerId: matter.customerId, lastSeq: matter.seq });
  }
  for (const desk of desks) for (const matter of hub.matters) hear(stage, desk, matter, Number.POSITIVE_INFINITY);
  hub.matters.forEach((matter, n) => {
    const { customerId } = matter;
    for (const { lines } of desks) {
      const items = hub.shown(matter, () => true).slice(-50);
      lines.push({ what: 'screen', customerId, whole: false, items, owners: [ownedNow(matter)] });
    }
    const items = hub.shown(matter, ({ visibility }) => visibility === 'customer');
    visitors[n]?.lines.push({ what: 'screen', customerId, whole: true, items, owners: [] });
  });
  return {
    clients: new Map([...desks, ...visitors].map(({ id, lines }) => [id, lines])),
    truth: hub.truth(),
  };
}

function newAgent(id: string, { matters }: ModelHub): Client {
  const loaded = matters.map((m): Line => ({ what: 'loaded', topic: topicOf(m), generation: GENERATION, version: 0 }));
  return { id, lines: [{ what: 'hello', role: 'agent', id }, ...loaded], heard: new Map() };
}

const newVisitor = (id: string, { customerId }: Matter): Client => ({
  id,
  lines: [{ what: 'hello', role: 'visitor', id, customerId }],
  heard: new Map(),
});

/** Writes a command down and what became of it; a string is a refusal. Some answers are lost. */
function command({ hub, random }: Stage, { lines }: Client, asked: Asked, act: () => Told | string): void {
  const id = hub.newId('command');
  lines.push({ what: 'invoke', id, ...asked });
  const told = act();
  if (typeof told === 'string') lines.push({ what: 'fail', id, code: told });
  else if (random.next() < 0.03) lines.push({ what: 'info', id });
  else lines.push({ what: 'ok', id, ...told });
}

type Words = Asked & { readonly visibility: 'customer' | 'internal' };

function say(stage: Stage, client: Client, matter: Matter, { visibility, ...asked }: Words): void {
  const text = stage.hub.newId('words');
  command(stage, client, { ...asked, text }, () => ({
    item: stage.hub.append(matter, { visibility, authorId: client.id, text }),
  }));
}

function agentActs(stage: Stage, matter: Matter): void {
  const { hub, random, agents } = stage;
  const owner = agents.find(({ id }) => id === matter.owner);
  const agent = owner !== undefined && random.next() < 0.6 ? owner : random.pick(agents);
  const fence = { conversationId: matter.conversationId, epoch: matter.epoch };
  if (owner === agent) {
    if (matter.handoff === null && random.next() < 0.25) offer(stage, agent, matter);
    else say(stage, agent, matter, { command: 'message:send', ...fence, visibility: 'customer' });
  } else if (owner === undefined) {
    command(stage, agent, { command: 'conversation:claim', ...fence }, () => ({
      owner: hub.give(matter, agent.id, agent.id),
    }));
  } else if (matter.handoff?.to === agent.id) decide(stage, agent, matter);
  else if (random.next() < 0.5)
    command(stage, agent, { command: 'message:send', ...fence, text: hub.newId('words') }, () => 'not_owner');
  else {
    const { conversationId } = fence;
    say(stage, agent, matter, { command: 'note:add', conversationId, visibility: 'internal' });
  }
}

function offer(stage: Stage, agent: Client, matter: Matter): void {
  const { hub, random, agents } = stage;
  const others = agents.filter(({ id }) => id !== agent.id);
  if (others.length === 0) return;
  const { conversationId, epoch } = matter;
  command(stage, agent, { command: 'handoff:offer', conversationId, epoch }, () => {
    const handoff = { id: hub.newId('handoff'), state: 'offered' };
    matter.handoff = { ...handoff, to: random.pick(others).id };
    hub.append(matter, { visibility: 'internal', authorId: agent.id, handoff });
    hub.tellHandoff(matter, handoff);
    return { handoff };
  });
}

function decide(stage: Stage, agent: Client, matter: Matter): void {
  const { hub, random } = stage;
  const handoff = { id: matter.handoff?.id ?? '', state: random.pick(['completed', 'completed', 'declined']) };
  const accepts = handoff.state === 'completed';
  matter.handoff = null;
  command(stage, agent, { command: accepts ? 'handoff:accept' : 'handoff:decline', handoffId: handoff.id }, () => {
    const owner = accepts ? hub.give(matter, agent.id, agent.id, handoff) : undefined;
    if (owner === undefined) hub.append(matter, { visibility: 'internal', authorId: agent.id, handoff });
    hub.tellHandoff(matter, handoff);
    return owner === undefined ? { handoff } : { handoff, owner };
  });
}

/** A client hears the next of what there is, in order; now and then it loads the state anew. */
function hear({ hub, random }: Stage, { lines, heard }: Client, matter: Matter, most: number): void {
  const topic = topicOf(matter);
  const log = hub.eventsOf(topic);
  let version = heard.get(topic) ?? 0;
  if (random.next() < 0.02) {
    version = log.length;
    lines.push({ what: 'loaded', topic, generation: GENERATION, version });
  }
  for (const event of log.slice(version, version + most)) {
    version = event.version;
    lines.push({ what: 'saw', topic, generation: GENERATION, ...event });
    if (event.owner !== undefined) lines.push({ what: 'held', ...event.owner });
  }
  heard.set(topic, version);
}
