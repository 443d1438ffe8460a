import { beforeAll, describe, expect, it } from 'vitest';
import type { Asking } from '#server/asking.ts';
import { countJourneys } from '#server/domains/journey/rollup.service.ts';
import { runQuery } from '#server/queries/run-query.ts';
import { queryHandlers } from '#server/queries/table.ts';
import { MODELS } from '#shared/domain/journey/attribution.ts';
import type { JourneyNumber, JourneyPart, JourneyReportOf } from '#shared/domain/journey/report.ts';
import { DEFAULT_JOURNEY_RULES as RULES } from '#shared/domain/journey/rules.ts';
import { SEGMENTS, type Segment } from '#shared/domain/journey/segments.ts';
import { seededRandom } from '#shared/lib/seeded-random.ts';
import type { QueryInput, QueryName, QueryOutput } from '#shared/wire/queries.ts';
import { dataOf } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { askingAs } from '#test/support/factories/people.ts';
import { DAY, randomTouches, T0 } from '#test/support/factories/touches.ts';
import { storeWay } from '#test/support/factories/ways.ts';
import { seedWorkspace } from '#test/support/factories/workspace.ts';
import { fakeClock } from '#test/support/fake-clock.ts';
import { type SlowRows, slowBehind, slowRows, type Way } from './slow-journeys.ts';

const NOW = T0 + 75 * DAY;
const clock = fakeClock(new Date(NOW));
const deps = testDeps(await testDatabase(), clock);
const { team, lead, agents } = await seedWorkspace(deps.db);
const sv = askingAs(lead);
const CUSTOMERS = 60;

// Tokyo's days: the period begins at 15:00 UTC of the day before.
const ASK = { from: '2026-04-06', until: '2026-05-20' } as const;
const FROM = Date.parse('2026-04-05T15:00:00Z');
const UNTIL = Date.parse('2026-05-20T15:00:00Z');
let ways: Way[] = [];

async function ask<N extends QueryName>(who: Asking, name: N, input: QueryInput<N>): Promise<QueryOutput<N>> {
  return dataOf(
    (await runQuery(deps, queryHandlers, who, { name, input })) as Parameters<typeof dataOf<QueryOutput<N>>>[0],
  );
}

async function part<P extends JourneyPart>(name: P, segment?: Segment): Promise<JourneyReportOf<P>> {
  const report = await ask(sv, 'journey.report', { ...ASK, part: name, ...(segment === undefined ? {} : { segment }) });
  return report as JourneyReportOf<P>;
}

const slow = (segment?: Segment): SlowRows =>
  slowRows(ways, { from: FROM, until: UNTIL, segment, rules: RULES, now: NOW });
const total = (rows: SlowRows, number: JourneyNumber): number =>
  [...slowBehind(rows, number).values()].reduce((sum, times) => sum + times, 0);

/** Everybody behind a number, page by page. */
async function behind(number: JourneyNumber, segment?: Segment): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  let after: { at: string; id: string } | undefined;
  do {
    const page = await ask(sv, 'journey.customers', {
      ...ASK,
      number,
      limit: 7,
      ...(segment === undefined ? {} : { segment }),
      ...(after === undefined ? {} : { after }),
    });
    for (const { customerId, times } of page.customers) {
      expect(found.has(customerId), 'nobody is there twice').toBe(false);
      found.set(customerId, times);
    }
    after = page.next;
  } while (after !== undefined);
  return found;
}

beforeAll(async () => {
  const random = seededRandom(20_260_401);
  ways = [];
  for (let n = 0; n < CUSTOMERS; n++)
    ways.push(await storeWay({ deps, team }, randomTouches(random, random.int(0, 24), 60)));
  while ((await countJourneys(deps)) > 0);
});

