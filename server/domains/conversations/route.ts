import type { Channel } from '#shared/domain/channels.ts';
import type { ConversationStatus } from '#shared/domain/conversation.ts';

/** One leg of a conversation, as far as routing asks. */
export type RouteSession = {
  readonly id: string;
  readonly channel: Channel;
  readonly contactPointId: string | null;
  readonly thread: string | null;
  readonly active: boolean;
};

/** A channel that the customer was asked onto ([HO4]). `open`: they are on the way; otherwise they came, or came not in time. */
export type RouteCrossing = {
  readonly handoffId: string;
  readonly channel: Channel;
  readonly open: boolean;
  /** When they were asked over. */
  readonly askedAt: string;
};

/** A conversation of the customer, as far as routing asks. */
export type RouteCandidate = {
  readonly status: ConversationStatus;
  readonly lastItemAt: Date;
  readonly resolvedAt: Date | null;
  /** How long after it was resolved its team lets it be reopened. */
  readonly reopenHours: number;
  readonly sessions: readonly RouteSession[];
  readonly crossings?: readonly RouteCrossing[];
};

/** What arrived, as far as routing asks. */
export type RouteAsk = {
  readonly channel: Channel;
  readonly contactPointId: string | null;
  /** The provider's thread or a reply token's, already bound to its source. */
  readonly thread: string | null;
  readonly at: Date;
};

const HOUR_MS = 3_600_000;

/**
 * Which of the customer's conversations an inbound item goes to ([CV10]): that of its thread; else the one whose handoff
 * they are on the way to this channel for ([HO4]); else the newest unresolved one with a session on its contact point,
 * one that goes on there before one that a split ended ([CV7]); else the newest unresolved one that was led onto this channel, whether they came in time or not; else the newest one on its
 * contact point that was resolved less than the team's hours ago. Null: none of them.
 */
export function chooseConversation<C extends RouteCandidate>(candidates: readonly C[], ask: RouteAsk): C | null {
  const newestFirst = [...candidates].sort((a, b) => b.lastItemAt.getTime() - a.lastItemAt.getTime());
  const onPoint = newestFirst.filter((c) => c.sessions.some((s) => isOnPoint(s, ask)));
  return (
    newestFirst.find((c) => c.sessions.some((s) => isOnThread(s, ask))) ??
    newestFirst.find((c) => c.status !== 'resolved' && awaits(c, ask.channel)) ??
    onPoint.find((c) => c.status !== 'resolved' && c.sessions.some((s) => s.active && isOnPoint(s, ask))) ??
    onPoint.find((c) => c.status !== 'resolved') ??
    newestFirst.find((c) => c.status !== 'resolved' && awaited(c, ask.channel)) ??
    onPoint.find((c) => mayReopen(c, ask.at)) ??
    null
  );
}

const awaits = ({ crossings = [] }: RouteCandidate, channel: Channel): boolean =>
  crossings.some((crossing) => crossing.open && crossing.channel === channel);

const awaited = ({ crossings = [] }: RouteCandidate, channel: Channel): boolean =>
  crossings.some((crossing) => crossing.channel === channel);

const isOnThread = (session: RouteSession, ask: RouteAsk): boolean =>
  ask.thread !== null && session.thread === ask.thread && session.channel === ask.channel;

const isOnPoint = (session: RouteSession, ask: RouteAsk): boolean =>
  ask.contactPointId !== null && session.contactPointId === ask.contactPointId;

function mayReopen(c: RouteCandidate, at: Date): boolean {
  return c.resolvedAt !== null && at.getTime() - c.resolvedAt.getTime() < c.reopenHours * HOUR_MS;
}

/** The leg an item stands on, if it has begun: same channel, same address, not another thread. */
export function chooseSession(sessions: readonly RouteSession[], ask: RouteAsk): RouteSession | null {
  const fitting = sessions.filter(
    (s) =>
      s.active &&
      s.channel === ask.channel &&
      s.contactPointId === ask.contactPointId &&
      (ask.thread === null || s.thread === ask.thread),
  );
  return fitting.at(-1) ?? null;
}
