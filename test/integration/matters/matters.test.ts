import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { receive } from '#server/domains/conversations/inbound.service.ts';
import { bulkPreview, mattersOf } from '#server/domains/matters/matters.service.ts';
import { inWork } from '#server/work.ts';
import { dataOf, giveTo, refusalOf } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { type MadeConversation, makeConversation } from '#test/support/factories/conversations.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { askingAs } from '#test/support/factories/people.ts';
import { seedWorkspace } from '#test/support/factories/workspace.ts';

const database = await testDatabase();
const { db } = database;
const deps = testDeps(database);
const give = giveTo(deps);
const { agents, lead, team } = await seedWorkspace(db);
const [anna, ben] = agents;
const asAnna = askingAs(anna);
const tomorrow = () => new Date(deps.clock.now().getTime() + 86_400_000).toISOString();

let customer: { id: string };
let one: MadeConversation;
let two: MadeConversation;
let points = 0;
let point: string;

beforeEach(async () => {
  customer = await makeCustomer(db);
  point = crypto.randomUUID();
  await sql`insert into contact_point (id, kind, value, created_at)
    values (${point}, 'visitor', ${`v${++points}-${crypto.randomUUID()}`}, now())`.execute(db);
  one = await makeConversation(db, { customer, team, owner: anna });
  two = await makeConversation(db, {
    customer,
    team,
    owner: anna,
    session: { contact_point_id: point, thread: `thread ${points}` },
  });
});

const rowOf = (id: string) => db.selectFrom('conversation').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const draftsOf = (id: string) =>
  db
    .selectFrom('draft')
    .select(['agent_id', 'mode', 'text'])
    .where('conversation_id', '=', id)
    .where('text', '<>', '')
    .execute();
const promisesOf = async (id: string) =>
  (await db.selectFrom('commitment').select('text').where('conversation_id', '=', id).execute()).map(
    ({ text }) => text,
  );
const draft = (conversationId: string, text: string, who = anna) =>
  give(askingAs(who), 'draft:save', { conversationId, mode: 'reply', text, revision: 1 });
const merge = (into = one, from = two) =>
  give(asAnna, 'conversation:merge', {
    conversationId: into.id,
    epoch: into.epoch,
    fromId: from.id,
    fromEpoch: from.epoch,
  });
const lastSeq = async (): Promise<number> => {
  const row = await db
    .selectFrom('customer')
    .select('last_seq')
    .where('id', '=', customer.id)
    .executeTakeFirstOrThrow();
  return Number(row.last_seq);
};
const says = (text: string) =>
  inWork(deps, (work) =>
    receive(work, {
      customerId: customer.id,
      contactPointId: point,
      kind: 'message',
      data: { text },
      channel: 'chat',
      direction: 'in',
      author: { type: 'customer' },
      occurredAt: work.at,
    }),
  );

