import { beforeAll, describe, expect, it } from 'vitest';
import { simulationOn } from '#server/demo/demo.repository.ts';
import { demoHistory } from '#server/demo/history.ts';
import { prepareDemo } from '#server/demo/start-demo.ts';
import { search } from '#server/domains/search/search.service.ts';
import { verifyData } from '#server/domains/verify/verify.service.ts';
import { systemClock } from '#shared/lib/clock.ts';
import { giveTo } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { testDeps } from '#test/support/factories/deps.ts';

const database = await testDatabase();
const deps = testDeps(database, systemClock);
const rows = async (query: string) => (await database.pool.query(query)).rows;
const reader = { role: 'agent', id: '0199aaaa-0000-7000-8000-000000000001' } as const;

beforeAll(() => prepareDemo(deps, 'the test'), 120_000);

describe('the demo shop', () => {
  it('has two agents, a lead and an administrator, and months of history in both languages', async () => {
    expect(await rows('select role, count(*)::int as n from agent group by role order by role')).toEqual([
      { role: 'admin', n: 1 },
      { role: 'agent', n: 2 },
      { role: 'lead', n: 1 },
    ]);
    const [span] = await rows(
      "select count(*)::int as items, max(occurred_at) - min(occurred_at) > interval '4 months' as long from timeline_item",
    );
    expect(span.items).toBeGreaterThan(300);
    expect(span.long).toBe(true);
    const locales = await rows('select locale, count(*)::int as n from customer group by locale order by locale');
    expect(locales.map((row) => row.locale)).toEqual(['en', 'ja']);
  });

  it('shows every part of a day: a knot, a queue, a wait, promises, a visit, orders', async () => {
    const kinds = await rows('select distinct kind from timeline_item order by kind');
    expect(kinds.map((row) => row.kind)).toEqual(
      expect.arrayContaining([
        'call',
        'commitment',
        'handoff',
        'message',
        'note',
        'order',
        'purchase',
        'shipment',
        'system',
        'visit',
      ]),
    );
    const open = await rows(
      "select owner_team_id is null as owned, status from conversation where status <> 'resolved'",
    );
    expect(open.filter((row) => !row.owned).length).toBeGreaterThanOrEqual(3);
    expect(open.some((row) => row.status === 'waiting')).toBe(true);
  });

  it('breaks none of the rules that verify proves', async () => {
    const proofs = await verifyData({ db: database.db, clock: systemClock });
    // The demo is not running here, so nothing seals what was looked at; nobody looked yet.
    expect(proofs.filter(({ breaks }) => breaks.length > 0)).toEqual([]);
  });

  it('is found as a caller would ask for it', async () => {
    const { customers } = await search(deps, reader, 'サトウ ミサキ', 5);
    expect(customers.map((c) => c.name)).toEqual(['佐藤 美咲']);
  });

  it('is made once: a second start changes nothing', async () => {
    const before = await rows('select count(*)::int as n from timeline_item');
    await prepareDemo(deps, 'the test');
    expect(await rows('select count(*)::int as n from timeline_item')).toEqual(before);
  });

  it('is the same for the same instant', () => {
    const at = new Date('2026-06-01T03:00:00Z');
    const times = (steps: { at: Date }[]) => steps.map((step) => step.at.toISOString());
    expect(times(demoHistory(at))).toEqual(times(demoHistory(at)));
  });

  it('stops its simulated customers by one control, and refuses it where there is no demo', async () => {
    const [agent] = await rows("select id from agent where login = 'aoyama'");
    const me = { actor: { role: 'agent', id: agent.id as string, teamIds: [] }, name: '青山', locale: 'ja' } as const;
    expect(await simulationOn(database.db)).toBe(true);
    expect(await giveTo(deps)(me, 'demo:set-simulation', { active: false })).toMatchObject({ ok: true });
    expect(await simulationOn(database.db)).toBe(false);
    await rows('update workspace set demo = false');
    expect(await giveTo(deps)(me, 'demo:set-simulation', { active: true })).toMatchObject({
      error: { code: 'wrong_state' },
    });
  });

  it('will not mix with a workspace of somebody’s own', async () => {
    await expect(prepareDemo(deps, '/srv/tsunagi')).rejects.toMatchObject({ code: 'bad_config' });
  });
});
