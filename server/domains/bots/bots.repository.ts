import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { Work } from '#server/work.ts';
import type { BotFront, BotHandoffOut } from '#shared/domain/bot-handoff.ts';

export type NewBotHandoff = {
  readonly id: string;
  readonly apiKeyId: string;
  readonly source: string;
  readonly externalId: string;
  readonly bodyHash: Buffer;
  readonly botName: string;
  readonly channel: string;
  readonly customerId: string;
  readonly contactPointId: string | null;
  readonly conversationId: string | null;
  readonly callKey: string | null;
  readonly front: Pick<BotFront, 'intent' | 'fields' | 'path' | 'identity'>;
  readonly answer: BotHandoffOut;
};

type Known = { readonly bodyHash: Buffer; readonly answer: BotHandoffOut };

/** The handover that came before under this name, or null. */
export async function findByName(work: Work, source: string, externalId: string): Promise<Known | null> {
  const { rows } = await sql<Known>`
    select body_hash as "bodyHash", answer from bot_handoff where source = ${source} and external_id = ${externalId}`.execute(
    work.tx,
  );
  return rows[0] ?? null;
}

/** Keeps a handover. A second one under its name breaks the index, and its work runs again and finds the first. */
export async function insertBotHandoff(work: Work, h: NewBotHandoff): Promise<void> {
  const { intent = null, fields, path, identity } = h.front;
  await sql`
    insert into bot_handoff (id, api_key_id, source, external_id, body_hash, bot_name, channel, customer_id,
      contact_point_id, conversation_id, call_key, intent, fields, path, identity, answer, created_at)
    values (${h.id}, ${h.apiKeyId}, ${h.source}, ${h.externalId}, ${h.bodyHash}, ${h.botName}, ${h.channel},
      ${h.customerId}, ${h.contactPointId}, ${h.conversationId}, ${h.callKey},
      ${intent === null ? null : JSON.stringify(intent)}::jsonb, ${JSON.stringify(fields)}::jsonb,
      ${JSON.stringify(path)}::jsonb, ${JSON.stringify(identity)}::jsonb, ${JSON.stringify(h.answer)}::jsonb,
      ${work.at})`.execute(work.tx);
}

type FrontRow = Omit<BotFront, 'at' | 'intent'> & { readonly at: Date; readonly intent: BotFront['intent'] | null };

const frontColumns = sql`h.id, h.bot_name as "botName", h.channel, h.created_at as at, h.intent, h.fields, h.path, h.identity`;

const asFront = ({ at, intent, ...row }: FrontRow): BotFront => ({
  ...row,
  at: at.toISOString(),
  ...(intent === null || intent === undefined ? {} : { intent }),
});

/** The newest handover of a conversation, its calls' IVR among them; null without one. */
export async function frontOfConversation(db: ReadDb, conversationId: string): Promise<BotFront | null> {
  const { rows } = await sql<FrontRow>`
    select ${frontColumns} from bot_handoff h where h.conversation_id = ${conversationId}
    union all
    select found.* from call c cross join lateral (${ofCall(sql`c`)}) found where c.conversation_id = ${conversationId}
    order by at desc limit 1`.execute(db);
  return rows[0] === undefined ? null : asFront(rows[0]);
}

/** What the IVR found out before this call rang; null without. */
export async function frontOfCall(db: ReadDb, callId: string): Promise<BotFront | null> {
  const { rows } = await sql<FrontRow>`
    select found.* from call c cross join lateral (${ofCall(sql`c`)}) found where c.id = ${callId}
    order by at desc limit 1`.execute(db);
  return rows[0] === undefined ? null : asFront(rows[0]);
}

/** By the telephony's own id; without one by who calls, within the half hour before. */
const ofCall = (call: ReturnType<typeof sql>) => sql`
  select ${frontColumns} from bot_handoff h where h.channel = 'phone' and (
    (h.call_key is not null and h.call_key = ${call}.call_key)
    or (h.call_key is null and h.contact_point_id = ${call}.contact_point_id
      and h.created_at between ${call}.started_at - interval '30 minutes' and coalesce(${call}.ended_at, 'infinity')))`;

export type StandingRow = {
  readonly handoffId: string;
  readonly conversationId: string | null;
  readonly status: string | null;
  readonly person: string | null;
};

/** How it stands with a handover of this key; null when there is none. */
export async function standingOf(db: ReadDb, id: string, apiKeyId: string): Promise<StandingRow | null> {
  const { rows } = await sql<StandingRow>`
    select h.id as "handoffId", c.id as "conversationId", c.status, a.public_name as person
    from bot_handoff h
      left join lateral (
        select k.conversation_id from call k
        where h.conversation_id is null and h.call_key is not null and k.call_key = h.call_key limit 1) k on true
      left join conversation c on c.id = coalesce(h.conversation_id, k.conversation_id)
      left join agent a on a.id = c.owner_agent_id
    where h.id = ${id} and h.api_key_id = ${apiKeyId}`.execute(db);
  return rows[0] ?? null;
}

/** Whether a person has spoken in a conversation, or a bot has handed it over: then no bot speaks in it any more. */
export async function isWithPeople(work: Work, conversationId: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from conversation c where c.id = ${conversationId} and (
      c.owner_agent_id is not null
      or exists (select 1 from bot_handoff h where h.conversation_id = c.id)
      or exists (select 1 from timeline_item i where i.conversation_id = c.id and i.kind = 'message'
        and i.direction = 'out' and i.author->>'type' = 'agent'))`.execute(work.tx);
  return rows.length > 0;
}

/** The newest item of a conversation that the customer said; 0 without one. */
export async function lastSaid(work: Work, conversationId: string): Promise<number> {
  const { rows } = await sql<{ seq: number }>`
    select coalesce(max(seq), 0) as seq from timeline_item
    where conversation_id = ${conversationId} and kind = 'message' and direction = 'in'`.execute(work.tx);
  return rows[0]?.seq ?? 0;
}

/** Where an item landed. */
export async function conversationOfItem(work: Work, itemId: string): Promise<string | null> {
  const row = await work.tx
    .selectFrom('timeline_item')
    .select('conversation_id as id')
    .where('id', '=', itemId)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** The language a customer is spoken to in. */
export async function localeOf(work: Work, customerId: string): Promise<'ja' | 'en'> {
  const { rows } = await sql<{ locale: 'ja' | 'en' }>`
    select coalesce(c.locale, (select v.locale from visitor v where v.customer_id = c.id and v.locale is not null
      order by v.last_seen_at desc limit 1), w.locale) as locale
    from customer c cross join workspace w where c.id = ${customerId}`.execute(work.tx);
  return rows[0]?.locale ?? 'ja';
}
