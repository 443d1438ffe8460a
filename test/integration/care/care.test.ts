import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { customerPanel } from '#server/domains/customers/panel.service.ts';
import { runQuery } from '#server/queries/run-query.ts';
import { queryHandlers } from '#server/queries/table.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';
import { dataOf, giveTo, refusalOf } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { askingAs, makeAgent } from '#test/support/factories/people.ts';
import { seedWorkspace } from '#test/support/factories/workspace.ts';
import { fakeClock } from '#test/support/fake-clock.ts';
import { makeMatter, writes } from '#test/support/shift-world.ts';

const clock = fakeClock();
const deps = testDeps(await testDatabase(), clock);
const { db } = deps;
const give = giveTo(deps);
const { team, agents, lead } = await seedWorkspace(db);
const [first, second] = agents;
const me = askingAs(first);
const colleague = askingAs(second);
const sv = askingAs(lead);
const otherSv = askingAs(await makeAgent(db, [team], { role: 'lead' }));
const inDays = (days: number) => new Date(clock.now().getTime() + days * 86_400_000).toISOString();

async function proposed(customerId: string, over: { kind?: 'harassment' | 'vulnerable'; days?: number } = {}) {
  const { mark } = dataOf(
    await give(me, 'care:propose', {
      customerId,
      kind: over.kind ?? 'harassment',
      title: '電話で繰り返し怒鳴られる',
      facts: '11月14日 13:20 の通話で「殺すぞ」と3回言われた。',
      expiresAt: inDays(over.days ?? 90),
    }),
  );
  return mark;
}

const careOn = async (customerId: string) => (await customerPanel(deps, me, customerId)).customer.care;
const careOf = async (asking: typeof me, customerId: string): Promise<QueryOutput<'care.of'>> => {
  const answer = await runQuery(deps, queryHandlers, asking, { name: 'care.of', input: { customerId } });
  return dataOf(answer as Parameters<typeof dataOf<QueryOutput<'care.of'>>>[0]);
};
const toldOf = async (customerId: string) => {
  const { rows } = await sql<{ event: string; status: string | null; visibility: string }>`
    select data ->> 'event' as event, data ->> 'status' as status, visibility from timeline_item
    where customer_id = ${customerId} and kind = 'system' order by seq`.execute(db);
  return rows;
};

