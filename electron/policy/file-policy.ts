import { readFileSync } from 'node:fs';
import { whyNotOwnedByRoot } from './owned-file.ts';
import { NO_POLICY, type PolicyReading, parsePolicy } from './policy.ts';

/** Where a Linux desktop looks. */
export const POLICY_FILE = '/etc/tsunagi/policy.json';

/** The policy in a file of JSON that is root's; another's is left out, and said. */
export function readPolicyFile(path: string): PolicyReading {
  const why = whyNotOwnedByRoot(path);
  if (why === 'missing') return NO_POLICY;
  if (why !== null) return { policy: {}, source: 'file', problems: [`${why}: the policy is not followed`] };
  try {
    return parsePolicy(JSON.parse(readFileSync(path, 'utf8')), 'file');
  } catch (thrown: unknown) {
    const what = thrown instanceof SyntaxError ? 'is not JSON' : 'cannot be read';
    return { policy: {}, source: 'file', problems: [`${path} ${what}`] };
  }
}
