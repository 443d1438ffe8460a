// The floor of `ingest`: a bare Fastify route that inserts the rows the hub inserts for a message on an open
// conversation, in one transaction, with nothing checked, looked up or told.
import Fastify from 'fastify';
import { Pool } from 'pg';
import { type BareMessage, bareInsert } from './bare-insert.ts';

const pool = new Pool({ connectionString: process.env['DATABASE_URL'], max: 12 });
const app = Fastify();

app.post<{ Body: BareMessage }>('/', async ({ body }) => {
  const kept = await bareInsert(pool, body);
  return { ok: true, data: { lines: [{ line: 1, status: 'accepted', ...kept }] } };
});

console.log(`floor ready on ${await app.listen({ host: '127.0.0.1', port: 0 })}`);
process.on('SIGTERM', () => void app.close().then(() => pool.end()));
