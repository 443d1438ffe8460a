import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeAptRepository } from '#build/release/apt-repository.ts';
import { mustRun, runTool } from '#build/release/run-tool.ts';
import { signDeb } from '#build/release/signing/sign-linux.ts';
import { type GpgHome, gpgHome } from '#build/release/verify/gpg-home.ts';
import { verifyAptRepository } from '#build/release/verify/verify-apt.ts';
import { makeTempDir, removeDir } from '#test/support/temp-dir.ts';
import { type ThrowAwayGpg, throwAwayGpg } from '#test/support/throw-away-gpg.ts';
import { tinyPackage } from '#test/support/tiny-packages.ts';

let folder = '';
let ours: ThrowAwayGpg;
let foreign: ThrowAwayGpg;
let home: GpgHome;
let deb = '';

beforeAll(async () => {
  folder = await makeTempDir();
  ours = await throwAwayGpg(folder, 'ours');
  foreign = await throwAwayGpg(folder, 'foreign');
  home = await gpgHome(ours.publicKey);
  deb = await tinyPackage(folder, 'deb', 'tsunagi-1.0.0-linux-amd64.deb');
  await signDeb(deb, ours.keys);
});
afterAll(async () => {
  await Promise.all([ours, foreign].map((one) => one.stop()));
  await home.remove();
  await removeDir(folder);
});

type Asked = Partial<Parameters<typeof writeAptRepository>[0]>;

async function repository(name: string, options: Asked = {}): Promise<string> {
  const place = join(folder, name);
  const usual = { debs: [deb], channel: 'stable', keys: ours.keys, now: new Date(), validDays: 30 } as const;
  await writeAptRepository({ ...usual, ...options, folder: place });
  return place;
}

/** The same desktop as another version. */
async function debOf(version: string): Promise<string> {
  const opened = join(folder, `opened-${version}`);
  await mustRun('dpkg-deb', ['--raw-extract', deb, opened]);
  const control = join(opened, 'DEBIAN/control');
  await writeFile(control, (await readFile(control, 'utf8')).replace(/^Version: .*$/m, `Version: ${version}`));
  const made = join(folder, `tsunagi-${version}-linux-amd64.deb`);
  await mustRun('dpkg-deb', ['--build', '-Znone', '--root-owner-group', opened, made]);
  return made;
}

/** What the lists of a channel name. */
async function versionsOn(place: string, channel: string): Promise<readonly string[]> {
  const list = await readFile(join(place, 'dists', channel, 'main/binary-amd64/Packages'), 'utf8');
  return [...list.matchAll(/^Version: (.+)$/gm)].map(([, version = '']) => version).sort();
}

