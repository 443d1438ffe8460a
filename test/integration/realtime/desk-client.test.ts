import { expect, it } from 'vitest';
import type { DeskClient } from '#renderer/data/client/desk-client-types.ts';
import { inInboxTab } from '#shared/domain/inbox.ts';
import { testDatabase } from '#test/support/database.ts';
import { eventually, hurried, openDesk } from '#test/support/desk.ts';
import { makeConversation, makeItem } from '#test/support/factories/conversations.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { testHub } from '#test/support/hub.ts';

const database = await testDatabase();
const hub = await testHub(database, { realtime: { heartbeatMs: 500, presenceGraceMs: 200 } });
const [agent, colleague] = hub.agents;
const agentIn = await hub.signIn(agent);
const colleagueIn = await hub.signIn(colleague);

const state = (desk: DeskClient) => desk.connection.view.getState().state;
const connected = (desk: DeskClient) => eventually('the desk to be connected', () => state(desk) === 'connected');
const seqs = (desk: DeskClient, customerId: string) => {
  const door = desk.openThread(customerId);
  return { door, seqs: () => door.view.getState().thread.items.map((item) => item.seq) };
};
const rowsOf = (desk: DeskClient, reader: { id: string; teamIds: readonly string[] }, tab: 'mine' | 'team') =>
  [...desk.inbox.store.getState().rows.values()].filter((row) =>
    inInboxTab(row, tab, { agentId: reader.id, teamIds: reader.teamIds }),
  );

async function chat() {
  const customer = await makeCustomer(database.db);
  const conversation = await makeConversation(database.db, { customer, team: hub.team });
  return { customer, conversation };
}

it('[SY4] a desk says that it is connected once every topic is complete', async () => {
  const desk = openDesk(hub.url, agentIn);
  expect(state(desk)).toBe('connecting');
  await connected(desk);
  await eventually('a time of completeness', () => desk.connection.view.getState().completeUpTo);
});

it('a claim moves the row from the team to its owner, on every desk', async () => {
  const { conversation } = await chat();
  const [mine, theirs] = [openDesk(hub.url, agentIn), openDesk(hub.url, colleagueIn)];
  for (const desk of [mine, theirs]) {
    desk.inbox.load('mine');
    desk.inbox.load('team');
  }
  await Promise.all([connected(mine), connected(theirs)]);
  const has = (desk: DeskClient, who: typeof agent, tab: 'mine' | 'team') =>
    rowsOf(desk, who, tab).some((row) => row.conversationId === conversation.id);
  await eventually('the row in both queues', () => has(mine, agent, 'team') && has(theirs, colleague, 'team'));
  const before = mine.inbox.store.getState().counts;
  const answer = await mine.send('conversation:claim', { conversationId: conversation.id, epoch: conversation.epoch });
  expect(answer).toMatchObject({ ok: true, data: { conversation: { owner: { id: agent.id } } } });
  await eventually('the row in mine', () => has(mine, agent, 'mine') && !has(mine, agent, 'team'));
  await eventually('the row out of their queue', () => !has(theirs, colleague, 'team'));
  const change = () => {
    const after = mine.inbox.store.getState().counts;
    return [after.mine - before.mine, after.team - before.team];
  };
  await expect.poll(change).toEqual([1, -1]);
});

it('[SY3] both desks hold every item in the same order, whoever writes', async () => {
  const { customer, conversation } = await chat();
  const desks = [openDesk(hub.url, agentIn), openDesk(hub.url, colleagueIn)] as const;
  const views = desks.map((desk) => seqs(desk, customer.id));
  await Promise.all(desks.map(connected));
  const notes = Array.from({ length: 30 }, (_, n) =>
    (n % 2 === 0 ? desks[0] : desks[1]).send('note:add', {
      customerId: customer.id,
      conversationId: conversation.id,
      text: `note ${n}`,
    }),
  );
  const items = Array.from({ length: 30 }, () => makeItem(hub.app.deps, customer, { conversationId: conversation.id }));
  await Promise.all([...notes, ...items]);
  const whole = Array.from({ length: 60 }, (_, n) => n + 1);
  for (const view of views) await eventually('all items', () => view.seqs().length === 60);
  const [first, second] = views.map((view) => view.seqs());
  expect(first).toEqual(second);
  expect([...(first ?? [])].sort((a, b) => a - b)).toEqual(whole);
});

