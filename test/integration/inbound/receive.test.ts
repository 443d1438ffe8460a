import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { receive, receiveAll } from '#server/domains/conversations/inbound.service.ts';
import type { Inbound } from '#server/domains/conversations/inbound.ts';
import { lockCustomers } from '#server/domains/customers/customers.repository.ts';
import { inWork } from '#server/work.ts';
import type { ItemKind } from '#shared/domain/item-data.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeConversation } from '#test/support/factories/conversations.ts';
import { type MadeCustomer, makeCustomer } from '#test/support/factories/customers.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { seedWorkspace } from '#test/support/factories/workspace.ts';
import { fakeClock } from '#test/support/fake-clock.ts';

const database = await testDatabase();
const clock = fakeClock();
const deps = testDeps(database, clock);
const { db } = deps;
const { team, otherTeam, agents } = await seedWorkspace(db);
let customer: MadeCustomer;
let point: string;
let made = 0;

beforeEach(async () => {
  clock.set('2026-04-01T01:00:00Z');
  deps.changes.length = 0;
  await sql`update agent set presence = 'ready'`.execute(db);
  customer = await makeCustomer(db, [{ kind: 'email', value: `c${++made}@example.jp` }]);
  point = customer.contactPoints[0]?.id ?? '';
});

const said = (text: string, over: Partial<Inbound> = {}): Inbound => ({
  customerId: customer.id,
  contactPointId: point,
  kind: 'message',
  data: { text },
  channel: 'email',
  direction: 'in',
  author: { type: 'customer' },
  occurredAt: clock.now(),
  ...over,
});
const hear = (text: string, over: Partial<Inbound> = {}) => inWork(deps, (work) => receive(work, said(text, over)));
const row = (id: string | null) =>
  db
    .selectFrom('conversation')
    .selectAll()
    .where('id', '=', id ?? '')
    .executeTakeFirstOrThrow();
const conversations = () => db.selectFrom('conversation').selectAll().where('customer_id', '=', customer.id).execute();
const system = async (event: string) =>
  (
    await db
      .selectFrom('timeline_item')
      .select(['data', 'seq'])
      .where('customer_id', '=', customer.id)
      .where('kind', '=', 'system')
      .execute()
  ).filter((item) => (item.data as { event: string }).event === event);
const resolve = (id: string, at: Date, over = {}) =>
  db
    .updateTable('conversation')
    .set({ status: 'resolved', resolved_at: at, customer_waits_since: null, reply_due_at: null, ...over })
    .where('id', '=', id)
    .execute();

describe('[CV10] a first message', () => {
  it('opens a conversation in the default team’s queue, with assignment, session and an item that says so', async () => {
    const { item, conversationId, opened } = await hear('傘が届きません', {
      data: { text: '傘が届きません', subject: '未着' },
    });
    expect(opened).toBe(true);
    expect(item).toMatchObject({ conversationId, visibility: 'customer', seq: 2 });
    expect(await row(conversationId)).toMatchObject({
      status: 'open',
      team_id: team.id,
      owner_team_id: team.id,
      owner_agent_id: null,
      epoch: 1,
      channel: 'email',
      subject: '未着',
      preview: '傘が届きません',
      customer_waits_since: clock.now(),
      reply_due_at: new Date('2026-04-01T01:15:00Z'),
    });
    const assignments = await db
      .selectFrom('assignment')
      .selectAll()
      .where('conversation_id', '=', conversationId ?? '')
      .execute();
    expect(assignments).toMatchObject([{ epoch: 1, team_id: team.id, agent_id: null }]);
    expect(await system('conversation_opened')).toMatchObject([{ seq: 1 }]);
    const found = await db
      .selectFrom('search_entry')
      .select('body')
      .where('entity_id', '=', conversationId ?? '')
      .execute();
    expect(found).toEqual([{ body: `${(await row(conversationId)).number} 未着` }]);
  });

  it('tells the customer’s topic and the team, in version order', async () => {
    await hear('こんにちは');
    const versions = deps.changes.flatMap((c) =>
      c.to === 'topic' && c.topic === `customer:${customer.id}` ? [[c.version, c.event.type]] : [],
    );
    expect(versions).toEqual([
      [1, 'item_added'],
      [2, 'item_added'],
      [3, 'conversation_changed'],
    ]);
    expect(deps.changes).toContainEqual(expect.objectContaining({ to: 'team', teamId: team.id }));
  });
});

