import { describe, expect, it } from 'vitest';
import { giveBack, takeOver } from '#server/domains/live-help/take-over.service.ts';
import { inWork } from '#server/work.ts';
import { seededRandom } from '#shared/lib/seeded-random.ts';
import { dataOf, giveTo, refusalOf } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeConversation, makeItem } from '#test/support/factories/conversations.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { askingAs, makeAgent } from '#test/support/factories/people.ts';
import { seedWorkspace } from '#test/support/factories/workspace.ts';
import { verifyInvariants } from '#test/support/live-help-facts.ts';

const database = await testDatabase({ max: 24 });
const { db } = database;
const deps = testDeps(database);
const give = giveTo(deps);
const { team, agents, lead } = await seedWorkspace(db);
const [owner, colleague] = agents;
const asOwner = askingAs(owner);
const asColleague = askingAs(colleague);
const asLead = askingAs(lead);
const otherLead = askingAs(await makeAgent(db, [team], { role: 'lead' }));
const BRIEF = { wants: [], done: [], promised: [], next: [], identity: [] };

async function matter(of: 'owner' | 'queue' = 'owner') {
  const customer = await makeCustomer(db);
  const { id: conversationId } = await makeConversation(db, { customer, team, ...(of === 'owner' && { owner }) });
  await makeItem(deps, customer, { conversationId });
  return { customerId: customer.id, conversationId };
}
const rowOf = (id: string) => db.selectFrom('conversation').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const changesOf = async (customerId: string) =>
  (
    await db
      .selectFrom('timeline_item')
      .select(['data', 'kind'])
      .where('customer_id', '=', customerId)
      .orderBy('seq')
      .execute()
  ).flatMap(({ data }) => {
    const { event, reason } = data as { event?: string; reason?: string };
    return event === 'owner_changed' ? [reason] : [];
  });