it('[SY3] a cut line is opened again and what was missed is caught up on, the last item too', async () => {
  const { customer } = await chat();
  const desk = openDesk(hub.url, agentIn, hurried(5));
  const view = seqs(desk, customer.id);
  await connected(desk);
  for (let round = 1; round <= 5; round += 1) {
    for (const socket of hub.app.realtime.io.of('/agent').sockets.values()) socket.conn.close();
    await makeItem(hub.app.deps, customer);
    await makeItem(hub.app.deps, customer);
    await eventually(`round ${round}`, () => view.seqs().length === round * 2, 30_000);
    await connected(desk);
  }
  expect(view.seqs()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

it('[SY3] pushes that get lost on a healthy line are made up for, also the last one, without closing it', async () => {
  const { customer } = await chat();
  const desk = openDesk(hub.url, agentIn);
  const view = seqs(desk, customer.id);
  await connected(desk);
  const [socket] = [...hub.app.realtime.io.of('/agent').sockets.values()]
    .filter((one) => one.data.asking.actor.id === agent.id)
    .slice(-1);
  const room = `customer:${customer.id}`;
  await makeItem(hub.app.deps, customer);
  await eventually('the first', () => view.seqs().length === 1);
  const sockets = [...hub.app.realtime.io.of('/agent').sockets.values()].filter((one) => one.rooms.has(room));
  expect(sockets).toHaveLength(1);
  // The push goes to nobody, as if it had been lost; then the room is as it was.
  for (const one of sockets) await one.leave(room);
  await makeItem(hub.app.deps, customer);
  for (const one of sockets) await one.join(room);
  await eventually('the lost last one', () => view.seqs().length === 2);
  for (const one of sockets) await one.leave(room);
  await makeItem(hub.app.deps, customer);
  for (const one of sockets) await one.join(room);
  await makeItem(hub.app.deps, customer);
  await eventually('the lost one in the middle', () => view.seqs().length === 4);
  expect(socket?.connected).toBe(true);
  expect(view.seqs()).toEqual([1, 2, 3, 4]);
});

it('presence follows the facts: gone for a while is disconnected, back is as before', async () => {
  const watcher = openDesk(hub.url, agentIn);
  const desk = openDesk(hub.url, colleagueIn);
  await Promise.all([connected(watcher), connected(desk)]);
  const presence = () => watcher.people.getState().agents.get(colleague.id)?.presence;
  await desk.send('presence:set', { presence: 'busy', reason: 'paperwork' });
  await eventually('busy', () => presence() === 'busy');
  expect(watcher.people.getState().agents.get(colleague.id)?.presenceReason).toBe('paperwork');
  desk.stop();
  await eventually('disconnected', () => presence() === 'disconnected');
  openDesk(hub.url, colleagueIn);
  await eventually('busy again', () => presence() === 'busy');
});

it('[CV3] who else writes to the same customer is visible live, and forgotten', async () => {
  const { customer, conversation } = await chat();
  const [mine, theirs] = [openDesk(hub.url, agentIn), openDesk(hub.url, colleagueIn)];
  for (const desk of [mine, theirs]) desk.openThread(customer.id);
  await Promise.all([connected(mine), connected(theirs)]);
  mine.typing.report(conversation.id, 'note', true);
  const [entry] = await eventually('the signal', () =>
    theirs.typing.store.getState().length > 0 ? theirs.typing.store.getState() : null,
  );
  expect(entry?.signal).toMatchObject({
    by: 'agent',
    agentId: agent.id,
    name: agent.name,
    mode: 'note',
    customerId: customer.id,
  });
  expect(mine.typing.store.getState()).toEqual([]);
  mine.typing.report(conversation.id, 'note', false);
  await eventually('the end of it', () => theirs.typing.store.getState().length === 0);
});
