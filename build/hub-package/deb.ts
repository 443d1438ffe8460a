import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CONFFILES, layOut } from './layout.ts';

const run = promisify(execFile);
const SCRIPTS = join(import.meta.dirname, 'files', 'debian');
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' };

type Options = {
  readonly root: string;
  readonly out: string;
  /** What was bundled, from which the desk for browsers comes. */
  readonly bundled: string;
  /** `xz` is small and slow; `gzip` is for trying it out, `none` for a test that unpacks it at once. */
  readonly compression: 'xz' | 'gzip' | 'none';
};

/** Builds the hub's Debian package with dpkg-deb alone; gives its path. Everything in it belongs to root. */
export async function buildDeb({ root, out, bundled, compression }: Options): Promise<string> {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  const architecture = ARCHITECTURES[process.arch];
  if (architecture === undefined) throw new Error(`no Debian architecture is known for ${process.arch}`);
  const tree = await mkdtemp(join(tmpdir(), 'tsunagi-hub-deb-'));
  try {
    await layOut(root, bundled, tree);
    await run('chmod', ['-R', 'u=rwX,go=rX', tree]);
    await mkdir(join(tree, 'DEBIAN'));
    for (const name of await readdir(SCRIPTS)) {
      await cp(join(SCRIPTS, name), join(tree, 'DEBIAN', name));
      await chmod(join(tree, 'DEBIAN', name), 0o755);
    }
    await writeFile(join(tree, 'DEBIAN/conffiles'), CONFFILES.map((path) => `${path}\n`).join(''));
    await writeFile(join(tree, 'DEBIAN/control'), control(version, architecture, await kilobytesOf(tree)));
    await mkdir(out, { recursive: true });
    const file = join(out, `tsunagi-hub_${version}_${architecture}.deb`);
    const level = compression === 'gzip' ? ['-z1'] : [];
    await run('dpkg-deb', ['--root-owner-group', `-Z${compression}`, ...level, '--build', tree, file]);
    return file;
  } finally {
    await rm(tree, { recursive: true, force: true });
  }
}

function control(version: string, architecture: string, kilobytes: number): string {
  return `Package: tsunagi-hub
Version: ${version}
Architecture: ${architecture}
Maintainer: Tsunagi <hub@tsunagi.example>
Installed-Size: ${kilobytes}
Depends: libc6 (>= 2.28), libstdc++6, util-linux, openssl, ca-certificates
Recommends: systemd
Suggests: postgresql, redis-server, nginx
Section: net
Priority: optional
Description: hub of Tsunagi, a desktop for customer-service agents
 The server that desks, widgets and channels connect to. Brings its own Node
 and, for one shop, its own PostgreSQL; teams use a PostgreSQL of their own.
`;
}

async function kilobytesOf(folder: string): Promise<number> {
  let bytes = 0;
  for (const file of await readdir(folder, { recursive: true })) {
    bytes += await stat(join(folder, file)).then(
      ({ size }) => size,
      () => 0,
    );
  }
  return Math.ceil(bytes / 1024);
}
