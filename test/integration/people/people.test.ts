import { describe, expect, it } from 'vitest';
import { ensureWorkspace } from '#server/domains/workspace/ensure-workspace.service.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeConversation } from '#test/support/factories/conversations.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { testHub } from '#test/support/hub.ts';

const fresh = await testDatabase();
const database = await testDatabase();

describe('the first start', () => {
  it('makes one workspace, however many hubs start at once', async () => {
    const deps = testDeps(fresh);
    const made = await Promise.all(Array.from({ length: 5 }, () => ensureWorkspace(deps, { locale: 'en' })));
    expect(new Set(made.map((w) => w.signingKeyPublic)).size).toBe(1);
    expect(made[0]?.signingKeyPrivate).toContain('PRIVATE KEY');
    const count = async (table: string) =>
      (await fresh.pool.query(`select count(*)::int as n from ${table}`)).rows[0].n;
    expect(await count('team')).toBe(1);
    expect(await count('outcome')).toBeGreaterThan(5);
    const { rows } = await fresh.pool.query(
      `with recursive t as (select id, 1 as depth from category where parent_id is null
         union all select c.id, t.depth + 1 from category c join t on c.parent_id = t.id)
       select max(depth)::int as depth, count(*)::int as n from t`,
    );
    expect(rows[0].depth).toBe(3);
    expect(rows[0].n).toBe(await count('category'));
    const replies = (await fresh.pool.query('select ja, en, in_use from saved_reply')).rows;
    expect(replies.length).toBeGreaterThan(5);
    for (const { ja, en, in_use } of replies) expect(in_use).toMatchObject({ ja, en });
    expect(await count('wording_rule')).toBeGreaterThan(5);
  });
});

describe('people', () => {
  it('tells who is here, their load, and how many wait in a team', async () => {
    const hub = await testHub(database);
    const anna = await hub.signIn(hub.agents[0]);
    const customer = await makeCustomer(database.db);
    await makeConversation(database.db, { customer, team: hub.team, owner: hub.agents[1] });
    await makeConversation(database.db, {
      customer,
      team: hub.team,
      owner: hub.agents[1],
      over: { status: 'resolved' },
    });
    await makeConversation(database.db, { customer, team: hub.team, owner: hub.agents[1], over: { channel: 'email' } });
    await makeConversation(database.db, { customer, team: hub.team });
    await anna.command('presence:set', { presence: 'away', reason: '休憩' });
    const answer = await anna.query('people.list', {});
    if (!answer.ok) throw new Error(answer.error.code);
    const { agents, teams } = answer.data;
    expect(agents.find(({ id }) => id === hub.agents[0].id)).toMatchObject({
      presence: 'away',
      presenceReason: '休憩',
      liveLoad: 0,
    });
    expect(agents.find(({ id }) => id === hub.agents[1].id)).toMatchObject({
      presence: 'ready',
      liveLoad: 1,
      teamIds: [hub.team.id],
    });
    expect(teams.find(({ id }) => id === hub.team.id)).toMatchObject({ readyCount: 2, waitingCount: 1 });
    await hub.close();
  });
});
