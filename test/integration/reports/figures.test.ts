import { describe, expect, it } from 'vitest';
import { readReport, readRows } from '#server/domains/reports/reports.service.ts';
import { runQuery } from '#server/queries/run-query.ts';
import { queryHandlers } from '#server/queries/table.ts';
import { GROUPS_OF, REPORTS, type Report, type ReportAsk, reportAskSchema } from '#shared/domain/report.ts';
import { GRAINS } from '#shared/domain/report-buckets.ts';
import { testDatabase } from '#test/support/database.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { askingAs } from '#test/support/factories/people.ts';
import { fakeClock } from '#test/support/fake-clock.ts';
import { BEGIN, DAYS, floorOfRows, NOW } from './floor-of-rows.ts';
import { readEverything, slowReport } from './slow-reports.ts';

const database = await testDatabase();
const deps = testDeps(database, fakeClock(NOW));
await floorOfRows(database.db, 20_261_028);
const everything = await readEverything(database.db);

const FROM = '2026-10-28';
const until = (days: number) => new Date(BEGIN + days * 86_400_000).toISOString().slice(0, 10);
const asks: ReportAsk[] = REPORTS.flatMap((report) =>
  GROUPS_OF[report].flatMap((group) =>
    GRAINS.map((grain) =>
      reportAskSchema.parse({ report, group, grain, from: FROM, until: until(grain === 'half_hour' ? 3 : DAYS) }),
    ),
  ),
);

/** The figures by bucket and group, as the slow computation names them. */
function byPlace({ cells, buckets, groups, metrics }: Report): Map<string, Map<string, number | null>> {
  return new Map(
    cells.map(({ bucket, group, values }) => [
      `${bucket === null ? '*' : buckets[bucket]}|${group === null ? '*' : String(groups[group]?.key ?? null)}`,
      new Map(metrics.map(({ id }, n) => [id, values[n] ?? null])),
    ]),
  );
}

function expectClose(found: number | null, expected: number | null, what: string): void {
  if (found === null || expected === null) expect(found, what).toBe(expected);
  else expect(Math.abs(found - expected), `${what}: ${found}, expected ${expected}`).toBeLessThan(1e-3);
}

async function allRows(ask: Parameters<typeof readRows>[1]) {
  const rows = [];
  let after: { at: string; id: string } | undefined;
  do {
    const page = await readRows(deps, { ...ask, limit: 97, ...(after === undefined ? {} : { after }) });
    rows.push(...page.rows);
    after = page.next;
  } while (after !== undefined);
  return rows;
}

