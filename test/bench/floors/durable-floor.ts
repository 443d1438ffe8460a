// The least that a durable fan-out does: the floor of `ingest`, and behind its commit the floor of `fanout`.
import Fastify from 'fastify';
import { Pool } from 'pg';
import { Server } from 'socket.io';
import { type BareMessage, bareInsert } from './bare-insert.ts';

const pool = new Pool({ connectionString: process.env['DATABASE_URL'], max: 12 });
const app = Fastify();
const io = new Server(app.server, { transports: ['websocket'], serveClient: false });

io.on('connection', (socket) => void socket.join('room'));

app.post<{ Body: BareMessage & { readonly envelope: unknown } }>('/', async ({ body }) => {
  const { seq } = await bareInsert(pool, body);
  io.to('room').emit('topic', body.envelope);
  return { ok: true, seq };
});

console.log(`floor ready on ${await app.listen({ host: '127.0.0.1', port: 0 })}`);
process.on('SIGTERM', () => void io.close().then(() => pool.end()));
