import { expect, it } from 'vitest';
import { dataOf } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { eventually, openDesk } from '#test/support/desk.ts';
import { makeConversation, makeItem } from '#test/support/factories/conversations.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { testHub } from '#test/support/hub.ts';

const database = await testDatabase();
const hub = await testHub(database);
const [agent, colleague] = hub.agents;
const agentIn = await hub.signIn(agent);
const colleagueIn = await hub.signIn(colleague);
const brief = { wants: [], done: [], promised: [], next: [], identity: [] };

async function offered() {
  const customer = await makeCustomer(database.db);
  await makeItem(hub.app.deps, customer);
  const { id } = await makeConversation(database.db, { customer, team: hub.team, owner: agent });
  const to = { type: 'agent' as const, id: colleague.id };
  const input = { conversationId: id, epoch: 1, to, brief, snapshot: { [customer.id]: 1 } };
  const { handoff } = dataOf(await agentIn.command('handoff:offer', input));
  return { customer, handoffId: handoff.id };
}
const viewsOf = async (customerId: string) =>
  (await database.db.selectFrom('view_record').select('actor_id').where('customer_id', '=', customerId).execute())
    .length;

it('[HO4] an accepted handoff brings its thread where that is asked for, as opening it would', async () => {
  const { customer, handoffId } = await offered();
  const { opened } = dataOf(await colleagueIn.command('handoff:accept', { handoffId, open: true }));
  // [PR1] The view is there before the answer is.
  expect(await viewsOf(customer.id)).toBe(1);
  const asked = dataOf(await colleagueIn.query('customer.open', { customerId: customer.id }));
  expect(opened).toEqual(asked);
  expect(opened?.conversations[0]?.owner.id).toBe(colleague.id);
});

it('[PR1] nothing is opened, and no view recorded, where it is not asked for or the offer was decided', async () => {
  const { customer, handoffId } = await offered();
  expect(dataOf(await colleagueIn.command('handoff:accept', { handoffId })).opened).toBeUndefined();
  expect(await colleagueIn.command('handoff:accept', { handoffId, open: true })).toMatchObject({
    ok: false,
    error: { code: 'handoff_decided' },
  });
  expect(await viewsOf(customer.id)).toBe(0);
});

it('a desk that accepts opens the thread without asking again, and hears what comes after', async () => {
  const { customer, handoffId } = await offered();
  const desk = openDesk(hub.url, colleagueIn);
  await eventually('connected', () => desk.connection.view.getState().state === 'connected');
  expect((await desk.send('handoff:accept', { handoffId })).ok).toBe(true);
  const door = desk.openThread(customer.id);
  const items = () => door.view.getState().thread.items;
  await eventually('the thread with the knot', () => items().some((item) => 'kind' in item && item.kind === 'handoff'));
  const item = await makeItem(hub.app.deps, customer);
  await eventually('what came after', () => items().some(({ seq }) => seq === item.seq));
  expect(await viewsOf(customer.id)).toBe(1);
});
