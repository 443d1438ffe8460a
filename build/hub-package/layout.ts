import { chmod, cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { hubPackages } from './closure.ts';

/** Where the program lies once it is installed. */
export const PROGRAM = 'usr/lib/tsunagi-hub';
const FILES = join(import.meta.dirname, 'files');

/** Files of the operating system, and where they go. */
const SYSTEM_FILES: readonly (readonly [from: string, to: string, mode: number])[] = [
  ['tsunagi-hub.sh', 'usr/bin/tsunagi-hub', 0o755],
  ['tsunagi-hub.service', 'usr/lib/systemd/system/tsunagi-hub.service', 0o644],
  ['tsunagi-hub-backup.service', 'usr/lib/systemd/system/tsunagi-hub-backup.service', 0o644],
  ['tsunagi-hub-backup.timer', 'usr/lib/systemd/system/tsunagi-hub-backup.timer', 0o644],
  ['sysusers.conf', 'usr/lib/sysusers.d/tsunagi-hub.conf', 0o644],
  ['hub.env', 'etc/tsunagi-hub/hub.env', 0o640],
];
/** What people edit: an upgrade asks before it touches them. */
export const CONFFILES = ['/etc/tsunagi-hub/hub.env'];

/** Bytes that only a developer needs. */
const isNeeded = (path: string): boolean => !/\.(map|md|markdown)$|\.d\.[cm]?ts$/.test(path);

/** Lays out the hub as it is installed: program, pinned Node, its packages, the desk for browsers, units. */
export async function layOut(root: string, bundled: string, into: string): Promise<void> {
  const program = join(into, PROGRAM);
  await mkdir(program, { recursive: true });
  for (const folder of ['server', 'shared']) {
    await cp(join(root, folder), join(program, folder), { recursive: true });
  }
  await cp(bundled, join(program, 'out/renderer'), { recursive: true });
  for (const folder of await hubPackages(root)) {
    // Packages inside are laid out by themselves, where they are needed.
    const inside = join(root, folder, 'node_modules');
    const filter = (path: string) => !path.startsWith(inside) && isNeeded(path);
    const options = { recursive: true, verbatimSymlinks: true, filter };
    await cp(join(root, folder), join(program, folder), options);
  }
  await mkdir(join(program, 'bin'));
  await cp(join(root, 'node_modules/node/bin/node'), join(program, 'bin/node'), { dereference: true });
  await chmod(join(program, 'bin/node'), 0o755);
  await writeFile(join(program, 'package.json'), await hubManifest(root));
  const documents = join(into, 'usr/share/doc/tsunagi-hub');
  await mkdir(documents, { recursive: true });
  for (const name of ['operations.md', 'hubs.md', 'examples']) {
    await cp(join(root, 'docs', name), join(documents, name), { recursive: true });
  }
  for (const [from, to, mode] of SYSTEM_FILES) {
    await mkdir(dirname(join(into, to)), { recursive: true });
    await cp(join(FILES, from), join(into, to));
    await chmod(join(into, to), mode);
  }
}

/** What Node and the hub read of package.json. */
async function hubManifest(root: string): Promise<string> {
  const { name, version, type, imports } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as Record<
    string,
    unknown
  >;
  return `${JSON.stringify({ name: `${String(name)}-hub`, version, private: true, type, imports }, null, 2)}\n`;
}