describe('[CV10] the next message', () => {
  it('joins the newest unresolved conversation of its contact point, keeps the clock, and tells its owner’s inbox', async () => {
    const { conversationId } = await hear('一通目');
    await sql`update conversation set owner_agent_id = ${agents[0].id}, owner_team_id = null where id = ${conversationId}`.execute(
      db,
    );
    const first = await row(conversationId);
    clock.advance(60_000);
    deps.changes.length = 0;
    const next = await hear('二通目');
    expect(next).toMatchObject({ conversationId, opened: false });
    expect(await row(conversationId)).toMatchObject({
      preview: '二通目',
      customer_waits_since: first.customer_waits_since,
      reply_due_at: first.reply_due_at,
      last_item_at: clock.now(),
    });
    expect(deps.changes.map((c) => (c.to === 'topic' ? c.topic.split(':')[0] : 'team')).sort()).toEqual([
      'customer',
      'inbox',
      'team',
    ]);
    expect(next.item.sessionId).toBeDefined();
    const sessions = await db
      .selectFrom('session')
      .select('id')
      .where('conversation_id', '=', conversationId ?? '')
      .execute();
    expect(sessions).toHaveLength(1);
  });

  it('does not join a conversation of another contact point', async () => {
    const { conversationId } = await hear('一通目');
    const other = await makeCustomer(db, [{ kind: 'phone', value: `0312340${100 + made}` }]);
    const next = await hear('別の所から', { contactPointId: other.contactPoints[0]?.id ?? null });
    expect(next.conversationId).not.toBe(conversationId);
  });

  it('joins the conversation of its thread, on this customer only', async () => {
    const { conversationId } = await hear('一通目', { thread: 'mail:t1' });
    await hear('新しい件', { thread: 'mail:t2', contactPointId: null });
    expect((await hear('返信', { thread: 'mail:t1', contactPointId: null })).conversationId).toBe(conversationId);
    const stranger = await makeCustomer(db, []);
    const elsewhere = await inWork(deps, (work) =>
      receive(work, said('同じ件名', { customerId: stranger.id, thread: 'mail:t1' })),
    );
    expect(elsewhere.conversationId).not.toBe(conversationId);
  });

  it('opens what waits for the customer or snoozes, and leaves what waits for others as it is', async () => {
    const { conversationId } = await hear('一通目');
    const set = (status: 'waiting' | 'snoozed', waiting_on: 'customer' | 'carrier' | null) =>
      db
        .updateTable('conversation')
        .set({
          status,
          waiting_on,
          waiting_until: new Date('2026-04-02'),
          customer_waits_since: null,
          reply_due_at: null,
        })
        .where('id', '=', conversationId ?? '')
        .execute();
    await set('waiting', 'customer');
    await hear('答えます');
    expect(await row(conversationId)).toMatchObject({ status: 'open', waiting_on: null, waiting_until: null });
    await set('snoozed', null);
    await hear('もう一つ');
    expect(await row(conversationId)).toMatchObject({ status: 'open' });
    await set('waiting', 'carrier');
    await hear('まだですか');
    expect(await row(conversationId)).toMatchObject({
      status: 'waiting',
      waiting_on: 'carrier',
      customer_waits_since: clock.now(),
      waiting_until: new Date('2026-04-02'),
    });
  });

  it('of another channel on the same conversation begins a leg of its own', async () => {
    const { conversationId } = await hear('一通目', { thread: 'bot:x' });
    await hear('二通目', { channel: 'form' });
    const legs = await db
      .selectFrom('session')
      .select('channel')
      .where('conversation_id', '=', conversationId ?? '')
      .execute();
    expect(legs.map((l) => l.channel).sort()).toEqual(['email', 'form']);
    expect((await row(conversationId)).channel).toBe('form');
  });

  it('that comes late takes its place and changes neither preview nor last item', async () => {
    const { conversationId } = await hear('新しい');
    await hear('古い', { occurredAt: new Date('2026-03-31T00:00:00Z') });
    expect(await row(conversationId)).toMatchObject({ preview: '新しい', last_item_at: clock.now() });
  });
});