describe('a mark on a customer', () => {
  it('counts once a lead approved it, for whoever opens the customer, until its time is over', async () => {
    const { id } = await makeCustomer(db);
    const mark = await proposed(id, { days: 2 });
    expect(mark).toMatchObject({ state: 'proposed', author: { id: first.id } });
    // Until then it is between its author and the leads.
    const read = await Promise.all([me, colleague, sv].map((who) => careOf(who, id)));
    expect(read.map(({ marks }) => marks.length)).toEqual([1, 0, 1]);
    expect(await careOn(id)).toEqual([]);
    const decided = dataOf(await give(sv, 'care:decide', { markId: mark.id, decision: 'approve' }));
    expect(decided.mark).toMatchObject({ state: 'approved', decidedBy: { id: lead.id } });
    expect(await careOn(id)).toMatchObject([{ title: mark.title, detail: mark.facts, kind: 'harassment' }]);
    expect((await toldOf(id)).map(({ status, visibility }) => [status, visibility])).toEqual([
      ['proposed', 'lead'],
      ['approved', 'internal'],
    ]);
    clock.advance(2 * 86_400_000);
    expect(await careOn(id)).toEqual([]);
  });

  it('is decided once; nobody approves their own, and only leads decide', async () => {
    const { id } = await makeCustomer(db);
    const mark = await proposed(id);
    refusalOf(await give(me, 'care:decide', { markId: mark.id, decision: 'approve' }), 'forbidden');
    refusalOf(await give(sv, 'care:decide', { markId: mark.id, decision: 'decline' }), 'invalid');
    const answers = await Promise.all(
      [sv, otherSv].map((who) =>
        give(who, 'care:decide', { markId: mark.id, decision: 'decline', note: '事実が足りません' }),
      ),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const own = dataOf(
      await give(sv, 'care:propose', { customerId: id, kind: 'other', title: 'x', facts: 'y', expiresAt: inDays(1) }),
    );
    refusalOf(await give(sv, 'care:decide', { markId: own.mark.id, decision: 'approve' }), 'forbidden');
    dataOf(await give(otherSv, 'care:decide', { markId: own.mark.id, decision: 'approve' }));
  });

  it('[PR4] holds no card’s number', async () => {
    const { id } = await makeCustomer(db);
    const { mark } = dataOf(
      await give(me, 'care:propose', {
        customerId: id,
        kind: 'fraud',
        title: '4242 4242 4242 4242',
        facts: 'カード 4242424242424242 を読み上げた',
        expiresAt: inDays(1),
      }),
    );
    expect(JSON.stringify(mark)).not.toMatch(/4242 ?4242 ?4242/);
  });

  it('has an end that is not past and not beyond a year', async () => {
    const { id } = await makeCustomer(db);
    const wish = { customerId: id, kind: 'other', title: 'x', facts: 'y' } as const;
    refusalOf(await give(me, 'care:propose', { ...wish, expiresAt: inDays(-1) }), 'invalid');
    refusalOf(await give(me, 'care:propose', { ...wish, expiresAt: inDays(400) }), 'invalid');
  });

  it('of harassment is warned about in three steps, each once and in order, on the thread', async () => {
    const { id } = await makeCustomer(db);
    const mark = await proposed(id);
    const said = 'ご案内を続けることができません。';
    refusalOf(await give(me, 'care:warn', { markId: mark.id, step: 1, said }), 'invalid');
    dataOf(await give(sv, 'care:decide', { markId: mark.id, decision: 'approve' }));
    refusalOf(await give(me, 'care:warn', { markId: mark.id, step: 2, said }), 'changed_meanwhile');
    const twice = await Promise.all([1, 2].map(() => give(me, 'care:warn', { markId: mark.id, step: 1, said })));
    expect(twice.filter(({ ok }) => ok)).toHaveLength(1);
    dataOf(await give(me, 'care:warn', { markId: mark.id, step: 2, said }));
    const last = dataOf(await give(me, 'care:warn', { markId: mark.id, step: 3, said }));
    expect(last.mark.warnings.map(({ step }) => step)).toEqual([1, 2, 3]);
    refusalOf(await give(me, 'care:warn', { markId: mark.id, step: 3, said }), 'invalid');
    expect((await toldOf(id)).filter(({ event }) => event === 'warned').map(({ status }) => status)).toEqual([
      '1',
      '2',
      '3',
    ]);
  });

  it('ended before its time says why, and leads alone still read it', async () => {
    const { id } = await makeCustomer(db);
    const mark = await proposed(id);
    dataOf(await give(sv, 'care:decide', { markId: mark.id, decision: 'approve' }));
    dataOf(await give(sv, 'care:end', { markId: mark.id, note: '謝罪をいただきました' }));
    expect(await careOn(id)).toEqual([]);
    expect((await careOf(me, id)).marks).toEqual([]);
    expect((await careOf(sv, id)).marks).toMatchObject([{ state: 'ended', note: '謝罪をいただきました' }]);
  });
});

describe('what is read of them', () => {
  const seenBy = async (customerId: string): Promise<string[]> => {
    const { rows } = await sql<{ actorId: string }>`
      select actor_id as "actorId" from view_record where customer_id = ${customerId} and what = 'customer'`.execute(
      db,
    );
    return rows.map(({ actorId }) => actorId).sort();
  };

  it('[PR1] is a view of the customer, once for one opening, whoever reads', async () => {
    const { id } = await makeCustomer(db);
    await proposed(id);
    expect(await seenBy(id)).toEqual([]);
    for (const who of [colleague, colleague]) await careOf(who, id);
    expect(await seenBy(id)).toEqual([second.id]);
    dataOf((await runQuery(deps, queryHandlers, sv, { name: 'care.undecided', input: {} })) as never);
    expect(await seenBy(id)).toEqual([second.id, lead.id].sort());
  });
});

describe('an incident', () => {
  it('is opened by words of danger, once while it is open, unseen by the customer', async () => {
    const matter = await makeMatter(deps, team, { owner: first });
    await writes(deps, matter, '充電中にｹﾑﾘが出ました。煙が出て焦げ臭いです');
    await writes(deps, matter, 'まだ煙が出ています');
    const { incidents } = await careOf(me, matter.customerId);
    expect(incidents).toMatchObject([{ conversationId: matter.id, words: ['煙が出', '焦げ'] }]);
    expect((await toldOf(matter.customerId)).filter(({ event }) => event === 'incident_opened')).toEqual([
      { event: 'incident_opened', status: null, visibility: 'internal' },
    ]);
  });

  it.each([
    'お届けがまだです',
    '注文したんやけど、いつ来ますか',
    '燃えるゴミで捨てられますか',
    '手続きだけが残っています',
  ])('is not opened by everyday words: %s', async (text) => {
    const matter = await makeMatter(deps, team, { owner: first });
    await writes(deps, matter, text);
    expect((await careOf(me, matter.customerId)).incidents).toEqual([]);
  });

  it('is not opened by words that only contain one', async () => {
    const matter = await makeMatter(deps, team, { owner: first, locale: 'en' });
    await writes(deps, matter, 'Mr. Burnett asks about the smokeless grill, and my fireplace');
    expect((await careOf(me, matter.customerId)).incidents).toEqual([]);
    await writes(deps, matter, 'The plug SMOKED? no: it began to Smoke!');
    expect((await careOf(me, matter.customerId)).incidents).toMatchObject([{ words: ['smoke'] }]);
  });

  it('is worked off by its list and closed once by a lead, and then a new one can be opened', async () => {
    const matter = await makeMatter(deps, team, { owner: first });
    await writes(deps, matter, '火傷をしました');
    const [incident] = (await careOf(me, matter.customerId)).incidents;
    const incidentId = incident?.id ?? '';
    const code = incident?.checklist[0]?.code ?? '';
    const ticked = dataOf(await give(me, 'care:tick', { incidentId, code, done: true }));
    expect(ticked.incident.checklist[0]).toMatchObject({ doneBy: { id: first.id } });
    expect(
      dataOf(await give(me, 'care:tick', { incidentId, code, done: false })).incident.checklist[0],
    ).not.toHaveProperty('doneBy');
    refusalOf(await give(me, 'care:close', { incidentId, result: '済' }), 'forbidden');
    const closed = await Promise.all(
      [sv, otherSv].map((who) => give(who, 'care:close', { incidentId, result: '品質保証部へ引き渡し' })),
    );
    expect(closed.filter(({ ok }) => ok)).toHaveLength(1);
    refusalOf(await give(me, 'care:tick', { incidentId, code, done: true }), 'changed_meanwhile');
    await writes(deps, matter, '火傷がひどくなりました');
    expect((await careOf(me, matter.customerId)).incidents).toHaveLength(2);
  });

  it('follows the words a lead keeps; two who change them at once do not undo each other', async () => {
    const answer = await runQuery(deps, queryHandlers, sv, { name: 'care.rules', input: {} });
    const { rules } = dataOf(answer as Parameters<typeof dataOf<QueryOutput<'care.rules'>>>[0]);
    const changed = { ...rules, safetyWords: { ja: ['ぐらつく'], en: [] } };
    refusalOf(await give(me, 'care:save-rules', changed), 'forbidden');
    const saved = dataOf(await give(sv, 'care:save-rules', changed));
    refusalOf(await give(otherSv, 'care:save-rules', changed), 'changed_meanwhile');
    const matter = await makeMatter(deps, team, { owner: first });
    await writes(deps, matter, '椅子がグラツクので怖いです');
    expect((await careOf(me, matter.customerId)).incidents).toMatchObject([{ words: ['ぐらつく'] }]);
    dataOf(await give(sv, 'care:save-rules', { ...rules, revision: saved.rules.revision }));
  });

  it('’s words stand on the record of settings as they were and as they are, only where they differ', async () => {
    const answer = await runQuery(deps, queryHandlers, sv, { name: 'care.rules', input: {} });
    const { rules } = dataOf(answer as Parameters<typeof dataOf<QueryOutput<'care.rules'>>>[0]);
    const safetyWords = { ja: ['発煙'], en: [] };
    const saved = dataOf(await give(sv, 'care:save-rules', { ...rules, safetyWords }));
    const { rows } = await sql<{ actorName: string; before: unknown; after: unknown }>`
      select actor_name as "actorName", before, after from admin_log where act = 'care:save-rules'
      order by at desc, id desc limit 1`.execute(db);
    expect(rows).toEqual([
      { actorName: lead.name, before: { safetyWords: rules.safetyWords }, after: { safetyWords } },
    ]);
    dataOf(await give(sv, 'care:save-rules', { ...rules, revision: saved.rules.revision }));
  });
});
