import { z } from 'zod';
import { channelSchema } from './channels.ts';
import { handoffStateSchema } from './handoff.ts';
import { presenceSchema } from './people.ts';

/** A call counts as answered in time when somebody picked up within this, seconds, where the team says nothing else. */
export const CALL_ANSWER_SECONDS = 20;
/** How long one bar of what came in is, and how many are shown. */
export const BAR_MS = 30 * 60_000;
export const BARS = 24;
/** How many of the next due answers a window is told, so that it counts what falls due by itself. */
export const DUES = 10;
/** The flow of handoffs is that of the last hour. */
export const FLOW_MS = 60 * 60_000;

/** One channel of one team. Times are instants; what follows from the clock, the window counts by itself. */
export const boardQueueSchema = z.object({
  channel: channelSchema,
  /** In nobody's hands, and somebody has to act; of calls, those that ring. */
  waiting: z.int().nonnegative(),
  /** Since when the one waits that waits longest. */
  waitingSince: z.iso.datetime().optional(),
  /** Not resolved. */
  open: z.int().nonnegative(),
  /** Unanswered beyond their time, whoever owns them, when this was read. */
  pastDue: z.int().nonnegative(),
  /** The next answers to fall due, soonest first; `moreDue`: there are more than these. */
  dues: z.array(z.iso.datetime()).max(DUES),
  moreDue: z.boolean(),
  /** First answers of today, and those among them that came within the target. */
  answered: z.int().nonnegative(),
  inTime: z.int().nonnegative(),
  /** The channel's own target for a first answer, seconds. */
  targetSeconds: z.int().positive(),
  /** What came in: `[half-hours since 1970, how many]`, oldest first; half-hours without any are left out. */
  arrived: z.array(z.tuple([z.int(), z.int().positive()])),
});
export type BoardQueue = z.infer<typeof boardQueueSchema>;

export const boardTeamSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  /** Channels on which nothing is open, came in lately or was answered today are left out. */
  queues: z.array(boardQueueSchema),
});
export type BoardTeam = z.infer<typeof boardTeamSchema>;

export const boardAgentSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  teamIds: z.array(z.uuid()),
  presence: presenceSchema,
  reason: z.string().optional(),
  /** Since when they are so; on a call, since when they are on it. */
  since: z.iso.datetime().optional(),
  onCall: z.boolean(),
  /** Open conversations they own, by channel; calls apart. */
  load: z.array(z.object({ channel: channelSchema, count: z.int().positive() })),
  calls: z.int().nonnegative(),
  capacity: z.object({
    call: z.int().nonnegative(),
    chat: z.int().nonnegative(),
    mail: z.int().nonnegative(),
  }),
  /** Resolved by them today. */
  done: z.int().nonnegative(),
});
export type BoardAgent = z.infer<typeof boardAgentSchema>;

/** A handoff that was accepted, declined or lost lately; who the customer is is not told. */
export const boardHandoffSchema = z.object({
  id: z.uuid(),
  conversationId: z.uuid(),
  conversationNumber: z.int().positive(),
  from: channelSchema,
  to: channelSchema,
  fromName: z.string(),
  toName: z.string(),
  teamIds: z.array(z.uuid()),
  state: handoffStateSchema,
  offeredAt: z.iso.datetime(),
  acceptedAt: z.iso.datetime().optional(),
  decidedAt: z.iso.datetime().optional(),
});
export type BoardHandoff = z.infer<typeof boardHandoffSchema>;

/** The day that "today" is, in the workspace's time zone. */
export const boardDaySchema = z.object({ from: z.iso.datetime(), until: z.iso.datetime() });
export type BoardDay = z.infer<typeof boardDaySchema>;

/**
 * What of the floor is other than it was: each row as it is now, in place of the one before. `escalations`: some are other
 * than they were; what they are is asked for.
 */
export const boardChangeSchema = z.object({
  day: boardDaySchema,
  teams: z.array(boardTeamSchema),
  agents: z.array(boardAgentSchema),
  goneAgents: z.array(z.uuid()),
  handoffs: z.array(boardHandoffSchema),
  escalations: z.boolean(),
});
export type BoardChange = z.infer<typeof boardChangeSchema>;

/** The half-hour that an instant is in, counted from 1970. */
export const barOf = (at: Date): number => Math.floor(at.getTime() / BAR_MS);
