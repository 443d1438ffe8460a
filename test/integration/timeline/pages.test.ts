import { afterEach, describe, expect, it } from 'vitest';
import { appendItem } from '#server/domains/timeline/append-item.service.ts';
import { threadPage } from '#server/domains/timeline/page.service.ts';
import { inWork } from '#server/work.ts';
import type { Channel } from '#shared/domain/channels.ts';
import {
  type ItemPosition,
  isHidden,
  type MaybeHiddenItem,
  type TimelineItem,
  type Visibility,
} from '#shared/domain/timeline-item.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { testDeps } from '#test/support/factories/deps.ts';

const database = await testDatabase();
const deps = testDeps(database);
const agent = { role: 'agent', id: '0199aaaa-0000-7000-8000-000000000001' } as const;
const lead = { role: 'lead', id: '0199aaaa-0000-7000-8000-000000000002' } as const;

type Said = { minute: number; text: string; channel?: Channel; visibility?: Visibility; audience?: string[] };
const start = Date.parse('2026-01-01T00:00:00Z');

async function say(customerId: string, said: readonly Said[]): Promise<TimelineItem[]> {
  return inWork(deps, async (work) => {
    const items: TimelineItem[] = [];
    for (const { minute, text, channel = 'chat', visibility = 'customer', audience } of said) {
      items.push(
        await appendItem(work, {
          customerId,
          kind: 'message',
          data: { text },
          channel,
          direction: 'in',
          visibility,
          ...(audience === undefined ? {} : { audience }),
          author: { type: 'customer' },
          occurredAt: new Date(start + minute * 60_000),
        }),
      );
    }
    return items;
  });
}

const texts = (items: readonly MaybeHiddenItem[]) =>
  items.map((item) => (isHidden(item) ? `hidden ${item.seq}` : item.kind === 'message' && item.data.text));
const many = (n: number): Said[] => Array.from({ length: n }, (_, i) => ({ minute: i, text: `m${i}` }));

afterEach(() => deps.changes.splice(0));

describe('a page of a thread', () => {
  it('[TL2] seq and version count without gaps', async () => {
    const { id } = await makeCustomer(database.db);
    const items = await say(id, many(5));
    expect(items.map((item) => item.seq)).toEqual([1, 2, 3, 4, 5]);
    expect(deps.changes.map((change) => change.to === 'topic' && change.version)).toEqual([1, 2, 3, 4, 5]);
  });

  it('[TL4] an item that comes late takes its place', async () => {
    const { id } = await makeCustomer(database.db);
    await say(id, [
      { minute: 10, text: 'second' },
      { minute: 20, text: 'third' },
      { minute: 5, text: 'first' },
    ]);
    const page = await threadPage(deps, agent, { customerId: id, from: { at: 'newest' }, limit: 50 });
    expect(texts(page.items)).toEqual(['first', 'second', 'third']);
  });

  it('[TL6] pages meet without a gap or an overlap, in both directions', async () => {
    const { id } = await makeCustomer(database.db);
    await say(id, many(23));
    const seen: unknown[] = [];
    let page = await threadPage(deps, agent, { customerId: id, from: { at: 'newest' }, limit: 5 });
    for (;;) {
      seen.unshift(...texts(page.items));
      const { first } = page;
      if (!page.older) break;
      page = await threadPage(deps, agent, {
        customerId: id,
        from: { at: 'before', position: first as ItemPosition },
        limit: 5,
      });
      expect(page.newer).toBe(true);
    }
    expect(seen).toEqual(many(23).map((said) => said.text));

    const forward: unknown[] = [];
    page = await threadPage(deps, agent, { customerId: id, from: { at: 'oldest' }, limit: 4 });
    for (;;) {
      forward.push(...texts(page.items));
      const { last } = page;
      if (!page.newer) break;
      page = await threadPage(deps, agent, {
        customerId: id,
        from: { at: 'after', position: last as ItemPosition },
        limit: 4,
      });
    }
    expect(forward).toEqual(seen);
  });

  it('[TL6] jumps to a date and to an item with what stands around them', async () => {
    const { id } = await makeCustomer(database.db);
    await say(id, many(60));
    const date = new Date(start + 30 * 60_000).toISOString();
    const jumped = await threadPage(deps, agent, { customerId: id, from: { at: 'date', date }, limit: 9 });
    expect(texts(jumped.items)).toEqual(['m27', 'm28', 'm29', 'm30', 'm31', 'm32', 'm33', 'm34', 'm35']);
    expect([jumped.older, jumped.newer]).toEqual([true, true]);
    const item = await threadPage(deps, agent, { customerId: id, from: { at: 'item', seq: 31 }, limit: 3 });
    expect(texts(item.items)).toEqual(['m29', 'm30', 'm31']);
  });

  it('filters by channel', async () => {
    const { id } = await makeCustomer(database.db);
    await say(id, [
      { minute: 1, text: 'chat' },
      { minute: 2, text: 'mail', channel: 'email' },
      { minute: 3, text: 'call', channel: 'phone' },
    ]);
    const page = await threadPage(deps, agent, {
      customerId: id,
      from: { at: 'newest' },
      channels: ['email', 'phone'],
      limit: 50,
    });
    expect(texts(page.items)).toEqual(['mail', 'call']);
  });

  it('[TL5] who may not read an item gets its place alone', async () => {
    const { id } = await makeCustomer(database.db);
    await say(id, [
      { minute: 1, text: 'open' },
      { minute: 2, text: 'leads only', visibility: 'lead' },
      { minute: 3, text: 'for one', visibility: 'private', audience: [agent.id] },
    ]);
    const ask = { customerId: id, from: { at: 'newest' }, limit: 50 } as const;
    expect(texts((await threadPage(deps, agent, ask)).items)).toEqual(['open', 'hidden 2', 'for one']);
    expect(texts((await threadPage(deps, lead, ask)).items)).toEqual(['open', 'leads only', 'hidden 3']);
    const hidden = (await threadPage(deps, agent, ask)).items[1];
    expect(hidden).toEqual({ customerId: id, seq: 2, hidden: true });
  });

  it('[TL4] times more than five minutes ahead are refused', async () => {
    const { id } = await makeCustomer(database.db);
    const ahead = (deps.clock.now().getTime() - start) / 60_000 + 6;
    await expect(say(id, [{ minute: ahead, text: 'tomorrow' }])).rejects.toMatchObject({ code: 'future_date' });
  });

  it('[PR4] card numbers and My Number are masked before they are stored', async () => {
    const { id } = await makeCustomer(database.db);
    const [item] = await say(id, [{ minute: 1, text: 'カードは 4111-1111-1111-1111 です。１２３４５６７８９０１８' }]);
    expect(item?.kind === 'message' && item.data.text).toBe('カードは •••• 1111 です。••••••••••••');
    const stored = await database.db.selectFrom('timeline_item').select('data').where('customer_id', '=', id).execute();
    expect(JSON.stringify(stored)).not.toContain('4111');
    const words = await database.db
      .selectFrom('search_entry')
      .select(['body', 'grams'])
      .where('customer_id', '=', id)
      .execute();
    expect(JSON.stringify(words)).not.toMatch(/4111|1234567/);
  });
});
