import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha512Of } from '#build/release/checksums.ts';
import { type Finding, failed, judged } from './finding.ts';
import { type GpgHome, openClearSigned } from './gpg-home.ts';

/** Checks every channel of an apt repository from its signed list down to the packages, as apt does. */
export async function verifyAptRepository(folder: string, home: GpgHome, now: Date): Promise<readonly Finding[]> {
  const channels = await readdir(join(folder, 'dists')).catch(() => null);
  if (channels === null || channels.length === 0)
    return [failed('apt', 'lists', `${folder} has no dists: expected one folder per channel`)];
  const findings = await Promise.all(channels.map((channel) => verifyChannel(folder, channel, { home, now })));
  return findings.flat();
}

async function verifyChannel(
  folder: string,
  channel: string,
  { home, now }: { home: GpgHome; now: Date },
): Promise<readonly Finding[]> {
  const what = `apt ${channel}`;
  const dist = join(folder, 'dists', channel);
  const { fault, text } = await openClearSigned(home, join(dist, 'InRelease'));
  if (fault !== null) return [failed(what, 'InRelease', fault)];
  return [
    judged(what, 'InRelease', []),
    judged(what, 'valid until', untilFaults(text, now)),
    judged(what, 'lists', await listFaults(dist, text)),
    judged(what, 'packages', await packageFaults(folder, channel)),
  ];
}

function untilFaults(release: string, now: Date): readonly string[] {
  const until = /^Valid-Until: (.+)$/m.exec(release)?.[1];
  if (until === undefined) return ['there is no Valid-Until: an old list could be served for ever'];
  return new Date(until).getTime() > now.getTime() ? [] : [`it was valid until ${until}`];
}

const SUM_LINE = /^ ([0-9a-f]{64}) +(\d+) (main\/\S+)$/gm;

async function listFaults(dist: string, release: string): Promise<readonly string[]> {
  const part = release.slice(release.indexOf('\nSHA256:'));
  const sums = new Map([...part.matchAll(SUM_LINE)].map(([, sum = '', , name = '']) => [name, sum]));
  if (sums.size === 0) return ['InRelease names no lists'];
  const faults = await Promise.all(
    [...sums].map(async ([name, sum]) => {
      const bytes = await readFile(join(dist, name)).catch(() => null);
      if (bytes === null) return [`${name} is missing`];
      return createHash('sha256').update(bytes).digest('hex') === sum ? [] : [`${name} was changed`];
    }),
  );
  return faults.flat();
}

async function packageFaults(folder: string, channel: string): Promise<readonly string[]> {
  const dist = join(folder, 'dists', channel);
  const lists = (await readdir(join(dist, 'main'))).map((name) => join(dist, 'main', name, 'Packages'));
  const texts = await Promise.all(lists.map((list) => readFile(list, 'utf8')));
  const packages = texts.flatMap((text) => text.split('\n\n')).filter((text) => text.includes('Filename:'));
  if (packages.length === 0) return ['no package is listed'];
  const faults = await Promise.all(packages.map((text) => packageFault(folder, channel, text)));
  return faults.flat();
}

/** A channel lists what lies in its own pool: what is another's would be everybody's next upgrade. */
async function packageFault(folder: string, channel: string, text: string): Promise<readonly string[]> {
  const name = /^Filename: (.+)$/m.exec(text)?.[1] ?? '';
  const sum = /^SHA512: ([0-9a-f]{128})$/m.exec(text)?.[1];
  if (!name.startsWith(`pool/${channel}/`) || !/^[\w./+~-]+\.deb$/.test(name) || name.includes('..'))
    return [`a package lies at "${name}", expected a place in pool/${channel}/`];
  const found = await sha512Of(join(folder, name)).catch(() => null);
  if (found === null) return [`${name} is missing`];
  return found === sum ? [] : [`${name} is not what its list says`];
}
