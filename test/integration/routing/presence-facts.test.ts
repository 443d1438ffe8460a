import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { markConnected, markDisconnected, markSignedOut } from '#server/domains/presence/presence.service.ts';
import { cutOffAmong } from '#server/realtime/hubs/hub-agents.repository.ts';
import { dataOf, giveTo } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { askingAs } from '#test/support/factories/people.ts';
import { seedWorkspace } from '#test/support/factories/workspace.ts';

const deps = testDeps(await testDatabase());
const { db } = deps;
const give = giveTo(deps);
const { agents } = await seedWorkspace(db);
const [agent] = agents;
const me = askingAs(agent);
const fact = async (what: 'asleep' | 'locked' | 'back') => dataOf(await give(me, 'presence:fact', { fact: what }));
const say = async (presence: 'ready' | 'busy' | 'away', reason?: string) =>
  dataOf(await give(me, 'presence:set', { presence, ...(reason === undefined ? {} : { reason }) }));
const now = async () =>
  db
    .selectFrom('agent')
    .select(['presence', 'presence_reason as reason'])
    .where('id', '=', agent.id)
    .executeTakeFirstOrThrow();

/** As every hub does when the last window of somebody has been gone for the grace, and when one is there again. */
async function cutOff(): Promise<void> {
  await markDisconnected(deps, agent.id);
  expect((await now()).presence).toBe('disconnected');
}
async function lineIsBack(): Promise<void> {
  for (const { id, earlier } of await cutOffAmong(db, [agent.id])) await markConnected(deps, id, earlier);
}

beforeEach(() => say('ready'));

describe('what the machine tells of its person', () => {
  it('is away while the screen is locked, and what was said before when it is not', async () => {
    await say('busy', 'training');
    await fact('locked');
    expect(await now()).toEqual({ presence: 'away', reason: 'locked' });
    await fact('asleep');
    expect(await now()).toEqual({ presence: 'away', reason: 'asleep' });
    await fact('back');
    expect(await now()).toEqual({ presence: 'busy', reason: 'training' });
  });

  it('does not undo what they said themselves: lunch stays lunch', async () => {
    await say('away', 'meal');
    await fact('locked');
    expect(await now()).toEqual({ presence: 'away', reason: 'meal' });
    await fact('back');
    expect(await now()).toEqual({ presence: 'away', reason: 'meal' });
  });

  it('does not make them ready who said something else meanwhile', async () => {
    await fact('locked');
    await say('away', 'meeting');
    await fact('back');
    expect(await now()).toEqual({ presence: 'away', reason: 'meeting' });
  });

  it('leaves who is on a call on the call', async () => {
    await sql`update agent set presence = 'busy', presence_reason = 'on_call' where id = ${agent.id}`.execute(db);
    await fact('locked');
    expect(await now()).toEqual({ presence: 'busy', reason: 'on_call' });
  });
});

describe('a machine that slept so long that its line was cut', () => {
  it.each([
    ['the line is back before its person', [lineIsBack, () => fact('back')]],
    ['its person is back before the line', [() => fact('back'), lineIsBack]],
  ])('gives back what was said when %s', async (_name, steps) => {
    await say('busy', 'training');
    await fact('locked');
    await cutOff();
    for (const step of steps) await step();
    expect(await now()).toEqual({ presence: 'busy', reason: 'training' });
  });

  it('stays away while the line comes and goes and the screen is locked', async () => {
    await fact('locked');
    for (const _ of [1, 2]) {
      await cutOff();
      await lineIsBack();
      expect(await now()).toEqual({ presence: 'away', reason: 'locked' });
    }
    await fact('back');
    expect(await now()).toEqual({ presence: 'ready', reason: null });
  });

  it('is away when it was locked without a line, and what was said when it is not', async () => {
    await cutOff();
    await fact('locked');
    await lineIsBack();
    expect(await now()).toEqual({ presence: 'away', reason: 'locked' });
    await fact('back');
    expect(await now()).toEqual({ presence: 'ready', reason: null });
  });

  it('does not make them ready who signed out', async () => {
    await fact('locked');
    await cutOff();
    await markSignedOut(deps, agent.id);
    await fact('back');
    expect((await now()).presence).toBe('signed_out');
    await sql`update agent set presence = 'away' where id = ${agent.id}`.execute(db);
    await fact('back');
    expect((await now()).presence).toBe('away');
  });
});
