import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { escalationsQueries } from '#server/domains/escalations/escalations.handlers.ts';
import { escalateMissedTargets } from '#server/domains/escalations/missed-targets.service.ts';
import { breakDuePromises } from '#server/domains/promises/break-promises.service.ts';
import { verifyData } from '#server/domains/verify/verify.service.ts';
import { dataOf, giveTo, refusalOf } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { causesOf, makeRule, noRules, stepsOf } from '#test/support/escalation-world.ts';
import { makeConversation } from '#test/support/factories/conversations.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { askingAs, type MadeAgent, makeAgent } from '#test/support/factories/people.ts';
import { seedWorkspace } from '#test/support/factories/workspace.ts';
import { WORDS } from '#test/support/rule-histories.ts';
import { makeMatter, writes } from '#test/support/shift-world.ts';

const MINUTE = 60_000;

const database = await testDatabase();
const { db } = database;
const deps = testDeps(database);
const { clock } = deps;
const give = giveTo(deps);
const { team, otherTeam, agents, lead } = await seedWorkspace(db);
const [anna] = agents;

beforeEach(async () => {
  await noRules(db);
});

const raisedOn = async (conversationId: string) =>
  (await escalationsQueries['escalation.of'](deps, askingAs(lead), { conversationId })).escalations;

describe('what a rule raises', () => {
  const write = (matter: Awaited<ReturnType<typeof makeMatter>>) => writes(deps, matter, '弁護士に相談します');

  it('says what it found, in words and as facts, asks nothing of the owner and leaves status and owner alone', async () => {
    await makeRule(db, { kind: 'words', words: WORDS });
    const matter = await makeMatter(deps, team, { owner: anna });
    await write(matter);
    const [raised] = await raisedOn(matter.id);
    expect(raised).toMatchObject({
      reason: 'words',
      state: 'raised',
      rule: { name: 'rule words' },
      owner: { id: anna.id },
      found: { word: '弁護士', text: '弁護士に相談します' },
      question: 'お客様の言葉に「弁護士」がありました：弁護士に相談します',
      dueAt: new Date(clock.now().getTime() + 30 * MINUTE).toISOString(),
    });
    expect(raised).not.toHaveProperty('raisedBy');
    // The words themselves are in the snapshot, the step that tells of them is not.
    expect(raised?.snapshot[matter.customerId]).toBe(1);
    const row = await db.selectFrom('conversation').selectAll().where('id', '=', matter.id).executeTakeFirstOrThrow();
    expect(row).toMatchObject({ status: 'open', owner_agent_id: anna.id, epoch: 1 });
  });

  it('only of its team’s conversations, and not while it is out of force', async () => {
    const theirs = await makeRule(db, { kind: 'words', words: WORDS }, { team: otherTeam });
    const off = await makeRule(db, { kind: 'words', words: WORDS }, { enabled: false });
    const matter = await makeMatter(deps, team, { owner: anna });
    await write(matter);
    for (const id of [theirs, off]) expect(await causesOf(db, id)).toEqual([]);
    const other = await makeMatter(deps, otherTeam, { owner: anna });
    await write(other);
    expect(await causesOf(db, theirs)).toHaveLength(1);
  });

  it('tells another cause on the one that is undecided, and raises anew once that is decided', async () => {
    await makeRule(db, { kind: 'commitment_broken' });
    const customer = await makeCustomer(db);
    const { id } = await makeConversation(db, { customer, team, owner: anna });
    const promise = async () => {
      const dueAt = new Date(clock.now().getTime() + MINUTE).toISOString();
      dataOf(
        await give(askingAs(anna), 'commitment:make', { conversationId: id, epoch: 1, text: 'お電話します', dueAt }),
      );
      clock.advance(2 * MINUTE);
      await breakDuePromises(deps);
    };
    await promise();
    await promise();
    const [first, ...none] = await raisedOn(id);
    expect(none).toEqual([]);
    expect(await stepsOf(db, first?.id ?? '')).toEqual(['raised', 'again']);
    const input = { escalationId: first?.id ?? '', decision: 'close', outcome: 'explained' } as const;
    dataOf(await give(askingAs(lead), 'escalation:decide', input));
    await promise();
    expect((await raisedOn(id)).map((one) => one.id)).not.toContain(first?.id);
    expect(await raisedOn(id)).toHaveLength(1);
  });

  it('[ES2] is decided without an end to the wait for what the owner asked', async () => {
    await makeRule(db, { kind: 'words', words: WORDS });
    const matter = await makeMatter(deps, team, { owner: anna });
    const question = { conversationId: matter.id, epoch: 1, question: 'どうしますか', asked: 'advice' } as const;
    const { escalation: own } = dataOf(await give(askingAs(anna), 'escalation:raise', question));
    await write(matter);
    const raised = (await raisedOn(matter.id)).find(({ reason }) => reason === 'words');
    const decided = { escalationId: raised?.id ?? '', decision: 'approve' } as const;
    const { conversation } = dataOf(await give(askingAs(lead), 'escalation:decide', decided));
    expect(conversation).toMatchObject({ status: 'waiting', waitingOn: 'lead' });
    dataOf(await give(askingAs(lead), 'escalation:decide', { ...decided, escalationId: own.id }));
    const row = await db.selectFrom('conversation').selectAll().where('id', '=', matter.id).executeTakeFirstOrThrow();
    expect(row).toMatchObject({ status: 'open', waiting_on: null });
  });

  it('what was late already when a rule came into force is left alone', async () => {
    const lateAt = async (id: string) => {
      const row = await db.selectFrom('conversation').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
      return (row.reply_due_at?.getTime() ?? 0) + 30 * MINUTE;
    };
    const early = await makeMatter(deps, team, { owner: anna });
    await write(early);
    clock.set(new Date((await lateAt(early.id)) + MINUTE));
    const ruleId = await makeRule(db, { kind: 'target_missed', minutes: 30 }, { since: clock.now() });
    const late = await makeMatter(deps, team, { owner: anna });
    await write(late);
    expect(await escalateMissedTargets(deps)).toBe(0);
    clock.set(new Date(await lateAt(late.id)));
    await escalateMissedTargets(deps);
    expect((await causesOf(db, ruleId)).map(({ conversationId }) => conversationId)).toEqual([late.id]);
  });

  it('a contact on another channel counts, and one that we led them to does not', async () => {
    const ruleId = await makeRule(db, { kind: 'repeat_contact', times: 2, days: 7 });
    const matter = await makeMatter(deps, team, { owner: anna, channel: 'chat' });
    await writes(deps, matter, 'もしもし');
    await sql`insert into handoff (id, conversation_id, customer_id, from_agent_id, to_agent_id, channel_from, channel_to,
        state, brief, snapshot, epoch, offered_at, expires_at, accepted_at, completed_at, decided_at, accepted_by, crossing)
      values (gen_random_uuid(), ${matter.id}, ${matter.customerId}, ${anna.id}, ${anna.id}, 'chat', 'email', 'completed', '{}',
        '{}', 1, ${clock.now()}, ${clock.now()}, ${clock.now()}, ${clock.now()}, ${clock.now()}, ${anna.id},
        '{"channel":"email","way":"link"}')`.execute(db);
    clock.advance(MINUTE);
    await writes(deps, { ...matter, channel: 'email' }, 'メールに移りました');
    expect(await causesOf(db, ruleId)).toEqual([]);
    clock.advance(MINUTE);
    await writes(deps, { ...matter, channel: 'line' }, '自分から来ました');
    expect(await causesOf(db, ruleId)).toHaveLength(1);
  });

  it('breaks no rule that verify proves', async () => {
    const proofs = await verifyData(deps);
    expect(proofs.filter(({ rule, breaks }) => rule.includes('[ES') && breaks.length > 0)).toEqual([]);
  });
});

