import { type Asking, demand } from '#server/asking.ts';
import type { Deps } from '#server/deps.ts';
import { ensureViewed } from '#server/domains/audit/record-view.service.ts';
import { AppError } from '#server/errors.ts';
import { UNDECIDED_STATES } from '#shared/domain/escalation.ts';
import { escalationPath } from '#shared/domain/escalation-path.ts';
import type { QueryOutput, QueryParsed } from '#shared/wire/queries.ts';
import { asEscalation } from './escalation-view.ts';
import { findEscalation, openEscalationsOf } from './escalations.repository.ts';
import {
  countEscalations,
  itemsOnTheWay,
  itemsSince,
  type ListPlace,
  type ListRow,
  listEscalations,
  type Whose,
} from './list.repository.ts';

type Parts = Pick<Deps, 'db' | 'clock' | 'ids'>;

const DAY_MS = 24 * 60 * 60_000;

/** A lead's teams' escalations, or an agent's own: a page of what waits and then the rest by due time, or of what is over, and how many there are. */
export async function listOf(
  { db }: Pick<Deps, 'db'>,
  asking: Asking,
  input: QueryParsed<'escalation.list'>,
): Promise<QueryOutput<'escalation.list'>> {
  const { id: agentId, teamIds, role } = asking.actor;
  const whose: Whose = { agentId, teamIds, isLead: role === 'lead' };
  const after = input.cursor === undefined ? null : placeFrom(input.cursor);
  const teamId = input.teamId ?? null;
  const [found, counts] = await Promise.all([
    listEscalations(db, whose, { show: input.show, teamId, after, limit: input.limit + 1 }),
    countEscalations(db, whose, teamId),
  ]);
  const shown = found.slice(0, input.limit);
  const last = shown.at(-1);
  return {
    rows: shown.map((row) => ({ escalation: asEscalation(row), channels: [...row.channels] })),
    ...(found.length > shown.length && last !== undefined ? { next: cursorAt(last) } : {}),
    counts,
  };
}

const cursorAt = ({ state, resolvedAt, dueAt, id }: ListRow): string =>
  `${UNDECIDED_STATES.includes(state) ? 'u' : 'd'}~${(resolvedAt ?? dueAt).toISOString()}~${id}`;

const CURSOR = /^([ud])~(\d{4}-\d\d-\d\dT[\d:.]+Z)~([0-9a-f-]{36})$/;

function placeFrom(cursor: string): ListPlace {
  const [, kind, at, id] = CURSOR.exec(cursor) ?? [];
  if (at === undefined || id === undefined || Number.isNaN(Date.parse(at))) {
    throw new AppError('invalid', { details: { reason: 'cursor: is not one of ours' } });
  }
  return { isDecided: kind === 'd', at: new Date(at), id };
}

/**
 * One escalation with what led to it, read from its snapshot, and how much came since. It shows the words on every record
 * of the thread, so it is a view of each ([PR1]). Throws `not_found`, or `forbidden` for an agent whom it does not concern.
 */
export async function openOne(
  deps: Parts,
  asking: Asking,
  escalationId: string,
): Promise<QueryOutput<'escalation.open'>> {
  const e = await findEscalation(deps.db, escalationId);
  if (e === null) throw new AppError('not_found');
  const concerns = [e.raisedBy, e.ownerAgentId, e.ownerNow].includes(asking.actor.id);
  demand(asking, 'escalation.read', { teamId: e.teamId, ...(concerns ? { ownerId: asking.actor.id } : {}) });
  await Promise.all(
    [...new Set([e.customerId, ...Object.keys(e.snapshot)])].map((id) => ensureViewed(deps, asking, id)),
  );
  const [items, since] = await Promise.all([itemsOnTheWay(deps.db, e.id), itemsSince(deps.db, e.snapshot)]);
  const { steps, agents } = escalationPath(items, e.conversationId);
  const first = steps[0] === undefined ? e.raisedAt.getTime() : Date.parse(steps[0].at);
  const days = Math.max(0, Math.floor((deps.clock.now().getTime() - first) / DAY_MS));
  return {
    escalation: asEscalation(e),
    path: [...steps],
    since,
    facts: { days, channels: new Set(steps.map(({ channel }) => channel)).size, agents },
  };
}

/** Those of a conversation that are not over; they show the customer's words ([PR1]). */
export async function openOf(
  deps: Parts,
  asking: Asking,
  conversationId: string,
): Promise<QueryOutput<'escalation.of'>> {
  demand(asking, 'thread.read');
  const found = await openEscalationsOf(deps.db, conversationId);
  await Promise.all([...new Set(found.map((e) => e.customerId))].map((id) => ensureViewed(deps, asking, id)));
  return { escalations: found.map(asEscalation) };
}