describe('[CV7] merging', () => {
  it('takes promises and drafts along, and hears in the one what is said to the other', async () => {
    dataOf(
      await give(asAnna, 'commitment:make', {
        conversationId: two.id,
        epoch: two.epoch,
        text: 'call',
        dueAt: tomorrow(),
      }),
    );
    dataOf(await draft(two.id, 'half written'));
    dataOf(await draft(two.id, 'ben’s own', ben));
    const { conversation } = dataOf(await merge());
    expect(conversation).toMatchObject({ id: one.id, status: 'open', owner: { id: anna.id } });
    expect(await rowOf(two.id)).toMatchObject({ status: 'resolved', merged_into: one.id, owner_agent_id: anna.id });
    expect(await promisesOf(one.id)).toEqual(['call']);
    expect((await draftsOf(one.id)).map(({ text }) => text).toSorted()).toEqual(['ben’s own', 'half written']);
    const heard = await says('still there?');
    expect(heard.conversationId).toBe(one.id);
    expect(await rowOf(one.id)).toMatchObject({ customer_waits_since: expect.any(Date) });
    expect(await rowOf(two.id)).toMatchObject({ status: 'resolved', customer_waits_since: null });
  });

  it('[CV7] is answered where the customer spoke: the leg goes along, and back when it is undone', async () => {
    const { linkId } = dataOf(await merge());
    const into = await rowOf(one.id);
    await db.updateTable('conversation').set({ channel: 'chat' }).where('id', '=', one.id).execute();
    const { item } = dataOf(
      await give(asAnna, 'message:send', {
        conversationId: one.id,
        epoch: Number(into.epoch),
        text: 'one answer for both',
        seen: { [customer.id]: await lastSeq() },
      }),
    );
    const leg = await db
      .selectFrom('session')
      .selectAll()
      .where('id', '=', item.sessionId ?? '')
      .executeTakeFirstOrThrow();
    expect(leg).toMatchObject({ conversation_id: one.id, contact_point_id: point, state: 'active' });
    dataOf(await give(asAnna, 'conversation:undo-link', { linkId }));
    expect((await says('back where I was')).conversationId).toBe(two.id);
  });

  it('[CV10] is heard for itself again when what it was part of is gone, and its merge stands no longer', async () => {
    const { linkId } = dataOf(await merge());
    await db
      .updateTable('conversation')
      .set({ status: 'resolved', resolved_at: new Date('2020-01-01') })
      .where('id', '=', one.id)
      .execute();
    await db.updateTable('conversation').set({ resolved_at: new Date() }).where('id', '=', two.id).execute();
    await db.deleteFrom('session').where('conversation_id', '=', one.id).execute();
    expect((await says('anybody?')).conversationId).toBe(two.id);
    expect(await rowOf(two.id)).toMatchObject({ status: 'open', merged_into: null });
    refusalOf(await give(asAnna, 'conversation:undo-link', { linkId }), 'not_found');
  });

  it('is not reopened while it is part of another, and no undo buries what waits', async () => {
    dataOf(await merge());
    const merged = await rowOf(two.id);
    refusalOf(
      await give(asAnna, 'conversation:reopen', { conversationId: two.id, epoch: Number(merged.epoch) }),
      'wrong_state',
    );
    const three = await makeConversation(db, { customer, team, owner: anna });
    const inner = (await mattersOf(deps, two.id)).links[0]?.linkId ?? '';
    dataOf(await merge(three, one));
    refusalOf(await give(asAnna, 'conversation:undo-link', { linkId: inner }), 'wrong_state');
  });

  it('[CV4] leaves a draft where its author has one in both', async () => {
    dataOf(await draft(one.id, 'of the one'));
    dataOf(await draft(two.id, 'of the other'));
    dataOf(await merge());
    expect(await draftsOf(one.id)).toMatchObject([{ text: 'of the one' }]);
    expect(await draftsOf(two.id)).toMatchObject([{ text: 'of the other' }]);
  });

  it('is taken back whole: status, owner, clock, promises, drafts; what came since stays where it came', async () => {
    const until = tomorrow();
    dataOf(
      await give(asAnna, 'conversation:set-status', {
        conversationId: two.id,
        epoch: two.epoch,
        status: 'waiting',
        waitingOn: 'warehouse',
        until,
      }),
    );
    dataOf(
      await give(asAnna, 'commitment:make', { conversationId: two.id, epoch: two.epoch, text: 'ship', dueAt: until }),
    );
    dataOf(await draft(two.id, 'half written'));
    const before = await rowOf(two.id);
    const { linkId } = dataOf(await merge());
    const since = await says('in between');
    dataOf(await give(asAnna, 'conversation:undo-link', { linkId }));
    const after = await rowOf(two.id);
    expect(after).toMatchObject({
      status: 'waiting',
      waiting_on: 'warehouse',
      waiting_until: before.waiting_until,
      merged_into: null,
      resolved_at: null,
      owner_agent_id: anna.id,
    });
    expect(await promisesOf(two.id)).toEqual(['ship']);
    expect(await draftsOf(two.id)).toMatchObject([{ text: 'half written' }]);
    expect(await draftsOf(one.id)).toEqual([]);
    const item = await db
      .selectFrom('timeline_item')
      .select('conversation_id')
      .where('id', '=', since.item.id)
      .executeTakeFirstOrThrow();
    expect(item.conversation_id).toBe(one.id);
    expect((await says('afterwards')).conversationId).not.toBeNull();
    refusalOf(await give(asAnna, 'conversation:undo-link', { linkId }), 'not_found');
  });

  it('of a chain is heard at its end', async () => {
    const three = await makeConversation(db, { customer, team, owner: anna });
    dataOf(await merge());
    dataOf(await merge(three, one));
    expect((await says('where am I?')).conversationId).toBe(three.id);
  });

  it('refuses another customer’s, a resolved one, an old epoch, one that a colleague owns, and one under way', async () => {
    const stranger = await makeConversation(db, { customer: await makeCustomer(db), team, owner: anna });
    refusalOf(await merge(one, stranger), 'invalid');
    refusalOf(await merge(one, one), 'invalid');
    refusalOf(await merge(one, { ...two, epoch: 9 }), 'not_owner');
    const bens = await makeConversation(db, { customer, team, owner: ben });
    refusalOf(await merge(one, bens), 'not_owner');
    dataOf(
      await give(asAnna, 'handoff:offer', {
        conversationId: two.id,
        epoch: two.epoch,
        to: { type: 'agent', id: ben.id },
        brief: { wants: [], done: [], promised: [], next: [], identity: [] },
        snapshot: {},
      }),
    );
    refusalOf(await merge(), 'handoff_open');
  });

  it('[CV2] of the same one into two others at once has one winner', async () => {
    for (let round = 0; round < 20; round++) {
      const a = await makeConversation(db, { customer, team, owner: anna });
      const b = await makeConversation(db, { customer, team, owner: anna });
      const c = await makeConversation(db, { customer, team, owner: anna });
      const answers = await Promise.all([merge(a, c), merge(b, c)]);
      expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    }
  });
});

