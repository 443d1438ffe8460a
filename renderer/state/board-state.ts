import {
  BARS,
  type BoardAgent,
  type BoardChange,
  type BoardDay,
  type BoardHandoff,
  type BoardTeam,
  FLOW_MS,
} from '#shared/domain/board.ts';

/** The floor as this window has it. What follows from the time of day is computed when it is shown. */
export type BoardState = {
  readonly day: BoardDay;
  readonly teams: ReadonlyMap<string, BoardTeam>;
  readonly agents: ReadonlyMap<string, BoardAgent>;
  readonly handoffs: ReadonlyMap<string, BoardHandoff>;
  /** Rises when some escalations are other than they were: they are to be asked for. */
  readonly escalations: number;
  /** The hub's time less this machine's, milliseconds: clocks on screen run by the hub's. */
  readonly aheadMs: number;
};

type Snapshot = {
  readonly at: string;
  readonly day: BoardDay;
  readonly teams: readonly BoardTeam[];
  readonly agents: readonly BoardAgent[];
  readonly handoffs: readonly BoardHandoff[];
};

const byId = <T extends { readonly id: string }>(rows: readonly T[]): Map<string, T> =>
  new Map(rows.map((row) => [row.id, row]));

const aheadOf = (hubAt: string, here: Date): number => new Date(hubAt).getTime() - here.getTime();

/** The floor from a snapshot; `before` keeps what was to be asked for. */
export function boardLoaded(before: BoardState | null, snapshot: Snapshot, here: Date): BoardState {
  return {
    day: snapshot.day,
    teams: byId(snapshot.teams),
    agents: byId(snapshot.agents),
    handoffs: byId(snapshot.handoffs),
    escalations: (before?.escalations ?? 0) + 1,
    aheadMs: aheadOf(snapshot.at, here),
  };
}

/**
 * The floor after a change, rows that did not change kept as they are; null when a new day has begun, with which every
 * figure of today begins anew.
 */
export function applyBoardChange(
  state: BoardState,
  change: BoardChange,
  { at, here }: { at: string; here: Date },
): BoardState | null {
  if (change.day.from !== state.day.from) return null;
  const now = new Date(at);
  return {
    ...state,
    teams: replaced(state.teams, change.teams),
    agents: without(replaced(state.agents, change.agents), change.goneAgents),
    handoffs: change.handoffs.length === 0 ? state.handoffs : recent(replaced(state.handoffs, change.handoffs), now),
    escalations: state.escalations + (change.escalations ? 1 : 0),
    aheadMs: furtherAhead(state.aheadMs, aheadOf(at, here)),
  };
}

/**
 * Events take a while to arrive, those that are caught up on hours: what is late makes the hub's clock look behind, never
 * ahead. So a clock that is further ahead was set; of one that is further behind, a snapshot has to tell.
 */
const SET_MS = 2000;
const furtherAhead = (before: number, now: number): number => (now > before + SET_MS ? now : before);

/** Whether an event was late, or the hub's clock is further behind than this window believes. */
export const isClockDoubtful = ({ aheadMs }: BoardState, { at, here }: { at: string; here: Date }): boolean =>
  aheadOf(at, here) < aheadMs - SET_MS;

function replaced<T extends { readonly id: string }>(
  rows: ReadonlyMap<string, T>,
  news: readonly T[],
): ReadonlyMap<string, T> {
  if (news.length === 0) return rows;
  const next = new Map(rows);
  for (const row of news) next.set(row.id, row);
  return next;
}

function without<T>(rows: ReadonlyMap<string, T>, ids: readonly string[]): ReadonlyMap<string, T> {
  if (!ids.some((id) => rows.has(id))) return rows;
  const next = new Map(rows);
  for (const id of ids) next.delete(id);
  return next;
}

function recent(rows: ReadonlyMap<string, BoardHandoff>, now: Date): ReadonlyMap<string, BoardHandoff> {
  const since = new Date(now.getTime() - FLOW_MS).toISOString();
  return new Map(
    [...rows].filter(([, { acceptedAt = '', decidedAt = '' }]) => acceptedAt >= since || decidedAt >= since),
  );
}

/** Whether the board has to be asked for anew by time alone: another day, or more fell due than it was told of. */
export function isOutdated(state: BoardState, now: Date): boolean {
  const at = now.toISOString();
  if (at >= state.day.until || at < state.day.from) return true;
  for (const { queues } of state.teams.values())
    for (const { dues, moreDue } of queues) if (moreDue && (dues.at(-1) ?? '') <= at) return true;
  return false;
}

/** What came in, one number for each bar up to the last, oldest first. */
export function barsUntil(arrived: readonly (readonly [number, number])[], last: number): number[] {
  const bars = Array.from({ length: BARS }, () => 0);
  for (const [bar, count] of arrived) {
    const place = BARS - 1 - (last - bar);
    if (place >= 0 && place < BARS) bars[place] = (bars[place] ?? 0) + count;
  }
  return bars;
}
