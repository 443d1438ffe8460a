import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { membersOf } from '#server/domains/customers/members.repository.ts';
import { openCustomer } from '#server/domains/customers/open-customer.service.ts';
import { customerPanel } from '#server/domains/customers/panel.service.ts';
import { searchThread } from '#server/domains/search/search.service.ts';
import { appendItem } from '#server/domains/timeline/append-item.service.ts';
import { threadPage } from '#server/domains/timeline/page.service.ts';
import { verifyData } from '#server/domains/verify/verify.service.ts';
import { inWork } from '#server/work.ts';
import { compareItems, isHidden, type MaybeHiddenItem } from '#shared/domain/timeline-item.ts';
import { dataOf, giveTo, refusalOf } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeConversation } from '#test/support/factories/conversations.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { fillThread, recordsOf } from '#test/support/factories/identity.ts';
import { askingAs, makeAgent } from '#test/support/factories/people.ts';
import { seedWorkspace } from '#test/support/factories/workspace.ts';

const database = await testDatabase();
const deps = testDeps(database);
const { db } = deps;
const give = giveTo(deps);
const workspace = await seedWorkspace(db);
const lead = askingAs(await makeAgent(db, [], { role: 'lead' }));
const other = askingAs(await makeAgent(db, [], { role: 'lead' }));

const START = new Date('2026-01-01T00:00:00Z');
const join = async (customerId: string, otherId: string) =>
  dataOf(await give(lead, 'identity:join', { customerId, otherId }));
const undo = async (linkId: string | null) => dataOf(await give(lead, 'identity:undo', { linkId: linkId ?? '' }));
const open = (customerId: string, limit = 200) => openCustomer(deps, lead, { customerId, limit });
const hash = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex');
const breaks = async () => (await verifyData(deps)).flatMap((rule) => rule.breaks);

async function say(customerId: string, text: string, over: { conversationId?: string; at?: Date } = {}) {
  const { at = deps.clock.now(), ...on } = over;
  return inWork(deps, (work) =>
    appendItem(work, {
      customerId,
      kind: 'message',
      data: { text },
      channel: 'email',
      direction: 'in',
      visibility: 'customer',
      author: { type: 'customer' },
      occurredAt: at,
      ...on,
    }),
  );
}

/** The whole thread, page by page, as a desk reads it. */
async function wholeThread(customerId: string): Promise<MaybeHiddenItem[]> {
  const members = await membersOf(db, customerId);
  const items: MaybeHiddenItem[] = [];
  let from: Parameters<typeof threadPage>[2]['from'] = { at: 'oldest' };
  for (;;) {
    const page = await threadPage(deps, lead.actor, { customerId, members, from, limit: 200 });
    items.push(...page.items);
    if (!page.newer || page.last === undefined) return items;
    from = { at: 'after', position: page.last };
  }
}

/** Everything that can be read of a customer but what deciding who is who left on record. */
async function readable(customerId: string): Promise<unknown> {
  const [items, panel, opened] = [
    await wholeThread(customerId),
    await customerPanel(deps, lead, customerId),
    await open(customerId),
  ];
  const { lastSeq: _a, ...customer } = panel.customer;
  const { lastSeq: _b, ...named } = opened.customer;
  return {
    items: items.filter((item) => isHidden(item) || item.kind !== 'identity'),
    panel: { ...panel, customer },
    named,
    conversations: opened.conversations,
  };
}

const pair = async () => {
  const a = await makeCustomer(db, [{ kind: 'email', value: `a${Math.random()}@example.jp` }], {
    name: '佐藤 美咲',
    kana: 'サトウ ミサキ',
  });
  const b = await makeCustomer(db, [{ kind: 'loyalty', value: `L${Math.random()}`.replace('.', '') }], {
    name: 'SATO MISAKI',
    kana: null,
  });
  return { a, b };
};

beforeEach(() => deps.changes.splice(0));

