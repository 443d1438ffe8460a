import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { inboxRows } from '#server/domains/conversations/inbox-rows.repository.ts';
import { markSignedOut, sayPresence } from '#server/domains/presence/presence.service.ts';
import { breakDuePromises } from '#server/domains/promises/break-promises.service.ts';
import { promiseClock } from '#server/domains/promises/promise-clock.service.ts';
import { inWork } from '#server/work.ts';
import { dataOf, giveTo, refusalOf } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeConversation, makeItem } from '#test/support/factories/conversations.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { askingAs, makeTeam } from '#test/support/factories/people.ts';
import { seedWorkspace } from '#test/support/factories/workspace.ts';

const database = await testDatabase();
const { db } = database;
const deps = testDeps(database);
const give = giveTo(deps);
const { team, agents, lead } = await seedWorkspace(db);
const [first, second] = agents;
const me = askingAs(first);
const customer = await makeCustomer(db);
const inSeconds = (seconds: number) => new Date(deps.clock.now().getTime() + seconds * 1000).toISOString();

async function mine(over: Parameters<typeof makeConversation>[1]['over'] = {}) {
  const { id } = await makeConversation(db, { customer, team, owner: first, over });
  return { conversationId: id, epoch: 1 };
}

async function promised(at: { conversationId: string; epoch: number }, seconds = 60) {
  const wish = { ...at, text: '17時までにお電話します', dueAt: inSeconds(seconds) };
  return dataOf(await give(me, 'commitment:make', wish)).commitment;
}

const eventsOf = async (commitmentId: string) => {
  const { rows } = await sql<{ event: string; reason: string | null }>`
    select data ->> 'event' as event, data ->> 'reason' as reason from timeline_item
    where kind = 'commitment' and data ->> 'commitmentId' = ${commitmentId} order by seq`.execute(db);
  return rows.map(({ event, reason }) => (reason === null ? event : `${event} (${reason})`));
};

describe('a promise of a message', () => {
  it('points at the message, and is one however often the key is pressed', async () => {
    const at = await mine();
    const item = await makeItem(deps, customer, { conversationId: at.conversationId, direction: 'out' });
    const wish = {
      ...at,
      text: 'お電話します',
      dueAt: inSeconds(3600),
      item: { customerId: item.customerId, seq: item.seq },
    };
    const { commitment } = dataOf(await give(me, 'commitment:make', wish));
    const again = dataOf(await give(me, 'commitment:make', wish));
    expect(again.commitment).toEqual(commitment);
    expect(commitment.item).toEqual(wish.item);
    expect(await eventsOf(commitment.id)).toEqual(['made']);
  });

  it('of another conversation’s message is not found', async () => {
    const [at, elsewhere] = [await mine(), await mine()];
    const item = await makeItem(deps, customer, { conversationId: elsewhere.conversationId });
    const wish = { ...at, text: 'x', dueAt: inSeconds(60), item: { customerId: item.customerId, seq: item.seq } };
    refusalOf(await give(me, 'commitment:make', wish), 'not_found');
  });
});

describe('a promise that is put off', () => {
  it('has a new time, the reason on the thread, and counts how often', async () => {
    const at = await mine();
    const { id } = await promised(at);
    const dueAt = inSeconds(7200);
    const move = { ...at, commitmentId: id, dueAt, reason: '倉庫の回答待ち' };
    const { commitment } = dataOf(await give(me, 'commitment:move', move));
    expect(commitment).toMatchObject({ dueAt, state: 'open', moves: 1 });
    expect(await eventsOf(id)).toEqual(['made', 'moved (倉庫の回答待ち)']);
  });

  it('is refused into the past, by others, and once it is kept', async () => {
    const at = await mine();
    const { id } = await promised(at);
    const move = { ...at, commitmentId: id, dueAt: inSeconds(0), reason: 'x' };
    refusalOf(await give(me, 'commitment:move', move), 'invalid');
    const ahead = { ...move, dueAt: inSeconds(60) };
    refusalOf(await give(askingAs(second), 'commitment:move', ahead), 'not_owner');
    dataOf(await give(me, 'commitment:settle', { ...at, commitmentId: id, state: 'kept' }));
    refusalOf(await give(me, 'commitment:move', ahead), 'wrong_state');
  });
});

