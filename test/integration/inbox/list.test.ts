import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import type { Asking } from '#server/asking.ts';
import { inboxQueries } from '#server/domains/conversations/inbox.handlers.ts';
import { inboxRows } from '#server/domains/conversations/inbox-rows.repository.ts';
import { INBOX_TABS, type InboxSection, type InboxTab } from '#shared/domain/conversation.ts';
import { inInboxTab } from '#shared/domain/inbox.ts';
import type { QueryOutput, QueryParsed } from '#shared/wire/queries.ts';
import { dataOf, giveTo } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeConversation } from '#test/support/factories/conversations.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { askingAs, makeAgent } from '#test/support/factories/people.ts';
import { seedWorkspace } from '#test/support/factories/workspace.ts';

const database = await testDatabase();
const { db } = database;
const deps = testDeps(database);
const give = giveTo(deps);
const { team, otherTeam, lead } = await seedWorkspace(db);
const customer = await makeCustomer(db);
const list = (asking: Asking, ask: Partial<QueryParsed<'inbox.list'>> & { tab: InboxTab }) =>
  inboxQueries['inbox.list'](deps, asking, { limit: 200, ...ask });
const idsOf = (page: QueryOutput<'inbox.list'>) => page.rows.map((row) => row.conversationId);
const minutes = (n: number) => new Date(deps.clock.now().getTime() + n * 60_000);

const product = <A, B, C, D>(a: readonly A[], b: readonly B[], c: readonly C[], d: readonly D[]) =>
  a.flatMap((one) => b.flatMap((two) => c.flatMap((three) => d.map((four) => [one, two, three, four] as const))));

/** Something promised on a conversation, whatever has become of it. */
const owe = (conversationId: string, state: 'open' | 'broken' | 'kept') =>
  db
    .insertInto('commitment')
    .values({
      id: v7(),
      conversation_id: conversationId,
      customer_id: customer.id,
      text: 'お電話',
      due_at: minutes(60),
      state,
      created_at: minutes(0),
    })
    .execute();

/** An agent of their own for each test: inboxes do not mix. */
async function newcomer(teams = [team]) {
  const agent = await makeAgent(db, teams);
  return { agent, me: askingAs(agent) };
}

describe('tabs', () => {
  it('hold one’s own, the queues of one’s teams, what is checked with others, promises, and all of one’s teams', async () => {
    const { agent, me } = await newcomer();
    const mine = await makeConversation(db, { customer, team, owner: agent });
    const checking = await makeConversation(db, {
      customer,
      team,
      owner: agent,
      over: { status: 'waiting', waiting_on: 'warehouse' },
      session: { state: 'ended' },
    });
    const queued = await makeConversation(db, { customer, team });
    await makeConversation(db, { customer, team, owner: agent, over: { status: 'resolved' } });
    await makeConversation(db, { customer, team: otherTeam });
    const dueAt = minutes(60).toISOString();
    dataOf(await give(me, 'commitment:make', { conversationId: checking.id, epoch: 1, text: 'お電話', dueAt }));
    const pages = await Promise.all(
      (['mine', 'team', 'checking', 'promises', 'all'] as const).map(async (tab) => list(me, { tab })),
    );
    const [inMine, inTeam, inChecking, inPromises, inAll] = pages.map(idsOf);
    expect(inMine).toEqual([mine.id, checking.id]);
    expect(inTeam).toEqual([queued.id]);
    expect(inChecking).toEqual([checking.id]);
    expect(inPromises).toEqual([checking.id]);
    expect(new Set(inAll)).toEqual(new Set([mine, checking, queued].map((c) => c.id)));
    expect(pages[0]?.counts).toEqual({ mine: 2, team: 1, checking: 1, promises: 1, all: 3 });
  });

  it('hold on the hub what the window keeps in them, and count as much', async () => {
    const { agent, me } = await newcomer();
    const colleague = await newcomer();
    for (const [owner, of, status, promise] of product(
      [agent, colleague.agent, undefined],
      [team, otherTeam],
      ['open', 'waiting', 'snoozed', 'resolved'] as const,
      [null, 'open', 'broken', 'kept'] as const,
    )) {
      const over = { status, waiting_on: 'store' } as const;
      const { id } = await makeConversation(db, { customer, team: of, ...(owner && { owner }), over });
      if (promise !== null) await owe(id, promise);
    }
    const every = await db.selectFrom('conversation').select('id').execute();
    const rows = await inboxRows(
      db,
      every.map(({ id }) => id),
    );
    const reader = { agentId: me.actor.id, teamIds: me.actor.teamIds };
    for (const tab of INBOX_TABS) {
      const page = await list(me, { tab, limit: 500 });
      const kept = rows.filter((row) => inInboxTab(row, tab, reader)).map((row) => row.conversationId);
      expect(kept.length).toBeGreaterThan(0);
      expect(new Set(idsOf(page)), tab).toEqual(new Set(kept));
      expect(page.counts[tab], tab).toBe(kept.length);
    }
  });

  it('keep a promise in sight after its conversation was resolved', async () => {
    const { agent, me } = await newcomer([]);
    const { id } = await makeConversation(db, { customer, team, owner: agent });
    const dueAt = minutes(60).toISOString();
    dataOf(await give(me, 'commitment:make', { conversationId: id, epoch: 1, text: 'お電話', dueAt }));
    await db.updateTable('conversation').set({ status: 'resolved' }).where('id', '=', id).execute();
    expect(idsOf(await list(me, { tab: 'promises' }))).toEqual([id]);
    expect(idsOf(await list(me, { tab: 'mine' }))).toEqual([]);
  });
});

