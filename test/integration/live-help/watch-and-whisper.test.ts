import { randomUUID } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { settleWatches } from '#server/domains/live-help/settle-watches.service.ts';
import { WATCH_SETTLES_MS } from '#shared/domain/live-help.ts';
import { isHidden } from '#shared/domain/timeline-item.ts';
import type { CommandInput, CommandName, CommandOutput } from '#shared/wire/commands.ts';
import { customerTopic } from '#shared/wire/topic.ts';
import { dataOf, refusalOf } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { eventually, openAgentSocket, type RawAgent } from '#test/support/desk.ts';
import { makeConversation, makeItem } from '#test/support/factories/conversations.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { type MadeAgent, makeAgent } from '#test/support/factories/people.ts';
import { fakeClock } from '#test/support/fake-clock.ts';
import { testHub } from '#test/support/hub.ts';

const database = await testDatabase({ max: 12 });
const { db } = database;
const clock = fakeClock();
const hub = await testHub(database, { clock });
const second = await testHub(database, { clock, seeded: hub });
const deps = testDeps(database, clock);
const { team, agents, lead } = hub;
const [owner, colleague] = agents;

async function at(agent: MadeAgent, where = hub) {
  const signedIn = await where.signIn(agent);
  const desk = await openAgentSocket(where.url, { token: signedIn.token });
  const give = async <N extends CommandName>(name: N, input: CommandInput<N>) =>
    dataOf(await desk.command({ id: randomUUID(), name, input })) as CommandOutput<N>;
  return { ...signedIn, desk, give };
}

async function matter() {
  const customer = await makeCustomer(db);
  const { id: conversationId } = await makeConversation(db, { customer, team, owner });
  await makeItem(deps, customer, { conversationId });
  return { customer, customerId: customer.id, conversationId };
}

const helpsOn = ({ events }: RawAgent) =>
  events.flatMap(({ event }) => (event.type === 'help_changed' ? [event.help.watchers.map((w) => w.lead.id)] : []));
const itemsOf = (customerId: string) =>
  db.selectFrom('timeline_item').selectAll().where('customer_id', '=', customerId).orderBy('seq').execute();
const watchEvents = async (customerId: string) =>
  (await itemsOf(customerId))
    .filter(({ kind }) => kind === 'system')
    .map(({ data, visibility }) => [(data as { event: string }).event, visibility]);
const windowsOf = (agentId: string) => db.selectFrom('hub_agent').selectAll().where('agent_id', '=', agentId).execute();
const written = (agentId: string, count: number) =>
  vi.waitFor(async () => expect(await windowsOf(agentId)).toHaveLength(count), 30_000);
const read = { at: 'newest' } as const;

