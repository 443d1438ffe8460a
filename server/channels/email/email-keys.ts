import { randomBytes } from 'node:crypto';
import type { Deps } from '#server/deps.ts';
import { findEmailKey, insertEmailKey } from './email.repository.ts';

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

async function makeKey(deps: Pick<Deps, 'db' | 'vault' | 'clock'>, name: string): Promise<Buffer> {
  const sealed = deps.vault.seal(randomBytes(KEY_BYTES).toString('base64'), contextOf(name));
  await insertEmailKey(deps.db, { name, sealed, at: deps.clock.now() });
  return (await findEmailKey(deps.db, name)) ?? sealed;
}
