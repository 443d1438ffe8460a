import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import { v7 } from 'uuid';
import type { Tables } from '#server/db/tables.generated.ts';
import type { Deps } from '#server/deps.ts';
import type { RuleTest } from '#shared/domain/escalation.ts';
import { dataOf, giveTo } from '#test/support/commands.ts';
import { makeConversation } from '#test/support/factories/conversations.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { askingAs, type MadeAgent, type MadeTeam } from '#test/support/factories/people.ts';

type Db = Kysely<Tables>;

/** A conversation that an agent owns, and the question they ask about it. */
export async function askedBy(deps: Deps, owner: MadeAgent, team: MadeTeam, over: { reviewerId?: string } = {}) {
  const customer = await makeCustomer(deps.db);
  const { id: conversationId } = await makeConversation(deps.db, { customer, team, owner });
  const give = giveTo(deps);
  const { escalation } = dataOf(
    await give(askingAs(owner), 'escalation:raise', {
      conversationId,
      epoch: 1,
      question: '全額の返金を承認いただけますか',
      asked: 'approval',
      ...over,
    }),
  );
  return { customer, conversationId, escalation };
}

/** A rule in force, for every team unless one is given, and for ever unless since when is. */
export async function makeRule(
  db: Db,
  test: RuleTest,
  over: { team?: MadeTeam; enabled?: boolean; since?: Date } = {},
): Promise<string> {
  const id = v7();
  await sql`insert into escalation_rule (id, name, test, team_id, enabled, due_minutes, changed_at)
    values (${id}, ${`rule ${test.kind}`}, ${JSON.stringify(test)}::jsonb, ${over.team?.id ?? null}, ${over.enabled ?? true},
      30, ${over.since ?? new Date(0)})`.execute(db);
  return id;
}

/** Takes every rule out of force. */
export const noRules = (db: Db) => sql`update escalation_rule set enabled = false`.execute(db);

export type StoredCause = { readonly ruleId: string; readonly cause: string; readonly conversationId: string };

export async function causesOf(db: Db, ruleId: string): Promise<StoredCause[]> {
  const { rows } = await sql<StoredCause>`
    select rule_id as "ruleId", cause, conversation_id as "conversationId" from escalation_cause where rule_id = ${ruleId}
    order by at, cause`.execute(db);
  return rows;
}

/** The steps of an escalation on its thread, in order. */
export async function stepsOf(db: Db, escalationId: string): Promise<string[]> {
  const { rows } = await sql<{ event: string; visibility: string }>`
    select data ->> 'event' as event, visibility from timeline_item
    where kind = 'escalation' and data ->> 'escalationId' = ${escalationId} order by received_at, seq`.execute(db);
  for (const { event, visibility } of rows) if (visibility !== 'internal') throw new Error(`${event} is ${visibility}`);
  return rows.map(({ event }) => event);
}
