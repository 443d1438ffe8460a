import { expect, vi } from 'vitest';
import { channelFacts } from '#shared/domain/channels.ts';
import type { Crossing } from '#shared/domain/crossing.ts';
import { customerTopic, inboxTopic, teamTopic } from '#shared/wire/topic.ts';
import { dataOf, refusalOf } from '#test/support/commands.ts';
import { expectNoGaps, expectOneOwner } from '#test/support/ownership-facts.ts';
import type { MatrixCase } from './cases.ts';
import { beginOn, comeOver, type Presence } from './customer-acts.ts';
import { type MatrixDesk, statesTold } from './desks.ts';
import { invitationOf, itemsOf, letTimePass, storedNow } from './facts.ts';
import { type MatrixPerson, newPerson } from './person.ts';
import type { MatrixWorld } from './world.ts';

const PRIVATE = 'between us: she was promised a new one';

type Run = {
  readonly world: MatrixWorld;
  readonly one: MatrixCase;
  readonly person: MatrixPerson;
  readonly conversationId: string;
  readonly epoch: number;
  /** Where they were first. */
  readonly before: Presence;
  /** What the customer is known to have said, in order. */
  readonly said: string[];
};

/**
 * Runs one case of the matrix against a real hub and checks, at each step, state, items, owner, epoch and channel, and at
 * its end what everybody was told. Leaves the hub ready for the next.
 */
export async function runCase(world: MatrixWorld, one: MatrixCase): Promise<void> {
  for (const desk of [world.sender, world.receiver, world.member]) await desk.refresh();
  const person = await newPerson(world);
  const first = 'お世話になります。先日の注文の件です。';
  const before = await beginOn(world, person, { channel: one.from, text: first, desk: world.sender });
  const { conversationId, epoch } = await owned(world, person);
  const said = one.from === 'phone' ? [] : [first];
  const run: Run = { world, one, person, conversationId, epoch, before, said };
  const handoffId = await handOff(run);
  if (one.from === one.to) await expectHandedOver(run, handoffId);
  else await crossOver(run, handoffId);
  await before.leave();
  await expectWhole(run);
}

/** The sender has it: claimed from the queue, or with the call. */
async function owned({ database, sender }: MatrixWorld, { customer }: MatrixPerson) {
  const c = await database.db
    .selectFrom('conversation')
    .selectAll()
    .where('customer_id', '=', customer.id)
    .executeTakeFirstOrThrow();
  if (c.owner_agent_id === sender.agent.id) return { conversationId: c.id, epoch: Number(c.epoch) };
  const claim = { conversationId: c.id, epoch: Number(c.epoch) };
  const { conversation } = dataOf(await sender.signedIn().command('conversation:claim', claim));
  return { conversationId: c.id, epoch: conversation.epoch };
}

/** Offers it, has it accepted, talks if it is warm and passes it. Gives the handoff's id. */
async function handOff(run: Run): Promise<string> {
  const { world, one, conversationId, epoch } = run;
  const { sender, receiver } = world;
  const give = sender.signedIn().command;
  const draft = dataOf(await sender.signedIn().query('handoff.draft-brief', { conversationId }));
  const crossing = one.from === one.to ? undefined : await wayTo(run);
  const to =
    one.receiver === 'agent'
      ? ({ type: 'agent', id: receiver.agent.id } as const)
      : ({ type: 'team', id: world.hub.otherTeam.id } as const);
  const asked = { conversationId, epoch, to, kind: one.kind, ...(crossing === undefined ? {} : { crossing }) };
  const { handoff } = dataOf(await give('handoff:offer', { ...asked, brief: draft.brief, snapshot: draft.snapshot }));
  const waits =
    channelFacts(one.from).live || (one.receiver === 'team' && (crossing !== undefined || one.kind === 'warm'));
  expect(handoff.state === 'offered').toBe(waits);
  if (waits) {
    // [HO1] the sender owns until it is accepted
    expect(await storedNow(world, conversationId)).toMatchObject({ owner: sender.agent.id, epoch, state: 'offered' });
    dataOf(await receiver.signedIn().command('handoff:accept', { handoffId: handoff.id }));
  }
  if (one.kind === 'warm') await talkAndPass(run, handoff.id);
  return handoff.id;
}