describe('the rules themselves', () => {
  it('are kept by leads, changed from the revision they were read at, and removed with what they raised left alone', async () => {
    const asLead = askingAs(lead);
    const rule = {
      id: '0198c0de-0000-7000-8000-0000000000f1',
      name: '三度目',
      test: { kind: 'repeat_contact', times: 3, days: 7 },
      enabled: true,
      dueMinutes: 60,
    } as const;
    refusalOf(await give(askingAs(anna), 'escalation-rule:save', { rule }), 'forbidden');
    const { rule: saved } = dataOf(await give(asLead, 'escalation-rule:save', { rule }));
    expect(saved).toEqual({ ...rule, revision: 1 });
    expect(refusalOf(await give(asLead, 'escalation-rule:save', { rule }), 'edited_meanwhile').details).toEqual({
      by: lead.name,
    });
    const changed = { ...rule, name: '二度目', enabled: false, teamId: team.id };
    const answers = await Promise.all([
      give(asLead, 'escalation-rule:save', { rule: changed, revision: 1 }),
      give(asLead, 'escalation-rule:save', { rule: { ...changed, name: '四度目' }, revision: 1 }),
    ]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const { rules } = await escalationsQueries['escalation-rule.list'](deps, asLead);
    expect(rules.find(({ id }) => id === rule.id)).toMatchObject({ revision: 2, enabled: false, teamId: team.id });
    refusalOf(await give(asLead, 'escalation-rule:remove', { ruleId: rule.id, revision: 1 }), 'edited_meanwhile');
    dataOf(await give(asLead, 'escalation-rule:remove', { ruleId: rule.id, revision: 2 }));
    refusalOf(await give(asLead, 'escalation-rule:remove', { ruleId: rule.id, revision: 3 }), 'not_found');
    const outsider: MadeAgent = await makeAgent(db, []);
    await expect(escalationsQueries['escalation-rule.list'](deps, askingAs(outsider))).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});
