import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#server/errors.ts';
import { KEY_BYTES } from './vault.ts';

const FILE = 'secret.key';

/**
 * The key of the vault: the one configured (base64), which every hub of one database shares, else the data folder's own,
 * made at the first start and readable by its user alone. Throws `bad_config` for a key of another length.
 */
export async function vaultKey(configured: string | undefined, dataFolder: string): Promise<Buffer> {
  if (configured !== undefined) return keyFrom(configured, 'TSUNAGI_SECRET_KEY');
  const path = join(dataFolder, FILE);
  await mkdir(dataFolder, { recursive: true });
  try {
    const file = await open(path, 'wx', 0o600);
    const key = randomBytes(KEY_BYTES);
    await file.writeFile(`${key.toString('base64')}\n`);
    await file.sync();
    await file.close();
    return key;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return keyFrom((await readFile(path, 'utf8')).trim(), path);
  }
}

/** The same, but null where there is none yet: nothing is made. */
export async function existingVaultKey(configured: string | undefined, dataFolder: string): Promise<Buffer | null> {
  if (configured !== undefined) return keyFrom(configured, 'TSUNAGI_SECRET_KEY');
  const path = join(dataFolder, FILE);
  const text = await readFile(path, 'utf8').catch(() => null);
  return text === null ? null : keyFrom(text.trim(), path);
}

function keyFrom(text: string, setting: string): Buffer {
  const key = Buffer.from(text, 'base64');
  if (key.length === KEY_BYTES) return key;
  throw new AppError('bad_config', {
    details: {
      setting,
      found: `${key.length} bytes`,
      expected: `${KEY_BYTES} bytes in base64: openssl rand -base64 32`,
    },
  });
}