describe('[CV10] after it was resolved', () => {
  const own = (id: string) =>
    sql`update conversation set owner_agent_id = ${agents[0].id}, owner_team_id = null where id = ${id}`.execute(db);

  it('less than the team’s hours ago it is reopened with its last owner if ready', async () => {
    const id = (await hear('一通目')).conversationId ?? '';
    await own(id);
    await resolve(id, clock.now());
    clock.advance(71 * 3_600_000);
    const back = await hear('まだ壊れています');
    expect(back.conversationId).toBe(id);
    expect(await row(id)).toMatchObject({
      status: 'open',
      owner_agent_id: agents[0].id,
      epoch: 1,
      resolved_at: null,
      customer_waits_since: clock.now(),
    });
    expect(await system('reopened')).toHaveLength(1);
  });

  it('[CV1] goes to the queue by one update when its last owner is not ready, and tells them', async () => {
    const id = (await hear('一通目')).conversationId ?? '';
    await own(id);
    await resolve(id, clock.now());
    await sql`update agent set presence = 'away' where id = ${agents[0].id}`.execute(db);
    deps.changes.length = 0;
    await hear('まだ壊れています');
    expect(await row(id)).toMatchObject({
      status: 'open',
      owner_agent_id: null,
      owner_team_id: team.id,
      epoch: 2,
      last_owner_agent_id: agents[0].id,
    });
    const owners = await db
      .selectFrom('assignment')
      .select(['epoch', 'team_id', 'reason'])
      .where('conversation_id', '=', id)
      .orderBy('epoch')
      .execute();
    expect(owners.at(-1)).toEqual({ epoch: 2, team_id: team.id, reason: 'reopened' });
    expect(deps.changes.some((c) => c.to === 'topic' && c.topic === `inbox:${agents[0].id}`)).toBe(true);
  });

  it('longer ago a new one opens', async () => {
    const id = (await hear('一通目')).conversationId ?? '';
    await resolve(id, clock.now());
    clock.advance(73 * 3_600_000);
    const back = await hear('別件です');
    expect(back.opened).toBe(true);
    expect((await row(id)).status).toBe('resolved');
  });

  it('keeps to the hours of its own team', async () => {
    await sql`update team set reopen_hours = 1 where id = ${otherTeam.id}`.execute(db);
    const made1 = await makeConversation(db, {
      customer,
      team: otherTeam,
      session: { contact_point_id: point, channel: 'email' },
    });
    await resolve(made1.id, clock.now());
    clock.advance(2 * 3_600_000);
    expect((await hear('二時間後')).opened).toBe(true);
  });

  it('a bare thank-you stands on it and reopens nothing', async () => {
    const id = (await hear('一通目')).conversationId ?? '';
    await resolve(id, clock.now());
    clock.advance(1000);
    const thanks = await hear('ありがとうございました！');
    expect(thanks.conversationId).toBe(id);
    expect(await row(id)).toMatchObject({ status: 'resolved', customer_waits_since: null, reply_due_at: null });
  });

  it('a bare thank-you starts no clock on an open one either', async () => {
    const id = (await hear('一通目')).conversationId ?? '';
    await db
      .updateTable('conversation')
      .set({ customer_waits_since: null, reply_due_at: null })
      .where('id', '=', id)
      .execute();
    await hear('Thank you!');
    expect(await row(id)).toMatchObject({ customer_waits_since: null, reply_due_at: null, preview: 'Thank you!' });
  });
});

describe('[CV10] what never opens, routes or starts a clock', () => {
  it.each<[ItemKind, Inbound['data']]>([
    ['order', { number: '#W1', state: 'placed', items: [] }],
    ['visit', { store: '渋谷店' }],
    ['shipment', { orderNumber: '#W1', state: 'in_transit' }],
    ['survey', { score: 5, outOf: 5 }],
  ])('%s', async (kind, data) => {
    await hear('話し中');
    const before = await conversations();
    const { item, conversationId } = await inWork(deps, (work) =>
      receive(work, said('', { kind, data, direction: 'none' })),
    );
    expect(conversationId).toBeNull();
    expect(item).toMatchObject({ kind, visibility: 'internal' });
    expect(await conversations()).toEqual(before);
  });

  it('anything historical', async () => {
    expect((await hear('去年の問い合わせ', { historical: true })).conversationId).toBeNull();
    expect(await conversations()).toEqual([]);
  });

  it('our own words: they join, answer, and open nothing', async () => {
    expect((await hear('お知らせ', { direction: 'out', author: { type: 'integration' } })).conversationId).toBeNull();
    const { conversationId } = await hear('質問');
    clock.advance(1000);
    await hear('回答です', { direction: 'out', author: { type: 'integration' } });
    expect(await row(conversationId)).toMatchObject({
      preview: '回答です',
      customer_waits_since: null,
      reply_due_at: null,
    });
  });

  it('an answered call opens a conversation without a clock; a missed one starts it', async () => {
    const answered = await inWork(deps, (work) =>
      receive(work, said('', { kind: 'call', channel: 'phone', data: { durationSec: 60, outcome: 'answered' } })),
    );
    expect(await row(answered.conversationId)).toMatchObject({ customer_waits_since: null, preview: '' });
    await inWork(deps, (work) =>
      receive(work, said('', { kind: 'call', channel: 'phone', data: { durationSec: 0, outcome: 'missed' } })),
    );
    expect(await row(answered.conversationId)).toMatchObject({ customer_waits_since: clock.now() });
  });
});

describe('several at once', () => {
  it('of one customer share the conversation that the first one opened', async () => {
    const all = await inWork(deps, async (work) => {
      await lockCustomers(work, [customer.id]);
      return receiveAll(work, [said('一'), said('二'), said('三')]);
    });
    expect(new Set(all.map((r) => r.conversationId)).size).toBe(1);
    expect(all.map((r) => r.opened)).toEqual([true, false, false]);
    expect((await row(all[0]?.conversationId ?? null)).preview).toBe('三');
  });

  it('[PR4] previews are masked as items are', async () => {
    const { conversationId, item } = await hear('カードは4111111111111111');
    expect(item.data).toEqual({ text: 'カードは•••• 1111' });
    expect((await row(conversationId)).preview).toBe('カードは•••• 1111');
  });
});
