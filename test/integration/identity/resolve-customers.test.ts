import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { openPool } from '#server/db/pool.ts';
import type { IdentityClaim } from '#server/domains/identity/claim.ts';
import { resolveCustomer, resolveCustomers } from '#server/domains/identity/identity.service.ts';
import { inWork } from '#server/work.ts';
import { testDatabase } from '#test/support/database.ts';
import { claim } from '#test/support/factories/claims.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { testDeps } from '#test/support/factories/deps.ts';

const database = await testDatabase();
/** Where nobody else is, to count what happens there. */
const apart = await testDatabase();
const deps = testDeps(database);
const { db } = deps;
const resolve = (given: IdentityClaim) => inWork(deps, (work) => resolveCustomer(work, given));
const customers = async () =>
  Number((await sql<{ n: number }>`select count(*)::int as n from customer`.execute(db)).rows[0]?.n);
const suggestions = async () =>
  db.selectFrom('identity_suggestion').select(['customer_a', 'customer_b', 'reasons', 'score']).execute();

/** Who is connected for the circle, and how often two waited for each other in this database. */
const serverSays = async () => {
  const { rows } = await sql<{ sessions: number; deadlocks: number }>`
    select (select count(*)::int from pg_stat_activity where datname = d.datname and application_name = 'in a circle') as sessions,
      d.deadlocks::int as deadlocks
    from pg_stat_database d where d.datname = current_database()`.execute(apart.db);
  return rows[0] ?? { sessions: -1, deadlocks: -1 };
};

beforeEach(async () => {
  await sql`truncate customer cascade`.execute(db);
  await sql`truncate contact_point cascade`.execute(db);
});

describe('[ID1] one form, one holder', () => {
  it('finds a phone in any form a caller gives it', async () => {
    const { customerId } = await resolve(claim([['phone', '090-1234-5678']]));
    for (const form of ['０９０（１２３４）５６７８', '+81 90 1234 5678', '09012345678'])
      expect((await resolve(claim([['phone', form]]))).customerId).toBe(customerId);
    expect(await customers()).toBe(1);
  });

  it('finds an email whatever its case and width, and an international domain in both spellings', async () => {
    const { customerId } = await resolve(claim([['email', 'Hanako@Example.JP']]));
    expect((await resolve(claim([['email', 'ｈａｎａｋｏ@example.jp']]))).customerId).toBe(customerId);
    const idn = await resolve(claim([['email', 'hanako@日本.jp']]));
    expect((await resolve(claim([['email', 'hanako@xn--wgv71a.jp']]))).customerId).toBe(idn.customerId);
  });

  it('makes one customer of twenty first inputs at once', async () => {
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        resolve(
          claim([
            ['email', 'rush@example.jp'],
            ['phone', `0312345${100 + i}`],
          ]),
        ),
      ),
    );
    expect(new Set(all.map((r) => r.customerId)).size).toBe(1);
    expect(await customers()).toBe(1);
  });

  it('does not wait in a circle when two works name the same new points in opposite order', async () => {
    const points: [['email', string], ['email', string]] = [
      ['email', 'a@example.jp'],
      ['email', 'b@example.jp'],
    ];
    const own = openPool(apart.address, { applicationName: 'in a circle' });
    const there = testDeps(own);
    const rounds = Array.from({ length: 10 }, (_, i) => {
      const [a, b] = points.map(([kind, value]) => [kind, `${i}${value}`] as const);
      return Promise.all([
        inWork(there, (work) => resolveCustomers(work, [claim([a!]), claim([b!])])),
        inWork(there, (work) => resolveCustomers(work, [claim([b!]), claim([a!])])),
      ]);
    });
    await Promise.all(rounds).finally(() => own.close());
    expect(await apart.db.selectFrom('customer').select('id').execute()).toHaveLength(20);
    // The server counts a session's deadlocks, which are tried again, when the session is over.
    await expect.poll(async () => (await serverSays()).sessions, { timeout: 20_000 }).toBe(0);
    expect((await serverSays()).deadlocks).toBe(0);
  });
});

