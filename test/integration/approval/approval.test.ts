import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Asking } from '#server/asking.ts';
import { runCommand } from '#server/commands/run-command.ts';
import { commandHandlers } from '#server/commands/table.ts';
import { returnMoved } from '#server/domains/approval/give-back-moved.service.ts';
import { releaseSilent } from '#server/domains/routing/silence.service.ts';
import { runQuery } from '#server/queries/run-query.ts';
import { queryHandlers } from '#server/queries/table.ts';
import type { QueryInput, QueryName, QueryOutput } from '#shared/wire/queries.ts';
import { makeRule, seenByCustomer, stepsOf, talkingWith } from '#test/support/approval-world.ts';
import { dataOf, giveTo, refusalOf } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeConversation, makeItem } from '#test/support/factories/conversations.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { askingAs, makeAgent, makeTeam } from '#test/support/factories/people.ts';
import { seedWorkspace } from '#test/support/factories/workspace.ts';
import { fakeClock } from '#test/support/fake-clock.ts';
import { inboxEvents } from '#test/support/shift-world.ts';

const clock = fakeClock();
const deps = testDeps(await testDatabase(), clock);
const { db } = deps;
const give = giveTo(deps);
const { team, otherTeam, agents, lead, categories, outcomes } = await seedWorkspace(db);
const [first, second] = agents;
const [me, colleague, sv] = [askingAs(first), askingAs(second), askingAs(lead)];
const otherLead = await makeAgent(db, [team], { role: 'lead' });
const otherSv = askingAs(otherLead);

async function ask<N extends QueryName>(who: Asking, name: N, input: QueryInput<N>): Promise<QueryOutput<N>> {
  return dataOf(
    (await runQuery(deps, queryHandlers, who, { name, input })) as Parameters<typeof dataOf<QueryOutput<N>>>[0],
  );
}
const waiting = async (who = sv) => (await ask(who, 'approval.list', {})).rows.map(({ held }) => held.id);
const openOn = async (customerId: string, who = me) => (await ask(who, 'approval.of', { customerId })).held;
const talking = (over: object = {}) => talkingWith(deps, { team, owner: first, over });

/** An answer of mine that waits. */
async function holding(over: object = {}, text = '返金いたします') {
  const talk = await talking(over);
  const { held, item } = dataOf(await give(me, 'message:send', { ...talk.input, text }));
  if (held === undefined) throw new Error('it was not held');
  return { ...talk, held, item };
}
const approve = (heldId: string, over: object = {}) => ({ heldId, decision: 'approve' as const, ...over });

