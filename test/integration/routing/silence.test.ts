import { sql } from 'kysely';
import { v7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import { releaseSilent } from '#server/domains/routing/silence.service.ts';
import { testDatabase } from '#test/support/database.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { type MadeAgent, type MadeTeam, makeAgent, makeTeam } from '#test/support/factories/people.ts';
import { seedWorkspace } from '#test/support/factories/workspace.ts';
import { fakeClock } from '#test/support/fake-clock.ts';
import { expectOneOwner } from '#test/support/ownership-facts.ts';
import { inboxEvents, type Matter, makeMatter, rowOf, writes } from '#test/support/shift-world.ts';

const clock = fakeClock();
const deps = testDeps(await testDatabase(), clock);
const { db } = deps;
const { lead: elsewhere } = await seedWorkspace(db);
let team: MadeTeam;
let owner: MadeAgent;
let matter: Matter;

beforeEach(async () => {
  clock.set('2026-04-28T08:50:00Z'); // A Tuesday, 17:50 in Tokyo.
  team = await makeTeam(db, { silence_minutes: 30 });
  owner = await makeAgent(db, [team]);
  matter = await makeMatter(deps, team, { owner, channel: 'chat' });
  await writes(deps, matter);
});

const ownerIs = async () => {
  const row = await rowOf(deps, matter.id);
  return row.owner_agent_id ?? row.owner_team_id;
};
const minutes = (count: number) => clock.advance(count * 60_000);

describe('[CV5] silence', () => {
  it('takes the conversation from its owner at the limit, once, and the team’s leads hear of it', async () => {
    const lead = await makeAgent(db, [team], { role: 'lead' });
    minutes(30);
    clock.advance(-1);
    expect(await releaseSilent(deps)).toBe(0);
    clock.advance(1);
    const counts = await Promise.all([releaseSilent(deps), releaseSilent(deps), releaseSilent(deps)]);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect(await rowOf(deps, matter.id)).toMatchObject({ owner_team_id: team.id, last_owner_agent_id: owner.id });
    await expectOneOwner(db, matter.id);
    const heard = { type: 'owner_silent', conversationId: matter.id, formerId: owner.id };
    expect(await inboxEvents(deps, lead)).toEqual([heard]);
    expect(await inboxEvents(deps, elsewhere)).toEqual([]);
  });

  it('has no limit where the team has none', async () => {
    await sql`update team set silence_minutes = null where id = ${team.id}`.execute(db);
    minutes(10_000);
    expect(await releaseSilent(deps)).toBe(0);
  });

  it('begins anew with an answer, and with a new owner', async () => {
    minutes(29);
    await sql`update conversation set customer_waits_since = null where id = ${matter.id}`.execute(db);
    minutes(29);
    expect(await releaseSilent(deps)).toBe(0);
    await writes(deps, matter);
    minutes(29);
    await sql`update assignment set since = ${clock.now()} where conversation_id = ${matter.id}`.execute(db);
    minutes(29);
    expect(await releaseSilent(deps)).toBe(0);
    minutes(1);
    expect(await releaseSilent(deps)).toBe(1);
  });

  it('[CV9] runs in the team’s open hours: not over night, not on a holiday', async () => {
    const calendarId = v7();
    const nine = [{ from: 9 * 60, to: 18 * 60 }];
    await db
      .insertInto('calendar')
      .values({
        id: calendarId,
        name: `hours ${calendarId}`,
        weekly: JSON.stringify([[], nine, nine, nine, nine, nine, []]),
        holidays: '[]',
        created_at: clock.now(),
      })
      .execute();
    await sql`update team set calendar_id = ${calendarId} where id = ${team.id}`.execute(db);
    for (const closed of ['2026-04-28T12:00:00Z', '2026-04-29T03:00:00Z', '2026-04-30T00:19:00Z']) {
      clock.set(closed);
      expect(await releaseSilent(deps)).toBe(0);
    }
    expect(await ownerIs()).toBe(owner.id);
    clock.set('2026-04-30T00:20:00Z'); // 昭和の日 is over: ten minutes on Tuesday and twenty on Thursday.
    expect(await releaseSilent(deps)).toBe(1);
  });

  it('stands still while a call of it is active', async () => {
    await db
      .insertInto('call')
      .values({
        id: matter.id,
        customer_id: matter.customerId,
        conversation_id: matter.id,
        session_id: await sessionOf(matter.id),
        team_id: team.id,
        adapter: 'test',
        media: 'softphone',
        direction: 'in',
        state: 'active',
        agent_id: owner.id,
        started_at: clock.now(),
      })
      .execute();
    minutes(60);
    expect(await releaseSilent(deps)).toBe(0);
    await sql`update call set state = 'ended', outcome = 'answered', ended_at = ${clock.now()} where id = ${matter.id}`.execute(
      db,
    );
    minutes(29);
    expect(await releaseSilent(deps)).toBe(0);
    minutes(1);
    expect(await releaseSilent(deps)).toBe(1);
  });

  it('stands still while a handoff of it is open', async () => {
    const other = await makeAgent(db, [team]);
    await db
      .insertInto('handoff')
      .values({
        id: matter.id,
        conversation_id: matter.id,
        customer_id: matter.customerId,
        from_agent_id: owner.id,
        to_agent_id: other.id,
        channel_from: 'chat',
        channel_to: 'chat',
        state: 'offered',
        brief: '{}',
        snapshot: '{}',
        epoch: 1,
        offered_at: clock.now(),
        expires_at: new Date(clock.now().getTime() + 3_600_000),
      })
      .execute();
    minutes(40);
    expect(await releaseSilent(deps)).toBe(0);
    await sql`update handoff set state = 'declined', decided_at = ${clock.now()} where id = ${matter.id}`.execute(db);
    minutes(30);
    expect(await releaseSilent(deps)).toBe(1);
  });
});

describe('[CV9] targets', () => {
  it('are by channel, for the first answer and for the next, with the team’s own where none is set', async () => {
    await sql`update team set reply_minutes = 60, targets = '{"chat": {"first": 2, "next": 5}}' where id = ${team.id}`.execute(
      db,
    );
    const dueOf = async (one: Matter) => {
      await writes(deps, one);
      return (((await rowOf(deps, one.id)).reply_due_at?.getTime() ?? 0) - clock.now().getTime()) / 60_000;
    };
    const [chat, mail] = [
      await makeMatter(deps, team, { channel: 'chat' }),
      await makeMatter(deps, team, { channel: 'email' }),
    ];
    expect(await dueOf(chat)).toBe(2);
    expect(await dueOf(mail)).toBe(60);
    await sql`update conversation set first_answered_at = ${clock.now()}, customer_waits_since = null, reply_due_at = null`.execute(
      db,
    );
    expect(await dueOf(chat)).toBe(5);
  });
});

const sessionOf = async (conversationId: string): Promise<string> =>
  (await db.selectFrom('session').select('id').where('conversation_id', '=', conversationId).executeTakeFirstOrThrow())
    .id;
