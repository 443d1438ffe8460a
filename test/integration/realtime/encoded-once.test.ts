import { expect, it } from 'vitest';
import { createFanOut } from '#server/realtime/fan-out.ts';
import { createOwnConversations } from '#server/realtime/own-conversations.ts';
import { namespacesOf } from '#server/realtime/sockets.ts';
import { customerTopic } from '#shared/wire/topic.ts';
import { testDatabase } from '#test/support/database.ts';
import { eventually, openAgentSocket } from '#test/support/desk.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { testHub } from '#test/support/hub.ts';

const database = await testDatabase();
const hub = await testHub(database);
const agentIn = await hub.signIn(hub.agents[0]);

it('what is pushed is put into words as often for thirty followers as for one', async () => {
  const { id } = await makeCustomer(database.db);
  const topic = customerTopic(id);
  const fanOut = createFanOut(namespacesOf(hub.app.realtime.io), { logger: hub.app.deps.logger });
  const own = createOwnConversations(database.db);
  let worded = 0;
  const event = {
    type: 'customer_changed' as const,
    customerId: id,
    toJSON() {
      worded += 1;
      return { type: 'customer_changed', customerId: id };
    },
  };
  const whole = { event, guard: null, conversationId: null, channel: null, sessionId: null };
  async function wordedFor(followers: number, version: number): Promise<number> {
    const windows = await Promise.all(Array.from({ length: followers }, () => openAgentSocket(hub.url, agentIn)));
    for (const window of windows) await window.follow({ topic });
    worded = 0;
    fanOut.send([{ place: { topic, generation: 'g', version, at: '2026-04-01T00:00:00.000Z' }, whole }], own);
    await eventually('it at everybody', () => windows.every(({ events }) => events.at(-1)?.version === version));
    return worded;
  }
  const forOne = await wordedFor(1, 1);
  expect(forOne).toBeGreaterThan(0);
  expect(await wordedFor(29, 2)).toBe(forOne);
});
