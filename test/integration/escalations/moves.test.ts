import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { escalationsQueries } from '#server/domains/escalations/escalations.handlers.ts';
import { sayPresence } from '#server/domains/presence/presence.service.ts';
import { inWork } from '#server/work.ts';
import { dataOf, giveTo, refusalOf } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { askedBy, stepsOf } from '#test/support/escalation-world.ts';
import { makeConversation, makeItem } from '#test/support/factories/conversations.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { askingAs, makeAgent, makeTeam } from '#test/support/factories/people.ts';
import { seedWorkspace } from '#test/support/factories/workspace.ts';
import { expectNoGaps, expectOneOwner } from '#test/support/ownership-facts.ts';

const database = await testDatabase();
const { db } = database;
const deps = testDeps(database);
const give = giveTo(deps);
const { team, otherTeam, agents, lead } = await seedWorkspace(db);
const [anna, ben] = agents;
const second = await makeAgent(db, [team], { role: 'lead' });
const stranger = await makeAgent(db, [otherTeam], { role: 'lead' });
const asLead = askingAs(lead);
const asAnna = askingAs(anna);

const asked = () => askedBy(deps, anna, team);
const rowOf = (id: string) => db.selectFrom('conversation').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const decide = (
  escalationId: string,
  decision: 'approve' | 'return' | 'take_over' | 'close',
  over = {},
  who = asLead,
) => give(who, 'escalation:decide', { escalationId, decision, ...over });
const inboxOf = async (id: string) => {
  const { rows } = await sql<{ type: string; escalationId: string }>`
    select ref ->> 'type' as type, ref ->> 'escalationId' as "escalationId" from topic_event
    where topic = ${`inbox:${id}`} and type = 'escalation_changed'`.execute(db);
  return rows.map(({ escalationId }) => escalationId);
};