describe('the order', () => {
  it('is by section as the window knows them, then by what is due first', async () => {
    const { agent, me } = await newcomer([]);
    for (const status of ['open', 'waiting', 'snoozed'] as const) {
      for (const waiting_on of [null, 'customer', 'store'] as const) {
        for (const state of ['active', 'ended'] as const) {
          for (const waits of [null, minutes(-1)]) {
            const over = { status, waiting_on, customer_waits_since: waits, reply_due_at: waits && minutes(5) };
            await makeConversation(db, { customer, team, owner: agent, over, session: { state } });
          }
        }
      }
    }
    const { rows } = await list(me, { tab: 'mine' });
    const order: InboxSection[] = ['live', 'needs_reply', 'waiting', 'checking', 'snoozed', 'resolved'];
    const ranks = rows.map((row) => order.indexOf(row.section));
    expect(rows).toHaveLength(36);
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
    expect(new Set(ranks)).toEqual(new Set([0, 1, 2, 3, 4]));
  });

  it('puts what is due sooner first, and what has no due time last', async () => {
    const { agent, me } = await newcomer([]);
    const make = (due: number | null) =>
      makeConversation(db, {
        customer,
        team,
        owner: agent,
        over: {
          customer_waits_since: due === null ? null : minutes(-1),
          reply_due_at: due === null ? null : minutes(due),
        },
        session: { state: 'ended' },
      });
    const [late, none, soon, over] = [await make(30), await make(null), await make(5), await make(-5)];
    expect(idsOf(await list(me, { tab: 'mine' }))).toEqual([over, soon, late, none].map((c) => c.id));
  });

  it('holds across pages: each row once, the last page without a next', async () => {
    const { agent, me } = await newcomer([]);
    for (let n = 0; n < 7; n++) {
      const same = { customer_waits_since: minutes(-1), reply_due_at: minutes(n % 3) };
      await makeConversation(db, { customer, team, owner: agent, over: n === 6 ? {} : same });
    }
    const whole = idsOf(await list(me, { tab: 'mine' }));
    const paged: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list(me, { tab: 'mine', limit: 2, ...(cursor === undefined ? {} : { cursor }) });
      paged.push(...idsOf(page));
      cursor = page.next;
    } while (cursor !== undefined);
    expect(paged).toEqual(whole);
  });

  it('refuses a cursor that is not ours', async () => {
    const { me } = await newcomer([]);
    await expect(list(me, { tab: 'mine', cursor: "1~0~' or true" })).rejects.toMatchObject({ code: 'invalid' });
  });
});

describe('beside the rows', () => {
  it('[HO1] stand the offers open to the asker and to their teams, not their own', async () => {
    const { agent, me } = await newcomer([team, otherTeam]);
    const colleague = await newcomer();
    async function offer(by: typeof colleague, to: { type: 'agent' | 'team'; id: string }) {
      const { id } = await makeConversation(db, { customer, team, owner: by.agent });
      const brief = { wants: [], done: [], promised: [], next: [], identity: [] };
      const input = { conversationId: id, epoch: 1, to: { type: to.type, id: to.id }, brief, snapshot: {} };
      return dataOf(await give(by.me, 'handoff:offer', input)).handoff.id;
    }
    const toMe = await offer(colleague, agent);
    const toTeam = await offer(colleague, otherTeam);
    await offer({ agent, me }, otherTeam);
    await offer(colleague, lead);
    const { offers } = await list(me, { tab: 'mine' });
    expect(offers.map((handoff) => handoff.id)).toEqual([toMe, toTeam]);
  });

  it('[SY3] stand the heads of the own inbox and of every team', async () => {
    const { agent, me } = await newcomer();
    await makeConversation(db, { customer, team, owner: agent });
    const before = (await list(me, { tab: 'mine' })).heads;
    expect(before.map((head) => head.topic)).toEqual([`inbox:${agent.id}`, `team:${team.id}`]);
    const { id } = await makeConversation(db, { customer, team });
    dataOf(await give(me, 'conversation:claim', { conversationId: id, epoch: 1 }));
    const after = (await list(me, { tab: 'mine' })).heads;
    expect(after[0]?.version).toBe((before[0]?.version ?? 0) + 1);
    expect(after[0]?.generation).toBe(before[0]?.generation);
  });
});
