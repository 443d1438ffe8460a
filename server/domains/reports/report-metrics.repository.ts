import { type RawBuilder, sql } from 'kysely';
import type { MetricKind, MetricName, ReportAsk, ReportName } from '#shared/domain/report.ts';
import type { SourceName } from './report-sources.repository.ts';

type Sql = RawBuilder<unknown>;

/** How rows become one number. `value` is seconds; a row without is not measured. */
export type Measure = {
  readonly source: SourceName;
  readonly where: Sql;
  readonly how: 'count' | 'mean' | 'median' | 'p90' | 'max' | 'sum';
  readonly value?: Sql;
};

/** A number of a report. A share is the count of one number over the sum of others, all of one source. */
export type Metric = {
  readonly id: string;
  readonly name: MetricName;
  readonly kind: MetricKind;
  readonly reason?: string;
} & ({ readonly measure: Measure } | { readonly of: string; readonly over: readonly string[] });

type Params = Pick<ReportAsk, 'shortSeconds' | 'levelSeconds'> & { readonly reasons: readonly string[] };

const ALL = sql`true`;

/**
 * The numbers of a report in the order of its columns: the one definition from which both the figure and the rows behind
 * it are asked. In words: docs/reports.md.
 */
export function metricsOf(report: ReportName, params: Params): readonly Metric[] {
  switch (report) {
    case 'phone':
      return phone(params);
    case 'volume':
      return VOLUME;
    case 'answers':
      return ANSWERS;
    case 'handoffs':
      return HANDOFFS;
    case 'escalations':
      return ESCALATIONS;
    case 'satisfaction':
      return SATISFACTION;
    case 'presence':
      return presence(params.reasons);
  }
}

const count = (name: MetricName, source: SourceName, where: Sql = ALL): Metric => ({
  id: name,
  name,
  kind: 'count',
  measure: { source, where, how: 'count' },
});

const share = (name: MetricName, of: MetricName, over: readonly MetricName[]): Metric => ({
  id: name,
  name,
  kind: 'share',
  of,
  over,
});

type Timed = { readonly how: 'mean' | 'median' | 'p90' | 'max' | 'sum'; readonly where?: Sql; readonly value?: Sql };

const timed = (name: MetricName, source: SourceName, { how, where = ALL, value = sql`seconds` }: Timed): Metric => ({
  id: name,
  name,
  kind: how === 'sum' ? 'total' : 'seconds',
  measure: { source, where, how, value },
});

function phone({ shortSeconds, levelSeconds }: Params): Metric[] {
  const came = sql`direction = 'in'`;
  const answered = sql`(${came} and answered)`;
  const gaveUp = sql`${came} and not answered and state = 'ended' and outcome not in ('voicemail', 'failed')`;
  const reached = ['answered', 'abandoned', 'voicemail'] as const;
  const done = sql`(${answered} and state = 'ended')`;
  const handle = sql`talk + hold + coalesce(wrap, 0)`;
  return [
    count('in', 'calls', came),
    count('answered', 'calls', answered),
    count('abandoned', 'calls', sql`(${gaveUp} and wait >= ${shortSeconds}::float8)`),
    count('short', 'calls', sql`(${gaveUp} and wait < ${shortSeconds}::float8)`),
    count('voicemail', 'calls', sql`(${came} and not answered and outcome = 'voicemail')`),
    count('failed', 'calls', sql`(${came} and not answered and outcome = 'failed')`),
    count('ringing', 'calls', sql`(${came} and not answered and state <> 'ended')`),
    share('answer_rate', 'answered', reached),
    count('in_time', 'calls', sql`(${answered} and wait <= ${levelSeconds}::float8)`),
    share('service_level', 'in_time', reached),
    timed('wait', 'calls', { how: 'mean', where: answered, value: sql`wait` }),
    timed('wait_max', 'calls', { how: 'max', where: answered, value: sql`wait` }),
    timed('talk', 'calls', { how: 'mean', where: done, value: sql`talk` }),
    timed('hold', 'calls', { how: 'mean', where: done, value: sql`hold` }),
    timed('wrap_up', 'calls', { how: 'mean', where: done, value: sql`wrap` }),
    timed('handle', 'calls', { how: 'mean', where: done, value: handle }),
    timed('handle_total', 'calls', { how: 'sum', where: done, value: handle }),
    count('placed', 'calls', sql`direction = 'out'`),
    count('reached', 'calls', sql`(direction = 'out' and answered)`),
  ];
}