describe('[ID2] who matches', () => {
  it('finds the holder of a verified point', async () => {
    const known = await makeCustomer(db, [{ kind: 'email', value: 'known@example.jp' }]);
    expect(await resolve(claim([['email', 'known@example.jp']]))).toMatchObject({
      customerId: known.id,
      created: false,
    });
  });

  it('never gets a merely said point onto the thread of its verified holder, but suggests them', async () => {
    const known = await makeCustomer(db, [{ kind: 'email', value: 'victim@example.jp' }]);
    const said = await resolve(claim([], [['email', 'victim@example.jp']]));
    expect(said.created).toBe(true);
    expect(said.customerId).not.toBe(known.id);
    expect(await suggestions()).toMatchObject([{ reasons: ['same_email'], score: 50 }]);
  });

  it('keeps what one source says again and again on the record it made of it', async () => {
    const first = await resolve(claim([], [['phone', '0312345678']]));
    const again = await resolve(claim([], [['phone', '03-1234-5678']]));
    expect(again).toMatchObject({ customerId: first.customerId, created: false });
    await makeCustomer(db, [{ kind: 'email', value: 'victim@example.jp' }]);
    const shadow = await resolve(claim([], [['email', 'victim@example.jp']]));
    expect((await resolve(claim([], [['email', 'victim@example.jp']]))).customerId).toBe(shadow.customerId);
  });

  it('does not join what two sources merely say', async () => {
    const one = await resolve(claim([], [['phone', '0312345678']], { source: 'form' }));
    const other = await resolve(claim([], [['phone', '0312345678']], { source: 'till' }));
    expect(other.customerId).not.toBe(one.customerId);
    expect(await suggestions()).toHaveLength(1);
  });

  it('does not let a record that was prepared with a said address receive its true owner', async () => {
    const prepared = await resolve(
      claim(
        [],
        [
          ['email', 'later@example.jp'],
          ['phone', '0312345678'],
        ],
      ),
    );
    const owner = await resolve(claim([['email', 'later@example.jp']]));
    expect(owner.customerId).not.toBe(prepared.customerId);
    expect((await resolve(claim([], [['email', 'later@example.jp']]))).customerId).toBe(prepared.customerId);
    expect((await resolve(claim([['email', 'later@example.jp']]))).customerId).toBe(owner.customerId);
  });

  it('gives points of two customers to the holder of the first listed verified one, and suggests the two', async () => {
    const a = await makeCustomer(db, [{ kind: 'email', value: 'a@example.jp' }]);
    const b = await makeCustomer(db, [{ kind: 'phone', value: '0312345678' }]);
    expect(
      (
        await resolve(
          claim([
            ['phone', '0312345678'],
            ['email', 'a@example.jp'],
          ]),
        )
      ).customerId,
    ).toBe(b.id);
    expect(
      (
        await resolve(
          claim([
            ['email', 'a@example.jp'],
            ['phone', '0312345678'],
          ]),
        )
      ).customerId,
    ).toBe(a.id);
    const [low, high] = [a.id, b.id].sort();
    expect(await suggestions()).toEqual([
      {
        customer_a: low,
        customer_b: high,
        reasons: expect.arrayContaining(['same_verified_email', 'same_verified_phone']),
        score: 90,
      },
    ]);
  });

  it('never joins two member numbers over an address they share', async () => {
    const first = await resolve(
      claim([
        ['loyalty', 'M-1'],
        ['email', 'family@example.jp'],
      ]),
    );
    const second = await resolve(
      claim([
        ['loyalty', 'M-2'],
        ['email', 'family@example.jp'],
      ]),
    );
    expect(second.customerId).not.toBe(first.customerId);
    expect(
      (
        await resolve(
          claim([
            ['email', 'family@example.jp'],
            ['loyalty', 'M-3'],
          ]),
        )
      ).customerId,
    ).toBe(first.customerId);
    expect((await resolve(claim([['loyalty', 'M-3']]))).customerId).not.toBe(first.customerId);
  });

  it('lets a member change their address', async () => {
    const member = await resolve(
      claim([
        ['loyalty', 'M-1'],
        ['email', 'old@example.jp'],
      ]),
    );
    await resolve(
      claim([
        ['loyalty', 'M-1'],
        ['email', 'new@example.jp'],
      ]),
    );
    expect((await resolve(claim([['email', 'new@example.jp']]))).customerId).toBe(member.customerId);
  });

  it('makes a said point verified when its own customer proves it', async () => {
    const { customerId } = await resolve(claim([['loyalty', 'M-1']], [['email', 'm@example.jp']]));
    expect((await resolve(claim([['email', 'm@example.jp']], [], { source: 'mail' }))).customerId).not.toBe(customerId);
    const other = await resolve(claim([['loyalty', 'M-2']], [['email', 'n@example.jp']]));
    await resolve(
      claim([
        ['loyalty', 'M-2'],
        ['email', 'n@example.jp'],
      ]),
    );
    expect((await resolve(claim([['email', 'n@example.jp']]))).customerId).toBe(other.customerId);
  });

  it('lets a later input of one work see what an earlier one made', async () => {
    const [a, b, c] = await inWork(deps, (work) =>
      resolveCustomers(work, [
        claim([['email', 'x@example.jp']]),
        claim([
          ['email', 'x@example.jp'],
          ['phone', '0312345678'],
        ]),
        claim([['phone', '0312345678']]),
      ]),
    );
    expect(new Set([a, b, c].map((r) => r?.customerId)).size).toBe(1);
  });
});

describe('[ID4] shared points', () => {
  it('match nobody by themselves, and each customer may hold them', async () => {
    const known = await makeCustomer(db, [{ kind: 'phone', value: '0312345678', shared: true }]);
    const other = await resolve(claim([['phone', '0312345678']]));
    expect(other.customerId).not.toBe(known.id);
    expect(await suggestions()).toEqual([]);
  });
});

describe('names', () => {
  it('fill blanks and overwrite nothing', async () => {
    const { customerId } = await resolve(claim([['email', 'n@example.jp']]));
    await resolve(claim([['email', 'n@example.jp']], [], { name: '佐藤 花子', locale: 'ja' }));
    await resolve(
      claim([['email', 'n@example.jp']], [], { name: 'Somebody Else', kana: 'さとう はなこ', locale: 'en' }),
    );
    const row = await db
      .selectFrom('customer')
      .select(['name', 'kana', 'locale'])
      .where('id', '=', customerId)
      .executeTakeFirst();
    expect(row).toEqual({ name: '佐藤 花子', kana: 'さとう はなこ', locale: 'ja' });
  });

  it('are found anew after they changed, points too', async () => {
    const { customerId } = await resolve(
      claim([['phone', '09012345678']], [], { name: '佐藤 花子', kana: 'さとう はなこ' }),
    );
    const entries = await db
      .selectFrom('search_entry')
      .select(['body', 'grams'])
      .where('entity_id', '=', customerId)
      .execute();
    expect(entries).toHaveLength(1);
    for (const word of ['佐藤花子', 'satouhanako', 'sato hanako', '090-1234-5678', '5678', '09012345678'])
      expect(entries[0]?.body).toContain(word.replace('satouhanako', 'satohanako'));
  });
});
