import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { Asking } from '#server/asking.ts';
import { mayCount } from '#server/domains/journey/rollup.repository.ts';
import { countJourneys, journeyBeat } from '#server/domains/journey/rollup.service.ts';
import { LOOKED_MOST, touchesOf } from '#server/domains/journey/touches.repository.ts';
import { runQuery } from '#server/queries/run-query.ts';
import { queryHandlers } from '#server/queries/table.ts';
import { effortsOf } from '#shared/domain/journey/effort.ts';
import { DEFAULT_JOURNEY_RULES as RULES } from '#shared/domain/journey/rules.ts';
import type { QueryInput, QueryName, QueryOutput } from '#shared/wire/queries.ts';
import { dataOf, giveTo, refusalOf } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeConversation, makeItem } from '#test/support/factories/conversations.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { askingAs, makeAgent } from '#test/support/factories/people.ts';
import { DAY, HOUR, makeTouch, T0 } from '#test/support/factories/touches.ts';
import { itemOf, storeWay } from '#test/support/factories/ways.ts';
import { seedWorkspace } from '#test/support/factories/workspace.ts';
import { fakeClock } from '#test/support/fake-clock.ts';

const clock = fakeClock(new Date(T0 + 20 * DAY));
const deps = testDeps(await testDatabase(), clock);
const { db } = deps;
const give = giveTo(deps);
const { team, agents, lead } = await seedWorkspace(db);
const [me, colleague, sv] = [askingAs(agents[0]), askingAs(agents[1]), askingAs(lead)];
const ASK = { from: '2026-04-01', until: '2026-05-31' } as const;

async function ask<N extends QueryName>(who: Asking, name: N, input: QueryInput<N>): Promise<QueryOutput<N>> {
  return dataOf(
    (await runQuery(deps, queryHandlers, who, { name, input })) as Parameters<typeof dataOf<QueryOutput<N>>>[0],
  );
}
async function flow() {
  while ((await countJourneys(deps)) > 0);
  const report = await ask(sv, 'journey.report', { ...ASK, part: 'flow' });
  if (report.part !== 'flow') throw new Error('asked for the flow');
  return report;
}

describe('one customer’s way', () => {
  it('has phases, effort and what was left, each with its item; opening it is a recorded view ([PR1])', async () => {
    const { customerId, touches } = await storeWay({ deps, team }, [
      makeTouch({ kind: 'browse', channel: 'shop', at: T0 }),
      makeTouch({ kind: 'cart', channel: 'shop', state: 'wished', goods: ['ケトル'], at: T0 + HOUR }),
      makeTouch({ kind: 'order', channel: 'shop', state: 'placed', about: 'W1', goods: ['ミル'], at: T0 + DAY }),
      makeTouch({ text: 'まだ届きません。いつ届きますか。', conversationId: 'a', at: T0 + 3 * DAY }),
      makeTouch({ kind: 'call', channel: 'phone', state: 'missed', conversationId: 'a', at: T0 + 3 * DAY + HOUR }),
    ]);
    const { journey } = await ask(me, 'journey.of', { customerId });
    expect(journey.touches.map(({ phase, item }) => [phase, item.seq])).toEqual([
      ['awareness', touches[0]?.seq],
      ['consideration', touches[1]?.seq],
      ['decision', touches[2]?.seq],
      ['retention', touches[3]?.seq],
      ['retention', touches[4]?.seq],
    ]);
    expect(journey.efforts.map(({ kind, item }) => [kind, item.seq])).toEqual([
      ['waited', touches[3]?.seq],
      ['switched', touches[4]?.seq],
      ['waited', touches[4]?.seq],
    ]);
    expect(journey.cart).toBeUndefined();
    expect(journey.wishes).toMatchObject([{ name: 'ケトル', item: { customerId, seq: touches[1]?.seq } }]);
    const views = await db.selectFrom('view_record').select('actor_id').where('customer_id', '=', customerId).execute();
    expect(views).toEqual([{ actor_id: agents[0].id }]);
  });

  it('[TL5] tells of nothing that is for leads or for some alone, and of what was corrected only the correction', async () => {
    const customer = await makeCustomer(db);
    const hidden = { ...itemOf(makeTouch({ text: '内密の件' }), customer.id), visibility: 'lead' } as const;
    await makeItem(deps, customer, hidden);
    await makeItem(deps, customer, { ...hidden, visibility: 'private', audience: [lead.id] });
    const first = await makeItem(deps, customer, itemOf(makeTouch({ kind: 'survey', score: 0.2 }), customer.id));
    const second = await makeItem(deps, customer, {
      ...itemOf(makeTouch({ kind: 'survey', score: 1 }), customer.id),
      corrects: first.id,
    });
    for (const who of [me, sv]) {
      const { journey } = await ask(who, 'journey.of', { customerId: customer.id });
      expect(journey.touches).toMatchObject([{ item: { seq: second.seq }, score: 1, phase: 'advocacy' }]);
    }
  });
});

