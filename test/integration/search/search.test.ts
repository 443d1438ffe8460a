import { beforeAll, describe, expect, it } from 'vitest';
import { indexConversation } from '#server/domains/search/conversation-words.service.ts';
import { indexCustomer } from '#server/domains/search/customer-words.service.ts';
import { search, searchThread } from '#server/domains/search/search.service.ts';
import { appendItem } from '#server/domains/timeline/append-item.service.ts';
import { inWork } from '#server/work.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeConversation } from '#test/support/factories/conversations.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { makeTeam } from '#test/support/factories/people.ts';

const database = await testDatabase();
const deps = testDeps(database);
const agent = { role: 'agent', id: '0199aaaa-0000-7000-8000-000000000001' } as const;
const lead = { role: 'lead', id: '0199aaaa-0000-7000-8000-000000000002' } as const;
const at = new Date('2026-01-05T03:00:00Z');
let misaki = '';
let james = '';
let conversation = { id: '', number: 0 };

beforeAll(async () => {
  const points = [
    { kind: 'phone', value: '090-1234-4417' },
    { kind: 'email', value: 'misaki.s@example.jp' },
    { kind: 'loyalty', value: '0042-1187' },
  ] as const;
  misaki = (await makeCustomer(database.db, points, { name: '佐藤 美咲', kana: 'さとう みさき' })).id;
  james = (
    await makeCustomer(database.db, [{ kind: 'email', value: 'james.li@example.com' }], {
      name: 'James Li',
      kana: null,
      locale: 'en',
    })
  ).id;
  const team = await makeTeam(database.db);
  const made = await makeConversation(database.db, { customer: { id: misaki }, team });
  conversation = { id: made.id, number: made.number };
  await inWork(deps, async (work) => {
    for (const id of [misaki, james]) await indexCustomer(work, id);
    await indexConversation(work, { id: made.id, customerId: misaki, number: made.number, subject: '水漏れ' });
    const head = {
      customerId: misaki,
      occurredAt: at,
      author: { type: 'customer' },
      direction: 'in',
      visibility: 'customer',
    } as const;
    await appendItem(work, {
      ...head,
      kind: 'message',
      channel: 'chat',
      data: { text: '左側にひびが入って水が漏れます。ｺｰﾋｰﾐﾙも見てください' },
      conversationId: made.id,
    });
    await appendItem(work, {
      ...head,
      kind: 'message',
      channel: 'email',
      data: { text: 'The grinder setting for filter coffee' },
    });
    await appendItem(work, {
      ...head,
      kind: 'order',
      channel: 'shop',
      data: {
        number: '#W2611340',
        state: 'paid',
        items: [{ name: 'Kissa 2', quantity: 1 }],
        tracking: [{ number: '4417-2290-1183' }],
      },
    });
    await appendItem(work, {
      ...head,
      kind: 'order',
      channel: 'shop',
      occurredAt: new Date(at.getTime() + 1000),
      data: { number: '#W2611340', state: 'delivered', items: [] },
    });
    await appendItem(work, {
      ...head,
      kind: 'note',
      channel: 'chat',
      visibility: 'lead',
      data: { text: '返金の件は内密に' },
    });
  });
});

const customersFor = async (text: string) => (await search(deps, agent, text, 20)).customers.map((c) => c.customerId);

