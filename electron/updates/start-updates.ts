import type { UpdateChannel, UpdateFile } from '#shared/domain/update-manifest.ts';
import { VERSION_PATTERN } from '#shared/domain/update-version.ts';
import type { UpdateState } from '#shared/ipc/updates.ts';
import type { FeedFetch } from './feed.ts';
import type { InstallationKind } from './installation-kind.ts';
import type { Installer } from './installers/installer.ts';
import { ownShare } from './look.ts';
import { scheduleLooks } from './schedule.ts';
import type { UpdateTrust } from './trust-file.ts';
import { createUpdater, type Updater } from './updater.ts';

/** What IT has laid down about updates. */
export type UpdatePolicy = { readonly isOff: boolean; readonly channel: UpdateChannel | null };

type Deps = {
  readonly policy: UpdatePolicy;
  readonly trust: UpdateTrust | null;
  /** Null on a platform without releases. */
  readonly kind: InstallationKind | null;
  readonly version: string;
  readonly folder: string;
  readonly fetch: FeedFetch;
  readonly installerOf: (file: UpdateFile) => Installer;
  readonly onChanged: (state: UpdateState) => void;
  readonly quit: () => void;
  readonly log: (line: string) => void;
};

/** [DK4] The updater of this installation, looking by itself from now on; one that does nothing where it is off. */
export function startUpdates(deps: Deps): Updater {
  const { policy, trust, kind, version, log } = deps;
  if (policy.isOff) return offUpdater('policy', log);
  if (trust === null || kind === null || !VERSION_PATTERN.test(version)) return offUpdater('build', log);
  const updater = createUpdater({
    trust,
    here: { version, platform: kind.platform, package: kind.package, channel: policy.channel ?? channelOf(version) },
    folder: deps.folder,
    fetch: deps.fetch,
    installerOf: kind.isOurs ? deps.installerOf : null,
    // A package manager's, or a tester's that goes back to the channel that is behind.
    isRenewedByOthers: !kind.isOurs || (policy.channel !== null && policy.channel !== channelOf(version)),
    now: () => new Date(),
    onChanged: deps.onChanged,
    quit: deps.quit,
    log,
  });
  scheduleLooks({ check: updater.check, share: () => ownShare(deps.folder) });
  return updater;
}

/** Who installed a version before its release goes on getting such. */
const channelOf = (version: string): UpdateChannel => (version.includes('-') ? 'beta' : 'stable');

function offUpdater(reason: 'policy' | 'build', log: (line: string) => void): Updater {
  log(`updates: off (${reason})`);
  const state = (): UpdateState => ({ state: 'off', reason });
  return {
    state,
    check: async () => state(),
    install: state,
    later: state,
    tellLive: () => undefined,
    pageGone: () => undefined,
    signedIn: () => undefined,
    stayed: () => undefined,
    atEnd: async () => undefined,
  };
}