describe('an answer that a rule names', () => {
  beforeEach(async () => void (await makeRule(give, sv)));
  afterEach(async () => void (await sql`delete from approval_rule`.execute(db)));

  it('waits: no item for the customer, no delivery, the conversation as it was, and the company told without its words', async () => {
    const { customer, conversationId, held, item } = await holding();
    expect(held).toMatchObject({
      state: 'waiting',
      author: { id: first.id },
      rules: ['新人の返信'],
      text: '返金いたします',
    });
    expect(item).toMatchObject({ kind: 'system', visibility: 'internal', data: { event: 'approval_asked' } });
    expect(JSON.stringify(item)).not.toContain('返金いたします');
    expect(await seenByCustomer(deps, customer.id)).toEqual([]);
    const row = await db
      .selectFrom('conversation')
      .selectAll()
      .where('id', '=', conversationId)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ preview: '', first_answered_at: null, customer_waits_since: clock.now() });
    expect(
      await db.selectFrom('reply_wait').selectAll().where('conversation_id', '=', conversationId).execute(),
    ).toEqual([]);
    expect(await waiting()).toContain(held.id);
  });

  it('goes out as its author’s, once a lead approved it; the thread says who wrote and who approved', async () => {
    const { customer, conversationId, held } = await holding();
    clock.advance(60_000);
    const decided = dataOf(await give(sv, 'approval:decide', approve(held.id)));
    expect(decided.held).toMatchObject({ state: 'approved', decidedBy: { id: lead.id }, closed: true });
    expect(decided.item).toMatchObject({ author: { id: first.id }, delivery: { state: 'sent' } });
    expect(await seenByCustomer(deps, customer.id)).toMatchObject([
      { text: '返金いたします', author: { id: first.id, name: expect.stringMatching(/^Agent /) } },
    ]);
    expect(await stepsOf(deps, customer.id)).toMatchObject([
      { event: 'approval_asked', visibility: 'internal', by: first.id },
      { event: 'approval_given', visibility: 'internal', by: lead.id, from: { id: first.id }, status: 'as_written' },
    ]);
    // The wait that the reports count is the customer's, up to when it left.
    const [wait] = await db
      .selectFrom('reply_wait')
      .selectAll()
      .where('conversation_id', '=', conversationId)
      .execute();
    expect(wait).toMatchObject({ agent_id: first.id, answered_at: clock.now(), is_first: true });
    expect(await waiting()).not.toContain(held.id);
  });

  it('goes out as a lead changed it, and its author sees both until they have read it', async () => {
    const { customer, held } = await holding();
    dataOf(await give(sv, 'approval:decide', approve(held.id, { text: '交換いたします', note: '返金は不可' })));
    expect((await seenByCustomer(deps, customer.id)).map(({ text }) => text)).toEqual(['交換いたします']);
    const [mine] = await openOn(customer.id);
    expect(mine).toMatchObject({
      text: '返金いたします',
      sentText: '交換いたします',
      note: '返金は不可',
      closed: false,
    });
    expect((await stepsOf(deps, customer.id)).at(-1)).toMatchObject({ status: 'changed', reason: '返金は不可' });
    refusalOf(await give(colleague, 'approval:close', { heldId: held.id }), 'forbidden');
    dataOf(await give(me, 'approval:close', { heldId: held.id }));
    expect(await openOn(customer.id)).toEqual([]);
  });

  it('comes back with a note, which is needed; its words are its author’s until they have them again', async () => {
    const { customer, held } = await holding();
    refusalOf(await give(sv, 'approval:decide', { heldId: held.id, decision: 'return' }), 'note_needed');
    dataOf(await give(sv, 'approval:decide', { heldId: held.id, decision: 'return', note: '敬称を' }));
    expect(await seenByCustomer(deps, customer.id)).toEqual([]);
    expect(await openOn(customer.id)).toMatchObject([
      { state: 'returned', why: 'lead', note: '敬称を', text: '返金いたします' },
    ]);
  });

  it('is taken back by its author alone, while it waits', async () => {
    const { customer, held, input } = await holding();
    refusalOf(await give(colleague, 'approval:withdraw', { heldId: held.id }), 'forbidden');
    dataOf(await give(me, 'approval:withdraw', { heldId: held.id }));
    refusalOf(await give(sv, 'approval:decide', approve(held.id)), 'approval_decided');
    refusalOf(await give(me, 'approval:withdraw', { heldId: held.id }), 'approval_decided');
    expect(await seenByCustomer(deps, customer.id)).toEqual([]);
    // And the next one may be sent.
    expect(dataOf(await give(me, 'message:send', { ...input, text: 'もう一度' })).held).toBeDefined();
  });

  it('is one at a time: nothing written later arrives before it, whatever the rules say by then', async () => {
    const { input, customer, held } = await holding();
    await sql`delete from approval_rule`.execute(db);
    refusalOf(await give(me, 'message:send', { ...input, text: '追伸' }), 'approval_waiting');
    dataOf(await give(sv, 'approval:decide', approve(held.id)));
    dataOf(await give(me, 'message:send', { ...input, text: '追伸' }));
    expect((await seenByCustomer(deps, customer.id)).map(({ text }) => text)).toEqual(['返金いたします', '追伸']);
  });

  it('[SY2] is held once however often its command comes', async () => {
    const { input, conversationId } = await talking();
    const frame = { id: randomUUID(), name: 'message:send', input: { ...input, text: 'x' } } as const;
    const answers = await Promise.all([1, 2, 3].map(() => runCommand(deps, commandHandlers, me, frame)));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]).toMatchObject({ ok: true, data: { held: { state: 'waiting' } } });
    const rows = await db
      .selectFrom('held_message')
      .select('id')
      .where('conversation_id', '=', conversationId)
      .execute();
    expect(rows).toHaveLength(1);
  });

  it('[PR4] is stored without a card number', async () => {
    const { held } = await holding({}, 'card 4111 1111 1111 1111');
    const row = await db.selectFrom('held_message').selectAll().where('id', '=', held.id).executeTakeFirstOrThrow();
    expect(JSON.stringify(row)).not.toContain('4111 1111');
  });

  it('does not hold notes, nor a lead’s own answers', async () => {
    const talk = await talkingWith(deps, { team, owner: lead });
    expect(dataOf(await give(sv, 'message:send', { ...talk.input, text: 'SVより' })).held).toBeUndefined();
    const { customer, input } = await talking();
    const { conversationId } = input;
    const note = await give(me, 'note:add', { customerId: customer.id, conversationId, text: 'メモ' });
    expect(dataOf(note).item.kind).toBe('note');
  });
});

