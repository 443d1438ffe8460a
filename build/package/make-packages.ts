import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeContents, finishRelease } from '#build/release/finish-release.ts';
import { notices } from '#build/release/sbom/notices.ts';
import type { Environment } from '#build/release/signing/environment.ts';
import { signWindowsFile } from '#build/release/signing/sign-windows.ts';
import { hasKeysFor, refuseReleaseKeys, type SigningKeys, signingKeysOf } from '#build/release/signing/signing-keys.ts';
import { checkOffer, writeUpdateMetadata } from '#build/release/update-metadata.ts';
import {
  checkPinnedPublisher,
  type UpdateTrustText,
  updateTrustOf,
  writeUpdateTrust,
} from '#build/release/updates/update-trust.ts';
import { type BuildKind, buildKindOf, nameMark, type Platform } from './build-kind.ts';
import { builderConfiguration } from './configuration/configuration.ts';
import { isPlaceholder, type Publisher, product, publisherOf } from './configuration/product.ts';
import { checkReleaseElectron, type ElectronFolder, prepareTestElectron } from './electron-folder.ts';
import { missingPackages, toolEnvironment } from './host-tools.ts';
import type { PackageOptions } from './options.ts';
import { stageApp } from './stage-app.ts';

/** What one run made. `metadata` is null where no update metadata was asked for. */
export type PackageReport = {
  readonly kind: BuildKind;
  readonly platform: Platform;
  readonly version: string;
  readonly electron: string;
  readonly folder: string;
  readonly files: readonly string[];
  readonly metadata: readonly string[] | null;
};

type World = {
  readonly root: string;
  readonly env: Environment;
  readonly log: (line: string) => void;
  /** Makes the bundles that are packed; a test, which has them, leaves this out. */
  readonly bundle?: () => Promise<unknown>;
  /** Where the app is laid out before it is packed; by default in the repository's cache. */
  readonly workFolder?: string;
};

/** Where the desktop looks for what it trusts updates by, from the app's folder; as build/release/updates/update-trust.ts writes it. */
const UPDATE_TRUST_PLACE = 'out/electron/update-trust.json';
const NO_KEYS: SigningKeys = { windows: null, mac: null, gpg: null };

/**
 * Builds the targets, signs what there are keys for, and writes SBOM, sums and, for a signed release, update metadata.
 * @throws saying what was found, what was expected and what to do
 */
export async function makePackages(
  options: PackageOptions,
  { root, env, log, bundle, workFolder }: World,
): Promise<PackageReport> {
  const platform = platformOf(options);
  const isTest = options.testElectron !== null;
  if (isTest) refuseReleaseKeys(env);
  const keys = isTest ? NO_KEYS : signingKeysOf(env);
  const kind = buildKindOf({ isTest, hasKeys: hasKeysFor(platform, keys) });
  const publisher = publisherOf(env);
  checkPublisher(kind, publisher);
  checkOffer(kind, options.offer);
  const trust = isTest ? null : updateTrustOf(env);
  checkPinnedPublisher(trust, { kind, platform, signsAs: keys.windows?.publisherName ?? null });
  if (kind === 'signed' && trust === null)
    log(
      'NO UPDATES: TSUNAGI_UPDATE_FEED and TSUNAGI_UPDATE_PUBLIC_KEYS are not set, so no desktop of this build will ever renew itself.',
    );
  checkTools(options);

  await bundle?.();
  const cache = workFolder ?? join(root, '.cache/package');
  const electron = await electronFor(options, root, cache);
  log(`Electron ${electron.version}, ${kind}: ${options.targets.map(({ name }) => name).join(', ')}`);
  const folder = await emptyFolder(options.outFolder, join(root, 'out/package', kind));

  const appFolder = join(cache, 'app');
  const app = await stageApp({ root, place: appFolder, kind, publisher });
  await layTrust(options, appFolder, trust);
  const sbom = await describeContents({
    root,
    version: app.version,
    electronVersion: electron.version,
    at: new Date(),
  });
  await writeFile(join(appFolder, 'NOTICES.txt'), await notices(root, sbom.components));

  // Set before the library is loaded: parts of it read the environment then.
  Object.assign(process.env, toolEnvironment(root), {
    CSC_IDENTITY_AUTO_DISCOVERY: 'false',
    ...(options.compression === 'gz' ? { ELECTRON_BUILDER_COMPRESSION_LEVEL: '1' } : {}),
  });
  const { runBuilder } = await import('./run-builder.ts');
  const config = builderConfiguration({
    platform,
    targets: options.targets,
    kind,
    version: app.version,
    publisher,
    electron,
    root,
    appFolder,
    outFolder: folder,
    windows: { keys: keys.windows, sign: windowsHook(keys, publisher) },
    mac: { keys: keys.mac },
    compression: options.compression,
  });
  const artefacts = await runBuilder(appFolder, config, options.targets);
  await nameUnpacked(options, folder, kind);
  const files = await finishRelease({
    folder,
    artefacts,
    kind,
    sbom,
    version: app.version,
    gpg: kind === 'signed' ? keys.gpg : null,
  });
  const metadata = await writeUpdateMetadata({ kind, offer: options.offer, folder, version: app.version, env });
  return { kind, platform, version: app.version, electron: electron.version, folder, files, metadata };
}

