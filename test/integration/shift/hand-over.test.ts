import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { shiftQueries } from '#server/domains/shift/shift.handlers.ts';
import { dataOf, giveTo, refusalOf } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { askingAs, type MadeAgent, makeAgent } from '#test/support/factories/people.ts';
import { seedWorkspace } from '#test/support/factories/workspace.ts';
import { fakeClock } from '#test/support/fake-clock.ts';
import { expectOneOwner } from '#test/support/ownership-facts.ts';
import { makeMatter, rowOf, says, writes } from '#test/support/shift-world.ts';

const clock = fakeClock();
const deps = testDeps(await testDatabase(), clock);
const { db } = deps;
const give = giveTo(deps);
const { team, otherTeam, lead } = await seedWorkspace(db);
let agent: MadeAgent;
let colleague: MadeAgent;

beforeEach(async () => {
  clock.set('2026-04-01T08:00:00Z');
  agent = await makeAgent(db, [team]);
  colleague = await makeAgent(db, [team]);
  for (const one of [agent, colleague]) await says(deps, one, 'ready');
});

const waitsOn = (id: string, over: Record<string, unknown> = {}) =>
  db
    .updateTable('conversation')
    .set({ status: 'waiting', waiting_on: 'maker', ...over })
    .where('id', '=', id)
    .execute();
const draft = (conversationId: string, agentId: string, text: string) =>
  db
    .insertInto('draft')
    .values({
      conversation_id: conversationId,
      agent_id: agentId,
      mode: 'reply',
      text,
      revision: 1,
      saved_at: clock.now(),
    })
    .execute();
const promise = (matter: { id: string; customerId: string }, dueAt: string) =>
  db
    .insertInto('commitment')
    .values({
      id: matter.id,
      conversation_id: matter.id,
      customer_id: matter.customerId,
      text: '17時までにお電話します',
      due_at: new Date(dueAt),
      created_at: clock.now(),
    })
    .execute();
