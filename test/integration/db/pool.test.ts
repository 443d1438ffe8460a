import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { testDatabase } from '#test/support/database.ts';

const { db, pool } = await testDatabase();

describe('values from the database', () => {
  it('reads bigint and bigint[] as numbers, nulls kept', async () => {
    const { rows } = await sql`select 9007199254740991::bigint as one, array[1, null, 3]::bigint[] as many`.execute(db);
    expect(rows).toEqual([{ one: 9007199254740991, many: [1, null, 3] }]);
  });

  it('refuses a bigint that a number cannot hold rather than rounding it', async () => {
    await expect(sql`select 9007199254740993::bigint`.execute(db)).rejects.toThrow('does not fit');
    await expect(sql`select 1::bigint as one`.execute(db)).resolves.toMatchObject({ rows: [{ one: 1 }] });
  });

  it('reads timestamptz as a Date and a calendar day as text, whatever the machine’s zone', async () => {
    const { rows } = await sql`select '2026-04-01T10:00:00+09'::timestamptz as at, '2026-04-01'::date as day`.execute(
      db,
    );
    expect(rows).toEqual([{ at: new Date('2026-04-01T01:00:00Z'), day: '2026-04-01' }]);
  });

  it('speaks UTC and limits what a statement and an idle transaction may take', async () => {
    const { rows } = await pool.query(
      `select current_setting('TimeZone') as zone, current_setting('statement_timeout') as statement,
              current_setting('idle_in_transaction_session_timeout') as idle`,
    );
    expect(rows).toEqual([{ zone: 'UTC', statement: '30s', idle: '1min' }]);
  });

  it('has letters in Japanese: upper case, kana and kanji are words to a pattern', async () => {
    const { rows } = await pool.query("select lower('Ａｂ') as lower, '返品' ~ '^[[:alpha:]]+$' as letters");
    expect(rows).toEqual([{ lower: 'ａｂ', letters: true }]);
  });
});
