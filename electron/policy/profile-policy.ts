import { execFileSync } from 'node:child_process';
import { APP_ID } from '#electron/app-id.ts';
import { whyNotOwnedByRoot } from './owned-file.ts';
import { NO_POLICY, type PolicyReading, parsePolicy } from './policy.ts';

/**
 * Where macOS puts what a profile sets. `defaults` would also give what the user wrote; this folder is the system's
 * alone.
 */
const PROFILE_FILE = `/Library/Managed Preferences/${APP_ID}.plist`;

export function readProfilePolicy(
  path: string = PROFILE_FILE,
  toJson: (path: string) => string = plutil,
): PolicyReading {
  const why = whyNotOwnedByRoot(path);
  if (why === 'missing') return NO_POLICY;
  if (why !== null) return { policy: {}, source: 'profile', problems: [`${why}: the policy is not followed`] };
  try {
    return parsePolicy(withoutPayloadKeys(JSON.parse(toJson(path))), 'profile');
  } catch {
    return { policy: {}, source: 'profile', problems: [`${path} cannot be read`] };
  }
}

/** A profile's own bookkeeping, which some tools write beside the settings. */
function withoutPayloadKeys(raw: unknown): unknown {
  if (typeof raw !== 'object' || raw === null) return raw;
  return Object.fromEntries(Object.entries(raw).filter(([name]) => !/^(Payload|PFC)/.test(name)));
}

const plutil = (path: string): string =>
  execFileSync('/usr/bin/plutil', ['-convert', 'json', '-o', '-', path], {
    encoding: 'utf8',
    timeout: 5000,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
