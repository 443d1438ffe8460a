import { resolve } from 'node:path';
import { newSigningKeys } from '#server/auth/signing-keys.ts';
import { s3Objects } from '#server/blobs/s3/s3-objects.ts';
import { type Config, type ConfigOptions, readConfig } from '#server/config.ts';
import { backupKeys } from '#server/db/backup/backup-keys.ts';
import { loadBackup } from '#server/db/backup/load-backup.ts';
import { type OpenedBackup, openBackup } from '#server/db/backup/open-backup.ts';
import { openDatabase } from '#server/db/open-database.ts';
import { type Database, openPool } from '#server/db/pool.ts';
import { sealAllViews } from '#server/domains/audit/seal-views.service.ts';
import { type Verified, verifyData } from '#server/domains/verify/verify.service.ts';
import { prepareJobsAt } from '#server/jobs/runner.ts';
import { createLogger } from '#server/observability/logger.ts';
import { existingVaultKey } from '#server/vault/key-file.ts';
import { VERSION } from '#server/version.ts';
import { systemClock } from '#shared/lib/clock.ts';
import type { CommonOptions } from './act.ts';
import type { Output } from './output.ts';
import { EXIT } from './output.ts';

type Options = ConfigOptions & CommonOptions & { readonly otherKey?: boolean; readonly pauseChannels?: boolean };

const POOL_SIZE = 4;

/** `tsunagi restore FOLDER`: into an empty database or data folder; then everything that `verify` knows is proven on it. */
export async function runRestore(output: Output, given: string, options: Options): Promise<number> {
  const config = readConfig(options);
  const key = await existingVaultKey(config.secretKey, config.dataFolder);
  output.line('Checking the backup …');
  const backup = await openBackup(resolve(given), {
    keys: key === null ? null : backupKeys(key),
    otherKey: options.otherKey === true,
  });
  const rules = await restoreHere(output, config, backup, options.pauseChannels === true);
  const broken = rules.filter(({ breaks }) => breaks.length > 0);
  const { manifest } = backup;
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  const whole = broken.length === 0;
  output.result(
    { whole, rows, takenAt: manifest.takenAt, fromVersion: manifest.version, fromSchema: manifest.schema, broken },
    whole
      ? `Restored ${rows} rows as of ${manifest.takenAt}; every rule holds.\n\n${stillToDo(backup)}`
      : `Restored, but these rules do not hold:\n${broken.map(({ rule }) => `✗ ${rule}`).join('\n')}\nRun tsunagi verify.`,
  );
  return whole ? EXIT.done : EXIT.failed;
}

async function restoreHere(
  output: Output,
  config: Config,
  backup: OpenedBackup,
  pauseChannels: boolean,
): Promise<Verified[]> {
  const logger = createLogger(config.logLevel === 'info' ? 'warn' : config.logLevel);
  const opened = await openDatabase({ ...config, version: VERSION }, logger, {
    prepare: (address) =>
      loadBackup(address, backup, {
        putObject: config.s3 === undefined ? null : s3Objects(config.s3).put,
        pauseChannels,
        signingKeys: newSigningKeys(),
        prepareJobs: (at) => prepareJobsAt(at, logger),
        onTable: ({ name, rows }) => output.line(`  ${name}: ${rows}`),
      }),
  });
  let database: Database | undefined;
  try {
    database = openPool(opened.address, { max: POOL_SIZE, statementTimeoutMs: 0, applicationName: 'tsunagi-restore' });
    // What was seen in the last second before the snapshot had no hub to seal it ([PR1]).
    await sealAllViews({ db: database.db });
    output.line('Proving the rules …');
    return await verifyData({ db: database.db, clock: systemClock });
  } finally {
    await database?.close();
    await opened.stop();
  }
}

/** What came back although somebody had ended it, and what did not come back. */
function stillToDo({ manifest, isOtherKey }: OpenedBackup): string {
  const lines = [
    `Everybody signs in anew. Passwords, people, links and API keys are as they were at ${manifest.takenAt}:`,
    'deactivate again who left since, take away again what was taken away, and erase again who asked for it.',
  ];
  if (isOtherKey)
    lines.push('The key is another: enter every channel’s secrets again, sign-on’s and the summariser’s.');
  return lines.join('\n');
}