describe('[ID3] a merge is a link', () => {
  it('restores two customers of 1,000 items each exactly, and what came since on its side', async () => {
    const { a, b } = await pair();
    await fillThread(deps, a.id, { count: 1000, from: START });
    await fillThread(deps, b.id, { count: 1000, from: new Date(START.getTime() + 30_000) });
    for (const one of [a, b]) await makeConversation(db, { customer: one, team: workspace.team });
    const ids = [a.id, b.id];
    const before = {
      records: hash(await recordsOf(deps, ids)),
      a: hash(await readable(a.id)),
      b: hash(await readable(b.id)),
    };

    const { linkId, members } = await join(a.id, b.id);
    expect(members).toEqual([...ids].sort());
    const together = await wholeThread(a.id);
    expect(together).toHaveLength(2002);
    expect([...together].sort((x, y) => compareItems(x as never, y as never))).toEqual(together);
    expect(await wholeThread(b.id)).toEqual(together);

    await undo(linkId);
    expect(hash(await readable(a.id))).toBe(before.a);
    expect(hash(await readable(b.id))).toBe(before.b);
    expect(hash(await recordsOf(deps, ids))).toBe(before.records);

    const again = await join(b.id, a.id);
    await say(a.id, 'since, on the first');
    await say(b.id, 'since, on the second');
    await undo(again.linkId);
    const since = async (id: string) =>
      (await wholeThread(id)).flatMap((item) =>
        !isHidden(item) && item.kind === 'message' && item.data.text.startsWith('since') ? [item.data.text] : [],
      );
    expect(await since(a.id)).toEqual(['since, on the first']);
    expect(await since(b.id)).toEqual(['since, on the second']);
    expect(await breaks()).toEqual([]);
  });

  it('opens the same thread by any of its ids, with a head of each record', async () => {
    const { a, b } = await pair();
    await say(a.id, 'one');
    await say(b.id, 'two');
    await join(a.id, b.id);
    const [byA, byB] = [await open(a.id), await open(b.id)];
    expect(byB.page).toEqual(byA.page);
    expect(byA.heads.map((head) => head.topic).sort()).toEqual([a.id, b.id].map((id) => `customer:${id}`).sort());
    expect(byA.head.topic).toBe(`customer:${a.id}`);
    expect(byA.customer).toMatchObject({ id: a.id, name: '佐藤 美咲', members: [{ id: a.id }, { id: b.id }] });
    expect(byB.customer).toMatchObject({ id: b.id, name: 'SATO MISAKI' });
    const panel = await customerPanel(deps, lead, b.id);
    expect(panel.contactPoints.map((point) => [point.customerId, point.kind])).toEqual([
      [a.id, 'email'],
      [b.id, 'loyalty'],
    ]);
    const found = await searchThread(deps, lead.actor, {
      customerId: b.id,
      members: await membersOf(db, b.id),
      text: 'one',
      limit: 5,
    });
    expect(found.hits).toMatchObject([{ customerId: a.id }]);
  });

  it('pages both ways, around a date and an item, and by channel, without a gap or a double', async () => {
    const { a, b } = await pair();
    // Half of them at the very same instant, so that only record and seq tell them apart.
    await fillThread(deps, a.id, { count: 60, from: START, every: 1000 });
    await fillThread(deps, b.id, { count: 60, from: START, every: 1000 });
    await join(a.id, b.id);
    const members = await membersOf(db, a.id);
    const all = await wholeThread(a.id);
    const backward: MaybeHiddenItem[] = [];
    let from: Parameters<typeof threadPage>[2]['from'] = { at: 'newest' };
    for (;;) {
      const page = await threadPage(deps, lead.actor, { customerId: a.id, members, from, limit: 7 });
      backward.unshift(...page.items);
      if (!page.older || page.first === undefined) break;
      from = { at: 'before', position: page.first };
    }
    expect(backward).toEqual(all);
    const around = await threadPage(deps, lead.actor, {
      customerId: b.id,
      members,
      from: { at: 'item', seq: 30 },
      limit: 9,
    });
    const place = all.findIndex((item) => item.customerId === b.id && item.seq === 30);
    expect(around.items).toEqual(all.slice(place - 3, place + 6));
    const date = new Date(START.getTime() + 10_000).toISOString();
    const dated = await threadPage(deps, lead.actor, {
      customerId: a.id,
      members,
      from: { at: 'date', date },
      limit: 9,
    });
    expect(dated.items).toEqual(all.slice(17, 26));
    const chats = await threadPage(deps, lead.actor, {
      customerId: a.id,
      members,
      from: { at: 'newest' },
      channels: ['chat'],
      limit: 200,
    });
    expect(chats.items).toEqual(all.filter((item) => !isHidden(item) && item.channel === 'chat'));
  });

  it('joins chains, and undoes any link of one', async () => {
    const [a, b, c] = await Promise.all([1, 2, 3].map(() => makeCustomer(db)));
    const first = await join(a!.id, b!.id);
    const second = await join(c!.id, b!.id);
    expect(second.members).toEqual([a!.id, b!.id, c!.id].sort());
    expect(await join(a!.id, c!.id)).toEqual({ linkId: null, members: second.members });
    expect((await undo(first.linkId)).threads).toHaveLength(2);
    expect(await membersOf(db, c!.id)).toEqual([b!.id, c!.id].sort());
    expect(await membersOf(db, a!.id)).toEqual([a!.id]);
    expect(await breaks()).toEqual([]);
    await undo(second.linkId);
    expect(await membersOf(db, c!.id)).toEqual([c!.id]);
    expect(await breaks()).toEqual([]);
  });

  it('has one outcome when two leads join at once, and when two undo at once', async () => {
    const { a, b } = await pair();
    const joined = await Promise.all(
      [lead, other].map(async (who, i) =>
        dataOf(
          await give(
            who,
            'identity:join',
            i === 0 ? { customerId: a.id, otherId: b.id } : { customerId: b.id, otherId: a.id },
          ),
        ),
      ),
    );
    expect(joined.filter(({ linkId }) => linkId !== null)).toHaveLength(1);
    const linkId = joined.find((one) => one.linkId !== null)?.linkId ?? '';
    await Promise.all([lead, other].map((who) => give(who, 'identity:undo', { linkId })));
    const { rows } = await sql<{ event: string; n: number }>`
      select event, count(*)::int as n from identity_event where customer_id in (${a.id}, ${b.id}) group by event order by event`.execute(
      db,
    );
    expect(rows).toEqual([
      { event: 'joined', n: 1 },
      { event: 'undone', n: 1 },
    ]);
    expect(await breaks()).toEqual([]);
  });

  it('tells every record of the thread, in its own topic', async () => {
    const { a, b } = await pair();
    await join(a.id, b.id);
    const told = deps.changes.flatMap((change) =>
      change.to === 'topic' && change.event.type === 'thread_changed' ? [change.topic] : [],
    );
    expect(told.sort()).toEqual([a.id, b.id].map((id) => `customer:${id}`).sort());
  });

  it('refuses one and the same, and whom there is not', async () => {
    const { a } = await pair();
    refusalOf(await give(lead, 'identity:join', { customerId: a.id, otherId: a.id }), 'invalid');
    refusalOf(
      await give(lead, 'identity:join', { customerId: a.id, otherId: '0199aaaa-0000-7000-8000-00000000dead' }),
      'not_found',
    );
    refusalOf(await give(lead, 'identity:undo', { linkId: '0199aaaa-0000-7000-8000-00000000dead' }), 'not_found');
  });
});
