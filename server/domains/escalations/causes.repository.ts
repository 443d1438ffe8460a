import { sql } from 'kysely';
import { PREPARED } from '#server/db/prepared.ts';
import { withNext } from '#server/db/together.ts';
import { memberIds } from '#server/domains/customers/members.repository.ts';
import type { Work } from '#server/work.ts';
import type { Channel } from '#shared/domain/channels.ts';
import type { Locale } from '#shared/domain/people.ts';

/** Whether a rule has fired for a cause. */
export async function causeKnown(work: Work, ruleId: string, cause: string): Promise<boolean> {
  const { rows } = await sql`${PREPARED}
    select 1 from escalation_cause where rule_id = ${ruleId} and cause = ${cause}`.execute(work.tx);
  return rows.length === 1;
}

type NewCause = {
  readonly ruleId: string;
  readonly cause: string;
  readonly conversationId: string;
  readonly escalationId: string;
  readonly at: Date;
};

/** Keeps that a rule has fired. A second time for the same cause breaks the key, and the work runs again. */
export async function insertCause(work: Work, c: NewCause): Promise<void> {
  await sql`insert into escalation_cause (rule_id, cause, conversation_id, escalation_id, at)
    values (${c.ruleId}, ${c.cause}, ${c.conversationId}, ${c.escalationId}, ${c.at})`.execute(work.tx);
}

type Contact = {
  readonly id: string;
  readonly conversationId: string;
  readonly channel: Channel;
  readonly at: Date;
};

/** Keeps that a customer got in touch. */
export async function insertContact(work: Work, c: Contact): Promise<void> {
  await withNext(
    work.tx,
    sql`${PREPARED}
    insert into customer_contact (id, conversation_id, channel, at)
    values (${c.id}, ${c.conversationId}, ${c.channel}, ${c.at}) on conflict do nothing`,
  );
}

/** The conversation, what was merged into it, and what else the same customer has in its category: one matter. */
const matter = (c: { readonly id: string; readonly customerId: string }) => sql`
  select m.id from conversation c join conversation m on m.id = c.id or m.merged_into = c.id
    or (m.category_id = c.category_id and m.customer_id = any(${memberIds(c.customerId)}))
  where c.id = ${c.id}`;

export type MatterContacts = {
  readonly times: readonly number[];
  /** By rule: the contact by which it fired on the matter last. */
  readonly firedAt: ReadonlyMap<string, number>;
};

/** When the customer got in touch on a matter since an instant, but for one contact, and when rules last fired on it. */
export async function contactsOf(
  work: Work,
  c: { readonly id: string; readonly customerId: string },
  asked: { readonly since: Date; readonly but: string; readonly ruleIds: readonly string[] },
): Promise<MatterContacts> {
  const { rows } = await sql<{ at: Date; ruleId: string | null }>`
    with matter as materialized (${matter(c)})
    select k.at, null::uuid as "ruleId" from customer_contact k join matter on matter.id = k.conversation_id
      where k.at >= ${asked.since} and k.id <> ${asked.but}
    union all
    select max(x.at), x.rule_id from escalation_cause x join matter on matter.id = x.conversation_id
      where x.rule_id = any(${asked.ruleIds}::uuid[]) group by x.rule_id`.execute(work.tx);
  return {
    times: rows.filter(({ ruleId }) => ruleId === null).map(({ at }) => at.getTime()),
    firedAt: new Map(rows.flatMap(({ at, ruleId }) => (ruleId === null ? [] : [[ruleId, at.getTime()] as const]))),
  };
}

/** In which language the workspace words what rules find. */
export async function workspaceLocale(work: Work): Promise<Locale> {
  const { rows } = await sql<{ locale: Locale }>`select locale from workspace`.execute(work.tx);
  return rows[0]?.locale ?? 'ja';
}
