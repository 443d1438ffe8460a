import { beforeEach, describe, expect, it } from 'vitest';
import { receive } from '#server/domains/conversations/inbound.service.ts';
import { customerPanel } from '#server/domains/customers/panel.service.ts';
import { findDuplicates } from '#server/domains/identity/find-duplicates.service.ts';
import { resolveCustomer } from '#server/domains/identity/identity.service.ts';
import { identityHistory, suggestionsFor } from '#server/domains/identity/identity-reads.service.ts';
import { previewMerge } from '#server/domains/identity/preview.service.ts';
import { qualityList } from '#server/domains/identity/quality.service.ts';
import { verifyData } from '#server/domains/verify/verify.service.ts';
import { inWork } from '#server/work.ts';
import { dataOf, giveTo, refusalOf } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { claim } from '#test/support/factories/claims.ts';
import { makeConversation, makeItem } from '#test/support/factories/conversations.ts';
import { type MadeCustomer, makeCustomer } from '#test/support/factories/customers.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { askingAs } from '#test/support/factories/people.ts';
import { seedWorkspace } from '#test/support/factories/workspace.ts';

const database = await testDatabase();
const deps = testDeps(database);
const { db } = deps;
const give = giveTo(deps);
const { team, agents, lead: leader } = await seedWorkspace(db);
const me = askingAs(agents[0]);
const second = askingAs(agents[1]);
const lead = askingAs(leader);
let n = 0;
const phone = () => `+8190${String(10_000_000 + n++)}`;
const email = (local = `p${n++}`) => `${local}@${n++}.example.jp`;

const join = async (a: MadeCustomer, b: MadeCustomer) =>
  dataOf(await give(me, 'identity:join', { customerId: a.id, otherId: b.id }));
const suggested = async (c: { id: string }) => (await suggestionsFor(deps, me, c.id)).suggestions;
const hear = (customerId: string, contactPointId: string, text = '届きません') =>
  inWork(deps, (work) =>
    receive(work, {
      customerId,
      contactPointId,
      kind: 'message',
      data: { text },
      channel: 'email',
      direction: 'in',
      author: { type: 'customer' },
      occurredAt: work.at,
    }),
  );
const pointOf = (c: MadeCustomer, i = 0) => c.contactPoints[i]?.id ?? '';

beforeEach(() => deps.changes.splice(0));

describe('[ID3] a linked thread at work', () => {
  it('[CV10] finds the open conversation of any record, and keeps each item on the record of its address', async () => {
    const a = await makeCustomer(db, [{ kind: 'email', value: email() }]);
    const b = await makeCustomer(db, [{ kind: 'phone', value: phone() }]);
    const { linkId } = await join(a, b);
    // A matter opened on b, answered at a's address.
    const conversation = await makeConversation(db, {
      customer: b,
      team,
      over: { channel: 'email' },
      session: { channel: 'email', customer_id: a.id, contact_point_id: pointOf(a) },
    });
    const heard = await hear(a.id, pointOf(a));
    expect(heard).toMatchObject({ conversationId: conversation.id, opened: false, item: { customerId: a.id } });
    await give(me, 'identity:undo', { linkId: linkId ?? '' });
    const after = await hear(a.id, pointOf(a), 'まだ届きません');
    expect(after).toMatchObject({ opened: true, item: { customerId: a.id } });
    expect(after.conversationId).not.toBe(conversation.id);
    expect((await verifyData(deps)).flatMap((rule) => rule.breaks)).toEqual([]);
  });

  it('[CV3] is stale by what any record heard that its author has not seen, and not by what was there before it joined', async () => {
    const [a, b] = [await makeCustomer(db), await makeCustomer(db)];
    await makeItem(deps, b, { data: { text: 'long ago' } });
    const c = await makeConversation(db, { customer: a, team, owner: agents[0] });
    await join(a, b);
    const send = (seen: Record<string, number>) =>
      give(me, 'message:send', { conversationId: c.id, epoch: 1, text: 'はい', seen });
    dataOf(await send({ [a.id]: 1 }));
    const news = await makeItem(deps, b, { data: { text: 'just now' } });
    const refused = refusalOf(await send({ [a.id]: 2 }), 'stale');
    expect(refused.details?.['items']).toMatchObject([{ customerId: b.id, seq: news.seq }]);
    dataOf(await send({ [a.id]: 2, [b.id]: news.seq }));
  });

  it('[HO3] a brief and its snapshot are of every record', async () => {
    const [a, b] = [await makeCustomer(db), await makeCustomer(db)];
    const c = await makeConversation(db, { customer: a, team, owner: agents[0] });
    await makeItem(deps, b, {
      kind: 'order',
      data: { number: 'W1', state: 'placed', items: [] },
      visibility: 'internal',
      occurredAt: deps.clock.now(),
    } as never);
    await join(a, b);
    const offered = dataOf(
      await give(me, 'handoff:offer', {
        conversationId: c.id,
        epoch: 1,
        to: { type: 'agent', id: agents[1].id },
        snapshot: { [a.id]: 1, [b.id]: 2 },
        brief: {
          wants: [{ text: 'W1', items: [{ customerId: b.id, seq: 1 }] }],
          done: [],
          promised: [],
          next: [],
          identity: [],
        },
      }),
    );
    expect(offered.handoff.snapshot).toEqual({ [a.id]: 1, [b.id]: 2 });
  });
});

