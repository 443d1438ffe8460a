import { beforeEach, expect, vi } from 'vitest';
import type { Database } from '#server/db/pool.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';
import { makeAgent } from '#test/support/factories/people.ts';
import { testHub } from './hub.ts';

/** A hub with jobs running, one messaging account connected, and an agent who answers. */
export async function messagingHub(
  database: Pick<Database, 'db' | 'pool'>,
  adapter: string,
  fields: Record<string, string>,
) {
  const { db } = database;
  // Nobody has a window here, and what a test says of them is not the next one's.
  beforeEach(async () => {
    await db.updateTable('agent').set({ presence: 'ready' }).execute();
  });
  const hub = await testHub(database, { work: true, publicUrl: 'https://hub.example.test' });
  const admin = await hub.signIn(await makeAgent(db, [], { role: 'admin' }));
  const agent = await hub.signIn(hub.agents[0]);
  const connected = await admin.command('channel:connect', { adapter, name: adapter, fields });
  if (!connected.ok) throw new Error(JSON.stringify(connected.error));
  const connectionId = connected.data.connectionId;
  const connection = async () => {
    const list = await admin.query('channel.list', {});
    const found = list.ok ? list.data.connections.find((c) => c.id === connectionId) : undefined;
    if (found === undefined) throw new Error('the connection is listed');
    return found;
  };
  const path = new URL((await connection()).hookUrl ?? '').pathname;

  const items = (kind = 'message') =>
    db.selectFrom('timeline_item').selectAll().where('kind', '=', kind).orderBy('received_at').orderBy('seq').execute();
  const deliveryOf = async (item: Pick<TimelineItem, 'id'>) =>
    db.selectFrom('delivery').select(['state', 'reason']).where('item_id', '=', item.id).executeTakeFirstOrThrow();

  return {
    hub,
    admin,
    agent,
    connectionId,
    connection,
    path,
    items,
    deliveryOf,
    post: (body: string, headers: Record<string, string>, query = '') =>
      hub.fetch(path + query, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body }),
    /** Waits until every event that was kept is worked on. */
    settled: () =>
      vi.waitFor(async () => {
        const open = await db
          .selectFrom('webhook_event')
          .select(['event_id', 'error'])
          .where('state', '<>', 'done')
          .execute();
        expect(open).toEqual([]);
      }, 30_000),
    /** The agent takes the newest conversation, unless they have it, and answers it. */
    async answer(text: string, attachments?: { blobId: string; name: string; mime: string; size: number }[]) {
      const c = await db
        .selectFrom('conversation')
        .selectAll()
        .orderBy('last_item_at', 'desc')
        .executeTakeFirstOrThrow();
      if (c.owner_agent_id === null)
        await agent.command('conversation:claim', { conversationId: c.id, epoch: Number(c.epoch) });
      const { epoch } = await db
        .selectFrom('conversation')
        .select('epoch')
        .where('id', '=', c.id)
        .executeTakeFirstOrThrow();
      const rows = await db.selectFrom('customer').select(['id', 'last_seq']).execute();
      const seen = Object.fromEntries(rows.map((row) => [row.id, Number(row.last_seq)]));
      const more = attachments === undefined ? {} : { attachments };
      return agent.command('message:send', { conversationId: c.id, epoch: Number(epoch), text, seen, ...more });
    },
    /** As `answer`, and waits until its delivery is as expected. */
    async answered(text: string, delivery: { state: string; reason?: string | null }) {
      const sent = await this.answer(text);
      if (!sent.ok) throw new Error(JSON.stringify(sent.error));
      await vi.waitFor(async () => expect(await deliveryOf(sent.data.item)).toMatchObject(delivery), 30_000);
      return sent.data.item;
    },
    async notices() {
      const c = await db
        .selectFrom('conversation')
        .selectAll()
        .orderBy('last_item_at', 'desc')
        .executeTakeFirstOrThrow();
      const facts = await agent.query('conversation.sending', { conversationId: c.id });
      if (!facts.ok) throw new Error(facts.error.message);
      return facts.data.notices;
    },
  };
}
