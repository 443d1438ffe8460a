// The floor of `handoff`: a bare Socket.IO server that, for an `accept`, makes two transactions (the owner changes; an item
// is written) and pushes to the one who gave it and to the one who took it, with nothing checked or looked up.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'pg';
import { Server } from 'socket.io';
import { v7 } from 'uuid';

type Accept = {
  readonly conversationId: string;
  readonly customerId: string;
  readonly from: string;
  readonly to: string;
};

const pool = new Pool({ connectionString: process.env['DATABASE_URL'], max: 12 });
const http = createServer();
const io = new Server(http, { transports: ['websocket'], serveClient: false });

async function inTransaction(sql: string, values: unknown[]): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query(sql, values);
    await client.query('commit');
  } finally {
    client.release();
  }
}

io.on('connection', (socket) => {
  socket.on('accept', async ({ conversationId, customerId, from, to }: Accept) => {
    const epoch = 'update conversation set epoch = epoch + 1 where id = $1';
    await inTransaction(epoch, [conversationId]);
    const item = `with c as (update customer set last_seq = last_seq + 1 where id = $1 returning last_seq)
      insert into timeline_item (customer_id, seq, id, kind, channel, direction, visibility, occurred_at, received_at, author, data)
      select $1, c.last_seq, $2, 'handoff', 'chat', 'none', 'internal', now(), now(), '{}', '{}' from c`;
    await inTransaction(item, [customerId, v7()]);
    io.to(from).emit('moved', { conversationId });
    io.to(to).emit('moved', { conversationId });
  });
});

http.listen(0, '127.0.0.1', () => {
  console.log(`floor ready on http://127.0.0.1:${(http.address() as AddressInfo).port}`);
});
process.on('SIGTERM', () => {
  void io.close().then(() => pool.end());
});