describe('[ID2] suggestions', () => {
  it('ranks them with their reasons, and says when the same number has another name', async () => {
    const number = phone();
    const known = await makeCustomer(db, [{ kind: 'phone', value: number }], {
      name: '田中 一郎',
      kana: 'タナカ イチロウ',
    });
    const said = await inWork(deps, (work) =>
      resolveCustomer(work, {
        ...claim([['phone', number]]),
        name: '田中 花子',
        kana: 'タナカ ハナコ',
        points: [{ kind: 'phone', value: number, verifiedBy: null }],
      }),
    );
    await findDuplicates(deps);
    const [found] = await suggested({ id: said.customerId });
    expect(found).toMatchObject({
      other: { customerId: known.id, name: '田中 一郎' },
      reasons: ['other_name', 'same_verified_phone'],
    });
    expect(found?.score).toBeGreaterThan(50);
  });

  it('knows a name in kana and in Latin letters, with the same local part of an email', async () => {
    const a = await makeCustomer(db, [{ kind: 'email', value: email('misaki.sato') }], {
      name: '佐藤 美咲',
      kana: 'サトウ ミサキ',
    });
    const made = await inWork(deps, (work) =>
      resolveCustomer(work, {
        ...claim([]),
        name: 'Misaki SATO',
        points: [{ kind: 'email', value: email('misaki.sato'), verifiedBy: 'shop' }],
      }),
    );
    await findDuplicates(deps);
    expect(await suggested({ id: made.customerId })).toMatchObject([
      { other: { customerId: a.id }, reasons: ['same_sound', 'similar_email'] },
    ]);
  });

  it('never asks again about those who are not the same, whatever is found later, also for whoever joined one of them', async () => {
    const local = `yamada.taro${n++}`;
    const a = await makeCustomer(db, [{ kind: 'email', value: email(local) }], {
      name: '山田 太郎',
      kana: 'ヤマダ タロウ',
    });
    const b = await makeCustomer(db, [{ kind: 'email', value: email(local) }], {
      name: '山田 太郎',
      kana: 'ヤマダ タロウ',
    });
    await db.insertInto('identity_todo').values({ customer_id: b.id, since: deps.clock.now() }).execute();
    await findDuplicates(deps);
    expect(await suggested(a)).toHaveLength(1);
    dataOf(await give(me, 'identity:decide', { customerId: b.id, otherId: a.id, decision: 'not_same' }));
    const c = await makeCustomer(db, [], { name: '別 人', kana: 'ベツ ジン' });
    await join(a, c);
    for (const customer_id of [a.id, b.id, c.id])
      await db
        .insertInto('identity_todo')
        .values({ customer_id, since: deps.clock.now() })
        .onConflict((oc) => oc.doNothing())
        .execute();
    await findDuplicates(deps);
    for (const one of [a, b, c]) expect(await suggested(one)).toEqual([]);
  });

  it('looks at many at once, also at both of a pair, and finds what it finds of each alone', async () => {
    const pairs = await Promise.all(
      Array.from({ length: 40 }, async (_, i) => {
        const number = phone();
        const called = { name: `Pair ${i}`, kana: null };
        const a = await makeCustomer(db, [{ kind: 'phone', value: number }], called);
        const b = await makeCustomer(db, [{ kind: 'phone', value: number, verified: false }], called);
        return [a, b] as const;
      }),
    );
    const todo = pairs.flat().map(({ id }) => ({ customer_id: id, since: deps.clock.now() }));
    await db.insertInto('identity_todo').values(todo).execute();
    expect(await findDuplicates(deps)).toBe(80);
    expect(await findDuplicates(deps)).toBe(0);
    for (const [a, b] of pairs) {
      expect(await suggested(a)).toMatchObject([
        { other: { customerId: b.id }, reasons: ['same_name', 'same_verified_phone'] },
      ]);
      expect(await suggested(b)).toMatchObject([{ other: { customerId: a.id } }]);
    }
  });

  it('is answered by a join and asked again after its undoing', async () => {
    const number = phone();
    const a = await makeCustomer(db, [{ kind: 'phone', value: number }]);
    const b = await makeCustomer(db, [{ kind: 'phone', value: number, verified: false }]);
    await db.insertInto('identity_todo').values({ customer_id: b.id, since: deps.clock.now() }).execute();
    await findDuplicates(deps);
    expect(await suggested(a)).toHaveLength(1);
    const { linkId } = await join(a, b);
    expect(await suggested(a)).toEqual([]);
    await give(me, 'identity:undo', { linkId: linkId ?? '' });
    expect(await suggested(b)).toMatchObject([{ other: { customerId: a.id } }]);
  });
});

