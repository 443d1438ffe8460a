import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { UpdateFile, UpdatePackage, UpdatePlatform } from '#shared/domain/update-manifest.ts';

/** One file of a release, and for whom it is; a universal one for Macs is for two platforms. */
export type Artefact = { readonly platforms: readonly UpdatePlatform[]; readonly file: UpdateFile };

const MARKED = /-(unsigned|test)(?=[._-]|$)/;

/** `tsunagi-1.4.0-linux-amd64.deb`, as the packager names them. */
const NAME =
  /^tsunagi-(?<version>\d+\.\d+\.\d+(?:-(?:alpha|beta|rc)\.\d+)?)-(?<os>linux|win|mac)-(?<arch>[a-z0-9_]+)\.(?<ext>AppImage|deb|rpm|tar\.gz|exe|msi|zip)$/;

const ARCHES: Readonly<Record<string, readonly ('x64' | 'arm64')[]>> = {
  x64: ['x64'],
  amd64: ['x64'],
  x86_64: ['x64'],
  arm64: ['arm64'],
  aarch64: ['arm64'],
  universal: ['x64', 'arm64'],
};
const SYSTEMS = { linux: 'linux', win: 'win32', mac: 'darwin' } as const;
const PACKAGES: Readonly<Record<string, UpdatePackage>> = {
  'linux AppImage': 'appimage',
  'linux deb': 'deb',
  'linux rpm': 'rpm',
  'linux tar.gz': 'tar',
  'win exe': 'nsis',
  'win msi': 'msi',
  'mac zip': 'mac',
};

/**
 * The files of one version in a folder that an update can be made of; others (dmg, SBOM, sums) are for people.
 * @throws when one is marked as unsigned or as a test's: what nobody signed is never offered
 */
export async function artefactsIn(folder: string, version: string): Promise<readonly Artefact[]> {
  const found: Artefact[] = [];
  for (const name of (await readdir(folder)).sort()) {
    const { os, arch, ext, version: of } = NAME.exec(name.replace(MARKED, ''))?.groups ?? {};
    const kind = PACKAGES[`${os} ${ext}`];
    const arches = ARCHES[arch ?? ''];
    if (of !== version || kind === undefined || arches === undefined) continue;
    if (MARKED.test(name)) throw new Error(`${name} is not a signed release: no update is made of it`);
    const system = SYSTEMS[os as keyof typeof SYSTEMS];
    found.push({
      platforms: arches.map((each) => `${system}-${each}` as UpdatePlatform),
      file: { package: kind, name, ...(await measure(join(folder, name))) },
    });
  }
  return found;
}

async function measure(path: string): Promise<{ size: number; sha512: string }> {
  const hash = createHash('sha512');
  for await (const part of createReadStream(path)) hash.update(part as Buffer);
  return { size: (await stat(path)).size, sha512: hash.digest('hex') };
}
