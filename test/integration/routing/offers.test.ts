import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { v7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import { offerWork } from '#server/domains/routing/offer-work.service.ts';
import { routingQueries } from '#server/domains/routing/routing.handlers.ts';
import { waitingToOffer } from '#server/domains/routing/routing.repository.ts';
import { dataOf, giveTo, refusalOf } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { askingAs, type MadeAgent, type MadeTeam, makeAgent, makeTeam } from '#test/support/factories/people.ts';
import { seedWorkspace } from '#test/support/factories/workspace.ts';
import { fakeClock } from '#test/support/fake-clock.ts';
import { expectOneOwner } from '#test/support/ownership-facts.ts';
import { inboxEvents, makeMatter, rowOf, says, writes } from '#test/support/shift-world.ts';

const clock = fakeClock();
const deps = testDeps(await testDatabase(), clock);
const { db } = deps;
const give = giveTo(deps);
await seedWorkspace(db);
let team: MadeTeam;
let [first, second] = [] as unknown as [MadeAgent, MadeAgent];

beforeEach(async () => {
  clock.set('2026-04-01T01:00:00Z');
  // Each test has a team of its own; nobody else's queue is offered.
  await sql`update team set routing = 'by_hand'`.execute(db);
  await sql`update work_offer set state = 'withdrawn' where state = 'open'`.execute(db);
  team = await makeTeam(db, { routing: 'offered', offer_seconds: 30 });
  first = await makeAgent(db, [team]);
  second = await makeAgent(db, [team]);
  await says(deps, first, 'ready');
  clock.advance(1000);
  await says(deps, second, 'ready');
});

const offersOf = (conversationId: string) =>
  db
    .selectFrom('work_offer')
    .select(['id', 'agent_id', 'state', 'reason'])
    .where('conversation_id', '=', conversationId)
    .orderBy('offered_at')
    .orderBy('id')
    .execute();
const openOf = async (conversationId: string) => {
  const open = (await offersOf(conversationId)).filter(({ state }) => state === 'open');
  expect(open.length).toBeLessThanOrEqual(1);
  return open[0];
};

describe('the hub offers what waits in a queue', () => {
  it('to one person, the longest idle, on their inbox, until the deadline; by hand it offers nothing', async () => {
    const matter = await makeMatter(deps, team, { channel: 'chat' });
    expect(await offerWork(deps)).toBe(1);
    expect(await offerWork(deps)).toBe(0);
    const offer = await openOf(matter.id);
    expect(offer).toMatchObject({ agent_id: first.id });
    expect(await inboxEvents(deps, first)).toContainEqual({ type: 'work_offer_changed', offerId: offer?.id });
    await sql`update team set routing = 'by_hand'`.execute(db);
    await makeMatter(deps, team, { channel: 'chat' });
    expect(await offerWork(deps)).toBe(0);
  });

  it('[CV2] accepting is the claim: one owner, one epoch; the second accept changes nothing', async () => {
    const matter = await makeMatter(deps, team, { channel: 'chat' });
    await offerWork(deps);
    const offerId = (await openOf(matter.id))?.id ?? '';
    refusalOf(await give(askingAs(second), 'routing:accept', { offerId }), 'forbidden');
    const { conversation } = dataOf(await give(askingAs(first), 'routing:accept', { offerId }));
    expect(conversation).toMatchObject({ owner: { id: first.id }, epoch: 2 });
    expect(dataOf(await give(askingAs(first), 'routing:accept', { offerId })).conversation.epoch).toBe(2);
    expect(await offersOf(matter.id)).toMatchObject([{ state: 'accepted' }]);
    await expectOneOwner(db, matter.id);
  });

  it('is withdrawn when somebody takes it from the queue by hand, and its person told', async () => {
    const matter = await makeMatter(deps, team, { channel: 'chat' });
    await offerWork(deps);
    const offerId = (await openOf(matter.id))?.id ?? '';
    dataOf(await give(askingAs(second), 'conversation:claim', { conversationId: matter.id, epoch: 1 }));
    const events = (await inboxEvents(deps, first)).filter(({ type }) => type === 'work_offer_changed');
    expect(events).toHaveLength(2);
    refusalOf(await give(askingAs(first), 'routing:accept', { offerId }), 'already_claimed');
    expect(await offersOf(matter.id)).toMatchObject([{ state: 'withdrawn' }]);
  });

  it('asks the next person after a no, and tells the thread when nobody is left', async () => {
    const matter = await makeMatter(deps, team, { channel: 'chat' });
    for (const agent of [first, second]) {
      await offerWork(deps);
      const offer = await openOf(matter.id);
      expect(offer?.agent_id).toBe(agent.id);
      dataOf(await give(askingAs(agent), 'routing:decline', { offerId: offer?.id ?? '', reason: 'busy' }));
    }
    for (let look = 0; look < 3; look += 1) expect(await offerWork(deps)).toBe(0);
    expect((await rowOf(deps, matter.id)).owner_team_id).toBe(team.id);
    const told = await db
      .selectFrom('timeline_item')
      .select('data')
      .where('conversation_id', '=', matter.id)
      .where('kind', '=', 'system')
      .execute();
    expect(told.map(({ data }) => data)).toEqual([
      expect.objectContaining({
        event: 'nobody_took',
        tried: [
          { name: first.name, state: 'declined' },
          { name: second.name, state: 'declined' },
        ],
      }),
    ]);
    const { tried } = await routingQueries['routing.tried'](deps, askingAs(first), { conversationId: matter.id });
    expect(tried).toMatchObject([
      { agent: { id: first.id }, state: 'declined', reason: 'busy' },
      { agent: { id: second.id } },
    ]);
    // Who comes later is asked all the same.
    const late = await makeAgent(db, [team]);
    expect(await offerWork(deps)).toBe(1);
    expect((await openOf(matter.id))?.agent_id).toBe(late.id);
  });

  it('asks the next person when the deadline passes; who lets two pass in a row is away until they say otherwise', async () => {
    await says(deps, second, 'away', 'meal');
    for (const round of [1, 2]) {
      const matter = await makeMatter(deps, team, { channel: 'chat' });
      await offerWork(deps);
      expect((await openOf(matter.id))?.agent_id).toBe(first.id);
      clock.advance(30_000);
      await offerWork(deps);
      expect(await offersOf(matter.id)).toMatchObject([{ state: 'passed' }]);
      const { presence, presence_reason: reason } = await db
        .selectFrom('agent')
        .select(['presence', 'presence_reason'])
        .where('id', '=', first.id)
        .executeTakeFirstOrThrow();
      expect([presence, reason]).toEqual(round === 1 ? ['ready', null] : ['away', 'no_answer']);
    }
  });

  it('is withdrawn from who goes away, and they are asked again when they are back', async () => {
    await says(deps, second, 'away', 'meal');
    const matter = await makeMatter(deps, team, { channel: 'chat' });
    await offerWork(deps);
    await says(deps, first, 'away', 'meal');
    await offerWork(deps);
    expect(await offersOf(matter.id)).toMatchObject([{ state: 'withdrawn', reason: 'gone' }]);
    await says(deps, first, 'ready');
    expect(await offerWork(deps)).toBe(1);
  });
});

describe('a long queue', () => {
  it('hides neither another team’s work nor, once nobody took it, what is new', async () => {
    const busy = await makeTeam(db, { routing: 'offered' });
    for (let n = 0; n < 3; n += 1) {
      const { id } = await makeMatter(deps, busy, { channel: 'chat' });
      await sql`update conversation set priority = 'urgent' where id = ${id}`.execute(db);
    }
    const old = await makeMatter(deps, team, { channel: 'chat' });
    await sql`update conversation set priority = 'urgent', routing_told_epoch = epoch where id = ${old.id}`.execute(db);
    const fresh = await makeMatter(deps, team, { channel: 'chat' });
    const looked = async (perTeam: number) =>
      (await waitingToOffer(db, perTeam)).map(({ conversationId }) => conversationId);
    expect(await looked(1)).toEqual([fresh.id]);
    expect(await looked(2)).toEqual([fresh.id, old.id]);
    await makeAgent(db, [busy]);
    expect(await looked(1)).toHaveLength(2);
  });

  it('locks nothing of what its thread was told of, and is told of though nobody is at work any more', async () => {
    const matter = await makeMatter(deps, team, { channel: 'chat' });
    for (const agent of [first, second]) {
      await offerWork(deps);
      const offerId = (await openOf(matter.id))?.id ?? '';
      dataOf(await give(askingAs(agent), 'routing:decline', { offerId, reason: 'busy' }));
    }
    for (const agent of [first, second]) await says(deps, agent, 'away', 'meal');
    await offerWork(deps);
    expect((await rowOf(deps, matter.id)).routing_told_epoch).toBe(1);
    for (const agent of [first, second]) await says(deps, agent, 'ready');
    // Somebody else has it locked: a look that wanted it would wait.
    await db.transaction().execute(async (tx) => {
      await sql`select 1 from conversation where id = ${matter.id} for update`.execute(tx);
      expect(await Promise.race([offerWork(deps), sleep(20_000, 'waits', { ref: false })])).toBe(0);
    });
  });
});

describe('who is asked', () => {
  it('is whoever had it before, if free', async () => {
    const matter = await makeMatter(deps, team, { channel: 'chat', owner: second });
    const input = { conversationId: matter.id, epoch: 1 };
    dataOf(await give(askingAs(second), 'conversation:release', input));
    await offerWork(deps);
    expect((await openOf(matter.id))?.agent_id).toBe(second.id);
  });

  it('speaks the customer’s language and knows what the category needs', async () => {
    const [skillId, categoryId] = [v7(), v7()];
    await db.insertInto('skill').values({ id: skillId, name_ja: '返金', name_en: 'Refunds' }).execute();
    await db
      .insertInto('category')
      .values({ id: categoryId, name_ja: '返金', name_en: 'Refunds', position: 0 })
      .execute();
    await sql`update team set needs = ${JSON.stringify([{ categoryId, skillId }])}::jsonb where id = ${team.id}`.execute(
      db,
    );
    await sql`update agent set languages = '{ja,en}' where id = ${second.id}`.execute(db);
    const english = await makeMatter(deps, team, { channel: 'chat', locale: 'en' });
    const refund = await makeMatter(deps, team, { channel: 'chat' });
    await sql`update conversation set category_id = ${categoryId} where id = ${refund.id}`.execute(db);
    await offerWork(deps);
    expect((await openOf(english.id))?.agent_id).toBe(second.id);
    expect(await openOf(refund.id)).toBeUndefined();
    await db.insertInto('agent_skill').values({ agent_id: first.id, skill_id: skillId }).execute();
    await offerWork(deps);
    expect((await openOf(refund.id))?.agent_id).toBe(first.id);
  });

  it('has room: letters may lie while a chat comes, and nobody on a call or in wrap-up is asked', async () => {
    await sql`update agent set capacity = 1, mail_capacity = 1 where id in (${first.id}, ${second.id})`.execute(db);
    await makeMatter(deps, team, { channel: 'email', owner: first });
    await makeMatter(deps, team, { channel: 'chat', owner: second });
    const [mail, chat] = [
      await makeMatter(deps, team, { channel: 'email' }),
      await makeMatter(deps, team, { channel: 'chat' }),
    ];
    await offerWork(deps);
    expect((await openOf(chat.id))?.agent_id).toBe(first.id);
    expect(await openOf(mail.id)).toBeUndefined();
    await sql`update work_offer set state = 'withdrawn' where state = 'open'`.execute(db);
    for (const presence of ['busy', 'wrap_up']) {
      await sql`update agent set presence = ${presence} where id = ${first.id}`.execute(db);
      expect(await offerWork(deps)).toBe(0);
    }
  });
});

describe('several hubs', () => {
  it('never offer one conversation to two people or one person two things, and fill nobody beyond their capacity', async () => {
    await sql`update agent set capacity = 2 where id in (${first.id}, ${second.id})`.execute(db);
    const matters = await Promise.all(Array.from({ length: 6 }, () => makeMatter(deps, team, { channel: 'chat' })));
    for (let round = 0; round < 3; round += 1) {
      await Promise.all([1, 2, 3, 4].map(() => offerWork(deps)));
      const { rows: open } = await sql<{ id: string; agent_id: string; conversation_id: string }>`
        select id, agent_id, conversation_id from work_offer where state = 'open'`.execute(db);
      expect(new Set(open.map((row) => row.agent_id)).size).toBe(open.length);
      expect(new Set(open.map((row) => row.conversation_id)).size).toBe(open.length);
      for (const { id, agent_id } of open)
        dataOf(await give(askingAs(agent_id === first.id ? first : second), 'routing:accept', { offerId: id }));
    }
    const owned = await Promise.all(matters.map(({ id }) => rowOf(deps, id)));
    for (const agent of [first, second]) {
      expect(owned.filter((row) => row.owner_agent_id === agent.id)).toHaveLength(2);
    }
    for (const { id } of matters) await expectOneOwner(db, id);
  });

  it('let one win where accepting, declining, the deadline and a claim by hand race', async () => {
    for (let round = 0; round < 6; round += 1) {
      const matter = await makeMatter(deps, team, { channel: 'chat' });
      await says(deps, first, 'ready');
      await sql`update agent set capacity = 50 where id in (${first.id}, ${second.id})`.execute(db);
      await offerWork(deps);
      const offer = await openOf(matter.id);
      const asked = offer?.agent_id === first.id ? first : second;
      const other = asked === first ? second : first;
      const offerId = offer?.id ?? '';
      await Promise.all([
        give(askingAs(asked), 'routing:accept', { offerId }),
        give(askingAs(asked), 'routing:decline', { offerId, reason: 'busy' }),
        give(askingAs(other), 'conversation:claim', { conversationId: matter.id, epoch: 1 }),
        offerWork(deps),
      ]);
      const [decided] = (await offersOf(matter.id)).filter(({ id }) => id === offerId);
      const row = await rowOf(deps, matter.id);
      expect(decided?.state).not.toBe('open');
      if (decided?.state === 'accepted') expect(row.owner_agent_id).toBe(asked.id);
      await expectOneOwner(db, matter.id);
      await writes(deps, matter);
      await sql`update conversation set status = 'resolved' where id = ${matter.id}`.execute(db);
      await sql`update work_offer set state = 'withdrawn' where state = 'open'`.execute(db);
    }
  });
});