describe('[CV7] splitting', () => {
  it('begins another one of the asker’s for what is pointed at, and the leg goes on there', async () => {
    const { item } = await says('and my other order?');
    const { conversation, linkId } = dataOf(
      await give(asAnna, 'conversation:split', {
        conversationId: two.id,
        epoch: two.epoch,
        items: [{ customerId: customer.id, seq: item.seq }],
        subject: 'the other order',
        sessionIds: [two.sessionId],
      }),
    );
    expect(conversation).toMatchObject({
      owner: { id: anna.id },
      subject: 'the other order',
      splitFrom: { id: two.id },
    });
    expect((await says('any news?')).conversationId).toBe(conversation.id);
    // the item stays where it was said ([TL1])
    const kept = await db
      .selectFrom('timeline_item')
      .select('conversation_id')
      .where('id', '=', item.id)
      .executeTakeFirstOrThrow();
    expect(kept.conversation_id).toBe(two.id);
    dataOf(await give(asAnna, 'conversation:undo-link', { linkId }));
    expect(await rowOf(conversation.id)).toMatchObject({ status: 'resolved', merged_into: two.id });
    expect((await says('hello?')).conversationId).toBe(two.id);
  });

  it('is not taken back onto a resolved one, where nobody would see who waits', async () => {
    const { item } = await says('something else');
    const { linkId } = dataOf(
      await give(asAnna, 'conversation:split', {
        conversationId: two.id,
        epoch: two.epoch,
        items: [{ customerId: customer.id, seq: item.seq }],
        subject: 'else',
      }),
    );
    await db.updateTable('conversation').set({ status: 'resolved' }).where('id', '=', two.id).execute();
    refusalOf(await give(asAnna, 'conversation:undo-link', { linkId }), 'wrong_state');
  });

  it('refuses what is not of the conversation', async () => {
    const ask = (items: { customerId: string; seq: number }[], sessionIds: string[] = []) =>
      give(asAnna, 'conversation:split', { conversationId: two.id, epoch: two.epoch, items, subject: 'x', sessionIds });
    refusalOf(await ask([{ customerId: customer.id, seq: 999 }]), 'invalid');
    const { item } = await says('hi');
    refusalOf(await ask([{ customerId: customer.id, seq: item.seq }], [one.sessionId]), 'invalid');
  });
});

describe('many at once', () => {
  it('tells before anything is done what would become of each', async () => {
    const bens = await makeConversation(db, { customer, team, owner: ben });
    const ids = [one.id, bens.id];
    const resolve = await bulkPreview(deps, asAnna, { conversationIds: ids, act: 'resolve' });
    expect(resolve.rows.map(({ conversationId, refusal }) => [conversationId, refusal])).toEqual([
      [one.id, 'wrapup_missing'],
      [bens.id, 'not_owner'],
    ]);
    const assign = await bulkPreview(deps, askingAs(lead), { conversationIds: ids, act: 'assign' });
    expect(assign.rows.every(({ refusal }) => refusal === undefined)).toBe(true);
    expect(assign.rows[0]?.seen).toHaveProperty(customer.id);
  });

  it('assigns by a lead at once, never to somebody who is off, and tells an old epoch', async () => {
    const to = { type: 'agent', id: ben.id } as const;
    await db.updateTable('agent').set({ presence: 'signed_out' }).where('id', '=', ben.id).execute();
    refusalOf(
      await give(askingAs(lead), 'conversation:assign', { conversationId: one.id, epoch: one.epoch, to }),
      'receiver_unavailable',
    );
    await db.updateTable('agent').set({ presence: 'ready' }).where('id', '=', ben.id).execute();
    const { conversation } = dataOf(
      await give(askingAs(lead), 'conversation:assign', { conversationId: one.id, epoch: one.epoch, to }),
    );
    expect(conversation).toMatchObject({ owner: { id: ben.id }, epoch: one.epoch + 1 });
    refusalOf(
      await give(askingAs(lead), 'conversation:assign', { conversationId: one.id, epoch: one.epoch, to }),
      'not_owner',
    );
    refusalOf(
      await give(asAnna, 'conversation:assign', { conversationId: one.id, epoch: one.epoch + 1, to }),
      'forbidden',
    );
  });

  it('tags, and says on the thread what came and what went', async () => {
    const { conversation } = dataOf(
      await give(asAnna, 'conversation:tag', {
        conversationId: one.id,
        add: ['ＶＩＰ', 'VIP', ' gift  wrap '],
        remove: [],
      }),
    );
    expect(conversation.tags).toEqual(['VIP', 'gift wrap']);
    const after = dataOf(await give(asAnna, 'conversation:tag', { conversationId: one.id, add: [], remove: ['VIP'] }));
    expect(after.conversation.tags).toEqual(['gift wrap']);
    const { links, mergeable } = await mattersOf(deps, one.id);
    expect(links).toEqual([]);
    expect(mergeable.map(({ conversationId }) => conversationId)).toEqual([two.id]);
  });
});
