import type { Kysely, Selectable } from 'kysely';
import { flowOf, pastDueAt } from '#renderer/state/board-figures.ts';
import { type BoardState, barsUntil } from '#renderer/state/board-state.ts';
import type { CallTable, ConversationTable, SessionTable, Tables } from '#server/db/tables.generated.ts';
import { barOf } from '#shared/domain/board.ts';

/** The board in figures that can be compared: what a window shows, and what is counted here from whole tables. */
export type Figures = {
  readonly queues: Readonly<Record<string, unknown>>;
  readonly agents: Readonly<Record<string, unknown>>;
  readonly handoffs: Readonly<Record<string, string>>;
};

const HOUR = 3_600_000;
const TOKYO = 9 * HOUR;
const DAY = 24 * HOUR;
const iso = (at: Date | null): string | null => at?.toISOString() ?? null;
const tokyoMidnight = (at: Date): number => Math.floor((at.getTime() + TOKYO) / DAY) * DAY - TOKYO;

/** What a window shows at an instant. */
export function figuresOf(board: BoardState, now: Date): Figures {
  const queues: Record<string, unknown> = {};
  for (const { id, queues: ofTeam } of board.teams.values())
    for (const queue of ofTeam) {
      const { waiting, waitingSince = null, open, answered, inTime, arrived } = queue;
      const pastDue = pastDueAt(queue, now.toISOString());
      const figures = { waiting, waitingSince, open, pastDue, answered, inTime, bars: barsUntil(arrived, barOf(now)) };
      if (open + answered + figures.bars.reduce((a, b) => a + b, 0) > 0) queues[`${id} ${queue.channel}`] = figures;
    }
  const agents = Object.fromEntries(
    [...board.agents.values()].map(({ id, presence, reason, done, load, calls, since }) => [
      id,
      {
        presence,
        reason: reason ?? null,
        done,
        calls,
        since: since ?? null,
        load: load.map((one) => `${one.channel} ${one.count}`),
      },
    ]),
  );
  const handoffs = Object.fromEntries(flowOf(board.handoffs, null, now).rows.map(({ id, state }) => [id, state]));
  return { queues, agents, handoffs };
}

/** The same, counted the slow and obvious way from every row there is. */
export async function obviousFigures(db: Kysely<Tables>, now: Date): Promise<Figures> {
  const conversations = await db.selectFrom('conversation').selectAll().execute();
  const sessions = await db.selectFrom('session').selectAll().execute();
  const calls = await db.selectFrom('call').selectAll().execute();
  const agents = await db.selectFrom('agent').selectAll().where('role', 'in', ['agent', 'lead']).execute();
  const handoffs = await db.selectFrom('handoff').selectAll().execute();
  const midnight = tokyoMidnight(now);
  const isToday = (at: Date | null): boolean =>
    at !== null && at.getTime() >= midnight && at.getTime() < midnight + DAY;

  const queues: Record<string, unknown> = {};
  for (const key of new Set(conversations.flatMap((c) => [`${c.team_id} ${c.channel}`, ...legsOf(c, sessions)]))) {
    const figures = queueFigures(key, { conversations, sessions, calls, now, isToday });
    if (figures.open + figures.answered + figures.bars.reduce((a, b) => a + b, 0) > 0) queues[key] = figures;
  }
  const people = agents.map((agent) => {
    const own = conversations.filter((c) => c.owner_agent_id === agent.id);
    const load = new Map<string, number>();
    for (const c of own) if (c.status === 'open') load.set(c.channel, (load.get(c.channel) ?? 0) + 1);
    return [
      agent.id,
      {
        presence: agent.presence,
        reason: agent.presence_reason,
        done: own.filter((c) => c.status === 'resolved' && c.merged_into === null && isToday(c.resolved_at)).length,
        calls: calls.filter((k) => k.agent_id === agent.id && k.state !== 'ended').length,
        since: iso(agent.presence_at),
        load: ['chat', 'email', 'line'].filter((one) => load.has(one)).map((one) => `${one} ${load.get(one)}`),
      },
    ] as const;
  });
  const hourAgo = now.getTime() - HOUR;
  const lately = (at: Date | null): boolean => at !== null && at.getTime() >= hourAgo;
  const told = handoffs.filter((h) => {
    if (h.state === 'accepted' || h.state === 'completed') return lately(h.accepted_at);
    return ['declined', 'expired', 'lapsed'].includes(h.state) && lately(h.decided_at);
  });
  return {
    queues,
    agents: Object.fromEntries(people),
    handoffs: Object.fromEntries(told.map((h) => [h.id, h.state])),
  };
}

type Conversation = Selectable<ConversationTable>;
type Session = Selectable<SessionTable>;

const legsOf = (c: Conversation, sessions: readonly Session[]): string[] =>
  sessions.filter((s) => s.conversation_id === c.id).map((s) => `${c.team_id} ${s.channel}`);

type Tables_ = {
  readonly conversations: readonly Conversation[];
  readonly sessions: readonly Session[];
  readonly calls: readonly Selectable<CallTable>[];
  readonly now: Date;
  readonly isToday: (at: Date | null) => boolean;
};

function queueFigures(key: string, { conversations, sessions, now, isToday }: Tables_) {
  const own = conversations.filter((c) => `${c.team_id} ${c.channel}` === key);
  const open = own.filter((c) => c.status !== 'resolved');
  const waiting = open.filter(
    (c) => c.owner_team_id !== null && (c.status === 'open' || c.customer_waits_since !== null),
  );
  const since = waiting.map((c) => c.customer_waits_since ?? c.last_item_at).sort((a, b) => a.getTime() - b.getTime());
  const answered = own.filter((c) => isToday(c.first_answered_at) && c.first_answer_due_at !== null);
  const bars = Array.from({ length: 24 }, () => 0);
  for (const s of sessions) {
    const c = conversations.find(({ id }) => id === s.conversation_id);
    const place = 23 - (barOf(now) - barOf(s.started_at));
    if (`${c?.team_id} ${s.channel}` === key && place >= 0 && s.started_at <= now) bars[place] = (bars[place] ?? 0) + 1;
  }
  return {
    waiting: waiting.length,
    waitingSince: iso(since[0] ?? null),
    open: open.length,
    pastDue: open.filter((c) => c.customer_waits_since !== null && c.reply_due_at !== null && c.reply_due_at <= now)
      .length,
    answered: answered.length,
    inTime: answered.filter((c) => (c.first_answered_at ?? now) <= (c.first_answer_due_at ?? now)).length,
    bars,
  };
}