const VOLUME: readonly Metric[] = [
  count('opened', 'opened'),
  count('contacts_in', 'items', sql`direction = 'in'`),
  count('answers_out', 'items', sql`direction = 'out'`),
  count('resolved', 'resolved'),
];

const ANSWERS: readonly Metric[] = [
  count('first_answers', 'opened', sql`seconds is not null`),
  timed('first_median', 'opened', { how: 'median' }),
  timed('first_p90', 'opened', { how: 'p90' }),
  count('resolutions', 'resolved'),
  timed('resolve_median', 'resolved', { how: 'median' }),
  timed('resolve_p90', 'resolved', { how: 'p90' }),
  count('targets', 'waits'),
  count('kept', 'waits', sql`kept`),
  count('missed', 'waits', sql`not kept`),
  share('kept_rate', 'kept', ['targets']),
  count('first_targets', 'waits', sql`is_first`),
  count('first_kept', 'waits', sql`(is_first and kept)`),
  share('first_kept_rate', 'first_kept', ['first_targets']),
];

const HANDOFFS: readonly Metric[] = [
  count('offered', 'handoffs'),
  count('accepted', 'handoffs', sql`accepted`),
  count('declined', 'handoffs', sql`(not accepted and state = 'declined')`),
  count('expired', 'handoffs', sql`(not accepted and state = 'expired')`),
  count('withdrawn', 'handoffs', sql`(not accepted and state = 'withdrawn')`),
  count('undecided', 'handoffs', sql`(not accepted and state = 'offered')`),
  share('accept_rate', 'accepted', ['accepted', 'declined', 'expired']),
  timed('accept_median', 'handoffs', { how: 'median', where: sql`accepted` }),
  timed('accept_p90', 'handoffs', { how: 'p90', where: sql`accepted` }),
  count('completed', 'handoffs', sql`state = 'completed'`),
  count('lapsed', 'handoffs', sql`state = 'lapsed'`),
];

const ESCALATIONS: readonly Metric[] = [
  count('raised', 'escalations'),
  count('decided', 'escalations', sql`decided`),
  count('waiting', 'escalations', sql`(not decided and state in ('raised', 'in_review'))`),
  count('retracted', 'escalations', sql`(not decided and state = 'withdrawn')`),
  count('late', 'escalations', sql`late`),
  timed('decide_median', 'escalations', { how: 'median', where: sql`decided` }),
  timed('decide_p90', 'escalations', { how: 'p90', where: sql`decided` }),
];

const gave = (score: 1 | 2 | 3 | 4 | 5): Metric => count(`score_${score}`, 'surveys', sql`score = ${sql.lit(score)}`);

const SATISFACTION: readonly Metric[] = [
  count('asked', 'surveys'),
  count('replied', 'surveys', sql`score is not null`),
  share('reply_rate', 'replied', ['asked']),
  {
    id: 'score',
    name: 'score',
    kind: 'score',
    measure: { source: 'surveys', where: ALL, how: 'mean', value: sql`score::float8` },
  },
  count('satisfied', 'surveys', sql`score >= 4`),
  share('satisfied_rate', 'satisfied', ['replied']),
  gave(5),
  gave(4),
  gave(3),
  gave(2),
  gave(1),
  count('low', 'surveys', sql`low`),
];

const ON_CALL = sql`reason = 'on_call'`;

function presence(reasons: readonly string[]): Metric[] {
  const sum = (name: MetricName, where: Sql): Metric => timed(name, 'presence', { how: 'sum', where });
  return [
    sum('signed_in', sql`presence <> 'disconnected'`),
    sum('ready', sql`presence = 'ready'`),
    sum('on_call', sql`(presence = 'busy' and ${ON_CALL})`),
    sum('busy', sql`(presence = 'busy' and not ${ON_CALL})`),
    sum('after_call', sql`presence = 'wrap_up'`),
    sum('away', sql`presence = 'away'`),
    ...reasons.map((reason) => ({
      ...sum('away_reason', sql`(presence = 'away' and reason = ${reason})`),
      id: `away:${reason}`,
      reason,
    })),
    sum('disconnected', sql`presence = 'disconnected'`),
  ];
}