describe('[ES1] an agent asks', () => {
  it('the thread is pinned as it is, the conversation waits for the lead, and the leads of its team hear of it', async () => {
    const customer = await makeCustomer(db);
    const { id: conversationId } = await makeConversation(db, { customer, team, owner: anna });
    await makeItem(deps, customer, { conversationId });
    await makeItem(deps, customer, { conversationId });
    const { escalation } = dataOf(
      await give(asAnna, 'escalation:raise', {
        conversationId,
        epoch: 1,
        question: 'カード 4111 1111 1111 1111 に返金してよいですか',
        asked: 'approval',
        amount: { amount: 48_900, currency: 'JPY' },
      }),
    );
    expect(escalation).toMatchObject({
      reason: 'asked',
      state: 'raised',
      snapshot: { [customer.id]: 2 },
      raisedBy: { id: anna.id },
      owner: { id: anna.id },
      team: { id: team.id },
      amount: { amount: 48_900, currency: 'JPY' },
      raisedAt: deps.clock.now().toISOString(),
      dueAt: new Date(deps.clock.now().getTime() + 15 * 60_000).toISOString(),
      revision: 1,
    });
    expect(escalation.question).not.toContain('4111 1111');
    expect(await rowOf(conversationId)).toMatchObject({ status: 'waiting', waiting_on: 'lead', epoch: 1 });
    expect(await stepsOf(db, escalation.id)).toEqual(['raised']);
    for (const { id } of [anna, lead, second]) expect(await inboxOf(id)).toContain(escalation.id);
    for (const { id } of [ben, stranger]) expect(await inboxOf(id)).not.toContain(escalation.id);
    await expectNoGaps(db, customer.id);
  });

  it('[CV1] only its owner at this epoch, one question at a time, and not about what is over', async () => {
    const { conversationId, customer } = await asked();
    const wish = { conversationId, epoch: 1, question: 'もう一つ', asked: 'advice' } as const;
    refusalOf(await give(asAnna, 'escalation:raise', wish), 'escalation_open');
    refusalOf(await give(askingAs(ben), 'escalation:raise', wish), 'not_owner');
    refusalOf(await give(asAnna, 'escalation:raise', { ...wish, epoch: 2 }), 'not_owner');
    const over = { status: 'resolved' as const, resolved_at: deps.clock.now() };
    const done = await makeConversation(db, { customer, team, owner: anna, over });
    refusalOf(await give(asAnna, 'escalation:raise', { ...wish, conversationId: done.id }), 'wrong_state');
    const fresh = await makeConversation(db, { customer, team, owner: anna });
    const toNobody = { ...wish, conversationId: fresh.id, reviewerId: ben.id };
    refusalOf(await give(asAnna, 'escalation:raise', toNobody), 'not_found');
  });

  it('what waits for somebody else goes on waiting for them', async () => {
    const customer = await makeCustomer(db);
    const over = { status: 'waiting', waiting_on: 'maker' } as const;
    const { id } = await makeConversation(db, { customer, team, owner: anna, over });
    const wish = { conversationId: id, epoch: 1, question: 'どうしますか', asked: 'advice' } as const;
    const { escalation } = dataOf(await give(asAnna, 'escalation:raise', wish));
    expect(await rowOf(id)).toMatchObject(over);
    dataOf(await decide(escalation.id, 'approve'));
    expect(await rowOf(id)).toMatchObject(over);
  });

  it('takes it back before it is decided, not after, and nobody else does', async () => {
    const { escalation, conversationId } = await asked();
    refusalOf(await give(askingAs(ben), 'escalation:withdraw', { escalationId: escalation.id }), 'forbidden');
    const { escalation: gone } = dataOf(
      await give(asAnna, 'escalation:withdraw', { escalationId: escalation.id, note: '解決しました' }),
    );
    expect(gone).toMatchObject({ state: 'withdrawn', revision: 2 });
    expect(await rowOf(conversationId)).toMatchObject({ status: 'open', waiting_on: null });
    expect(refusalOf(await decide(escalation.id, 'approve'), 'escalation_decided').details).toEqual({
      by: anna.name,
      escalation: 'withdrawn',
    });
    const other = await asked();
    dataOf(await decide(other.escalation.id, 'approve'));
    refusalOf(await give(asAnna, 'escalation:withdraw', { escalationId: other.escalation.id }), 'escalation_decided');
  });
});