describe('[ID3] a preview', () => {
  it('tells what would come together and what speaks against it, and changes nothing', async () => {
    const a = await makeCustomer(
      db,
      [
        { kind: 'loyalty', value: 'L1001' },
        { kind: 'email', value: email() },
      ],
      { name: '佐藤 美咲', kana: 'サトウ ミサキ' },
    );
    const b = await makeCustomer(db, [{ kind: 'loyalty', value: 'L2002' }], { name: '鈴木 健', kana: 'スズキ ケン' });
    await makeConversation(db, { customer: a, team, owner: agents[0] });
    await makeConversation(db, { customer: b, team, owner: agents[1] });
    const preview = await previewMerge(deps, second, { customerId: a.id, otherId: b.id });
    expect(preview.conflicts).toEqual([
      { kind: 'verified_points', pointKind: 'loyalty' },
      { kind: 'names', names: ['佐藤 美咲', '鈴木 健'] },
      { kind: 'owners', owners: [agents[0].name, agents[1].name] },
    ]);
    expect(preview.sides.map((side) => [side.items, side.conversations, side.open.length, side.points.length])).toEqual(
      [
        [0, 1, 1, 2],
        [0, 1, 1, 1],
      ],
    );
    // b's owner sees b's points in full, a's email masked ([PR4]).
    expect(preview.sides[0].points.find((point) => point.kind === 'email')?.masked).toBe(true);
    expect(preview.joined).toBe(false);
  });
});

