import { expect, it } from 'vitest';
import type { DeskClient } from '#renderer/data/client/desk-client-types.ts';
import { testDatabase } from '#test/support/database.ts';
import { eventually, openDesk } from '#test/support/desk.ts';
import { makeConversation, makeItem } from '#test/support/factories/conversations.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { testHub } from '#test/support/hub.ts';

const database = await testDatabase();
const hub = await testHub(database, { realtime: { heartbeatMs: 500, presenceGraceMs: 200 } });
const [agent, colleague] = hub.agents;
const agentIn = await hub.signIn(agent);
const colleagueIn = await hub.signIn(colleague);

const connected = (desk: DeskClient) =>
  eventually('the desk to be connected', () => desk.connection.view.getState().state === 'connected');
const said = (desk: DeskClient, customerId: string) => {
  const door = desk.openThread(customerId);
  const texts = () =>
    door.view
      .getState()
      .thread.items.flatMap((item) => ('kind' in item && item.kind === 'message' ? [item.data.text] : []));
  return { door, texts };
};
const say = (customer: { id: string }, text: string) => makeItem(hub.app.deps, customer, { data: { text } });

it('[ID3] a thread that grows and falls apart while it is open is followed record by record, on every desk', async () => {
  const [a, b] = [await makeCustomer(database.db), await makeCustomer(database.db)];
  await makeConversation(database.db, { customer: b, team: hub.team });
  await say(a, 'a1');
  await say(b, 'b1');
  const desks = [openDesk(hub.url, agentIn), openDesk(hub.url, colleagueIn)] as const;
  // One has opened the one record, the other the other.
  const views = [said(desks[0], a.id), said(desks[1], b.id)] as const;
  await Promise.all(desks.map(connected));
  await eventually('what stands there', () => views.every((view) => view.texts().length === 1));

  const joined = await desks[0].send('identity:join', { customerId: a.id, otherId: b.id });
  const linkId = joined.ok ? (joined.data.linkId ?? '') : '';
  for (const view of views) await eventually('both records', () => view.texts().length === 2);
  await say(a, 'a2');
  await say(b, 'b2');
  for (const view of views) await eventually('what comes on either', () => view.texts().length === 4);
  expect([...views[0].texts()].sort()).toEqual(['a1', 'a2', 'b1', 'b2']);
  expect(views[0].texts()).toEqual(views[1].texts());
  expect(views[0].door.view.getState().thread.members).toEqual([a.id, b.id].sort());
  await Promise.all(desks.map(connected));

  await desks[1].send('identity:undo', { linkId });
  await eventually('the first alone', () => views[0].texts().join() === 'a1,a2');
  await eventually('the second alone', () => views[1].texts().join() === 'b1,b2');
  await say(b, 'b3');
  await eventually('its own news', () => views[1].texts().length === 3);
  expect(views[0].texts()).toEqual(['a1', 'a2']);
});

it('[SY3] what was missed of every record is caught up on after a cut line', async () => {
  const [a, b] = [await makeCustomer(database.db), await makeCustomer(database.db)];
  const desk = openDesk(hub.url, agentIn);
  await desk.send('identity:join', { customerId: a.id, otherId: b.id });
  const view = said(desk, b.id);
  await connected(desk);
  for (const socket of hub.app.realtime.io.of('/agent').sockets.values()) socket.conn.close();
  await say(a, 'a1');
  await say(b, 'b1');
  await eventually('both', () => view.texts().length === 2, 30_000);
});