async function wayTo({ world, one, conversationId }: Run): Promise<Crossing> {
  const { options } = dataOf(await world.sender.signedIn().query('handoff.ways', { conversationId }));
  const reaching = options.filter(({ channel, reachable }) => channel === one.to && reachable);
  const option = reaching.find(({ by }) => by !== 'email') ?? reaching[0];
  if (option === undefined) {
    const why = options.filter(({ channel }) => channel === one.to).map((each) => each.why);
    throw new Error(`no way from ${one.from} to ${one.to}: ${why.join(', ')}`);
  }
  const { channel, way, by, contactPointId } = option;
  return {
    channel,
    way,
    ...(by === undefined ? {} : { by }),
    ...(contactPointId === undefined ? {} : { contactPointId }),
  };
}

/** [HO5] Beside the thread, the sender owning; then the sender passes. */
async function talkAndPass({ world, conversationId, epoch }: Run, handoffId: string): Promise<void> {
  const { sender, receiver, member } = world;
  const talking = { owner: sender.agent.id, epoch, state: 'accepted', stage: 'talking' };
  expect(await storedNow(world, conversationId)).toMatchObject(talking);
  dataOf(await sender.signedIn().command('handoff:talk', { handoffId, text: PRIVATE }));
  dataOf(await receiver.signedIn().command('handoff:talk', { handoffId, text: `${PRIVATE}. Understood` }));
  refusalOf(await member.signedIn().command('handoff:talk', { handoffId, text: 'me too' }), 'forbidden');
  refusalOf(await receiver.signedIn().command('handoff:pass', { handoffId }), 'forbidden');
  dataOf(await sender.signedIn().command('handoff:pass', { handoffId }));
}

/** The customer is on the way, and does what the case says. */
async function crossOver(run: Run, handoffId: string): Promise<void> {
  const { world, one, conversationId, epoch, before, said } = run;
  const { sender, receiver } = world;
  const onTheWay = { owner: sender.agent.id, epoch, state: 'accepted', stage: 'crossing', channel: one.from };
  expect(await storedNow(world, conversationId)).toMatchObject(onTheWay);
  if (one.customer === 'speaks_on_both') {
    // [HO4] lands on the thread, reaches the owner, and moves nothing
    keep(said, await before.say('もう少し待ってください'));
    expect(await storedNow(world, conversationId)).toMatchObject({ ...onTheWay, owner: sender.agent.id });
  }
  if (one.customer === 'never_comes' || one.customer === 'comes_late') {
    await letTimePass(world, conversationId);
    const lapsed = { owner: sender.agent.id, epoch, state: 'lapsed', stage: null, channel: one.from };
    await vi.waitFor(async () => expect(await storedNow(world, conversationId)).toMatchObject(lapsed), 30_000);
    expect((await invitationOf(world, conversationId))?.state).toBe('expired');
    if (one.customer === 'comes_late') await comesLate(run);
    return expectTold(run, handoffId, 'lapsed');
  }
  const text = '移動しました。続きをお願いします';
  const there = await comeOver(world, run.person, { conversationId, channel: one.to, text, desk: receiver });
  if (there === null) throw new Error('what they were given leads there');
  if (one.to !== 'phone' && one.to !== 'store') said.push(text);
  await expectHandedOver(run, handoffId);
  expect((await invitationOf(world, conversationId))?.state).toBe('used');
  if (one.customer === 'comes_twice') {
    keep(said, await there.say('もうひとつあります'));
    await expectHandedOver(run, handoffId);
  }
  if (one.customer === 'speaks_on_both') keep(said, await before.say('前のところにも書いておきます'));
  await there.leave();
}

const keep = (said: string[], words: string | null): void => void (words === null || said.push(words));

/** A link that is over tells nothing; by any other way they are ordinary inbound, with the sender ([HO4]). */
async function comesLate(run: Run): Promise<void> {
  const { world, one, person, conversationId, epoch, said } = run;
  const text = '遅くなりました';
  const there = await comeOver(world, person, { conversationId, channel: one.to, text, desk: world.sender });
  const leadsNowhere = one.to === 'chat' || one.to === 'store';
  expect(there === null).toBe(leadsNowhere);
  if (!leadsNowhere && one.to !== 'phone') said.push(text);
  const kept = { owner: world.sender.agent.id, epoch, state: 'lapsed' };
  expect(await storedNow(world, conversationId)).toMatchObject(kept);
  await there?.leave();
}

