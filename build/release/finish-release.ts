import { randomUUID } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Lock } from '#build/checks/dependency-faults.ts';
import { type BuildKind, nameMark } from '#build/package/build-kind.ts';
import { product } from '#build/package/configuration/product.ts';
import { WORD_LISTS } from '#build/vite/shipped-dictionary.ts';
import { SUMS, sha512Of, sumsText } from './checksums.ts';
import { bundledPackages } from './sbom/bundled-packages.ts';
import { cyclonedx, type Sbom } from './sbom/cyclonedx.ts';
import type { GpgKeys } from './signing/gpg-keys.ts';
import { signDeb, signDetached, signRpm } from './signing/sign-linux.ts';

/** The bundles that are packed, and that the list of contents is made from. */
const PACKED = ['out/electron', 'out/renderer/desk'] as const;

type Contents = {
  readonly root: string;
  readonly version: string;
  readonly electronVersion: string;
  readonly at: Date;
};

/** The list of what is inside this build. */
export async function describeContents({ root, version, electronVersion, at }: Contents): Promise<Sbom> {
  const lock = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')) as Lock;
  const packages = [...new Set([...(await bundledPackages(root, PACKED)), ...WORD_LISTS])].sort();
  return cyclonedx({ name: product.command, version, electronVersion, packages, lock, at, id: randomUUID() });
}

type Finish = {
  readonly folder: string;
  readonly artefacts: readonly string[];
  readonly kind: BuildKind;
  readonly sbom: Sbom;
  readonly version: string;
  readonly gpg: GpgKeys | null;
};

/**
 * What is left to do once the installers are there: sign debs and rpms inside and the rest beside, write the SBOM and the sums,
 * and sign those. Sums come last, over what is handed out. A folder may hold several platforms' files; sums are over all of it.
 * @returns the names of all files of the release
 */
export async function finishRelease({
  folder,
  artefacts,
  kind,
  sbom,
  version,
  gpg,
}: Finish): Promise<readonly string[]> {
  const sbomName = `${product.command}-${version}${nameMark[kind]}.cdx.json`;
  await writeFile(join(folder, sbomName), `${JSON.stringify(sbom, null, 2)}\n`);
  if (gpg !== null) for (const path of artefacts) await signArtefact(path, gpg);
  return writeSums(folder, gpg);
}

/**
 * Writes the sums over all of a folder's files that are handed out, and signs them when there is a key; once more when the files
 * of several platforms have been brought together.
 * @returns the names of all files of the release
 */
export async function writeSums(folder: string, gpg: GpgKeys | null): Promise<readonly string[]> {
  const names = await releaseFiles(folder);
  const files = await Promise.all(names.map(async (name) => ({ name, sha512: await sha512Of(join(folder, name)) })));
  await writeFile(join(folder, SUMS), sumsText(files));
  if (gpg !== null) await signDetached(join(folder, SUMS), gpg);
  return [...names, SUMS, ...(gpg === null ? [] : [`${SUMS}.asc`])];
}

async function signArtefact(path: string, gpg: GpgKeys): Promise<void> {
  if (path.endsWith('.deb')) await signDeb(path, gpg);
  else if (path.endsWith('.rpm')) await signRpm(path, gpg);
  else if (/\.(tar\.gz|AppImage)$/.test(path)) await signDetached(path, gpg);
}

const HANDED_OUT = /\.(deb|rpm|tar\.gz|AppImage|exe|msi|dmg|zip|cdx\.json|asc)$/;

/** The files of a folder that are handed out, without the sums themselves; electron-builder leaves others beside them. */
export async function releaseFiles(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).map(({ name }) => basename(name));
  return names.filter((name) => HANDED_OUT.test(name) && !name.startsWith(SUMS)).sort();
}
