import { sql } from 'kysely';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PREPARED } from '#server/db/prepared.ts';
import { behindCommit, leadsOn, together, withNext } from '#server/db/together.ts';
import { testDatabase } from '#test/support/database.ts';
import { roundTrips } from '#test/support/round-trips.ts';

const { db, pool } = await testDatabase({ max: 2 });
const add = (n: number) => sql<{ n: number }>`${PREPARED} insert into kept (n) values (${n}) returning n`;
const all = sql<{ n: number }>`${PREPARED} select n from kept order by n`;
const kept = async () => (await all.execute(db)).rows.map(({ n }) => n);

beforeAll(async () => {
  await pool.query('create table kept (n int primary key)');
});
afterEach(async () => {
  await pool.query('delete from kept');
});

describe('several statements in one go', () => {
  it('are carried out in their order, each seeing what those before it did', async () => {
    const [first, seen, second, big] = await together(db, [
      add(1),
      all,
      add(2),
      sql<{
        big: number;
        at: Date;
      }>`select 9007199254740991::bigint as big, '2026-04-01T10:00:00+09'::timestamptz as at`,
    ]);
    expect({ first, seen, second }).toEqual({ first: [{ n: 1 }], seen: [{ n: 1 }], second: [{ n: 2 }] });
    expect(big).toEqual([{ big: 9007199254740991, at: new Date('2026-04-01T01:00:00Z') }]);
    expect(await kept()).toEqual([1, 2]);
  });

  it('are all undone when one of them fails, and nothing behind it is carried out', async () => {
    for (let again = 0; again < 2; again++) {
      await expect(together(db, [add(1), add(1), add(3)])).rejects.toMatchObject({ code: '23505' });
      expect(await kept()).toEqual([]);
    }
    // A statement that was never reached is not taken for planned.
    const never = sql<{ n: number }>`${PREPARED} select n + 0 as n from kept where n = ${7}`;
    await expect(together(db, [add(1), add(1), never])).rejects.toThrow();
    await Promise.all([all.execute(db), all.execute(db), sql`select ${1}::int`.execute(db)]);
    await Promise.all([never.execute(db), never.execute(db)]);
  });

  it('say what is wrong with a value before anything is sent', async () => {
    const round: Record<string, unknown> = {};
    round['self'] = round;
    await expect(together(db, [add(1), sql`select ${round}::jsonb`])).rejects.toThrow('circular');
    await expect(together(db, [sql`select 9007199254740993::bigint`])).rejects.toThrow('does not fit');
    expect(await kept()).toEqual([]);
  });

  it('[CV1] see behind a lock what its holder has committed', async () => {
    await add(1).execute(db);
    let holds: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      holds = resolve;
    });
    let release: () => void = () => undefined;
    const holder = db.transaction().execute(async (tx) => {
      await sql`select 1 from kept where n = ${1} for update`.execute(tx);
      holds();
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      await add(2).execute(tx);
    });
    await held;
    const waiting = db
      .transaction()
      .execute((tx) => together(tx, [sql`select 1 from kept where n = ${1} for update`, all]));
    await new Promise((resolve) => setTimeout(resolve, 50));
    release();
    await holder;
    expect((await waiting)[1]).toEqual([{ n: 1 }, { n: 2 }]);
  });
});

