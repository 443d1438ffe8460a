import { journeyOf } from '#shared/domain/journey/journey.ts';
import type { JourneyNumber } from '#shared/domain/journey/report.ts';
import type { JourneyRules } from '#shared/domain/journey/rules.ts';
import type { Segment } from '#shared/domain/journey/segments.ts';
import type { Touch } from '#shared/domain/journey/touch.ts';

export type Way = { readonly customerId: string; readonly touches: readonly Touch[] };
type Ask = {
  readonly from: number;
  readonly until: number;
  readonly segment?: Segment | undefined;
  readonly rules: JourneyRules;
  readonly now: number;
};

/** Everything counted in a period, one by one, by reading every way whole: no table, no aggregate. */
export function slowRows(ways: readonly Way[], { from, until, segment, rules, now }: Ask) {
  const isIn = (at: number, of: Segment): boolean =>
    at >= from && at < until && (segment === undefined || segment === of);
  return ways.map(({ customerId, touches }) => {
    const { stops, matters, orders } = journeyOf(touches, rules, now);
    return {
      customerId,
      stops: stops.filter((stop) => isIn(stop.from, stop.segment)),
      matters: matters.filter((matter) => isIn(matter.from, matter.segment)),
      orders: orders.filter(({ touch, segment: of }) => isIn(touch.at, of)),
    };
  });
}
export type SlowRows = ReturnType<typeof slowRows>;

/** How often each customer is behind a number, said once more and in other words than the SQL. */
export function slowBehind(rows: SlowRows, number: JourneyNumber): Map<string, number> {
  const found = new Map<string, number>();
  for (const row of rows) {
    const times = timesOf(row, number);
    if (times > 0) found.set(row.customerId, times);
  }
  return found;
}

function timesOf({ stops, matters, orders }: SlowRows[number], number: JourneyNumber): number {
  const sum = (efforts: Readonly<Record<string, number>>): number => Object.values(efforts).reduce((a, b) => a + b, 0);
  switch (number.of) {
    case 'band':
      return stops.filter((stop) => stop.channel === number.from && stop.next === number.to).length;
    case 'start':
      return stops.filter((stop) => stop.channel === number.channel && stop.previous === null).length;
    case 'end':
      return stops.filter((stop) => stop.channel === number.channel && stop.ending === number.ending).length;
    case 'break':
      return stops.filter(
        (stop) =>
          stop.channel === number.channel &&
          stop.phase === number.phase &&
          (!number.brokeOff || stop.ending === 'broke_off'),
      ).length;
    case 'contact':
      return stops.filter((stop) => stop.contact && (!number.cameBack || stop.efforts.came_back > 0)).length;
    case 'path': {
      const { only } = number;
      const own = matters.filter(({ path }) => path.join('>') === number.path);
      if (only === undefined) return own.length;
      return own.filter(({ efforts, score }) => (only === 'scored' ? score !== null : efforts[only] > 0)).length;
    }
    case 'order':
      return orders.filter(({ credits }) => credits.some(({ channel }) => channel === number.channel)).length;
    case 'segment': {
      const own = stops.filter(({ segment }) => segment === number.segment);
      return {
        stops: own.length,
        contacts: own.filter(({ contact }) => contact).length,
        cameBack: own.filter((stop) => stop.contact && stop.efforts.came_back > 0).length,
        brokeOff: own.filter(({ ending }) => ending === 'broke_off').length,
        efforts: own.filter(({ efforts }) => sum(efforts) > 0).length,
        orders: orders.filter(({ segment }) => segment === number.segment).length,
        scored: matters.filter(({ segment, score }) => segment === number.segment && score !== null).length,
      }[number.only];
    }
    case 'step':
      return 0;
  }
}