function platformOf({ targets }: PackageOptions): Platform {
  const [first] = targets;
  if (first === undefined) throw new Error('No targets were given.');
  if (first.platform === 'mac' && process.platform !== 'darwin') {
    throw new Error(
      `${first.name} for macOS needs ${first.needs ?? 'macOS'}; this is ${process.platform}. See docs/release.md.`,
    );
  }
  return first.platform;
}

function checkPublisher(kind: BuildKind, publisher: Publisher): void {
  if (kind === 'signed' && isPlaceholder(publisher)) {
    throw new Error(
      'A signed release names who answers for it: set TSUNAGI_PUBLISHER, TSUNAGI_HOMEPAGE and TSUNAGI_PUBLISHER_EMAIL.',
    );
  }
}

function checkTools({ targets }: PackageOptions): void {
  const missing = missingPackages(targets);
  if (missing.length > 0)
    throw new Error(
      `Programs are missing. Install them, then run the same command again:\n\n  sudo apt-get install ${missing.join(' ')}\n`,
    );
}

/** Our own place is cleared; a folder that somebody named is theirs, and has to be empty already. */
async function emptyFolder(named: string | null, own: string): Promise<string> {
  if (named === null) await rm(own, { recursive: true, force: true });
  const folder = named ?? own;
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length > 0)
    throw new Error(`${folder} is not empty. Name another with --out, or empty it.`);
  return folder;
}

/** electron-builder names the unpacked desktop alike for every kind; ours says what it is, as every file does. */
async function nameUnpacked({ targets }: PackageOptions, folder: string, kind: BuildKind): Promise<void> {
  if (nameMark[kind] === '' || !targets.some(({ name }) => name === 'dir')) return;
  const unpacked = (await readdir(folder)).filter((name) => name.endsWith('-unpacked'));
  for (const name of unpacked) await rename(join(folder, name), join(folder, `${name}${nameMark[kind]}`));
}

type Electron = { readonly version: string; readonly folder: string | null };

/** A test's own, prepared; else the pinned release, which electron-builder fetches for the target's platform and checks. */
async function electronFor(
  { testElectron }: PackageOptions,
  root: string,
  cache: string,
): Promise<Electron | ElectronFolder> {
  if (testElectron !== null) return prepareTestElectron(testElectron, join(cache, 'electron'));
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>;
  };
  const installed = JSON.parse(await readFile(join(root, 'node_modules/electron/package.json'), 'utf8')) as {
    version: string;
  };
  checkReleaseElectron(installed.version, manifest.devDependencies['electron'] ?? 'none');
  return { version: installed.version, folder: null };
}

/** A test trusts the file it is given and never the release's keys; without one it updates nothing. */
async function layTrust(
  { testElectron, testTrust }: PackageOptions,
  appFolder: string,
  trust: UpdateTrustText | null,
): Promise<void> {
  if (testElectron !== null) {
    if (testTrust !== null) await copyFile(testTrust, join(appFolder, UPDATE_TRUST_PLACE));
    return;
  }
  if (trust !== null) await writeUpdateTrust(appFolder, trust);
}

function windowsHook(
  { windows }: SigningKeys,
  { homepage }: Publisher,
): ((task: { readonly path: string }) => Promise<void>) | null {
  if (windows === null || windows.method === 'azure') return null;
  return ({ path }) => signWindowsFile(path, windows, { name: product.name, homepage });
}