describe('[ES3] watching', () => {
  it('is told to leads and to the owner, to nobody else, and is on record for leads', async () => {
    const { customerId, conversationId } = await matter();
    const [leads, owners, others] = await Promise.all([at(lead), at(owner), at(colleague)]);
    for (const one of [leads, owners, others]) await one.desk.follow({ topic: customerTopic(customerId) });
    await leads.give('help:watch', { conversationId });
    await leads.give('help:watch', { conversationId });
    await eventually('the lead and the owner know', () =>
      [leads, owners].every(({ desk }) => helpsOn(desk).at(-1)?.includes(lead.id)),
    );
    const state = dataOf(await owners.query('help.state', { conversationId }));
    expect(state.help.watchers).toMatchObject([{ lead: { id: lead.id, name: lead.name } }]);
    refusalOf(await others.query('help.state', { conversationId }), 'forbidden');
    expect(await watchEvents(customerId)).toEqual([['watch_started', 'lead']]);
    await leads.give('help:unwatch', { conversationId });
    await eventually('the owner knows that it is over', () => helpsOn(owners.desk).at(-1)?.length === 0);
    expect(helpsOn(others.desk)).toEqual([]);
    await eventually('the others get its place', () =>
      others.desk.events.some(({ event }) => event.type === 'hidden' || event.type === 'item_added'),
    );
    expect(helpsOn(others.desk)).toEqual([]);
  });

  it('is kept from the owner where the workspace says so, and from the record’s eyes of agents always', async () => {
    const admin = await hub.signIn(await makeAgent(db, [], { role: 'admin' }));
    dataOf(await admin.command('help:settings', { agentsSeeWatching: false }));
    const { customerId, conversationId } = await matter();
    const [leads, owners] = await Promise.all([at(lead), at(owner)]);
    await owners.desk.follow({ topic: customerTopic(customerId) });
    await leads.desk.follow({ topic: customerTopic(customerId) });
    await leads.give('help:watch', { conversationId });
    await eventually('the lead knows', () => helpsOn(leads.desk).length > 0);
    expect(helpsOn(owners.desk)).toEqual([]);
    expect(dataOf(await owners.query('help.state', { conversationId })).help.watchers).toEqual([]);
    const page = dataOf(await owners.query('timeline.page', { customerId, from: read, limit: 50 }));
    expect(page.items.at(-1)).toMatchObject({ hidden: true });
    dataOf(await admin.command('help:settings', { agentsSeeWatching: true }));
  });

  it('is a lead’s alone, and not of what is resolved or one’s own', async () => {
    const { conversationId } = await matter();
    const [leads, owners] = await Promise.all([hub.signIn(lead), hub.signIn(owner)]);
    refusalOf(await owners.command('help:watch', { conversationId }), 'forbidden');
    refusalOf(await leads.command('help:watch', { conversationId: randomUUID() }), 'not_found');
    dataOf(await leads.command('help:take-over', { conversationId }));
    refusalOf(await leads.command('help:watch', { conversationId }), 'wrong_state');
    await db.updateTable('conversation').set({ status: 'resolved' }).where('id', '=', conversationId).execute();
    refusalOf(await leads.command('help:watch', { conversationId }), 'wrong_state');
  });

  it('[SY7] ends with the lead’s last window at any hub, and a flicker of the line ends nothing', async () => {
    const { customerId, conversationId } = await matter();
    await db.deleteFrom('help_watch').execute();
    const watcher = await makeAgent(db, [team], { role: 'lead' });
    const here = await at(watcher);
    const there = await at(watcher, second);
    await written(watcher.id, 2);
    await here.give('help:watch', { conversationId });
    clock.advance(5000);
    here.desk.socket.disconnect();
    await written(watcher.id, 1);
    expect(await settleWatches(deps)).toBe(0);
    there.desk.socket.disconnect();
    await written(watcher.id, 0);
    // Two hubs look at the same moment: one of them does it.
    const done = await Promise.all([settleWatches(deps), settleWatches(deps)]);
    expect(done.reduce((a, b) => a + b)).toBe(1);
    const watched = async () => (await hub.signIn(lead)).query('help.state', { conversationId });
    expect(dataOf(await watched()).help.watchers).toEqual([]);
    const back = await at(watcher, second);
    await written(watcher.id, 1);
    expect(await settleWatches(deps)).toBe(1);
    expect(dataOf(await watched()).help.watchers).toMatchObject([{ lead: { id: watcher.id } }]);
    back.desk.socket.disconnect();
    await written(watcher.id, 0);
    await settleWatches(deps);
    clock.advance(WATCH_SETTLES_MS + 1000);
    await settleWatches(deps);
    await settleWatches(deps);
    expect(await watchEvents(customerId)).toEqual([
      ['watch_started', 'lead'],
      ['watch_ended', 'lead'],
    ]);
  });

  it('[PR1] [CV3] reads as a lead reads: a view of theirs, no read mark, and nothing shown to the owner', async () => {
    const { customer, customerId, conversationId } = await matter();
    const leads = await hub.signIn(lead);
    dataOf(await leads.command('help:watch', { conversationId }));
    dataOf(await leads.query('customer.open', { customerId, conversationId, limit: 50 }));
    const views = await db.selectFrom('view_record').selectAll().where('customer_id', '=', customerId).execute();
    expect(views.map((view) => view.actor_id)).toEqual([lead.id]);
    dataOf(await leads.command('thread:mark-read', { customerId, conversationId, seq: 1 }));
    dataOf(await leads.command('seen:mark', { customerId, seen: { [customerId]: 2 } }));
    const row = await db.selectFrom('conversation').selectAll().where('id', '=', conversationId).executeTakeFirst();
    expect(Number(row?.agent_read_seq)).toBe(0);
    const item = await makeItem(deps, customer, { conversationId, data: { text: '追伸' } });
    dataOf(await leads.command('thread:mark-read', { customerId, conversationId, seq: item.seq }));
    const owners = await hub.signIn(owner);
    const send = { conversationId, epoch: 1, text: 'お調べします', seen: { [customerId]: item.seq - 1 } };
    refusalOf(await owners.command('message:send', send), 'stale');
  });
});