describe('a promise whose time went by', () => {
  it('is broken once by however many hubs, on the thread, and the owner’s and the lead’s inbox hear of it', async () => {
    const at = await mine();
    const { id } = await promised(at);
    expect(await breakDuePromises(deps)).toBe(0);
    deps.clock.advance(61_000);
    deps.changes.length = 0;
    const broken = await Promise.all([breakDuePromises(deps), breakDuePromises(deps), breakDuePromises(deps)]);
    expect(broken.reduce((sum, n) => sum + n, 0)).toBe(1);
    expect(await eventsOf(id)).toEqual(['made', 'broken']);
    for (const one of [first, lead])
      expect(deps.changes).toContainEqual(
        expect.objectContaining({
          topic: `inbox:${one.id}`,
          event: { type: 'rows_changed', conversationId: at.conversationId },
        }),
      );
    expect(await breakDuePromises(deps)).toBe(0);
  });

  it('[CV6] goes to the queue as it breaks when its owner is off', async () => {
    const at = await mine();
    const { id } = await promised(at);
    await markSignedOut(deps, first.id);
    deps.clock.advance(61_000);
    expect(await breakDuePromises(deps)).toBe(1);
    await inWork(deps, (work) => sayPresence(work, first.id, 'ready', null));
    const owner = await db
      .selectFrom('conversation')
      .select(['owner_agent_id', 'owner_team_id', 'last_owner_agent_id'])
      .where('id', '=', at.conversationId)
      .executeTakeFirstOrThrow();
    expect(owner).toEqual({ owner_agent_id: null, owner_team_id: team.id, last_owner_agent_id: first.id });
    expect(await eventsOf(id)).toEqual(['made', 'broken']);
  });

  it('is heard by every lead where the team has none of its own', async () => {
    const leaderless = await makeTeam(db);
    const { id: conversationId } = await makeConversation(db, { customer, team: leaderless, owner: first });
    await promised({ conversationId, epoch: 1 });
    deps.clock.advance(61_000);
    deps.changes.length = 0;
    await breakDuePromises(deps);
    expect(deps.changes).toContainEqual(
      expect.objectContaining({ topic: `inbox:${lead.id}`, event: { type: 'rows_changed', conversationId } }),
    );
  });

  it('brings back what waits or sleeps, and stays on the row until it is made good', async () => {
    const at = await mine({ status: 'snoozed', waiting_until: new Date(deps.clock.now().getTime() + 86_400_000) });
    const { id, dueAt } = await promised(at);
    const row = async () => (await inboxRows(db, [at.conversationId]))[0];
    expect(await row()).toMatchObject({ section: 'snoozed', due: { kind: 'promise', at: dueAt } });
    deps.clock.advance(61_000);
    await breakDuePromises(deps);
    expect(await row()).toMatchObject({ section: 'live', due: { kind: 'promise' }, promises: [{ state: 'broken' }] });
    dataOf(await give(me, 'commitment:settle', { ...at, commitmentId: id, state: 'kept' }));
    expect(await row()).toMatchObject({ section: 'snoozed', promises: [] });
    expect(await eventsOf(id)).toEqual(['made', 'broken', 'kept']);
  });

  it('is open again when it is put off', async () => {
    const at = await mine();
    const { id } = await promised(at);
    deps.clock.advance(61_000);
    await breakDuePromises(deps);
    const move = { ...at, commitmentId: id, dueAt: inSeconds(60), reason: '明日まで' };
    expect(dataOf(await give(me, 'commitment:move', move)).commitment.state).toBe('open');
    deps.clock.advance(61_000);
    expect(await breakDuePromises(deps)).toBe(1);
    expect(await eventsOf(id)).toEqual(['made', 'broken', 'moved (明日まで)', 'broken']);
  });

  it('is kept or broken, never both, when the two race', async () => {
    const at = await mine();
    const races = await Promise.all(Array.from({ length: 8 }, () => promised(at)));
    deps.clock.advance(61_000);
    const keeps = races.map(({ id }) => give(me, 'commitment:settle', { ...at, commitmentId: id, state: 'kept' }));
    await Promise.all([...keeps, breakDuePromises(deps), breakDuePromises(deps)]);
    for (const { id } of races) {
      const events = await eventsOf(id);
      expect([
        ['made', 'kept'],
        ['made', 'broken', 'kept'],
      ]).toContainEqual(events);
    }
  });
});

describe('[CV9] the clock of promises', () => {
  it('is the workspace’s around the clock without a calendar', async () => {
    const at = await mine();
    const clock = await promiseClock(deps, at.conversationId);
    expect(clock).toMatchObject({ timeZone: 'Asia/Tokyo' });
    expect(clock.hours).toBeUndefined();
    expect(clock.holidays).toContain('2026-05-05');
  });
});
