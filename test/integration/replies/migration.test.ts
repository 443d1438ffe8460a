import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { migrate } from '#server/db/migrate.ts';
import { MIGRATIONS_FOLDER, readMigrations } from '#server/db/migration-files.ts';
import { defaultWording } from '#server/domains/workspace/default-wording.ts';
import { blankDatabase } from '#test/support/database.ts';
import { withClient } from '#test/support/leak-check.ts';
import { tempDir } from '#test/support/temp-dir.ts';

const address = await blankDatabase();

describe('saved replies from before the library', () => {
  it('stay in use, both languages of a shortcut in one', async () => {
    const folder = join(await tempDir(), 'migrations');
    await mkdir(folder);
    const names = (await readMigrations()).map(({ name }) => name);
    const take = (some: readonly string[]) =>
      Promise.all(some.map((name) => copyFile(join(MIGRATIONS_FOLDER, name), join(folder, name))));
    await take(names.filter((name) => name < '0029'));
    await migrate(address, { folder });
    await withClient(address, (client) =>
      client.query(`
        insert into workspace (name, locale, generation, signing_key_public, signing_key_private, widget_secret, created_at)
        values ('Shop', 'ja', gen_random_uuid(), '', '', '', now());
        insert into saved_reply (id, shortcut, title, body, locale) values
          (gen_random_uuid(), 'hello', '挨拶', 'こんにちは', 'ja'), (gen_random_uuid(), 'hello', 'Greeting', 'Hello', 'en'),
          (gen_random_uuid(), 'only', 'Only', 'Only English', 'en')`),
    );
    await take(names.filter((name) => name >= '0029'));
    await migrate(address, { folder });
    const { replies, rules } = await withClient(address, async (client) => ({
      replies: (await client.query('select shortcut, state, ja, en, in_use, used from saved_reply order by shortcut'))
        .rows,
      rules: (await client.query('select locale, test, reason, level, channels, enabled from wording_rule')).rows,
    }));
    const hello = { ja: { title: '挨拶', body: 'こんにちは' }, en: { title: 'Greeting', body: 'Hello' } };
    const only = { en: { title: 'Only', body: 'Only English' } };
    expect(replies).toEqual([
      { shortcut: 'hello', state: 'approved', ...hello, in_use: { shortcut: 'hello', ...hello }, used: 0 },
      { shortcut: 'only', state: 'approved', ja: null, ...only, in_use: { shortcut: 'only', ...only }, used: 0 },
    ]);
    // Nothing that was sent before is stopped until a lead says so.
    expect(rules.every(({ level }) => level === 'warn')).toBe(true);
    // As many as a new workspace has, and the same.
    expect(rules).toEqual(expect.arrayContaining(defaultWording().map((rule) => expect.objectContaining(rule))));
    expect(rules).toHaveLength(defaultWording().length);
  });
});
