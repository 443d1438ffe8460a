import type { Asking } from '#server/asking.ts';
import type { Deps } from '#server/deps.ts';
import { findConversation } from '#server/domains/conversations/conversations.repository.ts';
import { membersOf } from '#server/domains/customers/members.repository.ts';
import { AppError } from '#server/errors.ts';
import { answerChannel, channelFacts } from '#shared/domain/channels.ts';
import { mayDo } from '#shared/wire/policy.ts';
import type { QueryOutput, QueryParsed } from '#shared/wire/queries.ts';
import { linksOf } from './links.repository.ts';
import { type BulkRow, bulkRows, type MatterRow, mattersById, unresolvedBeside } from './matters.repository.ts';

/** What a conversation was merged with and split from, and what it can be merged with. Error: `not_found`. */
export async function mattersOf({ db }: Deps, conversationId: string): Promise<QueryOutput<'matters.of'>> {
  const conversation = await findConversation(db, conversationId);
  if (conversation === null) throw new AppError('not_found');
  const members = await membersOf(db, conversation.customerId);
  const [links, beside] = await Promise.all([
    linksOf(db, conversationId),
    unresolvedBeside(db, members, conversationId),
  ]);
  const others = await mattersById(
    db,
    links.map(({ fromId, toId }) => (fromId === conversationId ? toId : fromId)),
  );
  const byId = new Map(others.map((row) => [row.conversationId, row]));
  return {
    links: links.flatMap(({ id, kind, fromId, toId, madeByName, madeAt }) => {
      const other = byId.get(fromId === conversationId ? toId : fromId);
      return other === undefined
        ? []
        : [
            {
              linkId: id,
              kind,
              outgoing: fromId === conversationId,
              other: asMatter(other),
              madeBy: madeByName,
              madeAt: madeAt.toISOString(),
            },
          ];
    }),
    mergeable: conversation.status === 'resolved' ? [] : beside.map(asMatter),
  };
}

function asMatter({ subject, lastItemAt, customerId: _customer, mergedInto: _merged, ...row }: MatterRow) {
  return { ...row, lastItemAt: lastItemAt.toISOString(), ...(subject === null ? {} : { subject }) };
}

/**
 * What would become of each of many conversations, from what is committed now. Nothing is promised by it: each act is a
 * command of its own with the epoch and the snapshot given here, so whatever changes meanwhile is told then.
 */
export async function bulkPreview(
  { db }: Deps,
  asking: Asking,
  input: QueryParsed<'bulk.preview'>,
): Promise<QueryOutput<'bulk.preview'>> {
  const rows = await bulkRows(db, [...new Set(input.conversationIds)]);
  return {
    rows: rows.map((row) => {
      const { conversationId, number, customerName, channel, subject, epoch, seen } = row;
      const missing = input.act === 'resolve' ? missingOf(row, input) : [];
      const refusal = refusalOf(asking, row, input.act) ?? (missing.length > 0 ? 'wrapup_missing' : undefined);
      return {
        conversationId,
        number,
        customerName,
        channel,
        epoch,
        seen,
        ...(subject === null ? {} : { subject }),
        ...(refusal === undefined ? {} : { refusal }),
        ...(missing.length === 0 ? {} : { missing }),
      };
    }),
  };
}

type Act = QueryParsed<'bulk.preview'>['act'];

function refusalOf(asking: Asking, row: BulkRow, act: Act): string | undefined {
  const facts = { ownerId: row.ownerAgentId ?? undefined, teamId: row.teamId };
  if (act === 'tag') return mayDo(asking.actor, 'conversation.tag', facts) ? undefined : 'forbidden';
  if (row.status === 'resolved') return 'wrong_state';
  if (act === 'assign') return mayDo(asking.actor, 'conversation.assign', facts) ? undefined : 'forbidden';
  if (row.ownerAgentId !== asking.actor.id) return 'not_owner';
  if (act === 'reply' && !channelFacts(answerChannel(row.channel)).answerable) return 'no_channel';
  return undefined;
}

function missingOf(
  row: BulkRow,
  given: { categoryId?: string | undefined; outcome?: string | undefined; text?: string | undefined },
): string[] {
  const has = {
    category: given.categoryId !== undefined || row.categoryId !== null,
    outcome: given.outcome !== undefined,
    note: (given.text ?? '') !== '',
  };
  return row.wrapUp.filter((field) => !has[field as keyof typeof has]);
}