const presenceOf = async (id: string) =>
  db
    .selectFrom('agent')
    .select(['presence', 'presence_reason as reason'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();

describe('what somebody has at the end of a shift', () => {
  it('is open, promised, drafted or waiting, each once, with what was begun to write', async () => {
    const [asks, promised, drafted, waits] = [
      await makeMatter(deps, team, { owner: agent }),
      await makeMatter(deps, team, { owner: agent }),
      await makeMatter(deps, team, { owner: agent }),
      await makeMatter(deps, team, { owner: agent }),
    ];
    for (const { id } of [promised, drafted, waits]) await waitsOn(id);
    await writes(deps, asks);
    await promise(promised, '2026-04-01T09:00:00Z');
    await draft(drafted.id, agent.id, '確認が取れましたので');
    const { entries, agent: whose } = await shiftQueries['shift.overview'](deps, askingAs(agent), {});
    expect(whose).toEqual({ id: agent.id, name: agent.name });
    expect(entries.map(({ row, group, mayKeep }) => [row.conversationId, group, mayKeep])).toEqual([
      [asks.id, 'open', false],
      [promised.id, 'promised', true],
      [drafted.id, 'drafted', true],
      [waits.id, 'waiting', true],
    ]);
    expect(entries[2]?.drafts).toMatchObject([{ mode: 'reply', text: '確認が取れましたので' }]);
  });
});

describe('[CV6] one act hands it over', () => {
  it('to the queue, to a colleague, or kept while it waits; with a note; and nothing else stays', async () => {
    const [queue, given, kept, unnamed] = [
      await makeMatter(deps, team, { owner: agent }),
      await makeMatter(deps, team, { owner: agent }),
      await makeMatter(deps, team, { owner: agent }),
      await makeMatter(deps, team, { owner: agent }),
    ];
    await waitsOn(kept.id);
    const { results } = dataOf(
      await give(askingAs(agent), 'shift:hand-over', {
        items: [
          { conversationId: queue.id, choice: { to: 'queue' } },
          { conversationId: given.id, choice: { to: 'agent', agentId: colleague.id }, note: '16時に折り返し希望' },
          { conversationId: kept.id, choice: { to: 'keep' } },
        ],
      }),
    );
    expect(results.map(({ conversationId, result, owner }) => [conversationId, result, owner.id])).toEqual([
      [queue.id, 'handed_over', team.id],
      [given.id, 'handed_over', colleague.id],
      [kept.id, 'kept', agent.id],
      [unnamed.id, 'handed_over', team.id],
    ]);
    expect(await presenceOf(agent.id)).toEqual({ presence: 'away', reason: 'off_shift' });
    const note = await db
      .selectFrom('timeline_item')
      .select(['visibility', 'data'])
      .where('conversation_id', '=', given.id)
      .where('kind', '=', 'note')
      .executeTakeFirstOrThrow();
    expect(note).toMatchObject({ visibility: 'internal', data: { text: '16時に折り返し希望' } });
    const end = await db.selectFrom('shift_end').selectAll().where('agent_id', '=', agent.id).executeTakeFirstOrThrow();
    expect(end).toMatchObject({ ended_by: agent.id, to_queue: 2, to_colleagues: 1, kept: 1 });
    for (const { id } of [queue, given, kept, unnamed]) await expectOneOwner(db, id);
  });

  it('keeps nothing on which somebody has to act, and gives nothing to who is not here: the queue has it, and says why', async () => {
    const [asks, late, gone] = [
      await makeMatter(deps, team, { owner: agent }),
      await makeMatter(deps, team, { owner: agent }),
      await makeMatter(deps, team, { owner: agent }),
    ];
    await waitsOn(asks.id);
    await writes(deps, asks);
    await waitsOn(late.id);
    await promise(late, '2026-04-01T07:59:00Z');
    await sql`update agent set presence = 'signed_out', presence_at = ${clock.now()} where id = ${colleague.id}`.execute(
      db,
    );
    const { results } = dataOf(
      await give(askingAs(agent), 'shift:hand-over', {
        items: [
          { conversationId: asks.id, choice: { to: 'keep' } },
          { conversationId: late.id, choice: { to: 'keep' } },
          { conversationId: gone.id, choice: { to: 'agent', agentId: colleague.id } },
        ],
      }),
    );
    expect(results.map(({ result, owner, instead }) => [result, owner.id, instead])).toEqual([
      ['handed_over', team.id, 'needs_somebody'],
      ['handed_over', team.id, 'needs_somebody'],
      ['handed_over', team.id, 'receiver_unavailable'],
    ]);
  });

  it('given twice changes nothing the second time, and leaves alone what is somebody else’s by now', async () => {
    const [mine, theirs] = [
      await makeMatter(deps, team, { owner: agent }),
      await makeMatter(deps, team, { owner: colleague }),
    ];
    const items = [mine, theirs].map(({ id }) => ({ conversationId: id, choice: { to: 'queue' as const } }));
    dataOf(await give(askingAs(agent), 'shift:hand-over', { items }));
    const again = dataOf(await give(askingAs(agent), 'shift:hand-over', { items })).results;
    expect(again.map(({ result, owner }) => [result, owner.id])).toEqual([
      ['gone', team.id],
      ['gone', colleague.id],
    ]);
    expect((await rowOf(deps, mine.id)).epoch).toBe(2);
    expect((await rowOf(deps, theirs.id)).epoch).toBe(1);
  });

  it('[CV4] destroys no draft: the next owner may read it, and nobody else', async () => {
    const matter = await makeMatter(deps, team, { owner: agent });
    await draft(matter.id, agent.id, '書きかけの返信');
    const items = [{ conversationId: matter.id, choice: { to: 'agent' as const, agentId: colleague.id } }];
    dataOf(await give(askingAs(agent), 'shift:hand-over', { items }));
    const ask = (who: MadeAgent) =>
      shiftQueries['shift.left-drafts'](deps, askingAs(who), { conversationId: matter.id });
    expect((await ask(colleague)).drafts).toMatchObject([
      { author: { id: agent.id, name: agent.name }, mode: 'reply', text: '書きかけの返信' },
    ]);
    await expect(ask(agent)).rejects.toMatchObject({ code: 'forbidden' });
    const kept = await db.selectFrom('draft').select('text').where('agent_id', '=', agent.id).execute();
    expect(kept).toEqual([{ text: '書きかけの返信' }]);
  });

  it('[PR5] a lead does it for somebody of their teams who is absent; a colleague and a lead of another team do not', async () => {
    const matter = await makeMatter(deps, team, { owner: agent });
    await sql`update agent set presence = 'disconnected', presence_at = ${clock.now()} where id = ${agent.id}`.execute(
      db,
    );
    const input = { agentId: agent.id, items: [] };
    refusalOf(await give(askingAs(colleague), 'shift:hand-over', input), 'forbidden');
    const stranger = await makeAgent(db, [otherTeam], { role: 'lead' });
    refusalOf(await give(askingAs(stranger), 'shift:hand-over', input), 'forbidden');
    const { results } = dataOf(await give(askingAs(lead), 'shift:hand-over', input));
    expect(results).toMatchObject([{ conversationId: matter.id, result: 'handed_over', owner: { id: team.id } }]);
    expect(await presenceOf(agent.id)).toEqual({ presence: 'disconnected', reason: null });
  });

  it('races with replies, claims and another end of the same shift, and leaves one owner who is here', async () => {
    const matters = await Promise.all(Array.from({ length: 8 }, () => makeMatter(deps, team, { owner: agent })));
    for (const { id } of matters) await waitsOn(id);
    const items = matters.map(({ id }, i) => ({
      conversationId: id,
      choice: i % 2 === 0 ? ({ to: 'keep' } as const) : ({ to: 'agent', agentId: colleague.id } as const),
    }));
    await Promise.all([
      give(askingAs(agent), 'shift:hand-over', { items }),
      give(askingAs(lead), 'shift:hand-over', { agentId: agent.id, items: [...items].reverse() }),
      ...matters.map((matter) => writes(deps, matter)),
    ]);
    for (const { id } of matters) {
      expect((await rowOf(deps, id)).owner_agent_id).not.toBe(agent.id);
      await expectOneOwner(db, id);
    }
  });
});

describe('the locks of handing over', () => {
  it('are taken in order of id, what is offered to them with what they own', async () => {
    const offered = await makeMatter(deps, team, { owner: colleague });
    const owned = await makeMatter(deps, team, { owner: agent });
    expect(offered.customerId < owned.customerId).toBe(true);
    await db
      .insertInto('handoff')
      .values({
        id: offered.id,
        conversation_id: offered.id,
        customer_id: offered.customerId,
        from_agent_id: colleague.id,
        to_agent_id: agent.id,
        channel_from: 'email',
        channel_to: 'email',
        state: 'offered',
        brief: '{}',
        snapshot: '{}',
        epoch: 1,
        offered_at: clock.now(),
        expires_at: clock.now(),
      })
      .execute();
    const held = await db.transaction().execute(async (tx) => {
      await sql`select 1 from customer where id = ${offered.customerId} for update`.execute(tx);
      const handing = give(askingAs(agent), 'shift:hand-over', { items: [] });
      await expect
        .poll(async () => {
          const { rows } = await sql`select 1 from pg_stat_activity where datname = current_database()
            and wait_event_type = 'Lock'`.execute(db);
          return rows.length;
        })
        .toBe(1);
      // It waits for the first and holds none of the later ones.
      await db
        .transaction()
        .execute((other) =>
          sql`select 1 from customer where id = ${owned.customerId} for update nowait`.execute(other),
        );
      return { handing };
    });
    expect(dataOf(await held.handing).results).toMatchObject([{ conversationId: owned.id, result: 'handed_over' }]);
    const { state } = await db
      .selectFrom('handoff')
      .select('state')
      .where('id', '=', offered.id)
      .executeTakeFirstOrThrow();
    expect(state).toBe('expired');
  });
});