describe('searching as a caller gives it', () => {
  it.each([
    '佐藤',
    '美咲',
    '佐藤美咲',
    '佐藤　美咲',
    'さとう',
    'サトウ',
    'ｻﾄｳ ﾐｻｷ',
    'Sato',
    'satou misaki',
    'Satō',
    'MISAKI',
  ])('finds the customer by the name “%s”', async (text) => {
    expect(await customersFor(text)).toEqual([misaki]);
  });

  it.each(['090-1234-4417', '０９０－１２３４－４４１７', '09012344417', '+81 90-1234-4417', '4417', '1234-4417'])(
    'finds the customer by the phone “%s”',
    async (text) => {
      expect(await customersFor(text)).toContain(misaki);
    },
  );

  it.each(['misaki.s@example.jp', 'MISAKI.S@EXAMPLE.JP', 'misaki.s'])(
    'finds the customer by the email “%s”',
    async (text) => {
      expect(await customersFor(text)).toEqual([misaki]);
    },
  );

  it.each(['0042-1187', '00421187', '1187'])('finds the customer by the member number “%s”', async (text) => {
    expect(await customersFor(text)).toContain(misaki);
  });

  it('finds an English name by its beginning and not by its middle', async () => {
    expect(await customersFor('jam')).toEqual([james]);
    expect(await customersFor('ames')).toEqual([]);
  });

  it('finds a conversation by the number people say aloud and by its subject', async () => {
    for (const text of [`#${conversation.number}`, String(conversation.number), '水漏れ']) {
      const found = await search(deps, agent, text, 20);
      expect(
        found.conversations.map((c) => c.conversationId),
        text,
      ).toContain(conversation.id);
    }
  });

  it.each(['#W2611340', 'W2611340', 'w26113'])(
    'finds an order by “%s” and tells its newest state once',
    async (text) => {
      const { orders } = await search(deps, agent, text, 20);
      expect(orders).toMatchObject([
        { number: '#W2611340', state: 'delivered', customerId: misaki, customerName: '佐藤 美咲' },
      ]);
    },
  );

  it.each(['4417-2290-1183', '441722901183'])('finds an order by the tracking number “%s”', async (text) => {
    expect((await search(deps, agent, text, 20)).orders.map((o) => o.number)).toEqual(['#W2611340']);
  });

  it('finds an order by the tracking number of its shipment, in its newest state', async () => {
    await inWork(deps, (work) =>
      appendItem(work, {
        customerId: misaki,
        kind: 'shipment',
        channel: 'shop',
        direction: 'none',
        visibility: 'internal',
        author: { type: 'integration' },
        occurredAt: new Date(at.getTime() + 2000),
        data: { orderNumber: '#W2611340', trackingNumber: '5566-7788-9900', state: 'returned' },
      }),
    );
    for (const text of ['5566-7788-9900', '556677889900']) {
      const { orders } = await search(deps, agent, text, 20);
      expect(orders, text).toMatchObject([{ number: '#W2611340', state: 'returned', customerName: '佐藤 美咲' }]);
    }
  });

  it.each([
    ['ひび', 'ひび'],
    ['水が', '水が'],
    ['コーヒーミル', 'ｺｰﾋｰﾐﾙ'],
    ['grinder', 'grinder'],
    ['filter cof', 'cof'],
  ])('finds words “%s” and marks them where they stand', async (text, marked) => {
    const { items } = await search(deps, agent, text, 20);
    expect(items).toHaveLength(1);
    const marks = items[0]?.ranges.map(([from, to]) => items[0]?.snippet.slice(from, to));
    expect(marks).toContain(marked);
  });

  it('[PR4] tells which contact point matched, masked', async () => {
    const { customers } = await search(deps, agent, '4417', 20);
    expect(customers[0]?.matched).toBe('+81••••4417');
    const byMail = await search(deps, agent, 'misaki.s@example.jp', 20);
    expect(JSON.stringify(byMail)).not.toContain('misaki.s@');
  });

  it('[TL5] finds nothing that its reader may not read', async () => {
    expect((await search(deps, agent, '内密', 20)).items).toEqual([]);
    expect((await search(deps, lead, '内密', 20)).items).toHaveLength(1);
  });

  it('searches within one thread, newest first', async () => {
    const found = await searchThread(deps, agent, { customerId: misaki, text: 'ミル', limit: 10 });
    expect(found.hits).toHaveLength(1);
    expect((await searchThread(deps, agent, { customerId: james, text: 'ミル', limit: 10 })).hits).toEqual([]);
  });

  it('answers nothing, without error, for what holds no word', async () => {
    const found = await search(deps, agent, '、。!?', 20);
    expect(found).toEqual({ customers: [], conversations: [], orders: [], items: [] });
  });
});