describe('[ID4] households, shared and blocked points', () => {
  it('keeps a household apart, shares what they have in common, and shows each the other', async () => {
    const number = phone();
    const a = await makeCustomer(db, [{ kind: 'phone', value: number }], { name: '父' });
    const b = await makeCustomer(db, [{ kind: 'phone', value: number, verified: false }], { name: '娘' });
    dataOf(
      await give(me, 'identity:decide', { customerId: a.id, otherId: b.id, decision: 'household', reason: '同居' }),
    );
    expect((await suggestionsFor(deps, me, b.id)).households).toMatchObject([{ customerId: a.id, name: '父' }]);
    expect((await customerPanel(deps, me, a.id)).contactPoints).toMatchObject([{ shared: true }]);
    const caller = await inWork(deps, (work) => resolveCustomer(work, claim([['phone', number]])));
    expect(caller.created).toBe(true);
    expect((await suggestionsFor(deps, me, caller.customerId)).lineHolders.map((p) => p.name).sort()).toEqual([
      '娘',
      '父',
    ]);
  });

  it('keeps what a blocked point sends, quietly, and sends nothing to it until the time is over', async () => {
    const a = await makeCustomer(db, [{ kind: 'email', value: email() }]);
    const c = await makeConversation(db, {
      customer: a,
      team,
      owner: agents[0],
      session: { contact_point_id: pointOf(a) },
    });
    const point = { contactPointId: pointOf(a), customerId: a.id };
    dataOf(await give(me, 'contact-point:block', { ...point, blocked: true, reason: '脅迫' }));
    const heard = await hear(a.id, pointOf(a));
    expect(heard).toMatchObject({ conversationId: null, opened: false, item: { data: { blocked: true } } });
    const send = () => give(me, 'message:send', { conversationId: c.id, epoch: 1, text: 'はい', seen: { [a.id]: 99 } });
    expect(refusalOf(await send(), 'point_blocked').details).toMatchObject({ reason: '脅迫' });
    dataOf(await give(me, 'contact-point:block', { ...point, blocked: false, reason: '和解' }));
    dataOf(await send());
    const until = new Date(deps.clock.now().getTime() - 1000).toISOString();
    refusalOf(await give(me, 'contact-point:block', { ...point, blocked: true, until, reason: '過去' }), 'invalid');
  });

  it('shares, verifies, moves and removes a point, each on record with who, when and why', async () => {
    const a = await makeCustomer(db, [{ kind: 'phone', value: phone(), verified: false }], { name: '前の人' });
    const b = await makeCustomer(db, [], { name: '今の人' });
    const point = { contactPointId: pointOf(a), customerId: a.id };
    dataOf(await give(me, 'contact-point:verify', { ...point, reason: '折り返しで確認' }));
    dataOf(await give(me, 'contact-point:share', { ...point, shared: true, reason: '店の電話' }));
    dataOf(await give(me, 'contact-point:share', { ...point, shared: false, reason: '違った' }));
    dataOf(await give(me, 'contact-point:move', { ...point, toCustomerId: b.id, reason: '番号を譲った' }));
    expect((await customerPanel(deps, me, a.id)).contactPoints).toEqual([]);
    expect((await customerPanel(deps, me, b.id)).contactPoints).toMatchObject([{ verified: true, shared: false }]);
    refusalOf(await give(me, 'contact-point:remove', { ...point, reason: 'もうない' }), 'not_found');
    dataOf(await give(me, 'contact-point:remove', { contactPointId: pointOf(a), customerId: b.id, reason: '解約' }));
    const history = await identityHistory(deps, me, a.id);
    expect(history.map((event) => [event.event, event.by, event.reason])).toEqual([
      ['moved', me.name, '番号を譲った'],
      ['unshared', me.name, '違った'],
      ['shared', me.name, '店の電話'],
      ['verified', me.name, '折り返しで確認'],
    ]);
    expect(history[0]?.point?.value).toMatch(/•/);
  });

  it('[ID1] does not verify a point that another holds as verified', async () => {
    const number = phone();
    await makeCustomer(db, [{ kind: 'phone', value: number }]);
    const b = await makeCustomer(db, [{ kind: 'phone', value: number, verified: false }]);
    refusalOf(
      await give(me, 'contact-point:verify', { contactPointId: pointOf(b), customerId: b.id, reason: '本人' }),
      'point_conflict',
    );
  });
});

describe('quality', () => {
  it('lists an address to which the last message did not arrive, until one does', async () => {
    const a = await makeCustomer(db, [{ kind: 'email', value: email() }]);
    const c = await makeConversation(db, { customer: a, team, session: { contact_point_id: pointOf(a) } });
    const said = () =>
      makeItem(deps, a, { conversationId: c.id, sessionId: c.sessionId, direction: 'out', data: { text: 'はい' } });
    const delivered = async (state: 'failed' | 'delivered') => {
      deps.clock.advance(1000);
      await db
        .insertInto('delivery')
        .values({
          item_id: (await said()).id,
          state,
          at: deps.clock.now(),
          reason: state === 'failed' ? 'mailbox full' : null,
        })
        .execute();
    };
    const rows = async () => (await qualityList(deps, { view: 'unreachable', limit: 50 })).rows;
    await delivered('failed');
    expect(await rows()).toMatchObject([{ customerId: a.id, reasons: ['mailbox full'], point: { kind: 'email' } }]);
    await delivered('delivered');
    expect(await rows()).toEqual([]);
  });

  it('is for leads, counts each kind and pages through it', async () => {
    const page = await qualityList(deps, { view: 'unverified', limit: 1 });
    expect(page.counts.unverified).toBeGreaterThan(1);
    expect(page.rows[0]?.point?.value).toMatch(/•/);
    const next = await qualityList(deps, { view: 'unverified', limit: 1, after: page.next });
    expect(next.rows[0]?.id).not.toBe(page.rows[0]?.id);
    for (const view of ['duplicates', 'unreachable', 'conflicts'] as const)
      expect((await qualityList(deps, { view, limit: 50 })).rows.length).toBe(page.counts[view]);
    expect(lead.actor.role).toBe('lead');
  });
});
