import { type ChildProcess, spawn } from 'node:child_process';
import { lstatSync } from 'node:fs';
import {
  appendFile,
  chmod,
  chown,
  copyFile,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readlink,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { mustRun, runTool, type ToolResult } from '#build/release/run-tool.ts';
import { filesOf, neededPackages, recordOf } from './needed-packages.ts';

/** A Debian of its own, in a folder: the base and what one package asks for, and nothing of this project. */
export type CleanRoot = {
  readonly folder: string;
  /** Runs a program in it as root, to its end. */
  readonly asRoot: (command: readonly string[]) => Promise<ToolResult>;
  /**
   * Starts a program in it as an ordinary user, in a session with this display and no bus. It and everything it starts are gone
   * with the returned process; so are the mounts it ran on, which nobody else ever sees.
   */
  readonly asUser: (command: readonly string[], env?: Readonly<Record<string, string>>) => ChildProcess;
  /** Takes the folder away. Whatever runs in it has to be over. */
  readonly remove: () => Promise<void>;
};

/** Who works there. */
export const CLERK = { name: 'clerk', uid: 20_001 } as const;
const HOME = `/home/${CLERK.name}`;

/** Which files belong to which package. */
const INFO = '/var/lib/dpkg/info';

/** Nothing runs by these, and they are half of the files. */
const LEFT_OUT = /^\/usr\/share\/(doc|man|info|locale|lintian|bug|icons\/Adwaita)\//;

/** What packages make when they are installed, and have no list of. */
const MADE_LATER = [
  '/etc/passwd',
  '/etc/group',
  '/etc/nsswitch.conf',
  '/etc/alternatives',
  '/etc/fonts',
  '/usr/bin/awk',
  '/usr/lib/x86_64-linux-gnu/gdk-pixbuf-2.0/2.10.0/loaders.cache',
  '/usr/share/glib-2.0/schemas/gschemas.compiled',
  '/usr/share/mime',
];

/**
 * Makes the Debian that a deb's own `Depends` leads to, out of the packages that are installed here; real copies, so that nothing
 * done in it reaches this machine. Needs root.
 */
export async function cleanRootFor(deb: string): Promise<CleanRoot> {
  const folder = await mkdtemp(join(tmpdir(), 'tsunagi-root-'));
  try {
    await chmod(folder, 0o755);
    const packages = await neededPackages(await mustRun('dpkg-deb', ['--field', deb, 'Depends']));
    await layOut(folder, packages);
    return { ...programsOf(folder), folder, remove: () => rm(folder, { recursive: true, force: true }) };
  } catch (thrown) {
    await rm(folder, { recursive: true, force: true });
    throw thrown;
  }
}

/** Also a link that leads nowhere yet. */
const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

async function layOut(folder: string, packages: readonly string[]): Promise<void> {
  // Before any file: packages write through these.
  for (const name of ['bin', 'sbin', 'lib', 'lib32', 'lib64', 'libx32']) {
    const target = await readlink(`/${name}`).catch(() => null);
    if (target === null) continue;
    await mkdir(join(folder, target), { recursive: true });
    await symlink(target, join(folder, name));
  }
  // Images take away some of what their packages brought.
  const files = (await filesOf(packages)).filter((path) => !LEFT_OUT.test(path) && isThere(path));
  await mustRun('cpio', ['--pass-through', '--make-directories', '--preserve-modification-time', '--quiet', folder], {
    cwd: '/',
    input: `${files.map((path) => path.slice(1)).join('\n')}\n`,
  });
  for (const path of MADE_LATER)
    await cp(path, join(folder, path), { recursive: true, force: true, verbatimSymlinks: true }).catch(() => undefined);
  const dpkg = join(folder, 'var/lib/dpkg');
  await mkdir(join(dpkg, 'info'), { recursive: true });
  await mkdir(join(dpkg, 'updates'), { recursive: true });
  await mkdir(join(dpkg, 'triggers'), { recursive: true });
  await writeFile(join(dpkg, 'status'), await recordOf(packages));
  const lists = (await readdir(INFO)).filter(
    (name) => name.endsWith('.list') && packages.includes(name.replace(/(:.*)?\.list$/, '')),
  );
  for (const name of lists) await copyFile(join(INFO, name), join(dpkg, 'info', name));
  for (const place of ['tmp', 'dev', 'proc', 'sys', 'root', 'run', 'etc'])
    await mkdir(join(folder, place), { recursive: true });
  await chmod(join(folder, 'tmp'), 0o1777);
  await mkdir(join(folder, 'tmp/.X11-unix'));
  await appendFile(join(folder, 'etc/passwd'), `${CLERK.name}:x:${CLERK.uid}:${CLERK.uid}::${HOME}:/bin/sh\n`);
  await appendFile(join(folder, 'etc/group'), `${CLERK.name}:x:${CLERK.uid}:\n`);
  await writeFile(join(folder, 'etc/hosts'), '127.0.0.1 localhost\n');
  for (const place of [HOME, `/run/user/${CLERK.uid}`]) {
    // A mode given here would be that of the folders above as well.
    await mkdir(join(folder, place), { recursive: true });
    await chmod(join(folder, place), 0o700);
    await chown(join(folder, place), CLERK.uid, CLERK.uid);
  }
  const cookie = process.env['XAUTHORITY'];
  if (cookie) {
    await copyFile(cookie, join(folder, HOME, '.Xauthority'));
    await chown(join(folder, HOME, '.Xauthority'), CLERK.uid, CLERK.uid);
  }
  await mustRun('chroot', [folder, '/sbin/ldconfig']);
}

/** Mounts of its own, then the program; `$1` is the root. The shell stays, for a first process has duties that programs do not know. */
const INSIDE = `
set -e
mount --bind "$1" "$1"
# Folders for temporary files may be without setuid helpers or programs, which a system's /opt is not.
mount -o remount,bind,suid,exec "$1" || true
mount -t proc proc "$1/proc"
mount --rbind /dev "$1/dev"
mount --rbind /sys "$1/sys"
mount --bind /tmp/.X11-unix "$1/tmp/.X11-unix"
set +e
root=$1; user=$2; shift 2
chroot --userspec="$user" "$root" "$@"
exit $?
`;

const UNSHARED = ['--mount', '--pid', '--fork', '--kill-child', '--propagation', 'private', 'sh', '-c', INSIDE, 'sh'];

function programsOf(folder: string): Pick<CleanRoot, 'asRoot' | 'asUser'> {
  const path = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
  return {
    asRoot: (command) =>
      runTool('unshare', [...UNSHARED, folder, '0:0', '/usr/bin/env', '-i', path, 'LANG=C.UTF-8', ...command]),
    asUser(command, env = {}) {
      const session = {
        HOME,
        USER: CLERK.name,
        LANG: 'C.UTF-8',
        DISPLAY: process.env['DISPLAY'] ?? '',
        XDG_RUNTIME_DIR: `/run/user/${CLERK.uid}`,
        ...env,
      };
      const given = Object.entries(session).map(([name, value]) => `${name}=${value}`);
      const own = [folder, `${CLERK.uid}:${CLERK.uid}`, '/usr/bin/env', '-i', path, ...given, ...command];
      return spawn('unshare', [...UNSHARED, ...own], { stdio: ['ignore', 'pipe', 'pipe'] });
    },
  };
}

/** The deb's name inside, once it has been put there. */
export async function putInside({ folder }: CleanRoot, file: string): Promise<string> {
  const place = `/tmp/${basename(file)}`;
  await copyFile(file, join(folder, place));
  return place;
}
