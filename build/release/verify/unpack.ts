import { access, mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { product } from '#build/package/configuration/product.ts';
import { runTool } from '#build/release/run-tool.ts';
import type { Tree } from './verify-tree.ts';

/** Why a package could not be opened, or where it lies opened; whoever asked removes the folder. */
export type Unpacked = { readonly folder: string; readonly tree: Tree | null; readonly problem: string | null };

/** Opens a deb, an rpm or a tar.gz into a fresh folder, running nothing of it, and finds the desktop inside. */
export async function unpack(file: string, name: string): Promise<Unpacked> {
  const folder = await mkdtemp(join(tmpdir(), 'tsunagi-unpack-'));
  const [command, args] = openerOf(file, folder);
  const { code, output } = await runTool(command, args);
  if (code !== 0)
    return { folder, tree: null, problem: `${command} ended with ${code}: ${output.trim().split('\n').at(-1)}` };
  const program = await programIn(folder);
  if (program === null) return { folder, tree: null, problem: 'there is no program "tsunagi" in it' };
  return {
    folder,
    tree: { what: name, program: join(program, 'tsunagi'), resources: join(program, 'resources') },
    problem: null,
  };
}

/** The app's archive of a zip for Macs, whose links and rights need a Mac to be laid out; whoever asked removes the folder. */
export async function unpackMacArchive(file: string): Promise<{ readonly folder: string; readonly archive: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'tsunagi-unpack-'));
  const inside = `${product.name}.app/Contents/Resources/app.asar`;
  // Each platform has one of these by itself or for making installers; where it fails, the archive is not there.
  if (process.platform === 'darwin') await runTool('unzip', ['-qq', file, inside, '-d', folder]);
  else if (process.platform === 'win32') await runTool('tar', ['-xf', file, '-C', folder, inside]);
  else await runTool('7z', ['x', '-y', `-o${folder}`, file, inside]);
  return { folder, archive: join(folder, inside) };
}

function openerOf(file: string, folder: string): readonly [string, readonly string[]] {
  if (file.endsWith('.deb')) return ['dpkg-deb', ['-x', file, folder]];
  if (file.endsWith('.rpm'))
    return ['sh', ['-c', 'set -e; rpm2cpio "$0" | cpio --quiet -idm --no-absolute-filenames -D "$1"', file, folder]];
  return ['tar', ['-xzf', file, '-C', folder, '--no-same-owner']];
}

/** Packages have it in /opt/Tsunagi, archives in a folder of their own name. */
async function programIn(folder: string): Promise<string | null> {
  const inArchive = (await readdir(folder)).map((name) => join(folder, name));
  for (const place of [join(folder, 'opt/Tsunagi'), ...inArchive]) {
    const isThere = await access(join(place, 'tsunagi')).then(
      () => true,
      () => false,
    );
    if (isThere) return place;
  }
  return null;
}
