import { z } from 'zod';
import { channelSchema } from './channels.ts';
import { GRAINS } from './report-buckets.ts';
import { scoreSchema } from './survey.ts';

/** The floor reports, phone first as every Japanese report opens. What each number means: docs/reports.md. */
export const REPORTS = ['phone', 'volume', 'answers', 'handoffs', 'escalations', 'satisfaction', 'presence'] as const;
export const reportNameSchema = z.enum(REPORTS);
export type ReportName = z.infer<typeof reportNameSchema>;

/** `path` is channel → channel of a handoff; `reason` and `outcome` are an escalation's. */
export const REPORT_GROUPS = ['none', 'team', 'agent', 'channel', 'category', 'path', 'reason', 'outcome'] as const;
export const reportGroupSchema = z.enum(REPORT_GROUPS);
export type ReportGroup = z.infer<typeof reportGroupSchema>;

const COMMON = ['none', 'team', 'agent', 'channel', 'category'] as const;

/** By what each report can be split. */
export const GROUPS_OF: Readonly<Record<ReportName, readonly ReportGroup[]>> = {
  phone: ['none', 'team', 'agent', 'category'],
  volume: COMMON,
  answers: COMMON,
  handoffs: [...COMMON, 'path'],
  escalations: [...COMMON, 'reason', 'outcome'],
  satisfaction: COMMON,
  presence: ['none', 'team', 'agent'],
};

/**
 * `count`: how many; `share`: 0–1 of two counts; `seconds`: a mean, a quantile or a greatest; `total`: seconds summed;
 * `score`: the mean of what customers gave, 1–5.
 */
export const METRIC_KINDS = ['count', 'share', 'seconds', 'total', 'score'] as const;
export type MetricKind = (typeof METRIC_KINDS)[number];

/** Every number there is; each name is in one report only, and is the key of its words. */
export const METRICS = [
  'in',
  'answered',
  'abandoned',
  'short',
  'voicemail',
  'failed',
  'ringing',
  'answer_rate',
  'in_time',
  'service_level',
  'wait',
  'wait_max',
  'talk',
  'hold',
  'wrap_up',
  'handle',
  'handle_total',
  'placed',
  'reached',
  'opened',
  'contacts_in',
  'answers_out',
  'resolved',
  'first_answers',
  'first_median',
  'first_p90',
  'resolutions',
  'resolve_median',
  'resolve_p90',
  'targets',
  'kept',
  'missed',
  'kept_rate',
  'first_targets',
  'first_kept',
  'first_kept_rate',
  'offered',
  'accepted',
  'declined',
  'expired',
  'withdrawn',
  'undecided',
  'accept_rate',
  'accept_median',
  'accept_p90',
  'completed',
  'lapsed',
  'raised',
  'decided',
  'waiting',
  'retracted',
  'decide_median',
  'decide_p90',
  'late',
  'asked',
  'replied',
  'reply_rate',
  'score',
  'satisfied',
  'satisfied_rate',
  'score_5',
  'score_4',
  'score_3',
  'score_2',
  'score_1',
  'low',
  'signed_in',
  'ready',
  'on_call',
  'busy',
  'after_call',
  'away',
  'away_reason',
  'disconnected',
] as const;
export type MetricName = (typeof METRICS)[number];

/** A number of a report: its name is the key of its words. `reason` tells apart the ways to be away. */
export const reportMetricSchema = z.object({
  id: z.string(),
  name: z.enum(METRICS),
  kind: z.enum(METRIC_KINDS),
  reason: z.string().optional(),
});
export type ReportMetric = z.infer<typeof reportMetricSchema>;

const localDate = z.iso.date();
const localTime = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/);

/** What a report is asked about. Dates are days of the workspace's time zone, both included. */
export const reportAskSchema = z.object({
  report: reportNameSchema,
  from: localDate,
  until: localDate,
  grain: z.enum(GRAINS),
  group: reportGroupSchema.default('none'),
  /** Only this of everything. */
  only: z
    .object({
      teamId: z.uuid().optional(),
      agentId: z.uuid().optional(),
      channel: channelSchema.optional(),
      categoryId: z.uuid().optional(),
    })
    .default({}),
  /** An abandoned call that waited for less is set apart as a short one. */
  shortSeconds: z.int().min(0).max(600).default(5),
  /** Service level: answered within so many seconds. */
  levelSeconds: z.int().min(1).max(3600).default(20),
});
export type ReportAsk = z.infer<typeof reportAskSchema>;

/** One row of figures: of one bucket and group, or of all of them where that is null. */
export const reportCellSchema = z.object({
  bucket: z.number().int().nullable(),
  group: z.number().int().nullable(),
  /** In the order of `metrics`; null where there is nothing to measure. */
  values: z.array(z.number().nullable()),
});
export type ReportCell = z.infer<typeof reportCellSchema>;

/** Who or what a group is. `key` null: nobody, or nothing said. */
export const reportGroupRowSchema = z.object({ key: z.string().nullable(), name: z.string() });
export type ReportGroupRow = z.infer<typeof reportGroupRowSchema>;

export const reportSchema = z.object({
  timeZone: z.string(),
  metrics: z.array(reportMetricSchema),
  /** Every bucket of the period, empty ones too, as its beginning in local time: `2026-11-22T09:30`. */
  buckets: z.array(localTime),
  groups: z.array(reportGroupRowSchema),
  cells: z.array(reportCellSchema),
});
export type Report = z.infer<typeof reportSchema>;

/** Which number's rows: one bucket or the whole period, one group or all. */
export const reportRowsAskSchema = reportAskSchema.extend({
  metric: z.string(),
  bucket: localTime.optional(),
  /** The group's key, null for nobody; absent for all. */
  key: z.string().nullable().optional(),
  after: z.object({ at: z.string(), id: z.string() }).optional(),
  limit: z.int().min(1).max(500).default(50),
});
export type ReportRowsAsk = z.infer<typeof reportRowsAskSchema>;

/** One thing that was counted: what happened when, of whom, and what it measured. */
export const reportRowSchema = z.object({
  id: z.string(),
  at: z.string(),
  conversationId: z.uuid().optional(),
  conversationNumber: z.int().optional(),
  customerId: z.uuid().optional(),
  customerName: z.string().optional(),
  subject: z.string().optional(),
  channel: channelSchema.optional(),
  agentName: z.string().optional(),
  /** Seconds, of a number that measures time. */
  seconds: z.number().optional(),
  /** What the customer gave, of what they were asked about. */
  score: scoreSchema.optional(),
});
export type ReportRow = z.infer<typeof reportRowSchema>;
