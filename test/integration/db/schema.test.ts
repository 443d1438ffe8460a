import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '#build/root.ts';
import { readCatalog } from '#build/schema/catalog.ts';
import { schemaSql } from '#build/schema/schema-sql.ts';
import { tableTypes } from '#build/schema/table-types.ts';
import { testDatabase } from '#test/support/database.ts';

const { pool } = await testDatabase();

const committed = (path: string) => readFile(join(root, path), 'utf8');

describe('the committed schema', () => {
  it('is what the migrations make', async () => {
    expect(schemaSql(await readCatalog(pool))).toBe(await committed('server/db/schema.sql'));
  });

  it('is what the query builder’s types say', async () => {
    expect(tableTypes(await readCatalog(pool))).toBe(await committed('server/db/tables.generated.ts'));
  });

  it('shows a later change: a column, a check, an index', async () => {
    const client = await pool.connect();
    try {
      await client.query('begin');
      await client.query(
        `create table zebra (stripes bigint[] not null default '{}', mood text check (mood in ('calm', 'wild')))`,
      );
      await client.query('create index zebra_mood on zebra (mood) where mood is not null');
      const catalog = await readCatalog(client);
      expect(schemaSql(catalog)).toContain(
        'CREATE INDEX zebra_mood ON public.zebra USING btree (mood) WHERE (mood IS NOT NULL);',
      );
      expect(tableTypes(catalog)).toContain(`stripes: Generated<List<number>>;\n  mood: 'calm' | 'wild' | null;`);
    } finally {
      await client.query('rollback');
      client.release();
    }
  });
});
