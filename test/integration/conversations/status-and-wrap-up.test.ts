import { describe, expect, it } from 'vitest';
import { wakeSnoozed } from '#server/domains/conversations/status.service.ts';
import { dataOf, giveTo, refusalOf } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeConversation } from '#test/support/factories/conversations.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { askingAs, makeAgent } from '#test/support/factories/people.ts';
import { seedWorkspace } from '#test/support/factories/workspace.ts';
import { expectOneOwner } from '#test/support/ownership-facts.ts';

const database = await testDatabase();
const { db } = database;
const deps = testDeps(database);
const give = giveTo(deps);
const { team, otherTeam, agents, categories, outcomes } = await seedWorkspace(db);
const [first, second] = agents;
const me = askingAs(first);
const customer = await makeCustomer(db);

async function mine(over = {}) {
  const { id } = await makeConversation(db, { customer, team, owner: first, over });
  return { conversationId: id, epoch: 1 };
}
const inSeconds = (seconds: number) => new Date(deps.clock.now().getTime() + seconds * 1000).toISOString();

async function eventsOf(conversationId: string) {
  const rows = await db
    .selectFrom('timeline_item')
    .select(['kind', 'data'])
    .where('conversation_id', '=', conversationId)
    .orderBy('seq')
    .execute();
  return rows.map((row) => (row.kind === 'system' ? (row.data as { event: string }).event : row.kind));
}

describe('status', () => {
  it('waits on somebody until a time, and says so on the thread', async () => {
    const at = await mine();
    const until = inSeconds(3600);
    const { conversation } = dataOf(
      await give(me, 'conversation:set-status', { ...at, status: 'waiting', waitingOn: 'warehouse', until }),
    );
    expect(conversation).toMatchObject({ status: 'waiting', waitingOn: 'warehouse', waitingUntil: until });
    const open = dataOf(await give(me, 'conversation:set-status', { ...at, status: 'open' })).conversation;
    expect(open.status).toBe('open');
    expect(open).not.toHaveProperty('waitingOn');
    expect(await eventsOf(at.conversationId)).toEqual(['status_changed', 'status_changed']);
  });

  it('adds nothing when it is that already', async () => {
    const at = await mine();
    dataOf(await give(me, 'conversation:set-status', { ...at, status: 'open' }));
    expect(await eventsOf(at.conversationId)).toEqual([]);
  });

  it('refuses a time that is over', async () => {
    const at = await mine();
    refusalOf(await give(me, 'conversation:set-status', { ...at, status: 'snoozed', until: inSeconds(-1) }), 'invalid');
  });

  it('opens again when a snooze is over, once', async () => {
    const at = await mine();
    dataOf(await give(me, 'conversation:set-status', { ...at, status: 'snoozed', until: inSeconds(60) }));
    await wakeSnoozed(deps);
    expect(await eventsOf(at.conversationId)).toEqual(['status_changed']);
    deps.clock.advance(60_000);
    await Promise.all([wakeSnoozed(deps), wakeSnoozed(deps)]);
    expect(await eventsOf(at.conversationId)).toEqual(['status_changed', 'status_changed']);
  });
});

describe('categorising', () => {
  it('sets category, subject and priority; the category’s path is on the thread', async () => {
    const at = await mine();
    const wish = { categoryId: categories[2], subject: '荷物が届かない', priority: 'high' } as const;
    const { conversation } = dataOf(await give(me, 'conversation:categorise', { ...at, ...wish }));
    expect(conversation).toMatchObject(wish);
    const item = await db
      .selectFrom('timeline_item')
      .select('data')
      .where('conversation_id', '=', at.conversationId)
      .executeTakeFirstOrThrow();
    expect(item.data).toMatchObject({ event: 'category_changed', category: ['注文', '配送', '遅れ'] });
  });

  it('refuses a category that is not there', async () => {
    const at = await mine();
    refusalOf(await give(me, 'conversation:categorise', { ...at, categoryId: first.id }), 'invalid');
  });

  it('[PR4] keeps no card number in a subject', async () => {
    const at = await mine();
    const { conversation } = dataOf(
      await give(me, 'conversation:categorise', { ...at, subject: 'card 4111 1111 1111 1111' }),
    );
    expect(conversation.subject).not.toContain('4111 1111');
  });
});

