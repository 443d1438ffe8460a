import { POLICY_FILE, readPolicyFile } from './file-policy.ts';
import type { PolicyReading } from './policy.ts';
import { readProfilePolicy } from './profile-policy.ts';
import { queryRegistry, readRegistryPolicy } from './registry-policy.ts';

type Where = {
  readonly platform: string;
  /** Windows' own folder, `C:\Windows`. */
  readonly systemRoot: string;
  /** Another file in place of the system's, for tests of builds that are not packaged; root's as well. */
  readonly file?: string | null;
};

/**
 * The company's policy, read once at the start, before anything else is decided. Never throws: what cannot be used is
 * among its problems.
 */
export function readPolicy({ platform, systemRoot, file = null }: Where): PolicyReading {
  if (file !== null) return readPolicyFile(file);
  if (platform === 'win32') return readRegistryPolicy(queryRegistry(systemRoot));
  return platform === 'darwin' ? readProfilePolicy() : readPolicyFile(POLICY_FILE);
}
