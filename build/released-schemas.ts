// Adds new migrations to test/fixtures/released/migrations.json: `npx node build/released-schemas.ts`, when a version is released.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readMigrations } from '#server/db/migration-files.ts';
import { root } from './root.ts';

const path = join(root, 'test/fixtures/released/migrations.json');
const released = z
  .array(z.object({ name: z.string(), checksum: z.string() }))
  .parse(JSON.parse(await readFile(path, 'utf8').catch(() => '[]')));
const now = (await readMigrations()).map(({ name, checksum }) => ({ name, checksum }));
const changed = released.find(
  ({ name, checksum }, index) => now[index]?.name !== name || now[index].checksum !== checksum,
);
if (changed === undefined) {
  await writeFile(path, `${JSON.stringify(now, null, 2)}\n`);
  console.log(`${now.length - released.length} added, ${now.length} in all`);
} else {
  console.error(`${changed.name} is released and was changed: restore it, and add a migration instead`);
  process.exitCode = 1;
}