describe('[ES3] [CV1] taking over', () => {
  it('is one change of owner: the epoch up by one, an item, and back in one act', async () => {
    const { customerId, conversationId } = await matter();
    const taken = dataOf(await give(asLead, 'help:take-over', { conversationId, epoch: 1 })).conversation;
    expect(taken).toMatchObject({ epoch: 2, owner: { type: 'agent', id: lead.id } });
    expect(dataOf(await give(asLead, 'help:take-over', { conversationId, epoch: 1 })).conversation.epoch).toBe(2);
    const back = dataOf(await give(asLead, 'help:give-back', { conversationId, epoch: 2 })).conversation;
    expect(back).toMatchObject({ epoch: 3, owner: { id: owner.id } });
    expect(await changesOf(customerId)).toEqual(['taken_over', 'given_back']);
    refusalOf(await give(asLead, 'help:give-back', { conversationId, epoch: 3 }), 'not_owner');
  });

  it('is a lead’s alone, and only what was taken over is given back', async () => {
    const { conversationId } = await matter();
    refusalOf(await give(asColleague, 'help:take-over', { conversationId }), 'forbidden');
    refusalOf(await give(asOwner, 'help:give-back', { conversationId, epoch: 1 }), 'forbidden');
    refusalOf(await give(asLead, 'help:take-over', { conversationId, epoch: 7 }), 'not_owner');
    const queued = await matter('queue');
    const claim = { conversationId: queued.conversationId, epoch: 1 };
    dataOf(await give(asLead, 'conversation:claim', claim));
    refusalOf(await give(asLead, 'help:give-back', { ...claim, epoch: 2 }), 'not_taken_over');
  });

  it('[CV6] gives back to the queue when the former owner is off by now', async () => {
    const { conversationId } = await matter();
    dataOf(await give(asLead, 'help:take-over', { conversationId, epoch: 1 }));
    const gone = { presence: 'signed_out' as const, presence_at: deps.clock.now() };
    await db.updateTable('agent').set(gone).where('id', '=', owner.id).execute();
    const back = dataOf(await give(asLead, 'help:give-back', { conversationId, epoch: 2 })).conversation;
    expect(back.owner).toMatchObject({ type: 'team', id: team.id });
    await db.updateTable('agent').set({ presence: 'ready' }).where('id', '=', owner.id).execute();
  });

  it('[CV4] leaves the former owner’s draft, and refuses what they send from then on', async () => {
    const { customerId, conversationId } = await matter();
    const draft = { conversationId, mode: 'reply' as const, text: '書きかけです', revision: 0 };
    dataOf(await give(asOwner, 'draft:save', draft));
    dataOf(await give(asLead, 'help:take-over', { conversationId, epoch: 1 }));
    const send = { conversationId, epoch: 1, text: 'x', seen: { [customerId]: 99 } };
    expect(refusalOf(await give(asOwner, 'message:send', send), 'not_owner').details).toMatchObject({
      owner: lead.name,
    });
    const kept = await db.selectFrom('draft').selectAll().where('conversation_id', '=', conversationId).execute();
    expect(kept).toMatchObject([{ text: '書きかけです' }]);
  });

  it('[HO2] withdraws a handoff that is open, and nobody accepts it any more', async () => {
    const { conversationId } = await matter();
    const to = { type: 'agent', id: colleague.id } as const;
    const offer = { conversationId, epoch: 1, to, brief: BRIEF, snapshot: {} };
    const { handoff } = dataOf(await give(asOwner, 'handoff:offer', offer));
    dataOf(await give(asLead, 'help:take-over', { conversationId, epoch: 1 }));
    refusalOf(await give(asColleague, 'handoff:accept', { handoffId: handoff.id }), 'handoff_decided');
    expect((await rowOf(conversationId)).owner_agent_id).toBe(lead.id);
  });

  it('is refused while its owner is on the telephone with the customer, who is not taken by a row', async () => {
    const { customerId, conversationId } = await matter();
    await db
      .insertInto('call')
      .values({
        id: deps.ids.next(),
        customer_id: customerId,
        conversation_id: conversationId,
        team_id: team.id,
        adapter: 'sip',
        media: 'softphone',
        direction: 'in',
        state: 'active',
        agent_id: owner.id,
        started_at: deps.clock.now(),
        answered_at: deps.clock.now(),
      })
      .execute();
    refusalOf(await give(asLead, 'help:take-over', { conversationId, epoch: 1 }), 'owner_on_call');
    expect((await rowOf(conversationId)).owner_agent_id).toBe(owner.id);
    const state = await db
      .selectFrom('call')
      .select('id')
      .where('conversation_id', '=', conversationId)
      .executeTakeFirstOrThrow();
    await db
      .updateTable('call')
      .set({ state: 'ended', ended_at: deps.clock.now(), outcome: 'answered' })
      .where('id', '=', state.id)
      .execute();
    dataOf(await give(asLead, 'help:take-over', { conversationId, epoch: 1 }));
  });

  it('the service is there for others who decide: without an epoch it takes it from whoever owns it by now', async () => {
    const { conversationId } = await matter();
    dataOf(await give(asOwner, 'conversation:release', { conversationId, epoch: 1 }));
    const taken = await inWork(deps, (work) => takeOver(work, asLead, { conversationId }));
    expect(taken).toMatchObject({ epoch: 3, owner: { id: lead.id } });
    const back = await inWork(deps, (work) => giveBack(work, asLead, { conversationId, epoch: 3 }));
    expect(back.owner).toMatchObject({ type: 'team', id: team.id });
  });
});

describe('[CV1] [CV2] one owner, whoever races', () => {
  it.each(Array.from({ length: 8 }, (_, n) => n))(
    'taken over by two leads, claimed and accepted at once (%i)',
    async (n) => {
      const { customerId, conversationId } = await matter(n % 2 === 0 ? 'owner' : 'queue');
      const acts: (() => Promise<unknown>)[] = [
        () => give(asLead, 'help:take-over', { conversationId, epoch: 1 }),
        () => give(otherLead, 'help:take-over', { conversationId, epoch: 1 }),
        () => give(asColleague, 'conversation:claim', { conversationId, epoch: 1 }),
        () => give(asOwner, 'conversation:release', { conversationId, epoch: 1 }),
      ];
      if (n % 2 === 0) {
        const to = { type: 'agent', id: colleague.id } as const;
        const offer = { conversationId, epoch: 1, to, brief: BRIEF, snapshot: {} };
        const { handoff } = dataOf(await give(asOwner, 'handoff:offer', offer));
        acts.push(() => give(asColleague, 'handoff:accept', { handoffId: handoff.id }));
      }
      await Promise.all(
        seededRandom(n)
          .shuffle(acts)
          .map((act) => act()),
      );
      const row = await rowOf(conversationId);
      const assignments = await db
        .selectFrom('assignment')
        .selectAll()
        .where('conversation_id', '=', conversationId)
        .orderBy('epoch')
        .execute();
      expect(assignments.map(({ epoch }) => Number(epoch))).toEqual(assignments.map((_, at) => at + 1));
      expect(assignments.at(-1)).toMatchObject({
        epoch: row.epoch,
        agent_id: row.owner_agent_id,
        team_id: row.owner_team_id,
      });
      await verifyInvariants(db, { conversationId, customerId });
    },
  );
});
