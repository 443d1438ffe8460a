import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Whether Chromium's sandbox can be used here, which switches Electron needs, and what to tell the person. */
export type SandboxCheck = {
  readonly mode: 'on' | 'off-as-root' | 'impossible';
  readonly args: readonly string[];
  /** What is unusual here and what to do, or null. */
  readonly note: string | null;
};

/**
 * Chromium's own order: user namespaces, else the setuid helper, else it refuses to start. Root gets neither and must
 * say --no-sandbox, which is for containers and tests; nobody else ever gets that switch from us.
 */
export function checkSandbox(executable: string): SandboxCheck {
  if (process.platform !== 'linux') return { mode: 'on', args: [], note: null };
  if (process.getuid?.() === 0) {
    return {
      mode: 'off-as-root',
      args: ['--no-sandbox'],
      note: "Running as root: Chromium's sandbox is off. Fine for a trial or a test; work as an ordinary user.",
    };
  }
  if (hasUserNamespaces() || hasSetuidHelper(executable)) return { mode: 'on', args: [], note: null };
  const helper = join(dirname(executable), 'chrome-sandbox');
  return {
    mode: 'impossible',
    args: [],
    note:
      `Chromium's sandbox cannot start: this system forbids user namespaces to ordinary users, and ${helper} is not setuid root. ` +
      `Allow the one ("sysctl kernel.apparmor_restrict_unprivileged_userns=0" on Ubuntu) or do the other ("sudo chown root ${helper} && sudo chmod 4755 ${helper}").`,
  };
}

function hasUserNamespaces(): boolean {
  return (
    spawnSync('unshare', ['--user', '--map-root-user', '--net', 'true'], { stdio: 'ignore', timeout: 5000 }).status ===
    0
  );
}

function hasSetuidHelper(executable: string): boolean {
  try {
    const { uid, mode } = statSync(join(dirname(executable), 'chrome-sandbox'));
    return uid === 0 && (mode & 0o4000) !== 0;
  } catch {
    // Not shipped with this Electron.
    return false;
  }
}
