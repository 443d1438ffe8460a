import type { Config } from '#server/config.ts';
import { existingVaultKey } from '#server/vault/key-file.ts';
import { checked, type Finding } from './finding.ts';

type Facts = Pick<Config, 'databaseUrl' | 'secretKey' | 'dataFolder'>;

/** The key that seals channels' secrets: where it is, and that it is not only on one hub's disk. */
export async function checkKey({ databaseUrl, secretKey, dataFolder }: Facts): Promise<Finding> {
  const name = 'secret key';
  if (databaseUrl !== undefined && secretKey === undefined) {
    return {
      name,
      state: 'warning',
      found: `a file of this machine (${dataFolder}/secret.key)`,
      expected: 'TSUNAGI_SECRET_KEY, the same on every hub of the database',
      next: 'Keep that file apart from the backups, or set the variable to what is in it: without it no channel’s secret opens.',
    };
  }
  return checked(name, async () => {
    const key = await existingVaultKey(secretKey, dataFolder);
    if (key === null) return 'made at the first start; keep a copy apart from the backups';
    return secretKey === undefined ? `${dataFolder}/secret.key; keep a copy apart from the backups` : 'as configured';
  });
}