describe('resolving', () => {
  it('[CV8] names what the team requires and is not there', async () => {
    const at = await mine();
    const refusal = refusalOf(await give(me, 'conversation:resolve', at), 'wrapup_missing');
    expect(refusal.details).toEqual({ fields: ['category', 'outcome'] });
    const withCategory = await give(me, 'conversation:resolve', { ...at, categoryId: categories[2] });
    expect(refusalOf(withCategory, 'wrapup_missing').details).toEqual({ fields: ['outcome'] });
  });

  it('[CV8] asks for a note where the team wants one', async () => {
    await db
      .updateTable('team')
      .set({ wrap_up: ['note'] })
      .where('id', '=', otherTeam.id)
      .execute();
    const { id } = await makeConversation(db, { customer, team: otherTeam, owner: first });
    const at = { conversationId: id, epoch: 1 };
    expect(refusalOf(await give(me, 'conversation:resolve', at), 'wrapup_missing').details).toEqual({
      fields: ['note'],
    });
    dataOf(await give(me, 'conversation:resolve', { ...at, note: '電話で解決' }));
    expect(await eventsOf(id)).toEqual(['note', 'resolved']);
  });

  it('[CV8] ends sessions and the clock, keeps owner, promises and drafts', async () => {
    const at = await mine({ customer_waits_since: deps.clock.now(), reply_due_at: deps.clock.now() });
    dataOf(await give(me, 'commitment:make', { ...at, text: '17時までにお電話', dueAt: inSeconds(3600) }));
    dataOf(
      await give(me, 'draft:save', { conversationId: at.conversationId, mode: 'note', text: '続き', revision: 1 }),
    );
    const { conversation } = dataOf(
      await give(me, 'conversation:resolve', { ...at, categoryId: categories[2], outcome: outcomes[0] }),
    );
    expect(conversation).toMatchObject({ status: 'resolved', owner: { id: first.id }, outcome: 'solved', epoch: 1 });
    expect(conversation.sessions.map((session) => session.state)).toEqual(['ended']);
    expect(conversation).not.toHaveProperty('customerWaitsSince');
    expect(conversation).not.toHaveProperty('replyDueAt');
    const left = await db
      .selectFrom('commitment')
      .select('state')
      .where('conversation_id', '=', at.conversationId)
      .execute();
    expect(left).toEqual([{ state: 'open' }]);
    const drafts = await db
      .selectFrom('draft')
      .select('text')
      .where('conversation_id', '=', at.conversationId)
      .execute();
    expect(drafts).toEqual([{ text: '続き' }]);
  });

  it('refuses an outcome that is not there and a second time', async () => {
    const at = await mine();
    const done = { ...at, categoryId: categories[2] };
    refusalOf(await give(me, 'conversation:resolve', { ...done, outcome: 'nonsense' }), 'invalid');
    dataOf(await give(me, 'conversation:resolve', { ...done, outcome: outcomes[0] }));
    refusalOf(await give(me, 'conversation:resolve', { ...done, outcome: outcomes[0] }), 'wrong_state');
  });
});

describe('reopening', () => {
  it('[CV1] makes it the asker’s, at the next epoch when it was another’s', async () => {
    const at = await mine();
    dataOf(await give(me, 'conversation:resolve', { ...at, categoryId: categories[2], outcome: outcomes[0] }));
    const { conversation } = dataOf(await give(askingAs(second), 'conversation:reopen', at));
    expect(conversation).toMatchObject({ status: 'open', owner: { id: second.id }, epoch: 2 });
    expect(conversation).not.toHaveProperty('resolvedAt');
    expect(await eventsOf(at.conversationId)).toEqual(['resolved', 'reopened', 'owner_changed']);
    await expectOneOwner(db, at.conversationId);
  });

  it('changes no owner when it was the asker’s all along', async () => {
    const at = await mine();
    dataOf(await give(me, 'conversation:resolve', { ...at, categoryId: categories[2], outcome: outcomes[0] }));
    expect(dataOf(await give(me, 'conversation:reopen', at)).conversation).toMatchObject({ status: 'open', epoch: 1 });
  });

  it('[PR5] is for its owner, its team and leads; and only for what is resolved', async () => {
    const at = await mine();
    refusalOf(await give(me, 'conversation:reopen', at), 'wrong_state');
    const stranger = await makeAgent(db, [otherTeam]);
    refusalOf(await give(askingAs(stranger), 'conversation:reopen', at), 'forbidden');
  });
});
