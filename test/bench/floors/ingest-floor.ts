// The floor of `ingest`: a bare Fastify route that inserts the rows the hub inserts for a message on an open
// conversation, in one transaction, with nothing checked, looked up or told.
import Fastify from 'fastify';
import { Pool } from 'pg';
import { v7 } from 'uuid';

type Body = {
  readonly customerId: string;
  readonly conversationId: string;
  readonly sessionId: string;
  readonly externalId: string;
  readonly text: string;
};

const pool = new Pool({ connectionString: process.env['DATABASE_URL'], max: 12 });
const app = Fastify();

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

app.post<{ Body: Body }>('/', async ({ body }) => {
  const id = v7();
  const values = [
    body.customerId,
    id,
    body.externalId,
    body.conversationId,
    new Date(),
    body.sessionId,
    JSON.stringify({ text: body.text }),
    v7(),
    body.text,
    GRAMS,
  ];
  const { rows } = await pool.query({ name: 'insert', text: INSERTS, values });
  return { ok: true, data: { lines: [{ line: 1, status: 'accepted', itemId: id, seq: Number(rows[0]?.seq) }] } };
});

/** As many pieces as the hub would make of the benchmark's text; made once, for making them is the hub's work. */
const GRAMS = (process.env['FLOOR_GRAMS'] ?? '').split(' ');

console.log(`floor ready on ${await app.listen({ host: '127.0.0.1', port: 0 })}`);
process.on('SIGTERM', () => void app.close().then(() => pool.end()));
