import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Answer } from '#shared/wire/ack.ts';
import type { VisitorSession } from '#shared/wire/auth.ts';
import type { CommandInput, CommandName, CommandOutput } from '#shared/wire/commands.ts';
import { customerTopic, inboxTopic } from '#shared/wire/topic.ts';
import { dataOf } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { ACK_MS, eventually, openAgentSocket, openVisitorSocket, type RawAgent } from '#test/support/desk.ts';
import { type MadeAgent, makeAgent } from '#test/support/factories/people.ts';
import { testHub } from '#test/support/hub.ts';

const database = await testDatabase();
const hub = await testHub(database);
const { team, agents, lead } = hub;
const [anna] = agents;

/** Stands in the question and in every note; the customer never reads it. */
const SECRET = '内緒-ZQX-4417';

async function atDesk(agent: MadeAgent) {
  const signedIn = await hub.signIn(agent);
  const desk = await openAgentSocket(hub.url, { token: signedIn.token });
  await desk.follow({ topic: inboxTopic(agent.id) });
  const give = async <N extends CommandName>(name: N, input: CommandInput<N>) =>
    dataOf(await desk.command({ id: randomUUID(), name, input })) as CommandOutput<N>;
  return { ...signedIn, desk, give };
}

async function visitor() {
  const response = await hub.fetch('/api/v1/visitor/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  const session = dataOf((await response.json()) as Answer<VisitorSession>);
  const door = await openVisitorSocket(hub.url, { token: session.token });
  await door.socket.timeout(ACK_MS).emitWithAck('follow', {});
  const say = (text: string) =>
    door.socket.timeout(ACK_MS).emitWithAck('command', { id: randomUUID(), name: 'visitor:send', input: { text } });
  return { ...door, customerId: session.customerId, say };
}

/** States of an escalation as this desk was told them, each revision once, in order. */
function statesOn({ events }: RawAgent, topic: string): string[] {
  const told = events.flatMap((one) =>
    one.topic === topic && one.event.type === 'escalation_changed' ? [one.event.escalation] : [],
  );
  for (const [n, one] of told.entries()) expect(one.revision).toBeGreaterThanOrEqual(told[n - 1]?.revision ?? 0);
  return told.map(({ state }) => state);
}

it('[ES2] [ES3] agent and lead are told every step live, on their inboxes and on the thread, and the customer nothing', async () => {
  const customer = await visitor();
  dataOf((await customer.say('水タンクにひびが入りました。全額返金してください')) as Answer<unknown>);
  const conversation = await database.db
    .selectFrom('conversation')
    .select(['id', 'epoch'])
    .where('customer_id', '=', customer.customerId)
    .executeTakeFirstOrThrow();
  const conversationId = conversation.id;
  const [agent, boss, outsider] = [
    await atDesk(anna),
    await atDesk(lead),
    await atDesk(await makeAgent(database.db, [team])),
  ];
  await agent.give('conversation:claim', { conversationId, epoch: Number(conversation.epoch) });
  await boss.desk.follow({ topic: customerTopic(customer.customerId) });
  const { escalation } = await agent.give('escalation:raise', {
    conversationId,
    epoch: 2,
    question: `${SECRET} 全額を承認いただけますか`,
    asked: 'approval',
  });
  const escalationId = escalation.id;
  const inbox = (who: typeof agent) => statesOn(who.desk, inboxTopic(who.agent.id));
  await eventually('the lead hears of it', () => inbox(boss).includes('raised'));
  await boss.give('escalation:review', { escalationId });
  await eventually('the agent sees that somebody looks', () => inbox(agent).includes('in_review'));
  const taken = await boss.give('escalation:decide', { escalationId, decision: 'take_over', note: SECRET });
  expect(taken.conversation).toMatchObject({ owner: { id: lead.id }, epoch: 3 });
  await eventually('the agent learns of it', () => inbox(agent).includes('taken_over'));
  await boss.give('message:send', {
    conversationId,
    epoch: 3,
    text: '責任者の者です。全額を返金いたします。',
    seen: { [customer.customerId]: 1000 },
  });
  await boss.give('escalation:give-back', { escalationId, epoch: 3, note: SECRET });
  await eventually('both know that it is over', () => [agent, boss].every((who) => inbox(who).at(-1) === 'resolved'));
  expect(inbox(boss)).toEqual(['raised', 'in_review', 'taken_over', 'resolved']);
  expect(inbox(agent)).toEqual(['raised', 'in_review', 'taken_over', 'resolved']);
  const onThread = () => statesOn(boss.desk, customerTopic(customer.customerId));
  await eventually('so does who looks at the thread', () => onThread().at(-1) === 'resolved');
  expect(onThread()).toEqual(['raised', 'in_review', 'taken_over', 'resolved']);
  expect(inbox(outsider)).toEqual([]);
  const owner = await database.db
    .selectFrom('conversation')
    .select('owner_agent_id')
    .where('id', '=', conversationId)
    .executeTakeFirstOrThrow();
  expect(owner.owner_agent_id).toBe(anna.id);
  // Something after all of it, so that what was before has come.
  await agent.give('message:send', {
    conversationId,
    epoch: 4,
    text: '以上でございます',
    seen: { [customer.customerId]: 1000 },
  });
  await eventually('the visitor is up to date', () => JSON.stringify(customer.events).includes('以上でございます'));
  const seen = JSON.stringify(customer.events);
  expect(seen).toContain('責任者の者です');
  for (const word of [SECRET, 'escalation', escalationId, lead.name]) expect(seen).not.toContain(word);
});
