import { mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { addToPool } from './add-to-pool.ts';
import { replaceFolder } from './replace-folder.ts';
import { mustRun } from './run-tool.ts';
import { type GpgKeys, gpgEnvironment } from './signing/gpg-keys.ts';

/** What a machine is told to install from: `deb [signed-by=…] URL CHANNEL main`. */
type Options = {
  /** Signed debs, by path; none when the lists are only renewed, or something is withdrawn. */
  readonly debs: readonly string[];
  /** The repository's folder; `dists/CHANNEL` is written anew, `pool/CHANNEL` grows by `debs`. Other channels are left alone. */
  readonly folder: string;
  readonly channel: 'stable' | 'beta';
  /** Versions that nobody shall install any more, as the app writes them (`1.5.0-beta.1`): out of the lists and the pool. */
  readonly withdrawn?: readonly string[];
  readonly keys: GpgKeys;
  readonly now: Date;
  /** After so many days machines refuse the list: whoever serves an old one can not hold a fix back for longer. */
  readonly validDays: number;
};

const ARCHITECTURES = ['amd64', 'arm64'] as const;
const DAY_MS = 86_400_000;

/**
 * Makes or renews one channel of an apt repository: packages in its pool, lists with their sums, and InRelease over those by the
 * key. Each channel has a pool of its own: a beta in the lists of `stable` would be every machine's next upgrade.
 * @throws when apt-ftparchive or gpg fails, or nothing is left to list; what was served before is then as it was
 */
export async function writeAptRepository(options: Options): Promise<void> {
  const { folder, channel, debs, withdrawn = [] } = options;
  const unwanted = new Set(withdrawn.map(debVersion));
  for (const deb of debs) await refuseWithdrawn(deb, unwanted);
  const pool = join('pool', channel);
  const added = await addToPool(debs, join(folder, pool), join(folder, 'pool.old'));
  const leaving = await listPool(options, pool, unwanted).catch(async (error: unknown) => {
    await added.takeBack();
    throw error;
  });
  await added.keep();
  for (const text of leaving) await rm(join(folder, field(text, 'Filename')), { force: true });
}

/** Lists what the pool holds but for the unwanted, which it gives back. */
async function listPool(options: Options, pool: string, unwanted: ReadonlySet<string>): Promise<readonly string[]> {
  const { folder, channel } = options;
  const all = await packagesIn(folder, pool);
  const leaving = all.filter((text) => unwanted.has(field(text, 'Version')));
  for (const version of unwanted)
    if (!leaving.some((text) => field(text, 'Version') === version)) throw new Error(`${channel} has no ${version}`);
  const listed = all.filter((text) => !leaving.includes(text));
  if (listed.length === 0) throw new Error(`there is no package to list in ${join(folder, pool)}`);
  await replaceLists(options, listed);
  return leaving;
}

/** Debian writes the pre-release's mark so that it sorts below the release. */
const debVersion = (version: string): string => version.replace('-', '~');

const field = (text: string, name: string): string => new RegExp(`^${name}: (.+)$`, 'm').exec(text)?.[1] ?? '';

async function refuseWithdrawn(deb: string, unwanted: ReadonlySet<string>): Promise<void> {
  const version = (await mustRun('dpkg-deb', ['--field', deb, 'Version'])).trim();
  if (unwanted.has(version)) throw new Error(`${basename(deb)} is of version ${version}, which is to be withdrawn`);
}

async function packagesIn(folder: string, pool: string): Promise<readonly string[]> {
  const text = await mustRun('apt-ftparchive', ['packages', pool], { cwd: folder });
  return text
    .split('\n\n')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

/** Beside the served ones, which they replace only when they are whole and signed: a card that is not plugged in costs nothing. */
async function replaceLists(options: Options, packages: readonly string[]): Promise<void> {
  const { folder, channel } = options;
  const beside = join(folder, 'lists.new');
  const fresh = join(beside, channel);
  const served = join(folder, 'dists', channel);
  await rm(beside, { recursive: true, force: true });
  try {
    for (const architecture of ARCHITECTURES) await writePackages(packages, fresh, architecture);
    await signLists(options, fresh);
    await mkdir(join(folder, 'dists'), { recursive: true });
    await replaceFolder(fresh, served, join(beside, 'old'));
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
}

/** apt-ftparchive's own choice by architecture goes by names that end in `_amd64.deb`, which ours do not. */
async function writePackages(packages: readonly string[], dist: string, architecture: string): Promise<void> {
  const fitting = packages.filter((text) => [architecture, 'all'].includes(field(text, 'Architecture')));
  const list = fitting.map((text) => `${text}\n\n`).join('');
  const place = join(dist, 'main', `binary-${architecture}`);
  await mkdir(place, { recursive: true });
  await writeFile(join(place, 'Packages'), list);
  await writeFile(join(place, 'Packages.gz'), gzipSync(list, { level: 9 }));
}

async function signLists(options: Options, dist: string): Promise<void> {
  const { keys, now, validDays } = options;
  const release = await mustRun('apt-ftparchive', [...releaseFields(options), 'release', dist]);
  // It has no option of its own for this field.
  const until = aptDate(new Date(now.getTime() + validDays * DAY_MS));
  await writeFile(join(dist, 'Release'), `Valid-Until: ${until}\n${release}`);
  const sign = ['--batch', '--yes', '--local-user', `${keys.fingerprint}!`, '--digest-algo', 'SHA512'];
  const env = gpgEnvironment(keys);
  await mustRun('gpg', [...sign, '--clearsign', '--output', join(dist, 'InRelease'), join(dist, 'Release')], { env });
  await mustRun(
    'gpg',
    [...sign, '--armor', '--detach-sign', '--output', join(dist, 'Release.gpg'), join(dist, 'Release')],
    { env },
  );
}

function releaseFields({ channel, now }: Options): readonly string[] {
  const fields = {
    Origin: 'Tsunagi',
    Label: 'Tsunagi',
    Suite: channel,
    Codename: channel,
    Components: 'main',
    Architectures: ARCHITECTURES.join(' '),
    Description: 'Tsunagi desktop',
    Date: aptDate(now),
  };
  const weak = ['MD5', 'SHA1'].flatMap((name) => ['-o', `APT::FTPArchive::Release::${name}=false`]);
  return [
    ...weak,
    ...Object.entries(fields).flatMap(([name, value]) => ['-o', `APT::FTPArchive::Release::${name}=${value}`]),
  ];
}

/** The one form of a date that every apt reads. */
function aptDate(date: Date): string {
  return date.toUTCString().replace('GMT', 'UTC');
}
