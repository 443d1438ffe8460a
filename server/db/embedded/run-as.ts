import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from 'node:child_process';
import { chmod, chown, readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { unusableFolder } from '#server/db/data-folder/folder-error.ts';

/**
 * As whom PostgreSQL runs. It refuses to run as root; a hub that does runs it as another user of the machine or, where
 * that user cannot reach the folder, in a user namespace in which root goes by another number.
 */
export type RunAs =
  | { readonly kind: 'self' }
  | { readonly kind: 'user'; readonly name: string; readonly uid: number; readonly gid: number }
  | { readonly kind: 'namespace' };

type User = { readonly name: string; readonly uid: number; readonly gid: number };

/** Users to become, best first: one made for databases, then the one made for owning nothing. */
const PREFERRED = ['postgres', 'nobody'];
const NAMESPACE_ARGS = ['--user', '--map-user=65534', '--map-group=65534', '--'];
/** Children get a fixed environment: nothing of ours (passwords, PG* settings) reaches them. */
const ENVIRONMENT = { PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C', TZ: 'UTC' };

/**
 * Decides as whom to run so that both `folder` and `program` can be reached.
 * Error: `data_folder_unusable`, naming the folder in the way and the command that opens it.
 */
export async function chooseRunAs(folder: string, program: string, cluster: string): Promise<RunAs> {
  if (process.getuid?.() !== 0) return { kind: 'self' };
  const owner = await stat(cluster).then(
    (stats) => stats.uid,
    () => undefined,
  );
  if (owner === 0) return namespaceOr(folder, [cluster]);
  const users = await usersFor(owner);
  // The data folder is ours, so letting others walk through it (not read it) is ours to do; its parents are not.
  await letThrough(folder);
  const inTheWay: string[] = [];
  for (const user of users) {
    const blocked = (await firstBlocked(folder, user)) ?? (await firstBlocked(program, user));
    if (blocked === undefined) return { kind: 'user', ...user };
    inTheWay.push(blocked);
  }
  if (owner !== undefined) throw blockedError(folder, inTheWay[0] ?? folder);
  return namespaceOr(folder, inTheWay);
}

/** Gives a folder to whoever PostgreSQL runs as. */
export async function giveTo(runAs: RunAs, path: string): Promise<void> {
  if (runAs.kind === 'user') await chown(path, runAs.uid, runAs.gid);
}

/** Starts a program as decided, in a session of its own so that Ctrl+C in the hub's terminal does not reach it. */
export function spawnAs(
  runAs: RunAs,
  file: string,
  args: readonly string[],
  stdio: SpawnOptions['stdio'],
): ChildProcess {
  const options: SpawnOptions = { stdio, env: ENVIRONMENT, detached: true, cwd: '/' };
  if (runAs.kind === 'namespace') return spawn('unshare', [...NAMESPACE_ARGS, file, ...args], options);
  if (runAs.kind === 'user') return spawn(file, args, { ...options, uid: runAs.uid, gid: runAs.gid });
  return spawn(file, args, options);
}

async function usersFor(owner: number | undefined): Promise<User[]> {
  const users = (await readFile('/etc/passwd', 'utf8').catch(() => '')).split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':');
    return name && uid && gid ? [{ name, uid: Number(uid), gid: Number(gid) }] : [];
  });
  // PostgreSQL insists on owning its folder: an existing one decides who runs it.
  if (owner !== undefined) return users.filter((user) => user.uid === owner);
  return PREFERRED.flatMap((name) => users.filter((user) => user.name === name && user.uid !== 0));
}

async function letThrough(folder: string): Promise<void> {
  const { mode, uid } = await stat(folder);
  if (uid === 0) await chmod(folder, mode | 0o011);
}

/** The first folder on the way to `path`, or `path` itself, that the user may not enter; undefined when all is open. */
async function firstBlocked(path: string, user: User): Promise<string | undefined> {
  const way = [path];
  for (let at = path; dirname(at) !== at; at = dirname(at)) way.unshift(dirname(at));
  for (const step of way) {
    const { mode, uid, gid } = await stat(step);
    const others = gid === user.gid ? 0o010 : 0o001;
    if ((mode & (uid === user.uid ? 0o100 : others)) === 0) return step;
  }
  return undefined;
}

function namespaceOr(folder: string, inTheWay: readonly string[]): RunAs {
  const { status } = spawnSync('unshare', [...NAMESPACE_ARGS, 'true'], { env: ENVIRONMENT, stdio: 'ignore' });
  if (status === 0) return { kind: 'namespace' };
  throw blockedError(folder, inTheWay[0] ?? folder);
}

function blockedError(folder: string, blocked: string): Error {
  return unusableFolder(
    folder,
    `PostgreSQL does not run as root, and no other user may enter ${blocked}`,
    `Run the hub as an ordinary user, or choose a folder with --data that others may enter, or: chmod o+x ${blocked}`,
  );
}