describe('[ES3] [TL5] whispering', () => {
  it('is read live by the owner and its author alone; others get its place', async () => {
    const { customerId, conversationId } = await matter();
    const otherLead = await makeAgent(db, [team], { role: 'lead' });
    const [leads, owners, others, more] = await Promise.all([at(lead), at(owner), at(colleague), at(otherLead)]);
    for (const one of [leads, owners, others, more]) await one.desk.follow({ topic: customerTopic(customerId) });
    const said = await leads.give('help:whisper', { conversationId, toId: owner.id, text: '承認します' });
    const { seq } = said.item;
    const told = ({ desk }: typeof leads) =>
      desk.events.flatMap(({ event }) =>
        event.type === 'item_added' && event.item.seq === seq ? [event.item] : [],
      )[0];
    await eventually('all are told', () => [leads, owners, others, more].every((one) => told(one) !== undefined));
    for (const one of [leads, owners])
      expect(told(one)).toMatchObject({ kind: 'note', visibility: 'private', data: { text: '承認します' } });
    for (const one of [others, more]) expect(told(one)).toEqual({ customerId, seq, hidden: true });
    for (const one of [others, more]) {
      const page = dataOf(await one.query('timeline.page', { customerId, from: read, limit: 50 }));
      expect(page.items.filter(isHidden).map((item) => item.seq)).toContain(seq);
      const found = dataOf(await one.query('timeline.search', { customerId, text: '承認します' }));
      expect(JSON.stringify(found)).not.toContain('承認します');
    }
  });

  it('is answered back to the lead, also by who no longer owns it, and to nobody who said nothing', async () => {
    const { customerId, conversationId } = await matter();
    const [leads, owners, others] = await Promise.all([hub.signIn(lead), hub.signIn(owner), hub.signIn(colleague)]);
    refusalOf(await owners.command('help:whisper', { conversationId, toId: lead.id, text: 'x' }), 'forbidden');
    dataOf(await leads.command('help:whisper', { conversationId, toId: owner.id, text: '承認します' }));
    dataOf(await owners.command('help:whisper', { conversationId, toId: lead.id, text: '承知しました' }));
    dataOf(await leads.command('help:take-over', { conversationId, epoch: 1 }));
    dataOf(await owners.command('help:whisper', { conversationId, toId: lead.id, text: 'お願いします' }));
    refusalOf(await others.command('help:whisper', { conversationId, toId: lead.id, text: 'x' }), 'forbidden');
    const notes = (await itemsOf(customerId)).filter(({ kind }) => kind === 'note');
    expect(notes.map(({ audience }) => [...(audience ?? [])].sort())).toEqual(
      notes.map(() => [lead.id, owner.id].sort()),
    );
    expect(notes).toHaveLength(3);
  });

  it('keeps its readers when the owner changes, and says nothing to an owner whom the lead did not mean', async () => {
    const { customerId, conversationId } = await matter();
    const [leads, owners, others] = await Promise.all([hub.signIn(lead), hub.signIn(owner), hub.signIn(colleague)]);
    const said = dataOf(await leads.command('help:whisper', { conversationId, toId: owner.id, text: '内緒です' }));
    dataOf(await owners.command('conversation:release', { conversationId, epoch: 1 }));
    refusalOf(await leads.command('help:whisper', { conversationId, toId: owner.id, text: 'x' }), 'wrong_state');
    dataOf(await others.command('conversation:claim', { conversationId, epoch: 2 }));
    const refused = refusalOf(
      await leads.command('help:whisper', { conversationId, toId: owner.id, text: 'x' }),
      'not_owner',
    );
    expect(refused.details).toMatchObject({ owner: colleague.name });
    const page = dataOf(await others.query('timeline.page', { customerId, from: read, limit: 50 }));
    expect(page.items.find(({ seq }) => seq === said.item.seq)).toEqual({
      customerId,
      seq: said.item.seq,
      hidden: true,
    });
    // Nor does it stop what the new owner sends ([CV3]).
    const seen = { [customerId]: page.items.at(-1)?.seq ?? 0 };
    dataOf(await others.command('message:send', { conversationId, epoch: 3, text: 'お待たせしました', seen }));
  });
});