describe('the ways of all customers', () => {
  it('are counted as often as there is something new, and no oftener', async () => {
    expect((await ask(sv, 'journey.rules', {})).uncounted).toBe(0);
    expect(await countJourneys(deps)).toBe(0);
  });

  it.each([undefined, ...SEGMENTS])('flow from channel to channel as reading every way says (%s)', async (segment) => {
    const flow = await part('flow', segment);
    const rows = slow(segment);
    const stops = rows.flatMap((row) => row.stops);
    expect(flow.stops).toBe(stops.length);
    expect(flow.customers).toBe(rows.filter((row) => row.stops.length > 0).length);
    const goOn = stops.filter(({ next }) => next !== null).length;
    expect(flow.bands.reduce((sum, { count }) => sum + count, 0)).toBe(goOn);
    expect(flow.ends.reduce((sum, { count }) => sum + count, 0)).toBe(stops.length - goOn);
    expect(flow.starts.reduce((sum, { count }) => sum + count, 0)).toBe(
      stops.filter(({ previous }) => previous === null).length,
    );
    for (const { from, to, count } of flow.bands) expect(count).toBe(total(rows, { of: 'band', from, to }));
    for (const { channel, count } of flow.starts) expect(count).toBe(total(rows, { of: 'start', channel }));
    for (const { channel, ending, count } of flow.ends) expect(count).toBe(total(rows, { of: 'end', channel, ending }));
  });

  it('break off where reading every way says', async () => {
    const { rows } = await part('breaks');
    const all = slow();
    expect(rows.reduce((sum, { stops }) => sum + stops, 0)).toBe(all.flatMap(({ stops }) => stops).length);
    for (const { channel, phase, stops, brokeOff } of rows) {
      expect(stops).toBe(total(all, { of: 'break', channel, phase, brokeOff: false }));
      expect(brokeOff).toBe(total(all, { of: 'break', channel, phase, brokeOff: true }));
    }
  });

  it('cost and please as reading every matter says, path by path', async () => {
    const report = await part('effort');
    const rows = slow();
    expect(report.contacts).toBe(total(rows, { of: 'contact', cameBack: false }));
    expect(report.cameBack).toBe(total(rows, { of: 'contact', cameBack: true }));
    const paths = new Set(rows.flatMap(({ matters }) => matters.map(({ path }) => path.join('>'))));
    expect(report.paths.map(({ path }) => path).sort()).toEqual([...paths].sort());
    for (const { path, matters, cameBack, switched, waited, repeated, scored, score } of report.paths) {
      const count = (only?: 'came_back' | 'switched' | 'waited' | 'repeated' | 'scored') =>
        total(rows, { of: 'path', path, ...(only === undefined ? {} : { only }) });
      expect([matters, cameBack, switched, waited, repeated, scored], path).toEqual([
        count(),
        count('came_back'),
        count('switched'),
        count('waited'),
        count('repeated'),
        count('scored'),
      ]);
      const scores = rows
        .flatMap((row) => row.matters)
        .filter((matter) => matter.path.join('>') === path)
        .flatMap((matter) => matter.score ?? []);
      if (scores.length === 0) expect(score).toBeNull();
      else expect(score).toBeCloseTo(scores.reduce((a, b) => a + b, 0) / scores.length, 9);
    }
  });

  it('put orders down to channels as adding up every order says, by every model', async () => {
    const report = await part('orders');
    const orders = slow().flatMap((row) => row.orders);
    expect(report.orders).toBe(orders.length);
    for (const model of MODELS)
      expect(report.rows.reduce((sum, row) => sum + row[model], 0)).toBeCloseTo(orders.length, 6);
    for (const row of report.rows) {
      const own = orders.flatMap(({ touch, credits }) =>
        credits.filter(({ channel }) => channel === row.channel).map((credit) => ({ credit, amount: touch.amount })),
      );
      expect(row.touched).toBe(own.length);
      for (const model of MODELS) {
        expect(row[model]).toBeCloseTo(
          own.reduce((sum, { credit }) => sum + credit[model], 0),
          6,
        );
        const money = own.reduce((sum, { credit, amount }) => sum + credit[model] * (amount?.amount ?? 0), 0);
        expect(row.amounts.reduce((sum, amount) => sum + amount[model], 0)).toBeCloseTo(money, 4);
      }
    }
  });

  it('stand beside each other by segment', async () => {
    const { rows } = await part('segments');
    const all = slow();
    for (const { segment, customers, stops, contacts, cameBack, brokeOff, efforts, orders, scored } of rows) {
      const count = (only: Extract<JourneyNumber, { of: 'segment' }>['only']) =>
        total(all, { of: 'segment', segment, only });
      expect(customers).toBe(slowBehind(all, { of: 'segment', segment, only: 'stops' }).size);
      expect([stops, contacts, cameBack, brokeOff, orders, scored]).toEqual([
        count('stops'),
        count('contacts'),
        count('cameBack'),
        count('brokeOff'),
        count('orders'),
        count('scored'),
      ]);
      const each = all.flatMap((row) => row.stops).filter((stop) => stop.segment === segment);
      const sum = each.reduce((n, stop) => n + Object.values(stop.efforts).reduce((a, b) => a + b, 0), 0);
      expect(efforts).toBe(sum);
    }
  });

  it('open, for every number, exactly the customers that it counted', async () => {
    const rows = slow();
    const flow = await part('flow');
    const { paths } = await part('effort');
    const numbers: JourneyNumber[] = [
      ...flow.bands.map(({ from, to }) => ({ of: 'band', from, to }) as const),
      ...flow.starts.map(({ channel }) => ({ of: 'start', channel }) as const),
      ...flow.ends.map(({ channel, ending }) => ({ of: 'end', channel, ending }) as const),
      ...(await part('breaks')).rows.map(
        ({ channel, phase }) => ({ of: 'break', channel, phase, brokeOff: true }) as const,
      ),
      { of: 'contact', cameBack: false },
      { of: 'contact', cameBack: true },
      ...paths
        .slice(0, 5)
        .flatMap(({ path }) => [
          { of: 'path', path } as const,
          { of: 'path', path, only: 'waited' } as const,
          { of: 'path', path, only: 'scored' } as const,
        ]),
      ...(await part('orders')).rows.map(({ channel }) => ({ of: 'order', channel }) as const),
      ...SEGMENTS.flatMap((segment) =>
        (['stops', 'contacts', 'brokeOff', 'efforts', 'orders', 'scored'] as const).map(
          (only) => ({ of: 'segment', segment, only }) as const,
        ),
      ),
    ];
    for (const number of numbers)
      expect(await behind(number), JSON.stringify(number)).toEqual(slowBehind(rows, number));
    const once = slow('once');
    expect(await behind({ of: 'contact', cameBack: false }, 'once')).toEqual(
      slowBehind(once, { of: 'contact', cameBack: false }),
    );
  });

  it('[PR5] are for leads, and only for a period that is one', async () => {
    const answer = await runQuery(deps, queryHandlers, askingAs(agents[0]), {
      name: 'journey.report',
      input: { ...ASK, part: 'flow' },
    });
    expect(answer).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    const wrong = { from: ASK.until, until: ASK.from, part: 'flow' } as const;
    expect(await runQuery(deps, queryHandlers, sv, { name: 'journey.report', input: wrong })).toMatchObject({
      ok: false,
      error: { code: 'invalid' },
    });
  });
});
