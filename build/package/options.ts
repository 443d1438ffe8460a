import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Offer } from '#build/release/update-metadata.ts';
import { root } from '#build/root.ts';
import { defaultTargets, namedTargets, type Target } from './targets.table.ts';

/** What `npm run package` was asked for. */
export type PackageOptions = {
  readonly targets: readonly Target[];
  /** A local Electron, which makes the build a test. */
  readonly testElectron: string | null;
  /** A file that a test's app is made to trust updates by, in place of the release's keys. */
  readonly testTrust: string | null;
  readonly outFolder: string | null;
  /** Where the new version is offered; null when it is only built. */
  readonly offer: Offer | null;
  readonly compression: 'gz' | 'xz';
  readonly json: boolean;
};

export const usage = `npm run package [-- options]
  --targets LIST        of one platform: dir, tar.gz, deb, rpm, AppImage; nsis, msi; dmg, mac:zip
                        (default: what can be made here without fetching tools)
  --test-electron DIR   an unpacked Electron; the build is a test, named so, and never a release
  --test-trust FILE     with --test-electron: the update-trust.json of its throw-away keys
  --out DIR             default out/package/KIND
  --feed DIR            also offer it as an update; only a signed build, with
                        --minimum VERSION --notes DIR [--channel stable] [--percent 1] [--days 30];
                        --first where the feed never had this platform on the channel; [--trust KEYS]
  --fast                packages compressed by gzip: a tenth of the time
  --json                one JSON object on the last line`;

/** @throws on an unknown option or target. */
export function packageOptions(args: readonly string[], host: NodeJS.Platform): PackageOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      targets: { type: 'string' },
      'test-electron': { type: 'string' },
      'test-trust': { type: 'string' },
      feed: { type: 'string' },
      minimum: { type: 'string' },
      notes: { type: 'string' },
      channel: { type: 'string', default: 'stable' },
      percent: { type: 'string', default: '1' },
      days: { type: 'string', default: '30' },
      first: { type: 'boolean' },
      trust: { type: 'string', default: join(root, 'build/release/trust') },
      out: { type: 'string' },
      fast: { type: 'boolean' },
      json: { type: 'boolean' },
    },
  });
  const targets = values.targets === undefined ? defaultTargets(host) : namedTargets(values.targets);
  if (targets.length === 0) {
    throw new Error(`Nothing can be made on ${host} without being named: give --targets (docs/release.md).`);
  }
  return {
    targets,
    testElectron: values['test-electron'] === undefined ? null : resolve(values['test-electron']),
    testTrust: testTrustOf(values['test-trust'], values['test-electron']),
    offer: offerOf(values),
    outFolder: values.out === undefined ? null : resolve(values.out),
    compression: values.fast === true ? 'gz' : 'xz',
    json: values.json === true,
  };
}

/** @throws when a release would be given keys of a test */
function testTrustOf(file: string | undefined, electron: string | undefined): string | null {
  if (file === undefined) return null;
  if (electron === undefined)
    throw new Error("--test-trust is for --test-electron only: a release pins the release's keys.");
  return resolve(file);
}

type OfferValues = {
  readonly feed?: string | undefined;
  readonly minimum?: string | undefined;
  readonly notes?: string | undefined;
  readonly channel: string;
  readonly percent: string;
  readonly days: string;
  readonly first?: boolean | undefined;
  readonly trust: string;
};

/** @throws when half of an offer is given, or its numbers are none */
function offerOf({ feed, minimum, notes, channel, percent, days, ...more }: OfferValues): Offer | null {
  if (feed === undefined) return null;
  if (minimum === undefined || notes === undefined)
    throw new Error('--feed needs --minimum VERSION and --notes DIR as well.');
  const numbers = { percent: Number(percent), days: Number(days) };
  if (!(numbers.percent >= 0 && numbers.percent <= 100))
    throw new Error(`--percent is "${percent}", expected 0 to 100.`);
  if (!(numbers.days > 0)) throw new Error(`--days is "${days}", expected a number above 0.`);
  return {
    ...{ feed: resolve(feed), minimumVersion: minimum, notes: resolve(notes), channel },
    ...{ isFirst: more.first === true, trust: resolve(more.trust) },
    ...numbers,
  };
}