/** It is the receiver's, by one change of owner; or, cold on a channel that does not wait, their team's queue's. */
async function expectHandedOver(run: Run, handoffId: string): Promise<void> {
  const { world, one, conversationId, epoch } = run;
  const { receiver, hub } = world;
  const queued = one.from === one.to && one.kind === 'cold' && one.receiver === 'team' && !channelFacts(one.from).live;
  const team = one.receiver === 'team' ? hub.otherTeam.id : hub.team.id;
  const owner = queued ? hub.otherTeam.id : receiver.agent.id;
  const done = { owner, epoch: epoch + 1, state: 'completed', stage: null, teamId: team, channel: one.to };
  await vi.waitFor(async () => expect(await storedNow(world, conversationId)).toMatchObject(done), 30_000);
  await expectTold(run, handoffId, 'completed');
  // [CV1] the sender's epoch is over
  const late = { conversationId, epoch, text: '…', seen: {} };
  refusalOf(await world.sender.signedIn().command('message:send', late), 'not_owner');
}

/** [HO2] Everyone whom it concerns was told the outcome, in the order in which it came about. */
async function expectTold({ world, one }: Run, handoffId: string, outcome: 'completed' | 'lapsed'): Promise<void> {
  const { sender, receiver, member, hub } = world;
  const inboxOf = (desk: MatrixDesk) => statesTold(desk, handoffId, inboxTopic(desk.agent.id));
  await vi.waitFor(() => {
    expect(inboxOf(sender).at(-1)).toBe(outcome);
    const queued = one.from === one.to && one.receiver === 'team' && inboxOf(receiver).length === 0;
    if (!queued) expect(inboxOf(receiver).at(-1)).toBe(outcome);
    if (one.receiver === 'team') {
      expect(statesTold(member, handoffId, teamTopic(hub.otherTeam.id)).at(-1)).toBe(outcome);
      expect(inboxOf(member)).toEqual([]);
    }
  }, 30_000);
  const order = ['offered', 'accepted', outcome];
  for (const desk of [sender, receiver]) {
    const places = inboxOf(desk).map((state) => order.indexOf(state));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
  }
}

/** Nothing lost, doubled or reordered; one owner at any moment; and nobody saw what is not theirs. */
async function expectWhole(run: Run): Promise<void> {
  const { world, one, person, conversationId, said } = run;
  const { db } = world.database;
  const items = await itemsOf(world, conversationId);
  expect(items.handoffs).toEqual(eventsOf(one));
  expect(items.said).toEqual(said);
  expect(items.talk).toEqual(one.kind === 'warm' ? [PRIVATE, `${PRIVATE}. Understood`] : []);
  await expectOneOwner(db, conversationId);
  await expectNoGaps(db, person.customer.id);
  const conversations = await db
    .selectFrom('conversation')
    .select('id')
    .where('customer_id', '=', person.customer.id)
    .where('status', '<>', 'resolved')
    .execute();
  expect(conversations).toEqual([{ id: conversationId }]);
  await expectSeen(run);
}

function eventsOf(one: MatrixCase): string[] {
  const crosses = one.from !== one.to;
  const waits = channelFacts(one.from).live || (one.receiver === 'team' && (crosses || one.kind === 'warm'));
  const lapses = one.customer === 'never_comes' || one.customer === 'comes_late';
  return [
    ...(waits ? ['offered'] : []),
    ...(one.kind === 'warm' ? ['joined'] : []),
    ...(crosses ? ['invited'] : []),
    lapses ? 'lapsed' : 'completed',
  ];
}

/** [HO7] Receiver and sender see the same thread; [TL5] a colleague does not see their talk, and the customer none of it. */
async function expectSeen({ world, one, person, said }: Run): Promise<void> {
  const ask = { customerId: person.customer.id, from: { at: 'newest' }, limit: 100 } as const;
  // How far an answer got changes while they look.
  const page = async (desk: MatrixDesk) =>
    dataOf(await desk.signedIn().query('timeline.page', ask)).items.map((item) => ({ ...item, delivery: null }));
  const [sender, receiver, member] = await Promise.all([page(world.sender), page(world.receiver), page(world.member)]);
  expect(receiver).toEqual(sender);
  expect(JSON.stringify(sender).includes(PRIVATE)).toBe(one.kind === 'warm');
  expect(JSON.stringify(member)).not.toContain(PRIVATE);
  for (const { events } of person.chats) {
    const told = JSON.stringify(events.filter(({ topic }) => topic === customerTopic(person.customer.id)));
    expect(told).not.toContain(PRIVATE);
    expect(told).not.toContain('"kind":"handoff"');
    if (one.from === 'chat') expect(told).toContain(said[0]);
  }
}