describe('what a way is made of', () => {
  it('[CV7] is, of a conversation that is part of another, that other: an answer there ends the wait', async () => {
    const at = clock.now().getTime();
    const customer = await makeCustomer(db);
    const owner = { type: 'agent', id: agents[0].id } as const;
    const [from, into] = [
      await makeConversation(db, { customer, team, owner }),
      await makeConversation(db, { customer, team, owner }),
    ];
    const put = (over: Parameters<typeof makeTouch>[0], conversationId: string) =>
      makeItem(deps, customer, { ...itemOf(makeTouch({ channel: 'email', ...over }), customer.id), conversationId });
    await put({ text: 'まだ届きません', at: at - 3 * HOUR }, from.id);
    const { linkId } = dataOf(
      await give(me, 'conversation:merge', {
        conversationId: into.id,
        epoch: into.epoch,
        fromId: from.id,
        fromEpoch: from.epoch,
      }),
    );
    await put({ direction: 'out', at: at - HOUR }, into.id);
    const { touches } = await touchesOf(db, [customer.id]);
    expect(touches.map(({ conversationId }) => conversationId)).toEqual([into.id, into.id]);
    expect(effortsOf(touches, RULES.effort, at + 3 * DAY)).toEqual([]);
    dataOf(await give(me, 'conversation:undo-link', { linkId }));
    const apart = (await touchesOf(db, [customer.id])).touches;
    expect(effortsOf(apart, RULES.effort, at + 3 * DAY)).toMatchObject([
      { kind: 'waited', touch: { at: at - 3 * HOUR } },
    ]);
  });

  it('[TL5] is never again the old words of what was corrected, where the correction is for leads or taken out', async () => {
    const customer = await makeCustomer(db);
    const say = () => itemOf(makeTouch({ kind: 'survey', score: 0.2, at: T0 }), customer.id);
    const [first, second] = [await makeItem(deps, customer, say()), await makeItem(deps, customer, say())];
    await makeItem(deps, customer, { ...say(), visibility: 'lead', corrects: first.id });
    const taken = await makeItem(deps, customer, { ...say(), corrects: second.id });
    await sql`update timeline_item set redacted_at = ${clock.now()} where id = ${taken.id}`.execute(db);
    expect((await touchesOf(db, [customer.id])).touches).toEqual([]);
  });

  it('[TL6] is looked for among a record’s newest items only, however many there are', async () => {
    const { customerId } = await storeWay({ deps, team }, [makeTouch({ kind: 'browse', channel: 'shop', at: T0 })]);
    expect(await touchesOf(db, [customerId])).toMatchObject({ touches: [{ kind: 'browse' }], capped: false });
    await sql`insert into timeline_item
        (customer_id, seq, id, kind, channel, direction, visibility, occurred_at, received_at, author, data)
      select ${customerId}, 1 + n, gen_random_uuid(), 'note', 'chat', 'none', 'internal', ${clock.now()}, ${clock.now()},
        '{"type": "system"}', '{"text": "-"}' from generate_series(1, ${LOOKED_MOST}) n`.execute(db);
    await sql`update customer set last_seq = ${LOOKED_MOST + 1} where id = ${customerId}`.execute(db);
    await makeItem(
      deps,
      { id: customerId },
      itemOf(makeTouch({ kind: 'cart', state: 'left', at: clock.now().getTime() + 1 }), customerId),
    );
    expect(await touchesOf(db, [customerId])).toMatchObject({ touches: [{ kind: 'cart' }], capped: true });
  });
});

