import type { Kysely, Selectable } from 'kysely';
import type { Tables } from '#server/db/tables.generated.ts';
import type { CallPart } from '#shared/domain/call.ts';
import type { ReportGroup, ReportName } from '#shared/domain/report.ts';
import type { Grain } from '#shared/domain/report-buckets.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const TOKYO = 9 * HOUR;

type Row<T extends keyof Tables> = Selectable<Tables[T]>;
/** Every row of everything, as it is stored. */
export type Everything = {
  readonly calls: readonly Row<'call'>[];
  readonly conversations: readonly Row<'conversation'>[];
  readonly items: readonly Row<'timeline_item'>[];
  readonly handoffs: readonly Row<'handoff'>[];
  readonly escalations: readonly Row<'escalation'>[];
  readonly waits: readonly Row<'reply_wait'>[];
  readonly surveys: readonly Row<'survey'>[];
  readonly presence: readonly Row<'presence_log'>[];
  readonly members: readonly Row<'team_member'>[];
};

export async function readEverything(db: Kysely<Tables>): Promise<Everything> {
  return {
    calls: await db.selectFrom('call').selectAll().execute(),
    conversations: await db.selectFrom('conversation').selectAll().execute(),
    items: await db.selectFrom('timeline_item').selectAll().execute(),
    handoffs: await db.selectFrom('handoff').selectAll().execute(),
    escalations: await db.selectFrom('escalation').selectAll().execute(),
    waits: await db.selectFrom('reply_wait').selectAll().execute(),
    surveys: await db.selectFrom('survey').selectAll().execute(),
    presence: await db.selectFrom('presence_log').selectAll().orderBy('at').orderBy('id').execute(),
    members: await db.selectFrom('team_member').selectAll().execute(),
  };
}

/** Something that happened, with whose it is; `v` is what is known of it. */
type Happened<V> = {
  readonly at: number;
  readonly team: string | null;
  readonly agent: string | null;
  readonly channel: string | null;
  readonly category: string | null;
  readonly path: string | null;
  readonly reason?: string;
  readonly outcome?: string | null;
  readonly v: V;
};

type Asked = { readonly now: Date; readonly shortSeconds: number; readonly levelSeconds: number };
export type SlowCell = ReadonlyMap<string, number | null>;

/** The beginning of the bucket of an instant in Tokyo, where the clock is nine hours ahead all year. */
export function tokyoBucket(at: number, grain: Grain): string {
  const local = new Date(at + TOKYO);
  if (grain === 'half_hour') local.setUTCMinutes(local.getUTCMinutes() < 30 ? 0 : 30, 0, 0);
  else local.setUTCHours(0, 0, 0, 0);
  if (grain === 'week') while (local.getUTCDay() !== 1) local.setUTCDate(local.getUTCDate() - 1);
  if (grain === 'month') local.setUTCDate(1);
  return local.toISOString().slice(0, 16);
}

const groupOf = (h: Happened<unknown>, group: ReportGroup): string | null =>
  ({
    none: null,
    team: h.team,
    agent: h.agent,
    channel: h.channel,
    category: h.category,
    path: h.path,
    reason: h.reason ?? null,
    outcome: h.outcome ?? null,
  })[group];

/**
 * The figures of one report by reading every row again for every number, in the plainest way there is: to be compared
 * with what the database says. Keys are `BUCKET|GROUP`, `*` for all.
 */
export function slowReport(
  all: Everything,
  {
    report,
    from,
    until,
    grain,
    group,
  }: { report: ReportName; from: number; until: number; grain: Grain; group: ReportGroup },
  asked: Asked,
): Map<string, SlowCell> {
  const lists = listsOf(all, report, asked);
  const place = (h: Happened<unknown>): [string, string] => [tokyoBucket(h.at, grain), String(groupOf(h, group))];
  const placed = new Map<unknown, readonly [string, string, unknown][]>(
    Object.values(lists).map((list) => [
      list,
      (list as readonly Happened<unknown>[])
        .filter(({ at }) => at >= from && at < until)
        .map((h) => [...place(h), h.v] as [string, string, unknown]),
    ]),
  );
  if (report === 'presence') return slowPresence(all, { from, until, grain, group }, asked);
  const cells = new Map<string, SlowCell>();
  const known = [...placed.values()].flat();
  const buckets = ['*', ...new Set(known.map(([bucket]) => bucket))];
  const groups = group === 'none' ? ['*'] : ['*', ...new Set(known.map(([, key]) => key))];
  for (const bucket of buckets) {
    for (const key of groups) {
      const mine = <V>(list: readonly Happened<V>[]): V[] =>
        (placed.get(list) ?? [])
          .filter(([inBucket, inGroup]) => (bucket === '*' || inBucket === bucket) && (key === '*' || inGroup === key))
          .map(([, , v]) => v as V);
      cells.set(`${bucket}|${key}`, new Map(Object.entries(numbers(report, lists, mine, asked))));
    }
  }
  return cells;
}

