import { type Asking, demand } from '#server/asking.ts';
import type { Deps } from '#server/deps.ts';
import { findConversation } from '#server/domains/conversations/conversations.repository.ts';
import { inboxRows } from '#server/domains/conversations/inbox-rows.repository.ts';
import { AppError } from '#server/errors.ts';
import type { InboxRow } from '#shared/domain/conversation.ts';
import { mayStayWithAbsent, SHIFT_GROUPS, type ShiftEntry, shiftGroupOf } from '#shared/domain/shift.ts';
import type { QueryOutput, QueryParsed } from '#shared/wire/queries.ts';
import { draftsBy, draftsOfFormerOwners, duesOf, type LeftDraft, ownedBy } from './shift.repository.ts';
import { shiftOf } from './whose-shift.ts';

/** Everything an agent has, by group, in each who waits longest first. */
export async function shiftOverview(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  asking: Asking,
  input: QueryParsed<'shift.overview'>,
): Promise<QueryOutput<'shift.overview'>> {
  const { id, name } = await shiftOf(db, asking, input.agentId);
  const ids = await ownedBy(db, id);
  const [rows, drafts, dues] = await Promise.all([inboxRows(db, ids), draftsBy(db, id, ids), duesOf(db, ids)]);
  const rowBy = new Map(rows.map((row) => [row.conversationId, row]));
  const entries = ids
    .map((conversationId) => rowBy.get(conversationId))
    .filter((row) => row !== undefined)
    .map((row) => entryOf(row, drafts, { dueAt: dues.get(row.conversationId) ?? null, at: clock.now().getTime() }));
  entries.sort((a, b) => SHIFT_GROUPS.indexOf(a.group) - SHIFT_GROUPS.indexOf(b.group));
  return { agent: { id, name }, entries };
}

function entryOf(
  row: InboxRow,
  drafts: readonly LeftDraft[],
  { dueAt, at }: { dueAt: number | null; at: number },
): ShiftEntry {
  const own = drafts.filter(({ conversationId }) => conversationId === row.conversationId);
  const facts = { status: row.status, customerWaits: row.customerWaitsSince !== undefined, dueAt };
  return {
    row,
    group: shiftGroupOf({ ...facts, promises: row.promises.length, drafts: own.length }),
    drafts: own.map(({ mode, text, savedAt }) => ({ mode, text, savedAt: savedAt.toISOString() })),
    mayKeep: mayStayWithAbsent(facts, at),
  };
}

/** What former owners left unsent, for its owner alone ([CV4]). */
export async function leftDrafts(
  { db }: Pick<Deps, 'db'>,
  asking: Asking,
  { conversationId }: QueryParsed<'shift.left-drafts'>,
): Promise<QueryOutput<'shift.left-drafts'>> {
  const conversation = await findConversation(db, conversationId);
  if (conversation === null) throw new AppError('not_found');
  demand(asking, 'conversation.work', { ownerId: conversation.ownerAgentId ?? undefined });
  const drafts = await draftsOfFormerOwners(db, conversationId);
  return {
    drafts: drafts.map(({ agentId, agentName, mode, text, attachments, savedAt }) => ({
      author: { id: agentId, name: agentName },
      mode,
      text,
      savedAt: savedAt.toISOString(),
      ...(attachments.length === 0 ? {} : { attachments: [...attachments] }),
    })),
  };
}
