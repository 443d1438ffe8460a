import { z } from 'zod';
import { CHANNELS, channelSchema } from './channels.ts';
import { partySchema } from './party.ts';

/** Stars, so to speak: 1 is very unhappy, 5 very happy. */
export const SURVEY_OUT_OF = 5;
export const SCORES = [1, 2, 3, 4, 5] as const;
export const scoreSchema = z.int().min(1).max(SURVEY_OUT_OF);
export const surveyCommentSchema = z.string().trim().max(1000);

const words = z.string().trim().min(1).max(500);
const minuteOfDay = z.int().min(0).max(1439);

/** How a team asks its customers how it was; one row for every team, and others for teams that do it their own way. */
export const surveyFieldsSchema = z.object({
  enabled: z.boolean(),
  /** Which channels a conversation has to end on; how the question goes out then is `asksBy` of shared/domain/channels.ts. */
  channels: z.array(z.enum(CHANNELS)).max(CHANNELS.length),
  /** `{company}` and `{agent}` are filled in. */
  questionJa: words,
  questionEn: words,
  thanksJa: words,
  thanksEn: words,
  /** Minutes after it was resolved; whoever sits in the chat is asked at once. */
  delayMinutes: z.int().min(0).max(10_080),
  /** Nothing is sent from … until, in the company's time; the same twice is never quiet. Over midnight, too. */
  quietFrom: minuteOfDay,
  quietUntil: minuteOfDay,
  /** A customer is asked at most once in so many days, on whatever channel; 0 is every time. */
  onceInDays: z.int().min(0).max(365),
  /** So long an answer counts, in hours. */
  windowHours: z.int().min(1).max(720),
  /** The team's leads hear of an answer as low as this; 0 is never. */
  lowScore: z.int().min(0).max(4),
  /** Outcomes after which nobody is asked: spam, wrong number … */
  notAfter: z.array(z.string().max(100)).max(100),
});
export type SurveyFields = z.infer<typeof surveyFieldsSchema>;

export const surveySettingsSchema = surveyFieldsSchema.extend({
  /** Absent: for every team that has none of its own. */
  teamId: z.uuid().optional(),
  /** 0: nobody has set it yet. */
  revision: z.int().nonnegative(),
});
export type SurveySettings = z.infer<typeof surveySettingsSchema>;

/** What a workspace begins with: nobody is asked until somebody says so. */
export const DEFAULT_SURVEY: SurveyFields = {
  enabled: false,
  channels: ['chat', 'email', 'form', 'line', 'sms', 'whatsapp'],
  questionJa: '{company}です。今回の対応はいかがでしたか。',
  questionEn: '{company} here. How did we do this time?',
  thanksJa: 'ご回答ありがとうございます。いただいた声は今後の改善に役立てます。',
  thanksEn: 'Thank you. Your answer helps us to get better.',
  delayMinutes: 30,
  quietFrom: 21 * 60,
  quietUntil: 9 * 60,
  onceInDays: 14,
  windowHours: 72,
  lowScore: 2,
  notAfter: [],
};

export const SURVEY_STATES = ['scheduled', 'sent', 'answered', 'cancelled', 'skipped'] as const;
export type SurveyState = (typeof SURVEY_STATES)[number];

/** An answer as it is shown beside a customer and in reports. */
export const surveyAnswerSchema = z.object({
  surveyId: z.uuid(),
  conversationId: z.uuid(),
  conversationNumber: z.int().positive(),
  customerId: z.uuid(),
  customerName: z.string(),
  score: scoreSchema,
  comment: z.string().optional(),
  low: z.boolean(),
  /** The channel it was given on. */
  channel: channelSchema,
  at: z.iso.datetime(),
  team: partySchema,
  /** Who had the conversation at its end; absent where nobody had. */
  agent: partySchema.optional(),
});
export type SurveyAnswer = z.infer<typeof surveyAnswerSchema>;

/** What a line of the report counts. `rate` and `average` are null where nothing was asked or answered. */
export const surveyFiguresSchema = z.object({
  asked: z.int().nonnegative(),
  answered: z.int().nonnegative(),
  rate: z.number().nullable(),
  average: z.number().nullable(),
  /** How often 1, 2, 3, 4 and 5 was given. */
  distribution: z.tuple([z.int(), z.int(), z.int(), z.int(), z.int()]),
  low: z.int().nonnegative(),
});
export type SurveyFigures = z.infer<typeof surveyFiguresSchema>;

/** Figures of a distribution and how many were asked; the one place where they are computed. */
export function surveyFigures(asked: number, distribution: SurveyFigures['distribution'], low: number): SurveyFigures {
  const answered = distribution.reduce((sum, count) => sum + count, 0);
  const points = distribution.reduce((sum, count, index) => sum + count * (index + 1), 0);
  return {
    asked,
    answered,
    rate: asked === 0 ? null : answered / asked,
    average: answered === 0 ? null : points / answered,
    distribution,
    low,
  };
}

/** The score that a message is, if it is nothing else: `4`, `４`, `④`, `4点`, `4.`; null for any other words ([CV10]). */
export function scoreReply(text: string): number | null {
  const plain = text.normalize('NFKC').trim();
  const [, digit] = /^([1-5])\s*(?:点|です|点です|[。.!！])?$/.exec(plain) ?? [];
  return digit === undefined ? null : Number(digit);
}

type When = Pick<SurveyFields, 'delayMinutes' | 'quietFrom' | 'quietUntil'>;

const MINUTE_MS = 60_000;
const DAY = 1440;

/**
 * When to ask: so long after it was resolved, and after the quiet hours where that falls into them. `minuteOf` is the
 * minute of the day in the company's time. Who is `atHand`, in the chat say, is asked at once.
 */
export function askingTime(
  resolvedAt: Date,
  { delayMinutes, quietFrom, quietUntil }: When,
  minuteOf: (at: Date) => number,
  atHand: boolean,
): Date {
  if (atHand) return resolvedAt;
  const at = new Date(resolvedAt.getTime() + delayMinutes * MINUTE_MS);
  const minute = minuteOf(at);
  if (!isQuiet(minute, quietFrom, quietUntil)) return at;
  const wait = (quietUntil - minute + DAY) % DAY;
  return new Date(at.getTime() - (at.getTime() % MINUTE_MS) + wait * MINUTE_MS);
}

export function isQuiet(minute: number, from: number, until: number): boolean {
  if (from === until) return false;
  return from < until ? minute >= from && minute < until : minute >= from || minute < until;
}

/** The minute of the day in a time zone. */
export function minuteOfDayIn(timeZone: string): (at: Date) => number {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return (at) => {
    const [hours = '0', minutes = '0'] = format.format(at).split(':');
    return Number(hours) * 60 + Number(minutes);
  };
}

/** The channels a report can be split by, and what else. */
export const SURVEY_SPLITS = ['team', 'agent', 'channel', 'category', 'day', 'week', 'month'] as const;
export type SurveySplit = (typeof SURVEY_SPLITS)[number];