describe('[ES2] a lead decides, once', () => {
  it('looks at it: who asked sees by whom, again adds nothing, another lead is told, and may decide all the same', async () => {
    const { escalation } = await asked();
    const { id } = escalation;
    const { escalation: seen } = dataOf(await give(asLead, 'escalation:review', { escalationId: id }));
    expect(seen).toMatchObject({ state: 'in_review', reviewer: { id: lead.id }, revision: 2 });
    expect(dataOf(await give(asLead, 'escalation:review', { escalationId: id })).escalation).toEqual(seen);
    const late = await give(askingAs(second), 'escalation:review', { escalationId: id });
    expect(refusalOf(late, 'escalation_reviewed').details).toEqual({ by: lead.name });
    dataOf(await decide(id, 'approve', {}, askingAs(second)));
    expect(refusalOf(await decide(id, 'return', { note: 'いいえ' }), 'escalation_decided').details).toEqual({
      by: second.name,
      escalation: 'approved',
    });
    expect(await stepsOf(db, id)).toEqual(['raised', 'in_review', 'approved']);
  });

  it('approves, returns with a note, or closes with an outcome; the conversation is open again and its owner owns', async () => {
    for (const [decision, over, state] of [
      ['approve', { note: '今回限り' }, 'approved'],
      ['return', { note: '写真を確認してください' }, 'returned'],
      ['close', { outcome: 'not_needed' }, 'resolved'],
    ] as const) {
      const { escalation, conversationId } = await asked();
      const { escalation: decided, conversation } = dataOf(await decide(escalation.id, decision, over));
      expect(decided).toMatchObject({
        state,
        decision: { by: { id: lead.id }, kind: decision, at: deps.clock.now().toISOString() },
        reviewer: { id: lead.id },
      });
      expect(conversation).toMatchObject({ status: 'open', epoch: 1, owner: { id: anna.id } });
      expect(await rowOf(conversationId)).toMatchObject({ status: 'open', waiting_on: null });
      expect(await stepsOf(db, escalation.id)).toEqual(['raised', state]);
    }
    const { escalation } = await asked();
    refusalOf(await decide(escalation.id, 'return', { note: ' ' }), 'note_needed');
    refusalOf(await decide(escalation.id, 'close'), 'outcome_needed');
  });

  it('[PR5] leads of its team, whoever was asked by name, any lead where the team has none; never agents or oneself', async () => {
    const { escalation } = await asked();
    for (const who of [askingAs(ben), askingAs(stranger)])
      refusalOf(await decide(escalation.id, 'approve', {}, who), 'forbidden');
    dataOf(await give(asLead, 'escalation:reassign', { escalationId: escalation.id, reviewerId: stranger.id }));
    dataOf(await decide(escalation.id, 'approve', {}, askingAs(stranger)));
    const leaderless = await makeTeam(db);
    const there = await askedBy(deps, await makeAgent(db, [leaderless]), leaderless);
    dataOf(await decide(there.escalation.id, 'close', { outcome: 'granted' }, askingAs(stranger)));
    const own = await askedBy(deps, lead, team);
    refusalOf(await decide(own.escalation.id, 'approve'), 'forbidden');
    dataOf(await decide(own.escalation.id, 'approve', {}, askingAs(second)));
  });

  it('[PR5] what the only lead of a team asks is every lead’s', async () => {
    const small = await makeTeam(db);
    const only = await makeAgent(db, [small], { role: 'lead' });
    const { escalation } = await askedBy(deps, only, small);
    for (const who of [lead, stranger]) {
      expect(await inboxOf(who.id)).toContain(escalation.id);
      const { rows } = await escalationsQueries['escalation.list'](deps, askingAs(who), { show: 'open', limit: 200 });
      expect(rows.map((row) => row.escalation.id)).toContain(escalation.id);
    }
    refusalOf(await decide(escalation.id, 'approve', {}, askingAs(only)), 'forbidden');
    dataOf(await decide(escalation.id, 'approve', {}, askingAs(stranger)));
    const other = await makeAgent(db, [small], { role: 'lead' });
    const again = await askedBy(deps, only, small);
    expect(await inboxOf(stranger.id)).not.toContain(again.escalation.id);
    refusalOf(await decide(again.escalation.id, 'approve', {}, askingAs(stranger)), 'forbidden');
    dataOf(await decide(again.escalation.id, 'approve', {}, askingAs(other)));
  });

  it('[ES2] has another lead decide it, and its state stays', async () => {
    const { escalation } = await asked();
    const { id } = escalation;
    dataOf(await give(asLead, 'escalation:review', { escalationId: id }));
    const to = { escalationId: id, reviewerId: second.id, note: '担当分です' };
    const { escalation: passed } = dataOf(await give(asLead, 'escalation:reassign', to));
    expect(passed).toMatchObject({ state: 'in_review', reviewer: { id: second.id }, revision: 3 });
    expect(dataOf(await give(asLead, 'escalation:reassign', to)).escalation.revision).toBe(3);
    refusalOf(await give(asLead, 'escalation:reassign', { ...to, reviewerId: ben.id }), 'not_found');
    expect(await stepsOf(db, id)).toEqual(['raised', 'in_review', 'reassigned']);
    dataOf(await decide(id, 'approve', {}, askingAs(second)));
    refusalOf(await give(asLead, 'escalation:reassign', to), 'escalation_decided');
  });

  it('[ES2] who no longer has to decide hears of it, of whatever team they lead', async () => {
    const { escalation } = await asked();
    const { id: escalationId } = escalation;
    dataOf(await give(asLead, 'escalation:reassign', { escalationId, reviewerId: stranger.id }));
    const heard = async () => (await inboxOf(stranger.id)).filter((one) => one === escalationId).length;
    const before = await heard();
    expect(before).toBeGreaterThan(0);
    dataOf(await give(asLead, 'escalation:reassign', { escalationId, reviewerId: second.id }));
    expect(await heard()).toBe(before + 1);
    dataOf(await decide(escalationId, 'approve', {}, askingAs(second)));
    expect(await heard()).toBe(before + 1);
  });

  it('ends with an outcome by its owner, by who asked or by a lead, once it is decided', async () => {
    const { escalation } = await asked();
    const end = { escalationId: escalation.id, outcome: 'granted' } as const;
    refusalOf(await give(asAnna, 'escalation:resolve', end), 'wrong_state');
    dataOf(await decide(escalation.id, 'approve'));
    for (const who of [ben, stranger]) refusalOf(await give(askingAs(who), 'escalation:resolve', end), 'forbidden');
    const { escalation: over } = dataOf(await give(asAnna, 'escalation:resolve', end));
    expect(over).toMatchObject({ state: 'resolved', outcome: 'granted', decision: { kind: 'approve' } });
    refusalOf(await give(asLead, 'escalation:resolve', end), 'escalation_decided');
  });
});

