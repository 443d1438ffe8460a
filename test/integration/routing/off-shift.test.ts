import { beforeEach, describe, expect, it } from 'vitest';
import { wakeSnoozed } from '#server/domains/conversations/status.service.ts';
import { markConnected, markDisconnected, markSignedOut } from '#server/domains/presence/presence.service.ts';
import { ABSENT_MS, releaseWaitingForAbsent } from '#server/domains/routing/leave-absent.service.ts';
import { testDatabase } from '#test/support/database.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { makeAgent } from '#test/support/factories/people.ts';
import { seedWorkspace } from '#test/support/factories/workspace.ts';
import { fakeClock } from '#test/support/fake-clock.ts';
import { expectNoGaps, expectOneOwner } from '#test/support/ownership-facts.ts';
import { makeMatter, rowOf, says, writes } from '#test/support/shift-world.ts';

const clock = fakeClock();
const deps = testDeps(await testDatabase(), clock);
const { db } = deps;
const { team } = await seedWorkspace(db);
let agent = await makeAgent(db, [team]);

beforeEach(async () => {
  clock.set('2026-04-01T01:00:00Z');
  agent = await makeAgent(db, [team]);
  await says(deps, agent, 'ready');
});

const promise = (matter: { id: string; customerId: string }, dueAt: string) =>
  db
    .insertInto('commitment')
    .values({
      id: matter.id,
      conversation_id: matter.id,
      customer_id: matter.customerId,
      text: 'お電話します',
      due_at: new Date(dueAt),
      created_at: clock.now(),
    })
    .execute();
const quiet = (id: string, over: Record<string, unknown> = {}) =>
  db
    .updateTable('conversation')
    .set({ status: 'waiting', waiting_on: 'warehouse', ...over })
    .where('id', '=', id)
    .execute();

describe('[CV6] a reply whose owner is off', () => {
  it('goes to the team’s queue in the transaction that put it on the thread, marked with the former owner', async () => {
    const matter = await makeMatter(deps, team, { owner: agent });
    await quiet(matter.id);
    await markSignedOut(deps, agent.id);
    const { item } = await writes(deps, matter);
    expect(await rowOf(deps, matter.id)).toMatchObject({
      owner_team_id: team.id,
      owner_agent_id: null,
      last_owner_agent_id: agent.id,
    });
    const told = await db
      .selectFrom('timeline_item')
      .select(['seq', 'data'])
      .where('customer_id', '=', matter.customerId)
      .where('kind', '=', 'system')
      .execute();
    expect(told.map(({ data }) => data)).toContainEqual({
      event: 'owner_changed',
      from: { type: 'agent', id: agent.id, name: agent.name },
      to: { type: 'team', id: team.id, name: team.name },
      reason: 'owner_off',
    });
    expect(told.every(({ seq }) => seq > item.seq)).toBe(true);
    await expectOneOwner(db, matter.id);
    await expectNoGaps(db, matter.customerId);
  });

  it.each([
    ['is ready', (id: string) => says(deps, { id }, 'ready')],
    ['is busy', (id: string) => says(deps, { id }, 'busy')],
    ['is away for lunch', (id: string) => says(deps, { id }, 'away', 'meal')],
  ])('stays with an owner who %s', async (_name, be) => {
    const matter = await makeMatter(deps, team, { owner: agent });
    await be(agent.id);
    await writes(deps, matter);
    expect((await rowOf(deps, matter.id)).owner_agent_id).toBe(agent.id);
    await releaseWaitingForAbsent(deps);
    expect((await rowOf(deps, matter.id)).owner_agent_id).toBe(agent.id);
  });

  it('leaves alone what a handoff decides: its outcome says who has it ([HO2])', async () => {
    const matter = await makeMatter(deps, team, { owner: agent });
    const other = await makeAgent(db, [team]);
    await db
      .insertInto('handoff')
      .values({
        id: matter.id,
        conversation_id: matter.id,
        customer_id: matter.customerId,
        from_agent_id: agent.id,
        to_agent_id: other.id,
        channel_from: 'email',
        channel_to: 'chat',
        state: 'accepted',
        stage: 'crossing',
        brief: '{}',
        snapshot: '{}',
        epoch: 1,
        offered_at: clock.now(),
        expires_at: clock.now(),
      })
      .execute();
    await markSignedOut(deps, agent.id);
    await writes(deps, matter);
    await releaseWaitingForAbsent(deps);
    expect((await rowOf(deps, matter.id)).owner_agent_id).toBe(agent.id);
  });

  it.each([
    ['a reply', (matter: Parameters<typeof writes>[1]) => writes(deps, matter)],
    ['the sweep', () => releaseWaitingForAbsent(deps)],
  ])('is not kept by leading the customer to another channel oneself: %s ends that', async (_name, act) => {
    const matter = await makeMatter(deps, team, { owner: agent });
    const handoff = {
      id: matter.id,
      conversation_id: matter.id,
      customer_id: matter.customerId,
      from_agent_id: agent.id,
      to_agent_id: agent.id,
      accepted_by: agent.id,
      channel_from: 'email',
      channel_to: 'store',
      state: 'accepted' as const,
      stage: 'crossing' as const,
      crossing: JSON.stringify({ channel: 'store', way: 'code' }),
      brief: JSON.stringify({ wants: [], done: [], promised: [], next: [], identity: [] }),
      snapshot: '{}',
      epoch: 1,
      offered_at: clock.now(),
      expires_at: clock.now(),
      lapse_at: new Date(clock.now().getTime() + 3 * 86_400_000),
    };
    await db.insertInto('handoff').values(handoff).execute();
    await markSignedOut(deps, agent.id);
    await act(matter);
    expect(await rowOf(deps, matter.id)).toMatchObject({ owner_team_id: team.id, last_owner_agent_id: agent.id });
    const ended = await db.selectFrom('handoff').select('state').where('id', '=', matter.id).executeTakeFirstOrThrow();
    expect(ended.state).toBe('withdrawn');
    await writes(deps, matter);
    await expectOneOwner(db, matter.id);
    await expectNoGaps(db, matter.customerId);
  });

  it('stays when only thanks came', async () => {
    const matter = await makeMatter(deps, team, { owner: agent });
    await quiet(matter.id);
    await markSignedOut(deps, agent.id);
    await writes(deps, matter, 'ありがとうございました');
    expect((await rowOf(deps, matter.id)).owner_agent_id).toBe(agent.id);
  });
});