describe('a floor report', () => {
  it.each(asks)('$report by $group in $grain equals what reading every row says', async (ask) => {
    const report = await readReport(deps, 'ja', ask);
    const days = ask.grain === 'half_hour' ? 3 : DAYS;
    const slow = slowReport(
      everything,
      { report: ask.report, grain: ask.grain, group: ask.group, from: BEGIN, until: BEGIN + days * 86_400_000 },
      { now: NOW, shortSeconds: ask.shortSeconds, levelSeconds: ask.levelSeconds },
    );
    const fast = byPlace(report);
    expect(slow.size).toBeGreaterThan(1);
    for (const place of fast.keys()) expect([...slow.keys()], `${place} was counted`).toContain(place);
    for (const [place, numbers] of slow) {
      for (const { id, kind } of report.metrics) {
        const nothing = kind === 'count' || kind === 'total' ? 0 : null;
        const found = fast.get(place)?.get(id) ?? nothing;
        expectClose(found, numbers.get(id) ?? nothing, `${ask.report} ${place} ${id}`);
      }
    }
  });

  it.each(asks.filter(({ grain }) => grain === 'day'))(
    '$report by $group: each number opens exactly what it counted',
    async (ask) => {
      const report = await readReport(deps, 'ja', ask);
      // Everything, one bucket, one group, one of both; all of them would take minutes.
      const cells = report.cells.filter(({ bucket, group }, n) => (bucket === null && group === null) || n % 41 === 3);
      for (const { bucket, group, values } of cells) {
        for (const [column, { id, kind }] of report.metrics.entries()) {
          if (kind === 'share') continue;
          const where = {
            ...(bucket === null ? {} : { bucket: report.buckets[bucket] }),
            ...(group === null ? {} : { key: report.groups[group]?.key ?? null }),
          };
          const rows = await allRows({ ...ask, ...where, metric: id, limit: 97 } as Parameters<typeof readRows>[1]);
          const what = `${ask.report} ${id} ${JSON.stringify(where)}`;
          expect(new Set(rows.map((row) => row.id)).size, what).toBe(rows.length);
          const seconds = rows.map((row) => (kind === 'score' ? row.score : row.seconds) ?? Number.NaN);
          const sum = seconds.reduce((all, one) => all + one, 0);
          const value = values[column] ?? null;
          if (kind === 'count') expect(rows.length, what).toBe(value);
          else if (kind === 'total') expectClose(value, rows.length === 0 ? 0 : sum, what);
          else if (value === null) expect(rows, what).toEqual([]);
          else expect(Math.min(...seconds) - 1e-6 <= value && value <= Math.max(...seconds) + 1e-6, what).toBe(true);
        }
      }
    },
  );

  it('calls in are answered, abandoned, short, left a message, failed or ring still: nothing else', async () => {
    const period = { grain: 'month', from: FROM, until: until(DAYS) } as const;
    const ask = reportAskSchema.parse({ report: 'phone', ...period, shortSeconds: 20 });
    const all = byPlace(await readReport(deps, 'ja', ask)).get('*|*');
    const parts = ['answered', 'abandoned', 'short', 'voicemail', 'failed', 'ringing'];
    expect(parts.reduce((sum, id) => sum + (all?.get(id) ?? 0), 0)).toBe(all?.get('in'));
    for (const id of parts) expect(all?.get(id), id).toBeGreaterThan(0);
  });

  it('sets short ones apart by the seconds given, and measures the service level by those', async () => {
    const numbers = async (over: object) => {
      const ask = reportAskSchema.parse({ report: 'phone', grain: 'month', from: FROM, until: until(DAYS), ...over });
      return byPlace(await readReport(deps, 'ja', ask)).get('*|*');
    };
    const [none, many] = [await numbers({ shortSeconds: 0 }), await numbers({ shortSeconds: 60, levelSeconds: 60 })];
    expect(none?.get('short')).toBe(0);
    expect(many?.get('short')).toBeGreaterThan(0);
    expect((many?.get('abandoned') ?? 0) + (many?.get('short') ?? 0)).toBe(none?.get('abandoned'));
    expect(many?.get('in_time')).toBeGreaterThan(none?.get('in_time') ?? 0);
  });

  it('a day changes at midnight in Tokyo, a week on Monday', async () => {
    const ask = reportAskSchema.parse({ report: 'volume', grain: 'week', from: FROM, until: until(DAYS) });
    const report = await readReport(deps, 'ja', ask);
    expect(report.timeZone).toBe('Asia/Tokyo');
    expect(report.buckets).toEqual(['2026-10-26T00:00', '2026-11-02T00:00']);
  });

  it('[PR5] is for leads; a period that is too long or the wrong way round is refused with the reason', async () => {
    const input = { report: 'phone', grain: 'day', from: FROM, until: FROM };
    const people = await database.db.selectFrom('agent').selectAll().execute();
    const asking = (role: 'agent' | 'lead' | 'admin') => {
      const person = people.find((one) => one.role === role) ?? people[0];
      return askingAs({ id: person?.id ?? '', name: 'x', role, teamIds: [] });
    };
    const ask = (role: 'agent' | 'lead' | 'admin', over: object = {}) =>
      runQuery(deps, queryHandlers, asking(role), { name: 'report.read', input: { ...input, ...over } });
    expect(await ask('lead')).toMatchObject({ ok: true });
    expect(await ask('agent')).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    expect(await ask('admin')).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    expect(await ask('lead', { until: '2026-10-01' })).toMatchObject({ ok: false, error: { code: 'invalid' } });
    expect(await ask('lead', { grain: 'half_hour', until: '2026-12-01' })).toMatchObject({ ok: false });
    expect(await ask('lead', { group: 'path' })).toMatchObject({ ok: false, error: { code: 'invalid' } });
  });
});
