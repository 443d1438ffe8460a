import { createVault } from '#server/vault/vault.ts';
import type { BackupKeys } from './manifest.ts';

/** What a hub's key makes for its backups: neither tells anything of the key, nor of what it seals. */
export function backupKeys(key: Buffer): BackupKeys {
  const vault = createVault(key);
  return { print: vault.keyFor('backup: which key'), seal: vault.keyFor('backup: manifest') };
}
