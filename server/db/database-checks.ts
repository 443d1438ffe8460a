import { Client } from 'pg';
import { AppError } from '#server/errors.ts';
import type { DatabaseAddress } from './connection.ts';
import { clientConfig, describeAddress } from './connection.ts';
import { asDatabaseError } from './database-errors.ts';

export const OLDEST_MAJOR = 15;

export type DatabaseSettings = {
  /** As `server_version_num`: 150018 is 15.18. */
  readonly version: number;
  readonly words: string;
  readonly fsync: string;
  readonly commit: string;
  readonly encoding: string;
};

const SETTINGS = `
  select current_setting('server_version_num')::int as version, current_setting('server_version') as words,
    current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
    current_setting('server_encoding') as encoding`;

/**
 * Refuses a database on which "acknowledged" would not mean "kept". Read as the hub itself connects, so that settings
 * of the role or the database count too.
 * Errors: `database_unreachable`, `database_too_old`, `database_unsafe` with the setting found and the one expected.
 */
export async function assertDurable(address: DatabaseAddress): Promise<{ version: string }> {
  const settings = await readSettings(address);
  assertSettings(settings);
  return { version: settings.words };
}

/** The judgement alone, for any settings. Errors as above. */
export function assertSettings(settings: DatabaseSettings): void {
  const major = Math.floor(settings.version / 10_000);
  if (major < OLDEST_MAJOR) {
    throw new AppError('database_too_old', { details: { found: settings.words, expected: OLDEST_MAJOR } });
  }
  if (settings.fsync !== 'on') throw unsafe(`fsync = ${settings.fsync}`, 'fsync = on');
  if (settings.commit === 'off') throw unsafe('synchronous_commit = off', 'synchronous_commit = on');
  if (settings.encoding !== 'UTF8')
    throw unsafe(`encoding ${settings.encoding}`, 'encoding UTF8 (create the database anew)');
}

async function readSettings(address: DatabaseAddress): Promise<DatabaseSettings> {
  const client = new Client(clientConfig(address, 'tsunagi-check'));
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<DatabaseSettings>(SETTINGS);
    return rows[0] as DatabaseSettings;
  } catch (error) {
    throw asDatabaseError(error, describeAddress(address));
  } finally {
    await client.end().catch(() => undefined);
  }
}

function unsafe(found: string, expected: string): AppError {
  return new AppError('database_unsafe', { details: { found, expected } });
}