describe('a next best step', () => {
  const missed = () => makeTouch({ kind: 'call', channel: 'phone', state: 'missed', at: clock.now().getTime() - HOUR });

  it('is decided once, and the second hears of the first', async () => {
    const { customerId } = await storeWay({ deps, team }, [missed()]);
    const { steps } = await ask(me, 'journey.steps', { customerId });
    expect(steps).toMatchObject([{ step: 'callback' }]);
    const { step, item } = steps[0] ?? { step: 'cart', item: { customerId, seq: 1 } };
    const decide = (who: Asking, decision: 'accepted' | 'dismissed') =>
      give(who, 'journey:decide-step', { customerId, step, item, decision });
    expect(dataOf(await decide(me, 'accepted')).decision).toBe('accepted');
    expect(dataOf(await decide(colleague, 'dismissed')).decision).toBe('accepted');
    expect(await ask(colleague, 'journey.steps', { customerId })).toMatchObject({
      steps: [],
      decided: [{ step: 'callback', decision: 'accepted', ordered: false, contact: false, lowScore: false }],
    });
    refusalOf(
      await give(me, 'journey:decide-step', { customerId, step, item: { ...item, seq: 99 }, decision: 'accepted' }),
      'not_found',
    );
    for (const never of ['cart', 'apology'] as const)
      refusalOf(
        await give(me, 'journey:decide-step', { customerId, step: never, item, decision: 'accepted' }),
        'not_found',
      );
    const call = { ...itemOf(missed(), customerId), visibility: 'lead' } as const;
    const { seq } = await makeItem(deps, { id: customerId }, call);
    refusalOf(
      await give(me, 'journey:decide-step', { customerId, step, item: { customerId, seq }, decision: 'accepted' }),
      'not_found',
    );
    const other = await makeCustomer(db);
    refusalOf(
      await give(me, 'journey:decide-step', { customerId: other.id, step, item, decision: 'accepted' }),
      'not_found',
    );
  });

  it('is measured by what followed within the days, for the customer and for leads', async () => {
    const { customerId } = await storeWay({ deps, team }, [missed()]);
    const { steps } = await ask(me, 'journey.steps', { customerId });
    const [{ step, item } = { step: 'cart' as const, item: { customerId, seq: 1 } }] = steps;
    dataOf(await give(me, 'journey:decide-step', { customerId, step, item, decision: 'dismissed' }));
    await flow();
    const rowOf = async () => {
      const report = await ask(sv, 'journey.report', { ...ASK, part: 'steps' });
      return report.part === 'steps' ? report.rows.find(({ decision }) => decision === 'dismissed') : undefined;
    };
    expect(await rowOf()).toMatchObject({ step: 'callback', count: 1, ordered: 0, contact: 0, lowScore: 0 });
    clock.advance(DAY);
    const at = clock.now().getTime();
    await makeItem(
      deps,
      { id: customerId },
      itemOf(makeTouch({ kind: 'order', state: 'placed', about: 'Z9', channel: 'shop', at }), customerId),
    );
    await flow();
    expect(await rowOf()).toMatchObject({ count: 1, ordered: 1, contact: 0, lowScore: 0 });
    const number = { of: 'step', step: 'callback', decision: 'dismissed', only: 'ordered' } as const;
    expect((await ask(sv, 'journey.customers', { ...ASK, number })).customers).toMatchObject([
      { customerId, times: 1 },
    ]);
    expect((await ask(me, 'journey.steps', { customerId })).decided).toMatchObject([{ ordered: true, contact: false }]);
  });
});

