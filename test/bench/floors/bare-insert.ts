import type { Pool } from 'pg';
import { v7 } from 'uuid';

/** A message that comes in on an open conversation. */
export type BareMessage = {
  readonly customerId: string;
  readonly conversationId: string;
  readonly sessionId: string;
  readonly externalId: string;
  readonly text: string;
};

const INSERTS = `
  with c as (
    update customer set last_seq = last_seq + 1, topic_version = topic_version + 1, last_item_at = $5 where id = $1
    returning last_seq, topic_version),
  i as (
    insert into timeline_item (customer_id, seq, id, kind, channel, direction, visibility, source, external_id,
      conversation_id, session_id, occurred_at, received_at, author, data)
    select $1, c.last_seq, $2, 'message', 'chat', 'in', 'customer', 'floor', $3, $4, $6, $5, $5, '{"type":"customer"}', $7
    from c),
  e as (
    insert into topic_event (topic, version, at, type, ref)
    select 'customer:' || $1::text, c.topic_version, $5, 'item_added', jsonb_build_object('type', 'item_added', 'seq', c.last_seq)
    from c),
  s as (
    insert into search_entry (id, entity, entity_id, customer_id, seq, visibility, at, body, grams)
    select $8, 'item', $2, $1, c.last_seq, 'customer', $5, $9, $10::text[] from c)
  update conversation set last_item_at = $5, preview = $9 where id = $4 returning (select last_seq from c) as seq`;

/** As many pieces as the hub would make of the benchmark's text; made once, for making them is the hub's work. */
const GRAMS = (process.env['FLOOR_GRAMS'] ?? '').split(' ');

/** Inserts the rows the hub inserts for such a message, in one transaction of one statement, with nothing checked or looked up. */
export async function bareInsert(pool: Pool, message: BareMessage): Promise<{ itemId: string; seq: number }> {
  const itemId = v7();
  const { customerId, conversationId, sessionId, externalId, text } = message;
  const data = JSON.stringify({ text });
  const values = [customerId, itemId, externalId, conversationId, new Date(), sessionId, data, v7(), text, GRAMS];
  const { rows } = await pool.query({ name: 'insert', text: INSERTS, values });
  return { itemId, seq: Number(rows[0]?.seq) };
}
