import { chmod, chown, mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { silentLogger } from '#server/db/database-logger.ts';
import { startEmbeddedPostgres } from '#server/db/embedded/embedded-postgres.ts';
import { chooseRunAs } from '#server/db/embedded/run-as.ts';
import { withClient } from '#test/support/leak-check.ts';
import { tempDir } from '#test/support/temp-dir.ts';

const program = process.execPath;

/** As which user the hub runs decides what can be shown; the tests run as root and as an ordinary user in turn. */
const isRoot = process.getuid?.() === 0;

/** A data folder inside one that only its owner may enter, as root's home is. */
async function folderBehindClosedDoor(): Promise<{ closed: string; folder: string }> {
  const closed = join(await tempDir(), 'home');
  const folder = join(closed, 'data');
  await mkdir(folder, { recursive: true });
  await chmod(closed, 0o700);
  return { closed, folder };
}

describe('whom the embedded database runs as', () => {
  it('is never root', async () => {
    const folder = await tempDir();
    const runAs = await chooseRunAs(folder, program, join(folder, 'postgres'));
    expect(runAs).toMatchObject(
      isRoot ? { kind: 'user', name: expect.stringMatching(/^(postgres|nobody)$/) } : { kind: 'self' },
    );
  });

  it('can reach a folder behind a door that only the hub’s own user opens', async () => {
    const { folder } = await folderBehindClosedDoor();
    const server = await startEmbeddedPostgres({ dataFolder: folder, logger: silentLogger });
    await withClient(server.address, (client) => client.query('select 1'));
    await server.stop();
    // And again: an existing cluster is run as before.
    const again = await startEmbeddedPostgres({ dataFolder: folder, logger: silentLogger });
    await again.stop();
  });

  it('walks through the data folder although it was made for its owner alone', async () => {
    const folder = await tempDir();
    await chmod(folder, 0o700);
    await chooseRunAs(folder, program, join(folder, 'postgres'));
    expect((await stat(folder)).mode & 0o777).toBe(isRoot ? 0o711 : 0o700);
  });

  if (isRoot) {
    it('is the user who owns an existing cluster', async () => {
      const folder = await tempDir();
      const cluster = join(folder, 'postgres');
      await mkdir(cluster);
      await chown(cluster, 65_534, 65_534);
      await expect(chooseRunAs(folder, program, cluster)).resolves.toMatchObject({ kind: 'user', uid: 65_534 });
    });

    it('cannot pass a closed door as the owner of an existing cluster: the error names it and the command that opens it', async () => {
      const { closed, folder } = await folderBehindClosedDoor();
      const cluster = join(folder, 'postgres');
      await mkdir(cluster);
      await chown(cluster, 65_534, 65_534);
      await expect(chooseRunAs(folder, program, cluster)).rejects.toMatchObject({
        code: 'data_folder_unusable',
        details: {
          folder,
          reason: expect.stringContaining(closed),
          next: expect.stringContaining(`chmod o+x ${closed}`),
        },
      });
    });
  }
});