describe('[CV6] what somebody leaves behind', () => {
  it('goes to the queue within a second of their signing out, except what waits for others', async () => {
    const [open, waits] = [
      await makeMatter(deps, team, { owner: agent }),
      await makeMatter(deps, team, { owner: agent }),
    ];
    await quiet(waits.id);
    await markSignedOut(deps, agent.id);
    clock.advance(1000);
    expect(await releaseWaitingForAbsent(deps)).toBe(1);
    expect((await rowOf(deps, open.id)).owner_team_id).toBe(team.id);
    expect((await rowOf(deps, waits.id)).owner_agent_id).toBe(agent.id);
  });

  it('goes to the queue when a promise of it falls due, what it waits for is late, or its snooze ends', async () => {
    const made = await Promise.all([1, 2, 3].map(() => makeMatter(deps, team, { owner: agent })));
    const [promised, waits, sleeps] = made;
    if (promised === undefined || waits === undefined || sleeps === undefined) throw new Error('three were made');
    for (const { id } of made) await quiet(id);
    await promise(promised, '2026-04-01T02:00:00Z');
    await quiet(waits.id, { waiting_until: new Date('2026-04-01T02:00:00Z') });
    await quiet(sleeps.id, { status: 'snoozed', waiting_on: null, waiting_until: new Date('2026-04-01T02:00:00Z') });
    await markSignedOut(deps, agent.id);
    clock.set('2026-04-01T01:59:59Z');
    expect(await releaseWaitingForAbsent(deps)).toBe(0);
    clock.set('2026-04-01T02:00:00Z');
    await wakeSnoozed(deps);
    expect((await rowOf(deps, sleeps.id)).owner_team_id).toBe(team.id);
    expect(await releaseWaitingForAbsent(deps)).toBe(2);
    for (const { id } of made) {
      expect((await rowOf(deps, id)).owner_team_id).toBe(team.id);
      await expectOneOwner(db, id);
    }
  });

  it('stays with somebody who was only cut off for a moment, and goes when they do not come back', async () => {
    const matter = await makeMatter(deps, team, { owner: agent });
    const before = await markDisconnected(deps, agent.id);
    clock.advance(60_000);
    await releaseWaitingForAbsent(deps);
    expect((await rowOf(deps, matter.id)).owner_agent_id).toBe(agent.id);
    await markConnected(deps, agent.id, before);
    clock.advance(ABSENT_MS);
    await releaseWaitingForAbsent(deps);
    expect((await rowOf(deps, matter.id)).owner_agent_id).toBe(agent.id);
    await markDisconnected(deps, agent.id);
    clock.advance(ABSENT_MS);
    await releaseWaitingForAbsent(deps);
    expect((await rowOf(deps, matter.id)).owner_team_id).toBe(team.id);
  });

  it('goes once, however many hubs look', async () => {
    const matters = await Promise.all(Array.from({ length: 12 }, () => makeMatter(deps, team, { owner: agent })));
    await markSignedOut(deps, agent.id);
    const counts = await Promise.all([1, 2, 3].map(() => releaseWaitingForAbsent(deps)));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(matters.length);
    for (const { id } of matters) {
      expect(await rowOf(deps, id)).toMatchObject({ owner_team_id: team.id, epoch: 2 });
      await expectOneOwner(db, id);
    }
  });
});

describe('presence', () => {
  it('is kept, every change of it', async () => {
    await says(deps, agent, 'away', 'meal');
    clock.advance(1000);
    const before = await markDisconnected(deps, agent.id);
    await markConnected(deps, agent.id, before);
    await markSignedOut(deps, agent.id);
    const log = await db
      .selectFrom('presence_log')
      .select(['presence', 'reason'])
      .where('agent_id', '=', agent.id)
      .orderBy('id')
      .execute();
    expect(log.map(({ presence, reason }) => `${presence}:${reason}`)).toEqual([
      'ready:null',
      'away:meal',
      'disconnected:null',
      'away:meal',
      'signed_out:null',
    ]);
  });
});