describe('a transaction', () => {
  it('begins with its first statement, whatever that is, and is undone whole', async () => {
    const firsts = [add(1), sql`insert into kept (n) values (1)`, all];
    for (const first of firsts) {
      const undone = db.transaction().execute(async (tx) => {
        await first.execute(tx);
        await add(5).execute(tx);
        throw new Error('not this');
      });
      await expect(undone).rejects.toThrow('not this');
      await expect(
        db.transaction().execute(async (tx) => {
          await together(tx, [first, add(6)]);
          throw new Error('nor this');
        }),
      ).rejects.toThrow('nor this');
    }
    expect(await kept()).toEqual([]);
  });

  it('[SY1] that a statement has broken is not told as committed', async () => {
    const broken = db.transaction().execute(async (tx) => {
      await add(1).execute(tx);
      await add(1)
        .execute(tx)
        .catch(() => undefined);
    });
    await expect(broken).rejects.toThrow('not committed');
    expect(await kept()).toEqual([]);
  });

  it('begins all the same when what was to be its first statement could not be sent', async () => {
    const round: Record<string, unknown> = {};
    round['self'] = round;
    const undone = db.transaction().execute(async (tx) => {
      await expect(sql`select ${round}::jsonb`.execute(tx)).rejects.toThrow('circular');
      await add(1).execute(tx);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await kept()).toEqual([]);
  });

  it('that asks for nothing begins and ends with nothing', async () => {
    expect(await db.transaction().execute(async () => 'done')).toBe('done');
    await expect(db.transaction().execute(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await add(1).execute(db);
    expect(await kept()).toEqual([1]);
  });

  it('whose first statement fails leaves its connection as it was', async () => {
    await add(1).execute(db);
    await expect(db.transaction().execute((tx) => add(1).execute(tx))).rejects.toMatchObject({ code: '23505' });
    const { rows } = await sql<{ open: boolean }>`select xact_start = query_start as open from pg_stat_activity
      where pid <> ${0} and datname = current_database() and state = 'idle in transaction'`.execute(db);
    expect(rows).toEqual([]);
    await db.transaction().execute((tx) => add(2).execute(tx));
    expect(await kept()).toEqual([1, 2]);
  });
});

describe('what is read behind a commit', () => {
  it('[SY1] is what was committed', async () => {
    const { read } = await db.transaction().execute(async (tx) => {
      const behind = await behindCommit(tx, [all, sql`select 1 as one`]);
      await add(1).execute(tx);
      return behind;
    });
    expect(await read).toEqual([[{ n: 1 }], [{ one: 1 }]]);
  });

  it('[SY1] takes nothing back when it fails', async () => {
    const { read } = await db.transaction().execute(async (tx) => {
      await add(1).execute(tx);
      return behindCommit(tx, [all, sql`select 1 / ${0}::int`]);
    });
    await expect(read).rejects.toMatchObject({ code: '22012' });
    expect(await kept()).toEqual([1]);
  });

  it('is nothing when nothing was committed', async () => {
    let behind: Awaited<ReturnType<typeof behindCommit>> | undefined;
    const undone = db.transaction().execute(async (tx) => {
      behind = await behindCommit(tx, [all]);
      await add(1).execute(tx);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    await expect(behind?.read).rejects.toThrow('not committed');
    await db.transaction().execute((tx) => add(2).execute(tx));
    expect(await kept()).toEqual([2]);
  });

  it('is nothing when the commit undoes a transaction that a statement had broken', async () => {
    let behind: Awaited<ReturnType<typeof behindCommit>> | undefined;
    const broken = db.transaction().execute(async (tx) => {
      behind = await behindCommit(tx, [all]);
      await add(1).execute(tx);
      await add(1)
        .execute(tx)
        .catch(() => undefined);
    });
    await expect(broken).rejects.toThrow();
    await expect(behind?.read).rejects.toThrow();
    expect(await kept()).toEqual([]);
  });
});

describe('a statement that waits for the next one', () => {
  const tripsOf = roundTrips(pool);

  it('leaves before it, in order, and says what it gave before the next one is answered', async () => {
    const told: unknown[] = [];
    const { trips, result } = await tripsOf(() =>
      db.transaction().execute(async (tx) => {
        await withNext(tx, add(1), (rows) => told.push(rows));
        await withNext(tx, add(2), (rows) => told.push(rows));
        const seen = (await all.execute(tx)).rows;
        told.push('seen');
        await withNext(tx, add(3));
        return seen;
      }),
    );
    expect(told).toEqual([[{ n: 1 }], [{ n: 2 }], 'seen']);
    expect(result).toEqual([{ n: 1 }, { n: 2 }]);
    expect(await kept()).toEqual([1, 2, 3]);
    expect(trips).toBe(2);
  });

  it('leaves before any kind of next one', async () => {
    await db.transaction().execute(async (tx) => {
      await withNext(tx, add(1));
      // Without values, under no name: the driver's simplest way.
      expect((await sql<{ n: number }>`select n from kept`.execute(tx)).rows).toEqual([{ n: 1 }]);
      await withNext(tx, add(2));
      expect(await together(tx, [all, add(3)])).toEqual([[{ n: 1 }, { n: 2 }], [{ n: 3 }]]);
    });
    expect(await kept()).toEqual([1, 2, 3]);
  });

  it('undoes everything when it fails, with the next one or with the commit', async () => {
    const broken = { code: '23505' };
    const withRead = db.transaction().execute(async (tx) => {
      await withNext(tx, add(1));
      await withNext(tx, add(1));
      return all.execute(tx);
    });
    await expect(withRead).rejects.toMatchObject(broken);
    const withCommit = db.transaction().execute(async (tx) => {
      await add(2).execute(tx);
      await withNext(tx, add(2));
    });
    await expect(withCommit).rejects.toMatchObject(broken);
    const withCommitAndMore = db.transaction().execute(async (tx) => {
      await withNext(tx, add(2));
      await withNext(tx, add(2));
      return behindCommit(tx, [all]);
    });
    await expect(withCommitAndMore).rejects.toMatchObject(broken);
    expect(await kept()).toEqual([]);
    await Promise.all([add(4).execute(db), add(5).execute(db)]);
    expect(await kept()).toEqual([4, 5]);
  });

  it('is dropped by a rollback, and does not come back on the connection', async () => {
    const left = db.transaction().execute(async (tx) => {
      await withNext(tx, add(1));
      throw new Error('changed my mind');
    });
    await expect(left).rejects.toThrow('changed my mind');
    await Promise.all([add(2).execute(db), add(3).execute(db)]);
    expect(await kept()).toEqual([2, 3]);
  });

  it('is refused outside a transaction', async () => {
    await expect(withNext(db as never, add(1))).rejects.toThrow('only within a transaction');
    expect(await kept()).toEqual([]);
  });

  it('may lead on to others, and may refuse, before the commit is made', async () => {
    await db.transaction().execute(async (tx) => {
      await leadsOn(tx, add(1), ([row]) => [add((row?.n ?? 0) + 1), add((row?.n ?? 0) + 2)]);
    });
    expect(await kept()).toEqual([1, 2, 3]);
    const refused = db.transaction().execute(async (tx) => {
      await leadsOn(tx, add(7), () => {
        throw new Error('not this one');
      });
    });
    await expect(refused).rejects.toThrow('not this one');
    expect(await kept()).toEqual([1, 2, 3]);
  });

  it('leads on to nothing once the transaction was undone, on whatever comes next on its connection', async () => {
    const slow = sql<{ n: number }>`select 9 as n from pg_sleep(0.3)`;
    const undone = db.transaction().execute(async (tx) => {
      await leadsOn(tx, slow, () => [add(9)]);
      // On its way while the transaction is undone.
      void together(tx, [all]).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 20));
      throw new Error('no more');
    });
    await expect(undone).rejects.toThrow('no more');
    await Promise.all([1, 2].map((n) => db.transaction().execute((tx) => add(n).execute(tx))));
    expect(await kept()).toEqual([1, 2]);
  });
});
