import { randomBytes } from 'node:crypto';
import type { Deps } from '#server/deps.ts';
import { AppError } from '#server/errors.ts';
import type { Vault } from '#server/vault/vault.ts';
import type { Work } from '#server/work.ts';
import { dropEmailKey, findEmailKey, insertEmailKey, listEmailKeys } from './email.repository.ts';

const KEY_BYTES = 32;
const contextOf = (name: string): string => `email_key:${name}`;

/**
 * The hub's key for one purpose of the email channel, made when it is first needed; of two hubs that make one at once, one
 * wins. Throws `secret_unreadable` when the vault's key was changed.
 */
export async function emailKey(
  deps: Pick<Deps, 'db' | 'vault' | 'clock'>,
  name: 'reply' | 'frame' | 'test',
): Promise<Buffer> {
  const sealed = (await findEmailKey(deps.db, name)) ?? (await makeKey(deps, name));
  return Buffer.from(deps.vault.open(sealed, contextOf(name)), 'base64');
}

/**
 * Drops keys that the vault's key does not open, so that the next use makes them anew. Addresses for answers that went out under
 * a former one are then known no more: such answers find their conversation by the mail they answer.
 */
export async function forgetUnreadableKeys(work: Work): Promise<void> {
  for (const key of await listEmailKeys(work.tx)) if (!opens(work.vault, key)) await dropEmailKey(work, key);
}

function opens(vault: Vault, { name, sealed }: { name: string; sealed: Buffer }): boolean {
  try {
    vault.open(sealed, contextOf(name));
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === 'secret_unreadable') return false;
    throw error;
  }
}

async function makeKey(deps: Pick<Deps, 'db' | 'vault' | 'clock'>, name: string): Promise<Buffer> {
  const sealed = deps.vault.seal(randomBytes(KEY_BYTES).toString('base64'), contextOf(name));
  await insertEmailKey(deps.db, { name, sealed, at: deps.clock.now() });
  return (await findEmailKey(deps.db, name)) ?? sealed;
}
