import type { Config } from '#server/config.ts';
import { inspectDataFolder } from '#server/db/data-folder/inspect.ts';
import { assertDurable } from '#server/db/database-checks.ts';
import { packagedBinaries } from '#server/db/embedded/binaries.ts';
import { VERSION } from '#server/version.ts';
import type { Finding } from './finding.ts';
import { checked, fine } from './finding.ts';

const GIGABYTE = 1024 ** 3;
const LITTLE_SPACE_BYTES = GIGABYTE;

/** The database of one's own, or what the embedded one needs. Starts nothing and changes nothing. */
export async function checkDatabase(config: Config): Promise<Finding[]> {
  const { databaseUrl, dataFolder } = config;
  if (databaseUrl !== undefined) {
    return [
      await checked('database', async () => {
        const { version } = await assertDurable({ connectionString: databaseUrl });
        return `PostgreSQL ${version}, keeps what it acknowledges`;
      }),
    ];
  }
  const folder = await checked('data folder', async () => {
    const { holder, marker } = await inspectDataFolder(dataFolder, VERSION);
    const state = marker ? `schema ${marker.schema}, written by ${marker.version}` : 'new';
    return `${dataFolder} (${state}${holder ? `; in use by ${holder}` : ''})`;
  });
  return [
    await checked('embedded PostgreSQL', async () => `PostgreSQL ${(await packagedBinaries()).major}`),
    folder,
    ...(folder.state === 'ok' ? [await checkSpace(dataFolder)] : []),
  ];
}

async function checkSpace(dataFolder: string): Promise<Finding> {
  const { freeBytes } = await inspectDataFolder(dataFolder, VERSION);
  const found = `${(freeBytes / GIGABYTE).toFixed(1)} GB free`;
  if (freeBytes >= LITTLE_SPACE_BYTES) return fine('disk space', found);
  return {
    name: 'disk space',
    state: 'warning',
    found,
    expected: 'at least 1 GB',
    next: `Free some space on the disk of ${dataFolder}.`,
  };
}