type Mine = <V>(list: readonly Happened<V>[]) => V[];
type Lists = ReturnType<typeof listsOf>;

function numbers(report: ReportName, lists: Lists, mine: Mine, asked: Asked): Record<string, number | null> {
  if (report === 'phone') return phone(mine(lists.calls), asked);
  if (report === 'volume')
    return {
      opened: mine(lists.opened).length,
      contacts_in: mine(lists.items).filter((i) => i === 'in').length,
      answers_out: mine(lists.items).filter((i) => i === 'out').length,
      resolved: mine(lists.resolved).length,
    };
  if (report === 'answers') return answers(mine, lists);
  if (report === 'satisfaction') return satisfaction(mine(lists.surveys));
  if (report === 'escalations') return escalations(mine(lists.escalations), asked);
  return handoffs(mine(lists.handoffs));
}

const mean = (list: readonly number[]): number | null =>
  list.length === 0 ? null : list.reduce((sum, one) => sum + one, 0) / list.length;
const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
/** With the two neighbours weighed, as spreadsheets do. */
function quantile(list: readonly number[], q: number): number | null {
  const sorted = [...list].sort((a, b) => a - b);
  const place = (sorted.length - 1) * q;
  const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return low === undefined || high === undefined ? null : low + (high - low) * (place - Math.floor(place));
}

type SlowCall = { row: Row<'call'>; wait: number; talk: number; hold: number; wrap: number | null };

function phone(calls: readonly SlowCall[], { shortSeconds, levelSeconds }: Asked): Record<string, number | null> {
  const came = calls.filter(({ row }) => row.direction === 'in');
  const answered = came.filter(({ row }) => row.answered_at !== null);
  const lost = came.filter(({ row }) => row.answered_at === null && row.state === 'ended');
  const gaveUp = lost.filter(({ row }) => row.outcome === 'missed' || row.outcome === 'abandoned');
  const abandoned = gaveUp.filter(({ wait }) => wait >= shortSeconds);
  const voicemail = lost.filter(({ row }) => row.outcome === 'voicemail');
  const inTime = answered.filter(({ wait }) => wait <= levelSeconds);
  const wanted = answered.length + abandoned.length + voicemail.length;
  const done = answered.filter(({ row }) => row.state === 'ended');
  const handle = done.map(({ talk, hold, wrap }) => talk + hold + (wrap ?? 0));
  return {
    in: came.length,
    answered: answered.length,
    abandoned: abandoned.length,
    short: gaveUp.length - abandoned.length,
    voicemail: voicemail.length,
    failed: lost.filter(({ row }) => row.outcome === 'failed').length,
    ringing: came.filter(({ row }) => row.answered_at === null && row.state !== 'ended').length,
    answer_rate: share(answered.length, wanted),
    in_time: inTime.length,
    service_level: share(inTime.length, wanted),
    wait: mean(answered.map(({ wait }) => wait)),
    wait_max: answered.length === 0 ? null : Math.max(...answered.map(({ wait }) => wait)),
    talk: mean(done.map(({ talk }) => talk)),
    hold: mean(done.map(({ hold }) => hold)),
    wrap_up: mean(done.flatMap(({ wrap }) => wrap ?? [])),
    handle: mean(handle),
    handle_total: handle.reduce((sum, one) => sum + one, 0),
    placed: calls.filter(({ row }) => row.direction === 'out').length,
    reached: calls.filter(({ row }) => row.direction === 'out' && row.answered_at !== null).length,
  };
}

function answers(mine: Mine, lists: Lists): Record<string, number | null> {
  const firsts = mine(lists.opened).flatMap((seconds) => seconds ?? []);
  const resolutions = mine(lists.resolved);
  const waits = mine(lists.waits);
  const kept = waits.filter((wait) => wait.kept);
  const firstOnes = waits.filter((wait) => wait.first);
  const firstKept = firstOnes.filter((wait) => wait.kept);
  return {
    first_answers: firsts.length,
    first_median: quantile(firsts, 0.5),
    first_p90: quantile(firsts, 0.9),
    resolutions: resolutions.length,
    resolve_median: quantile(resolutions, 0.5),
    resolve_p90: quantile(resolutions, 0.9),
    targets: waits.length,
    kept: kept.length,
    missed: waits.length - kept.length,
    kept_rate: share(kept.length, waits.length),
    first_targets: firstOnes.length,
    first_kept: firstKept.length,
    first_kept_rate: share(firstKept.length, firstOnes.length),
  };
}