describe('what is counted', () => {
  it('[ID3] is one way while two records are one thread, and two again after it is undone', async () => {
    const look = (hours: number, channel: 'shop' | 'store') =>
      makeTouch({ kind: 'browse', channel, at: T0 + hours * HOUR });
    const one = await storeWay({ deps, team }, [look(1, 'shop')]);
    const other = await storeWay({ deps, team }, [look(2, 'store')]);
    const apart = await flow();
    const band = ({ bands }: Awaited<ReturnType<typeof flow>>): number =>
      bands.find(({ from, to }) => from === 'shop' && to === 'store')?.count ?? 0;
    const { linkId } = dataOf(
      await give(me, 'identity:join', { customerId: one.customerId, otherId: other.customerId }),
    );
    const joined = await flow();
    expect([joined.customers, band(joined)]).toEqual([apart.customers - 1, band(apart) + 1]);
    dataOf(await give(me, 'identity:undo', { linkId: linkId ?? '' }));
    const again = await flow();
    expect([again.customers, again.stops, band(again)]).toEqual([apart.customers, apart.stops, band(apart)]);
  });

  it('[ID3] is right for those who stay when one of three leaves their thread', async () => {
    const look = (hours: number, channel: 'shop' | 'store' | 'line') =>
      makeTouch({ kind: 'browse', channel, at: T0 + hours * HOUR });
    const before = await flow();
    const [a, b, c] = [
      await storeWay({ deps, team }, [look(1, 'shop')]),
      await storeWay({ deps, team }, [look(2, 'store')]),
      await storeWay({ deps, team }, [look(3, 'line')]),
    ];
    dataOf(await give(me, 'identity:join', { customerId: a.customerId, otherId: b.customerId }));
    const { linkId } = dataOf(await give(me, 'identity:join', { customerId: b.customerId, otherId: c.customerId }));
    expect((await flow()).customers).toBe(before.customers + 1);
    dataOf(await give(me, 'identity:undo', { linkId: linkId ?? '' }));
    const after = await flow();
    expect([after.customers, after.stops]).toEqual([before.customers + 2, before.stops + 3]);
    expect(after.bands.filter(({ to }) => to === 'line')).toEqual(before.bands.filter(({ to }) => to === 'line'));
  });

  it('changes with time alone: a journey that was still open has broken off', async () => {
    const { customerId } = await storeWay({ deps, team }, [
      makeTouch({ kind: 'browse', channel: 'app', at: clock.now().getTime() }),
    ]);
    const ends = async () => (await flow()).ends.filter(({ channel }) => channel === 'app');
    expect(await ends()).toEqual([{ channel: 'app', ending: 'open', count: 1 }]);
    clock.advance(14 * DAY);
    expect(await ends()).toEqual([{ channel: 'app', ending: 'open', count: 1 }]);
    clock.advance(2);
    expect(await ends()).toEqual([{ channel: 'app', ending: 'broke_off', count: 1 }]);
    const number = { of: 'end', channel: 'app', ending: 'broke_off' } as const;
    expect((await ask(sv, 'journey.customers', { ...ASK, number })).customers).toMatchObject([{ customerId }]);
  });

  it('is not kept from anybody by an item whose data lacks what its kind has now', async () => {
    const before = await flow();
    const { customerId } = await storeWay({ deps, team }, [
      makeTouch({ kind: 'order', channel: 'shop', state: 'placed', about: 'Q1', at: T0 }),
      makeTouch({ kind: 'browse', channel: 'store', at: T0 + HOUR }),
    ]);
    await sql`update timeline_item set data = data - 'items' where customer_id = ${customerId} and kind = 'order'`.execute(
      db,
    );
    expect((await flow()).stops).toBe(before.stops + 1);
  });

  it('is counted by several hubs at once without doing anything twice ([SY7])', async () => {
    for (let n = 0; n < 5; n++)
      await storeWay({ deps, team }, [makeTouch({ kind: 'browse', channel: 'shop', at: T0 + n })]);
    const before = await flow();
    await give(sv, 'journey:save-rules', await edited({ loyalOrders: 7 }));
    const threads = await sql<{
      n: number;
    }>`select count(distinct coalesce(thread_id, id))::int as n from customer`.execute(db);
    // While one hub counts, another does not begin.
    await db.transaction().execute(async (tx) => {
      expect(await mayCount(tx)).toBe(true);
      expect(await countJourneys(deps)).toBe(0);
    });
    const counts = await Promise.all([countJourneys(deps), countJourneys(deps), countJourneys(deps)]);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(threads.rows[0]?.n);
    expect(await flow()).toEqual(before);
  });
});

