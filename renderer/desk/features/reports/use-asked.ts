import { useState } from 'react';
import { fieldOfInstant } from '#renderer/i18n/field-time.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { GROUPS_OF, type ReportGroup, type ReportName } from '#shared/domain/report.ts';
import type { Grain } from '#shared/domain/report-buckets.ts';
import type { QueryInput } from '#shared/wire/queries.ts';
import { goesOn, grainFor, isPeriod, type Period, type Preset, periodOf } from './periods.ts';

type Chosen = {
  readonly report: ReportName;
  readonly preset: Preset;
  readonly own: Period;
  readonly grain: Grain;
  readonly group: ReportGroup;
  readonly shortSeconds: number;
  readonly levelSeconds: number;
};

export type Asked = Chosen & {
  readonly period: Period;
  /** Null while the dates make no period. */
  readonly ask: QueryInput<'report.read'> | null;
  /** The period is not over yet. */
  readonly isGoingOn: boolean;
  readonly choose: (change: Partial<Chosen>) => void;
};

/** What somebody chose to see, and what that asks the hub: phone, today, in half-hours to begin with. */
export function useAsked(): Asked {
  const { now, timeZone } = useFormatContext();
  const today = fieldOfInstant(now, timeZone).slice(0, 10);
  const [chosen, setChosen] = useState<Chosen>({
    report: 'phone',
    preset: 'today',
    own: { from: today, until: today },
    grain: 'half_hour',
    group: 'none',
    shortSeconds: 5,
    levelSeconds: 20,
  });
  const period = chosen.preset === 'own' ? chosen.own : periodOf(chosen.preset, today);
  const isWhole = isPeriod(period);
  const grain = isWhole ? grainFor(period, chosen.grain) : chosen.grain;
  const group = GROUPS_OF[chosen.report].includes(chosen.group) ? chosen.group : 'none';
  const { report, shortSeconds, levelSeconds } = chosen;
  return {
    ...chosen,
    grain,
    group,
    period,
    ask: isWhole ? { report, ...period, grain, group, shortSeconds, levelSeconds } : null,
    isGoingOn: goesOn(period, today),
    // Own dates begin with what was shown.
    choose: (change) =>
      setChosen((before) => ({ ...before, ...(change.preset === 'own' ? { own: period } : {}), ...change })),
  };
}