function handoffs(list: readonly Row<'handoff'>[]): Record<string, number | null> {
  const accepted = list.filter((h) => h.accepted_at !== null);
  const never = (state: string) => list.filter((h) => h.accepted_at === null && h.state === state).length;
  const times = accepted
    .filter((h) => h.to_agent_id !== h.from_agent_id)
    .map((h) => (Number(h.accepted_at) - Number(h.offered_at)) / 1000);
  return {
    offered: list.length,
    accepted: accepted.length,
    declined: never('declined'),
    expired: never('expired'),
    withdrawn: never('withdrawn'),
    undecided: never('offered'),
    accept_rate: share(accepted.length, accepted.length + never('declined') + never('expired')),
    accept_median: quantile(times, 0.5),
    accept_p90: quantile(times, 0.9),
    completed: list.filter((h) => h.state === 'completed').length,
    lapsed: list.filter((h) => h.state === 'lapsed').length,
  };
}

function satisfaction(list: readonly Row<'survey'>[]): Record<string, number | null> {
  const given = list.flatMap(({ score }) => (score === null ? [] : [score]));
  const times = (wanted: number) => given.filter((score) => score === wanted).length;
  return {
    asked: list.length,
    replied: given.length,
    reply_rate: share(given.length, list.length),
    score: mean(given),
    satisfied: times(4) + times(5),
    satisfied_rate: share(times(4) + times(5), given.length),
    score_5: times(5),
    score_4: times(4),
    score_3: times(3),
    score_2: times(2),
    score_1: times(1),
    low: list.filter(({ low }) => low).length,
  };
}

function escalations(list: readonly Row<'escalation'>[], { now }: Asked): Record<string, number | null> {
  const decided = list.filter((e) => e.decided_at !== null);
  const times = decided.map((e) => (Number(e.decided_at) - Number(e.raised_at)) / 1000);
  return {
    raised: list.length,
    decided: decided.length,
    waiting: list.filter((e) => e.state === 'raised' || e.state === 'in_review').length,
    retracted: list.filter((e) => e.state === 'withdrawn').length,
    late: list.filter((e) => e.state !== 'withdrawn' && Number(e.decided_at ?? now) > Number(e.due_at)).length,
    decide_median: quantile(times, 0.5),
    decide_p90: quantile(times, 0.9),
  };
}