describe('[ES3] a lead takes over, and gives back', () => {
  it('[CV1] one owner still, the epoch up by one each time, and from whom is remembered', async () => {
    const { escalation, conversationId } = await asked();
    const taken = dataOf(await decide(escalation.id, 'take_over'));
    expect(taken.escalation).toMatchObject({ state: 'taken_over', takenFrom: { type: 'agent', id: anna.id } });
    expect(taken.conversation).toMatchObject({ owner: { id: lead.id }, epoch: 2, status: 'open' });
    await expectOneOwner(db, conversationId);
    const back = { escalationId: escalation.id, epoch: 2 };
    refusalOf(await give(askingAs(second), 'escalation:give-back', back), 'not_owner');
    refusalOf(await give(asLead, 'escalation:give-back', { ...back, epoch: 1 }), 'not_owner');
    const given = dataOf(await give(asLead, 'escalation:give-back', { ...back, note: 'ご説明しました' }));
    expect(given.escalation).toMatchObject({ state: 'resolved', outcome: 'handled_by_lead' });
    expect(given.conversation).toMatchObject({ owner: { id: anna.id }, epoch: 3 });
    await expectOneOwner(db, conversationId);
    expect(await stepsOf(db, escalation.id)).toEqual(['raised', 'taken_over', 'given_back']);
    refusalOf(await give(asLead, 'escalation:give-back', { ...back, epoch: 3 }), 'wrong_state');
  });

  it('[CV6] to the queue when its former owner is off by then', async () => {
    const carla = await makeAgent(db, [team]);
    const { escalation, conversationId } = await askedBy(deps, carla, team);
    dataOf(await decide(escalation.id, 'take_over'));
    await inWork(deps, (work) => sayPresence(work, carla.id, 'away', 'off_shift'));
    const { conversation } = dataOf(
      await give(asLead, 'escalation:give-back', { escalationId: escalation.id, epoch: 2 }),
    );
    expect(conversation.owner).toMatchObject({ type: 'team', id: team.id });
    await expectOneOwner(db, conversationId);
  });

  it('the agent’s command at the epoch before is refused, and says who owns it now', async () => {
    const { escalation, conversationId } = await asked();
    dataOf(await decide(escalation.id, 'take_over'));
    const status = { conversationId, epoch: 1, status: 'open' as const };
    expect(refusalOf(await give(asAnna, 'conversation:set-status', status), 'not_owner').details).toMatchObject({
      owner: lead.name,
      epoch: 2,
    });
  });
});