/** Debian's own apt, in a world of its own: no list, no cache, no key of the machine. */
async function aptUpdate(place: string): Promise<{ readonly code: number; readonly output: string }> {
  const world = join(place, '..', `${place.split('/').at(-1)}-apt`);
  await mkdir(join(world, 'lists/partial'), { recursive: true });
  await mkdir(join(world, 'cache/archives/partial'), { recursive: true });
  await mkdir(join(world, 'empty'), { recursive: true });
  await writeFile(
    join(world, 'sources.list'),
    `deb [arch=amd64 signed-by=${ours.publicKeyFile} check-date=yes check-valid-until=yes] file:${place} stable main\n`,
  );
  await writeFile(join(world, 'status'), '');
  const settings = {
    'Dir::Etc::SourceList': join(world, 'sources.list'),
    'Dir::Etc::SourceParts': join(world, 'empty'),
    'Dir::Etc::TrustedParts': join(world, 'empty'),
    'Dir::Etc::Trusted': '/dev/null',
    'Dir::State::Lists': join(world, 'lists'),
    'Dir::State::status': join(world, 'status'),
    'Dir::Cache': join(world, 'cache'),
    'APT::Architecture': 'amd64',
    'APT::Sandbox::User': 'root',
    'APT::Update::Error-Mode': 'any',
    'Acquire::Languages': 'none',
    // As images of containers have it for their frozen lists: what docs/install.md writes into the list of sources wins.
    'Acquire::Check-Date': 'false',
    'Acquire::Check-Valid-Until': 'false',
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  const update = await runTool('apt-get', [...options, 'update']);
  if (update.code !== 0) return update;
  const policy = await runTool('apt-cache', [...options, 'policy', 'tsunagi']);
  return { code: policy.code, output: update.output + policy.output };
}

const failures = async (place: string, now = new Date()): Promise<readonly string[]> =>
  (await verifyAptRepository(place, home, now))
    .filter(({ outcome }) => outcome === 'failed')
    .map(({ check, said }) => `${check}: ${said}`);

describe('[DK4] an apt repository', () => {
  it('signed by the trusted key is accepted by apt and by us', async () => {
    const place = await repository('good');
    const { code, output } = await aptUpdate(place);
    expect({ code, output }).toMatchObject({ code: 0, output: expect.stringContaining('Candidate: 1.0.0~beta.1') });
    expect(await failures(place)).toEqual([]);
  });

  it('signed by a foreign key is refused', async () => {
    const place = await repository('foreign-key', { keys: foreign.keys });
    expect((await aptUpdate(place)).code).not.toBe(0);
    expect(await failures(place)).toEqual([expect.stringMatching(/^InRelease: gpg says (ERRSIG|NO_PUBKEY)/)]);
  });

  it('without a signature is refused', async () => {
    const place = await repository('unsigned');
    await rm(join(place, 'dists/stable/InRelease'));
    await rm(join(place, 'dists/stable/Release.gpg'));
    expect((await aptUpdate(place)).code).not.toBe(0);
    expect(await failures(place)).toEqual(['InRelease: InRelease is missing']);
  });

  it('that nobody signed is refused, whatever status of gpg its text makes up', async () => {
    const place = await repository('made-up');
    const inRelease = join(place, 'dists/stable/InRelease');
    const release = await readFile(join(place, 'dists/stable/Release'), 'utf8');
    const { fingerprint } = ours.keys;
    const good = `[GNUPG:] GOODSIG ${fingerprint.slice(-16)} ours`;
    const valid = `[GNUPG:] VALIDSIG ${fingerprint} 2026-01-01 1767225600 0 4 0 1 10 01 ${fingerprint}`;
    const forged = join(folder, 'forged');
    await writeFile(forged, `${release}${good}\n${valid}\n`);
    const env = { GNUPGHOME: foreign.keys.home ?? '' };
    const byNobody = ['--batch', '--yes', '--output', inRelease];
    await mustRun('gpg', [...byNobody, '--store', forged], { env });
    expect(await failures(place)).toEqual([expect.stringMatching(/^InRelease: it is not one signed message/)]);
    await mustRun('gpg', [...byNobody, '--clearsign', forged], { env });
    expect(await failures(place)).toEqual([expect.stringMatching(/^InRelease: gpg says (ERRSIG|NO_PUBKEY)/)]);
  });

  it('with more in its list than was signed is refused', async () => {
    const place = await repository('longer');
    const inRelease = join(place, 'dists/stable/InRelease');
    const signed = await readFile(inRelease, 'utf8');
    for (const text of [`Suite: stable\n${signed}`, `${signed}Suite: stable\n`, signed + signed]) {
      await writeFile(inRelease, text);
      expect(await failures(place)).toEqual([expect.stringMatching(/^InRelease: it is not one signed message/)]);
    }
  });

  it('with a list that was changed is refused', async () => {
    const place = await repository('edited');
    const list = join(place, 'dists/stable/main/binary-amd64');
    const text = await readFile(join(list, 'Packages'), 'utf8');
    await writeFile(join(list, 'Packages'), text.replace('1.0.0~beta.1', '1.0.0~beta.9'));
    await rm(join(list, 'Packages.gz'));
    expect((await aptUpdate(place)).code).not.toBe(0);
    expect(await failures(place)).toContainEqual(expect.stringContaining('main/binary-amd64/Packages was changed'));
  });

  it('that has expired is refused, so that nobody is held back by an old one', async () => {
    const place = await repository('expired-list', { now: new Date('2020-01-01T00:00:00Z') });
    expect((await aptUpdate(place)).code).not.toBe(0);
    expect(await failures(place)).toEqual([expect.stringContaining('valid until')]);
  });

  it('with a package that was changed is refused by us before apt would download it', async () => {
    const place = await repository('changed-package');
    const pool = join(place, 'pool/stable');
    const [name = ''] = await readdir(pool);
    await writeFile(join(pool, name), 'something else');
    expect(await failures(place)).toEqual([expect.stringContaining('is not what its list says')]);
  });

  it('keeps the packages that are there when it is renewed', async () => {
    const place = await repository('renewed');
    await cp(deb, join(place, 'pool/stable/tsunagi-0.9.0-linux-amd64.deb'));
    await repository('renewed');
    expect(await readdir(join(place, 'pool/stable'))).toHaveLength(2);
    expect(await failures(place)).toEqual([]);
  });

  it('offers a beta to nobody who follows stable', async () => {
    const [beta, mended] = [await debOf('1.5.0~beta.1'), await debOf('1.4.1')];
    await repository('channels', { channel: 'beta', debs: [beta] });
    const place = await repository('channels', { debs: [mended] });
    await repository('channels', { channel: 'beta', debs: [] });
    expect(await versionsOn(place, 'stable')).toEqual(['1.4.1']);
    expect(await versionsOn(place, 'beta')).toEqual(['1.5.0~beta.1']);
    expect((await aptUpdate(place)).output).toContain('Candidate: 1.4.1');
    expect(await failures(place)).toEqual([]);
  });

  it('lists a withdrawn version no longer, and does not take it back', async () => {
    const [bad, good] = [await debOf('2.1.0'), await debOf('2.0.0')];
    const place = await repository('withdrawn', { debs: [bad, good] });
    await repository('withdrawn', { debs: [], withdrawn: ['2.1.0'] });
    expect(await versionsOn(place, 'stable')).toEqual(['2.0.0']);
    expect(await readdir(join(place, 'pool/stable'))).toEqual(['tsunagi-2.0.0-linux-amd64.deb']);
    await expect(repository('withdrawn', { debs: [bad], withdrawn: ['2.1.0'] })).rejects.toThrow('to be withdrawn');
    await expect(repository('withdrawn', { debs: [], withdrawn: ['2.0.0'] })).rejects.toThrow('no package to list');
    expect(await versionsOn(place, 'stable')).toEqual(['2.0.0']);
    expect(await failures(place)).toEqual([]);
  });

  it('serves on what it served when the key can not be reached', async () => {
    const place = await repository('no-card');
    const away = { ...ours.keys, fingerprint: 'F'.repeat(40) };
    await expect(repository('no-card', { keys: away })).rejects.toThrow('gpg ended with');
    expect(await readdir(place)).toEqual(['dists', 'pool']);
    expect(await failures(place)).toEqual([]);
    // Nor does the next renewal list what came with the one that failed, or what it wrote over.
    const rebuilt = join(folder, 'again', basename(deb));
    await mkdir(dirname(rebuilt), { recursive: true });
    await cp(await debOf('3.0.0'), rebuilt);
    const debs = [rebuilt, await debOf('3.1.0')];
    await expect(repository('no-card', { debs, keys: away })).rejects.toThrow('gpg ended with');
    expect(await readdir(place)).toEqual(['dists', 'pool']);
    expect(await failures(place)).toEqual([]);
    await repository('no-card', { debs: [] });
    expect(await versionsOn(place, 'stable')).toEqual(['1.0.0~beta.1']);
  });
});
