import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { systemClock } from '#shared/lib/clock.ts';
import type { CommandInput, CommandName, CommandOutput } from '#shared/wire/commands.ts';
import { customerTopic, inboxTopic, teamTopic } from '#shared/wire/topic.ts';
import { dataOf } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { eventually, openAgentSocket, type RawAgent } from '#test/support/desk.ts';
import { makeConversation, makeItem } from '#test/support/factories/conversations.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { type MadeAgent, makeAgent } from '#test/support/factories/people.ts';
import { testHub } from '#test/support/hub.ts';

const database = await testDatabase();
const hub = await testHub(database);
const deps = testDeps(database, systemClock);
const { team, otherTeam, agents } = hub;
const BRIEF = { wants: [], done: [], promised: [], next: [], identity: [] };

async function atDesk(agent: MadeAgent) {
  const signedIn = await hub.signIn(agent);
  const desk = await openAgentSocket(hub.url, { token: signedIn.token });
  await desk.follow({ topic: inboxTopic(agent.id) }, ...agent.teamIds.map((id) => ({ topic: teamTopic(id) })));
  const give = async <N extends CommandName>(name: N, input: CommandInput<N>) =>
    dataOf(await desk.command({ id: randomUUID(), name, input })) as CommandOutput<N>;
  return { ...signedIn, desk, give };
}

/** States of a handoff in the order this desk was told them. */
const statesOn = ({ events }: RawAgent, handoffId: string) =>
  events.flatMap(({ event }) =>
    (event.type === 'offer_changed' || event.type === 'handoff_changed') && event.handoff.id === handoffId
      ? [event.handoff.state]
      : [],
  );

describe('a handoff between two desks', () => {
  it('[HO7] gives the receiver the sender’s thread, item for item, and tells both', async () => {
    const [sender, receiver] = await Promise.all(agents.map(atDesk));
    if (sender === undefined || receiver === undefined) throw new Error('two agents');
    const customer = await makeCustomer(database.db);
    const { id: conversationId } = await makeConversation(database.db, { customer, team, owner: sender.agent });
    for (let n = 0; n < 5; n++) await makeItem(deps, customer, { conversationId, data: { text: `${n}` } });
    await sender.desk.follow({ topic: customerTopic(customer.id) });
    const fenced = { conversationId, epoch: 1 };
    const to = { type: 'agent', id: receiver.agent.id } as const;
    const offer = { ...fenced, to, brief: BRIEF, snapshot: { [customer.id]: 5 } };
    const { handoff } = await sender.give('handoff:offer', offer);
    await eventually('the receiver is told', () => statesOn(receiver.desk, handoff.id).length > 0);
    await makeItem(deps, customer, { conversationId, data: { text: 'meanwhile' } });
    await receiver.give('handoff:accept', { handoffId: handoff.id });
    await eventually('both are told', () =>
      [sender, receiver].every((one) => statesOn(one.desk, handoff.id).at(-1) === 'completed'),
    );
    const ask = { customerId: customer.id, from: { at: 'newest' }, limit: 50 } as const;
    const pages = await Promise.all(
      [sender, receiver].map(async (one) => dataOf(await one.query('timeline.page', ask))),
    );
    expect(pages[0]?.items).toHaveLength(8);
    expect(pages[1]).toEqual(pages[0]);
  });

  it('[HO1] to a team is told to its members and leaves their list when one of them accepts', async () => {
    const sender = await atDesk(await makeAgent(database.db, [team]));
    const members = await Promise.all(
      [await makeAgent(database.db, [otherTeam]), await makeAgent(database.db, [otherTeam])].map(atDesk),
    );
    const [taker, onlooker] = members;
    if (taker === undefined || onlooker === undefined) throw new Error('two members');
    const customer = await makeCustomer(database.db);
    const { id: conversationId } = await makeConversation(database.db, { customer, team, owner: sender.agent });
    const to = { type: 'team', id: otherTeam.id } as const;
    const { handoff } = await sender.give('handoff:offer', {
      conversationId,
      epoch: 1,
      to,
      brief: BRIEF,
      snapshot: {},
    });
    await eventually('members are told', () =>
      members.every((one) => statesOn(one.desk, handoff.id).includes('offered')),
    );
    const listed = dataOf(await onlooker.query('inbox.list', { tab: 'mine' })).offers.map(({ id }) => id);
    expect(listed).toContain(handoff.id);
    await taker.give('handoff:accept', { handoffId: handoff.id });
    await eventually('the onlooker is told', () => statesOn(onlooker.desk, handoff.id).includes('completed'));
    expect(dataOf(await onlooker.query('inbox.list', { tab: 'mine' })).offers).toEqual([]);
  });
});