function listsOf(all: Everything, _report: ReportName, { now }: Asked) {
  const byId = new Map(all.conversations.map((row) => [row.id, row]));
  const categoryOf = (id: string | null) => (id === null ? null : (byId.get(id)?.category_id ?? null));
  const ofConversation = (c: Row<'conversation'> | undefined) => ({
    team: c?.team_id ?? null,
    agent: c?.owner_agent_id ?? c?.last_owner_agent_id ?? null,
    channel: c?.channel ?? null,
    category: c?.category_id ?? null,
    path: null,
  });
  const own = all.conversations.filter((c) => c.merged_into === null);
  return {
    calls: all.calls.map((row): Happened<SlowCall> => {
      const spent = (kind: string) =>
        (row.parts as CallPart[])
          .filter((part) => part.kind === kind && part.until !== undefined)
          .reduce((sum, part) => sum + Date.parse(part.until ?? '') - Date.parse(part.at), 0) / 1000;
      const over = row.answered_at ?? row.ended_at;
      const waited = over === null ? Number.NaN : (Number(over) - Number(row.started_at)) / 1000 - spent('ivr');
      const wrap = row.wrapped_at === null ? null : (Number(row.wrapped_at) - Number(row.ended_at)) / 1000;
      const v = { row, wait: Math.max(0, waited), talk: spent('talk'), hold: spent('hold'), wrap };
      const at = Number(row.started_at);
      const category = categoryOf(row.conversation_id);
      return { at, team: row.team_id, agent: row.agent_id, channel: 'phone', category, path: null, v };
    }),
    opened: own.map((c): Happened<number | null> => {
      const first = c.first_answered_at;
      const v = first === null ? null : Math.max(0, (Number(first) - Number(c.opened_at)) / 1000);
      return { at: Number(c.opened_at), ...ofConversation(c), v };
    }),
    resolved: own.flatMap((c): Happened<number>[] => {
      if (c.resolved_at === null || c.status !== 'resolved') return [];
      return [
        { at: Number(c.resolved_at), ...ofConversation(c), v: (Number(c.resolved_at) - Number(c.opened_at)) / 1000 },
      ];
    }),
    items: all.items
      .filter(
        (i) => ['message', 'call'].includes(i.kind) && i.direction !== 'none' && !i.historical && i.corrects === null,
      )
      .map((i): Happened<string> => {
        const of = ofConversation(byId.get(i.conversation_id ?? ''));
        const author = i.author as { type: string; id?: string };
        const writer = author.type === 'agent' ? (author.id ?? null) : null;
        const agent = i.direction === 'in' ? of.agent : writer;
        return { at: Number(i.occurred_at), ...of, channel: i.channel, agent, v: i.direction };
      }),
    waits: [
      ...all.waits
        .filter((w) => w.due_at !== null)
        .map((w): Happened<{ kept: boolean; first: boolean }> => {
          const of = ofConversation(byId.get(w.conversation_id));
          const v = { kept: Number(w.answered_at) <= Number(w.due_at), first: w.is_first };
          return { at: Number(w.since), ...of, channel: w.channel, agent: w.agent_id, v };
        }),
      ...all.conversations
        .filter(
          (c) =>
            c.status !== 'resolved' &&
            c.customer_waits_since !== null &&
            c.reply_due_at !== null &&
            c.reply_due_at < now,
        )
        .map((c): Happened<{ kept: boolean; first: boolean }> => {
          const v = { kept: false, first: c.first_answered_at === null };
          return { at: Number(c.customer_waits_since), ...ofConversation(c), agent: c.owner_agent_id, v };
        }),
    ],
    escalations: all.escalations.map((row): Happened<Row<'escalation'>> => {
      const { channel, category } = ofConversation(byId.get(row.conversation_id));
      const whose = { team: row.team_id, agent: row.owner_agent_id, channel, category, path: null };
      return { at: Number(row.raised_at), ...whose, reason: row.reason, outcome: row.outcome, v: row };
    }),
    surveys: all.surveys.flatMap((row): Happened<Row<'survey'>>[] => {
      if (row.state !== 'sent' && row.state !== 'answered') return [];
      const whose = { team: row.team_id, agent: row.agent_id, channel: row.channel, category: row.category_id };
      return [{ at: Number(row.sent_at), ...whose, path: null, v: row }];
    }),
    handoffs: all.handoffs.map((row): Happened<Row<'handoff'>> => {
      const c = byId.get(row.conversation_id);
      const path = `${row.channel_from}>${row.channel_to}`;
      return {
        at: Number(row.offered_at),
        ...ofConversation(c),
        agent: row.from_agent_id,
        channel: row.channel_from,
        path,
        v: row,
      };
    }),
  };
}

type Presence = { presence: string; reason: string | null };

/** Second by second would be slower still: half-hour by half-hour, for no bucket ends within one. */
function slowPresence(
  all: Everything,
  { from, until, grain, group }: { from: number; until: number; grain: Grain; group: ReportGroup },
  { now }: Asked,
): Map<string, SlowCell> {
  const sums = new Map<string, Map<string, number>>();
  const add = (cell: string, name: string, seconds: number) => {
    const of = sums.get(cell) ?? new Map<string, number>();
    sums.set(cell, of.set(name, (of.get(name) ?? 0) + seconds));
  };
  const end = Math.min(until, now.getTime());
  for (const agent of new Set(all.presence.map((row) => row.agent_id))) {
    const log = all.presence.filter((row) => row.agent_id === agent);
    const teams = all.members.filter((m) => m.agent_id === agent).map((m) => m.team_id);
    const inGroups = { team: teams.length === 0 ? ['null'] : teams, agent: [agent] }[group as 'team' | 'agent'] ?? [];
    log.forEach((row, n) => {
      const upTo = Math.min(end, Number(log[n + 1]?.at ?? end));
      for (let slice = Math.floor((from - DAY) / (HOUR / 2)) * (HOUR / 2); slice < end; slice += HOUR / 2) {
        const [a, b] = [Math.max(slice, Number(row.at), from), Math.min(slice + HOUR / 2, upTo)];
        if (b <= a || row.presence === 'signed_out') continue;
        for (const name of namesOf(row))
          for (const bucket of ['*', tokyoBucket(slice, grain)])
            for (const key of ['*', ...inGroups]) add(`${bucket}|${key}`, name, (b - a) / 1000);
      }
    });
  }
  return sums;
}

function namesOf({ presence, reason }: Presence): string[] {
  if (presence === 'disconnected') return ['disconnected'];
  if (presence === 'away') return ['signed_in', 'away', `away:${reason ?? ''}`];
  if (presence === 'busy') return ['signed_in', reason === 'on_call' ? 'on_call' : 'busy'];
  return ['signed_in', presence === 'wrap_up' ? 'after_call' : presence];
}