describe('the beat of a hub', () => {
  it('rests twenty times as long as a look at all customers took, and at most twenty seconds', async () => {
    await flow();
    // Each look at the clock takes it a second further: a slow database.
    const slowClock = {
      now: () => {
        clock.advance(1000);
        return clock.now();
      },
    };
    const beat = journeyBeat({ ...deps, clock: slowClock });
    expect(await beat()).toBe(0);
    await storeWay({ deps, team }, [makeTouch({ kind: 'browse', channel: 'shop', at: clock.now().getTime() })]);
    expect(await beat()).toBe(0);
    clock.advance(20_000);
    expect(await beat()).toBe(1);
  });

  it('does not look while another hub does', async () => {
    await storeWay({ deps, team }, [makeTouch({ kind: 'browse', channel: 'shop', at: clock.now().getTime() })]);
    const beat = journeyBeat(deps);
    await db.transaction().execute(async (tx) => {
      expect(await mayCount(tx)).toBe(true);
      expect(await beat()).toBe(0);
    });
    expect(await beat()).toBe(1);
  });
});

async function edited(patch: Partial<typeof RULES>) {
  const { rules, revision } = await ask(sv, 'journey.rules', {});
  return { revision, rules: { ...rules, ...patch } };
}

describe('the rules', () => {
  it('are a lead’s; of two who save at once the second hears who was first, and everything is counted anew', async () => {
    await flow();
    const mine = await edited({ breakDays: 3 });
    refusalOf(await give(me, 'journey:save-rules', mine), 'forbidden');
    const answers = await Promise.all([
      give(sv, 'journey:save-rules', mine),
      give(sv, 'journey:save-rules', { ...mine }),
    ]);
    expect(answers.map((answer) => (answer.ok ? 'ok' : answer.error.code)).sort()).toEqual(['edited_meanwhile', 'ok']);
    const kept = await ask(sv, 'journey.rules', {});
    expect(kept).toMatchObject({ rules: { breakDays: 3 }, revision: mine.revision + 1 });
    expect(kept.uncounted).toBeGreaterThan(0);
    await flow();
    expect((await ask(sv, 'journey.rules', {})).uncounted).toBe(0);
  });

  it('may not leave a step out or have a phase without kinds', async () => {
    const { revision } = await ask(sv, 'journey.rules', {});
    const wrong = [
      { ...RULES, steps: RULES.steps.slice(1) },
      { ...RULES, phases: [{ ...RULES.phases[0], kinds: [] }] },
      { ...RULES, breakDays: 0 },
    ];
    for (const rules of wrong)
      refusalOf(await give(sv, 'journey:save-rules', { revision, rules: rules as typeof RULES }), 'invalid');
  });

  it('and the tab beside each customer are off until an administrator shows it', async () => {
    const admin = askingAs(await makeAgent(db, [], { role: 'admin' }));
    expect(await ask(me, 'journey.settings', {})).toEqual({ shown: false });
    refusalOf(await give(sv, 'journey:show', { shown: true }), 'forbidden');
    dataOf(await give(admin, 'journey:show', { shown: true }));
    expect(await ask(me, 'journey.settings', {})).toEqual({ shown: true });
  });
});