describe('one decision', () => {
  beforeEach(async () => void (await makeRule(give, sv)));
  afterEach(async () => void (await sql`delete from approval_rule`.execute(db)));

  it('of leads and author at once, one counts and the others learn who was first', async () => {
    for (let round = 0; round < 8; round += 1) {
      const { customer, held } = await holding();
      const answers = await Promise.all([
        give(sv, 'approval:decide', approve(held.id, { text: '甲' })),
        give(otherSv, 'approval:decide', approve(held.id, { text: '乙' })),
        give(otherSv, 'approval:decide', { heldId: held.id, decision: 'return', note: '丙' }),
        give(me, 'approval:withdraw', { heldId: held.id }),
      ]);
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
      for (const answer of answers) if (!answer.ok) refusalOf(answer, 'approval_decided');
      const row = await db.selectFrom('held_message').selectAll().where('id', '=', held.id).executeTakeFirstOrThrow();
      const said = await seenByCustomer(deps, customer.id);
      expect(said).toHaveLength(row.state === 'approved' ? 1 : 0);
      expect((await stepsOf(deps, customer.id)).length).toBe(2);
    }
  });

  it('is a lead’s of the team, and nobody’s own', async () => {
    const { held } = await holding();
    refusalOf(await give(me, 'approval:decide', approve(held.id)), 'forbidden');
    refusalOf(await give(colleague, 'approval:decide', approve(held.id)), 'forbidden');
    const elsewhere = await makeAgent(db, [otherTeam], { role: 'lead' });
    refusalOf(await give(askingAs(elsewhere), 'approval:decide', approve(held.id)), 'forbidden');
    expect(await waiting(askingAs(elsewhere))).not.toContain(held.id);
    // Four eyes: a lead whom a rule names does not let out what they wrote.
    await makeRule(give, sv, { name: 'SVも', agentIds: [lead.id] });
    const talk = await talkingWith(deps, { team, owner: lead });
    const own = dataOf(await give(sv, 'message:send', { ...talk.input, text: 'x' })).held;
    refusalOf(await give(sv, 'approval:decide', approve(own?.id ?? '')), 'forbidden');
    dataOf(await give(otherSv, 'approval:decide', approve(own?.id ?? '')));
  });

  it('of the only lead of a team is any other lead’s, who hear of it; never their own, nor in their list', async () => {
    const small = await makeTeam(db);
    const sole = await makeAgent(db, [small], { role: 'lead' });
    await makeRule(give, sv, { name: 'SVも', agentIds: [sole.id] });
    const talk = await talkingWith(deps, { team: small, owner: sole });
    const heldId = dataOf(await give(askingAs(sole), 'message:send', { ...talk.input, text: 'x' })).held?.id ?? '';
    expect(await waiting(askingAs(sole))).not.toContain(heldId);
    expect(await waiting(sv)).toContain(heldId);
    expect((await ask(sv, 'approval.count', {})).waiting).toBe((await waiting(sv)).length);
    expect(await inboxEvents(deps, lead)).toContainEqual(expect.objectContaining({ type: 'held_changed', heldId }));
    refusalOf(await give(askingAs(sole), 'approval:decide', approve(heldId)), 'forbidden');
    dataOf(await give(sv, 'approval:decide', approve(heldId)));
  });

  it('is heard live by its author, and the waiting by the leads of the team alone', async () => {
    const elsewhere = await makeAgent(db, [otherTeam], { role: 'lead' });
    const { held } = await holding();
    dataOf(await give(sv, 'approval:decide', approve(held.id, { text: '別の文' })));
    const of = async (agent: { id: string }) =>
      (await inboxEvents(deps, agent)).filter((event) => (event as { heldId?: string }).heldId === held.id);
    const heard = [
      { type: 'held_changed', state: 'waiting', changed: false },
      { type: 'held_changed', state: 'approved', changed: true },
    ];
    for (const who of [first, lead, otherLead]) expect(await of(who)).toMatchObject(heard);
    for (const who of [second, elsewhere]) expect(await of(who)).toEqual([]);
    expect(JSON.stringify(await of(first))).not.toContain('返金');
  });
});

