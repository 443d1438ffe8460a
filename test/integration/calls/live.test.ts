import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { systemClock } from '#shared/lib/clock.ts';
import type { CommandInput, CommandName, CommandOutput } from '#shared/wire/commands.ts';
import { customerTopic, inboxTopic, teamTopic } from '#shared/wire/topic.ts';
import { dataOf } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { eventually, openAgentSocket, type RawAgent } from '#test/support/desk.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import type { MadeAgent } from '#test/support/factories/people.ts';
import { makeLine } from '#test/support/factories/phone.ts';
import { fakeClock } from '#test/support/fake-clock.ts';
import { testHub } from '#test/support/hub.ts';

const database = await testDatabase();
// It stands still: what happens is as close together on a slow machine as on any.
const hub = await testHub(database, { clock: fakeClock() });
const [anna, ben] = hub.agents;
const line = await makeLine(database.db, testDeps(database, systemClock), { logins: [anna.login, ben.login] });

async function atDesk(agent: MadeAgent) {
  const { token } = await hub.signIn(agent);
  const desk = await openAgentSocket(hub.url, { token });
  await desk.follow({ topic: inboxTopic(agent.id) }, ...agent.teamIds.map((id) => ({ topic: teamTopic(id) })));
  const give = async <N extends CommandName>(name: N, input: CommandInput<N>) =>
    dataOf(await desk.command({ id: randomUUID(), name, input })) as CommandOutput<N>;
  return { desk, give };
}

/** What a desk was told of a call on one topic, newest last. */
const toldOn = ({ events }: RawAgent, topic: string, callId: string) =>
  events.flatMap(({ topic: on, event }) =>
    on === topic && event.type === 'call_changed' && event.call.id === callId ? [event.call] : [],
  );

describe('a call at several desks', () => {
  it('[CV2] [PR4] is told to all it rings at as it goes; only its holder reads the number in full', async () => {
    const [first, second] = [await atDesk(anna), await atDesk(ben)];
    const input = { connectionId: line.id, sipCallId: 'live', from: '09077770001', to: '0312345678' };
    const { call } = await first.give('call:ring', input);
    await second.give('call:ring', input);
    await second.desk.follow({ topic: customerTopic(call.customerId) });
    await first.give('call:answer', { callId: call.id });
    await first.give('call:report', { callId: call.id, event: 'answered' });
    const inbox = (agent: MadeAgent) => inboxTopic(agent.id);
    await eventually('both desks know who has it', () =>
      [toldOn(first.desk, inbox(anna), call.id), toldOn(second.desk, inbox(ben), call.id)].every(
        (told) => told.at(-1)?.state === 'active',
      ),
    );
    const thread = () => toldOn(second.desk, customerTopic(call.customerId), call.id);
    await eventually('and who looks at the thread', () => thread().at(-1)?.state === 'active');
    const mine = toldOn(first.desk, inbox(anna), call.id).at(-1);
    const others = toldOn(second.desk, inbox(ben), call.id).at(-1);
    expect(mine).toMatchObject({ agent: { id: anna.id }, ringingAt: [], number: '+819077770001' });
    expect(others).toMatchObject({ agent: { id: anna.id }, number: '+81••••0001' });
    expect(thread().at(-1)).toMatchObject({ state: 'active', number: '+81••••0001' });
    await first.give('call:report', { callId: call.id, event: 'ended' });
    await eventually('the thread has its item', () =>
      second.desk.events.some(
        ({ event }) => event.type === 'item_added' && 'kind' in event.item && event.item.kind === 'call',
      ),
    );
  });

  it('tells the team when somebody is to be called back', async () => {
    const [first, second] = [await atDesk(anna), await atDesk(ben)];
    const input = { connectionId: line.id, sipCallId: 'missed', from: '09077770002', to: '0312345678' };
    const { call } = await first.give('call:ring', input);
    await first.give('call:report', { callId: call.id, event: 'cancelled', elsewhere: false });
    // Too young to be over for want of rings: another phone may be about to say that it rings.
    const { calls } = dataOf(await (await hub.signIn(anna)).query('calls.on-thread', { customerId: call.customerId }));
    expect(calls).toMatchObject([{ id: call.id, state: 'ringing' }]);
    const asked = { customerId: call.customerId, to: { number: '09077770002' } };
    await first.give('callback:ask', asked);
    await eventually('the team is told', () =>
      second.desk.events.some(({ event }) => event.type === 'callbacks_changed'),
    );
  });
});
