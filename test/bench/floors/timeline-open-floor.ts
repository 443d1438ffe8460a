// The floor of `timeline-open`: a bare Fastify route with the bare keyset query of fifty rows and one insert.
import Fastify from 'fastify';
import { Pool } from 'pg';
import { v7 } from 'uuid';

const pool = new Pool({ connectionString: process.env['DATABASE_URL'], max: 12 });
const app = Fastify();

const PAGE = `select * from timeline_item where customer_id = $1 order by occurred_at desc, seq desc limit 50`;
const VIEW = `insert into view_record (id, at, actor_type, actor_id, customer_id, what) values ($1, $2, 'agent', 'floor', $3, 'customer')`;

app.post<{ Body: { input: { customerId: string } } }>('/', async ({ body }) => {
  const { customerId } = body.input;
  await pool.query({ name: 'view', text: VIEW, values: [v7(), new Date(), customerId] });
  const { rows } = await pool.query({ name: 'page', text: PAGE, values: [customerId] });
  return { ok: true, data: { items: rows } };
});

console.log(`floor ready on ${await app.listen({ host: '127.0.0.1', port: 0 })}`);
process.on('SIGTERM', () => void app.close().then(() => pool.end()));