describe('what is read of it', () => {
  it('[PR1] is a view of its customer, whoever asks; how many wait is none', async () => {
    await makeRule(give, sv);
    const { customer } = await holding();
    const views = async (who: string) =>
      (
        await db
          .selectFrom('view_record')
          .select('id')
          .where('customer_id', '=', customer.id)
          .where('actor_id', '=', who)
          .execute()
      ).length;
    await ask(sv, 'approval.count', {});
    expect(await views(lead.id)).toBe(0);
    await waiting(sv);
    expect(await views(lead.id)).toBe(1);
    await openOn(customer.id, colleague);
    expect(await views(second.id)).toBe(1);
    await sql`delete from approval_rule`.execute(db);
  });
});

describe('what happens while it waits', () => {
  beforeEach(async () => void (await makeRule(give, sv)));
  afterEach(async () => void (await sql`delete from approval_rule`.execute(db)));

  it('[CV3] what came in is shown to the lead, and nothing leaves until they insist', async () => {
    const { customer, conversationId, held } = await holding();
    const came = await makeItem(deps, customer, { conversationId, data: { text: 'やはり交換で' } });
    const refusal = refusalOf(await give(sv, 'approval:decide', approve(held.id)), 'stale');
    expect(refusal.details).toMatchObject({ items: [{ id: came.id }] });
    expect(await seenByCustomer(deps, customer.id)).toEqual([]);
    expect(await waiting()).toContain(held.id);
    dataOf(await give(sv, 'approval:decide', approve(held.id, { seen: { [customer.id]: came.seq } })));
    expect(await seenByCustomer(deps, customer.id)).toHaveLength(1);
  });

  it('[CV1] [CV4] another owner: nobody lets it out any more, and it goes back to its author, once', async () => {
    const { customer, conversationId, held } = await holding();
    dataOf(await give(sv, 'help:take-over', { conversationId, epoch: 1 }));
    refusalOf(await give(otherSv, 'approval:decide', approve(held.id)), 'approval_moved');
    const counts = await Promise.all([returnMoved(deps), returnMoved(deps), returnMoved(deps)]);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect(await openOn(customer.id)).toMatchObject([
      { id: held.id, state: 'returned', why: 'moved', text: '返金いたします' },
    ]);
    expect(await waiting()).not.toContain(held.id);
    expect(await seenByCustomer(deps, customer.id)).toEqual([]);
    // Given back, it is a new ownership: what waited in the former one stays with its author.
    const taken = await db
      .selectFrom('conversation')
      .select('epoch')
      .where('id', '=', conversationId)
      .executeTakeFirstOrThrow();
    dataOf(await give(sv, 'help:give-back', { conversationId, epoch: Number(taken.epoch) }));
    refusalOf(await give(otherSv, 'approval:decide', approve(held.id)), 'approval_moved');
  });

  it('[HO3] a handoff carries it: while it is open a lead may decide, accepted its receiver reads the words', async () => {
    const { customer, conversationId, held } = await holding();
    const brief = { wants: [], done: [], promised: [], next: [], identity: [] };
    const to = { type: 'agent', id: second.id } as const;
    const offer = { conversationId, epoch: 1, to, brief, snapshot: {} };
    const { handoff } = dataOf(await give(me, 'handoff:offer', offer));
    expect(await returnMoved(deps)).toBe(0);
    dataOf(await give(colleague, 'handoff:accept', { handoffId: handoff.id }));
    expect(await returnMoved(deps)).toBe(1);
    expect(await openOn(customer.id, colleague)).toMatchObject([
      { id: held.id, why: 'moved', author: { id: first.id }, text: '返金いたします' },
    ]);
  });

  it('its conversation is not closed over it, for its customer would have no word and be asked how it was', async () => {
    const { customer, conversationId, held } = await holding();
    const close = { conversationId, epoch: 1, categoryId: categories[2], outcome: outcomes[0] };
    refusalOf(await give(me, 'conversation:resolve', close), 'approval_waiting');
    expect(await waiting()).toContain(held.id);
    dataOf(await give(sv, 'approval:decide', approve(held.id)));
    dataOf(await give(me, 'conversation:resolve', close));
    expect(await seenByCustomer(deps, customer.id)).toHaveLength(1);
  });

  it('[CV4] who takes over answers and closes at once: what waited is its author’s again, not in their way', async () => {
    const { customer, conversationId, held } = await holding();
    dataOf(await give(sv, 'help:take-over', { conversationId, epoch: 1 }));
    const mine = { conversationId, epoch: 2, seen: { [customer.id]: 1000 } };
    dataOf(await give(sv, 'message:send', { ...mine, text: '私が承ります' }));
    expect(await openOn(customer.id)).toMatchObject([{ id: held.id, state: 'returned', why: 'moved' }]);
    expect((await seenByCustomer(deps, customer.id)).map(({ text }) => text)).toEqual(['私が承ります']);
    expect(await returnMoved(deps)).toBe(0);
  });

  it('[HO3] whoever has the conversation now sends a colleague’s returned answer on with its file', async () => {
    const { customer, conversationId, input } = await talking();
    const blobId = deps.ids.next();
    const [bytes, file] = [Buffer.from('abc'), { name: '写真.png', mime: 'image/png', size: 3 }];
    const stored = { owner_type: 'agent', owner_id: first.id, sha256: bytes, bytes, created_at: clock.now() } as const;
    await db
      .insertInto('blob')
      .values({ id: blobId, ...file, ...stored })
      .execute();
    const answer = { text: '返金いたします', attachments: [{ blobId, ...file }] };
    dataOf(await give(me, 'message:send', { ...input, ...answer }));
    dataOf(await give(sv, 'help:take-over', { conversationId, epoch: 1 }));
    expect(await returnMoved(deps)).toBe(1);
    const mine = { conversationId, epoch: 2, seen: { [customer.id]: 1000 }, ...answer };
    expect(dataOf(await give(sv, 'message:send', mine)).item.data).toMatchObject({ attachments: [{ blobId }] });
    // Onto another customer's thread it does not go.
    const other = await talkingWith(deps, { team, owner: lead });
    refusalOf(await give(sv, 'message:send', { ...other.input, ...answer }), 'not_found');
  });

  it('approved for one channel it does not leave on another', async () => {
    const { customer, conversationId, held } = await holding();
    await sql`update conversation set channel = 'sms' where id = ${conversationId}`.execute(db);
    refusalOf(await give(sv, 'approval:decide', approve(held.id)), 'approval_moved');
    expect(await returnMoved(deps)).toBe(1);
    expect(await openOn(customer.id)).toMatchObject([{ state: 'returned', why: 'moved' }]);
    expect(await seenByCustomer(deps, customer.id)).toEqual([]);
  });

  it('a conversation that is closed gives it back', async () => {
    const { customer, conversationId, held } = await holding();
    await sql`update conversation set status = 'resolved' where id = ${conversationId}`.execute(db);
    refusalOf(await give(sv, 'approval:decide', approve(held.id)), 'approval_moved');
    expect(await returnMoved(deps)).toBe(1);
    expect(await openOn(customer.id)).toMatchObject([{ state: 'returned', why: 'resolved' }]);
  });

  it('[CV7] one that became part of another: its author finds the words there', async () => {
    const { customer, conversationId: fromId, held } = await holding();
    const into = await makeConversation(db, { customer, team, owner: first });
    const merge = { conversationId: into.id, epoch: 1, fromId, fromEpoch: 1 };
    dataOf(await give(me, 'conversation:merge', merge));
    refusalOf(await give(sv, 'approval:decide', approve(held.id)), 'approval_moved');
    expect(await returnMoved(deps)).toBe(1);
    expect(await openOn(customer.id)).toMatchObject([{ conversationId: fromId, shownOn: into.id, state: 'returned' }]);
  });

  it('[PR2] a consent that was withdrawn meanwhile refuses the approval, and it goes on waiting', async () => {
    const { customer, held } = await holding();
    await makeItem(deps, customer, {
      kind: 'consent',
      visibility: 'internal',
      direction: 'none',
      data: { channel: 'chat', purpose: 'service', granted: false, source: 'agent' },
    } as never);
    const refusal = await give(sv, 'approval:decide', approve(held.id, { seen: { [customer.id]: 1000 } }));
    refusalOf(refusal, 'consent_withdrawn');
    expect(await waiting()).toContain(held.id);
    expect(await seenByCustomer(deps, customer.id)).toEqual([]);
  });

  it('[CV5] its author’s silence is a lead’s: the clock stands still while it waits, and goes on when it came back', async () => {
    await sql`update team set silence_minutes = 30 where id = ${team.id}`.execute(db);
    clock.set('2026-04-28T01:00:00Z');
    const { conversationId, held } = await holding();
    await sql`update assignment set since = ${clock.now()} where conversation_id = ${conversationId}`.execute(db);
    const minutes = (count: number) => clock.advance(count * 60_000);
    const ownerIs = async () =>
      (
        await db
          .selectFrom('conversation')
          .select('owner_agent_id')
          .where('id', '=', conversationId)
          .executeTakeFirstOrThrow()
      ).owner_agent_id;
    minutes(45);
    await releaseSilent(deps);
    expect(await ownerIs()).toBe(first.id);
    dataOf(await give(sv, 'approval:decide', { heldId: held.id, decision: 'return', note: 'x' }));
    minutes(29);
    await sql`update conversation set silence_look_at = null`.execute(db);
    await releaseSilent(deps);
    expect(await ownerIs()).toBe(first.id);
    minutes(2);
    await sql`update conversation set silence_look_at = null`.execute(db);
    await releaseSilent(deps);
    expect(await ownerIs()).toBeNull();
    await sql`update team set silence_minutes = null where id = ${team.id}`.execute(db);
  });
});

describe('rules', () => {
  afterEach(async () => void (await sql`delete from approval_rule`.execute(db)));
  const isHeld = async (over: object = {}, text = 'お調べします') => {
    const { input } = await talking(over);
    return dataOf(await give(me, 'message:send', { ...input, text })).held?.rules ?? null;
  };

  it('without any, every answer goes out at once', async () => {
    expect(await isHeld()).toBeNull();
  });

  it('name agents, teams, channels, words, and categories with all below them', async () => {
    const [root, , leaf] = categories;
    await makeRule(give, sv, { name: '人', agentIds: [second.id] });
    await makeRule(give, sv, { name: 'チーム', teamIds: [otherTeam.id] });
    await makeRule(give, sv, { name: 'メール', channels: ['email'] });
    expect(await isHeld({ category_id: leaf })).toBeNull();
    await makeRule(give, sv, { name: '注文', categoryIds: [root] });
    expect(await isHeld({ category_id: leaf })).toEqual(['注文']);
    expect(await isHeld()).toBeNull();
    await makeRule(give, sv, { name: '返金', words: ['返金'] });
    expect(await isHeld({}, 'ご返金します')).toEqual(['返金']);
    // A complaint is known by what the customer wrote.
    await makeRule(give, sv, { name: '苦情', words: ['届きません'] });
    expect(await isHeld({ category_id: leaf }, 'ご返金します')).toEqual(['注文', '苦情', '返金']);
  });

  it('mind formatted words too, and what a lead could not read of them does not leave', async () => {
    await makeRule(give, sv, { name: '返金', words: ['返金'] });
    const sent = async (text: string, html: string) => {
      const { input } = await talking();
      return dataOf(await give(me, 'message:send', { ...input, text, format: { html } })).held;
    };
    const other = await sent('お調べします', '<p>全額<b>返金</b>します</p>');
    expect(other).toMatchObject({ rules: ['返金'], text: 'お調べします' });
    expect(other?.format).toEqual({});
    expect((await sent('返金 <https://a.example>', '<p><a href="https://b.example">返金</a></p>'))?.format).toEqual({});
    const html =
      '<p>ご<b>返金</b>いたします。</p><ol><li><p>返品</p></li></ol><p><a href="https://a.example/x?a=1&amp;b=2">手順</a></p>';
    const same = await sent('ご返金いたします。\n1. 返品\n手順 <https://a.example/x?a=1&b=2>', html);
    expect(same?.format).toEqual({ html });
  });

  it('hold newcomers until their date, and nothing from then on', async () => {
    const until = new Date(clock.now().getTime() + 60_000).toISOString();
    await makeRule(give, sv, { agentIds: [first.id], until });
    expect(await isHeld()).toEqual(['新人の返信']);
    clock.advance(60_000);
    expect(await isHeld()).toBeNull();
  });

  it('are leads’ to edit, from the revision they were read at, on record', async () => {
    const rule = await makeRule(give, sv);
    refusalOf(await give(me, 'approval-rule:save', rule), 'forbidden');
    const saves = await Promise.all([
      give(sv, 'approval-rule:save', { ...rule, name: '一' }),
      give(otherSv, 'approval-rule:save', { ...rule, name: '二' }),
    ]);
    expect(saves.filter(({ ok }) => ok)).toHaveLength(1);
    for (const save of saves) if (!save.ok) refusalOf(save, 'edited_meanwhile');
    refusalOf(await give(sv, 'approval-rule:remove', { id: rule.id, revision: 1 }), 'edited_meanwhile');
    dataOf(await give(sv, 'approval-rule:remove', { id: rule.id, revision: 2 }));
    expect((await ask(sv, 'approval-rule.list', {})).rules).toEqual([]);
    const acts = await db.selectFrom('admin_log').select('act').where('entity_id', '=', rule.id).execute();
    expect(acts.map(({ act }) => act).sort()).toEqual([
      'approval-rule:add',
      'approval-rule:remove',
      'approval-rule:save',
    ]);
  });
});
