import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '#build/root.ts';
import { writeAptRepository } from './apt-repository.ts';
import { debsFor } from './debs-for-apt.ts';
import { gpgKeysOf } from './signing/gpg-keys.ts';
import { readTrust } from './verify/trust-folder.ts';

// "npx node build/release/apt.ts REPOSITORY [--from DIR] …": the signed debs of a release into an apt repository, or its lists anew.
const usage = `usage: apt.ts REPOSITORY [--from DIR] [--channel stable|beta] [--days 30] [--withdraw VERSION]… [--trust KEYS]
  --from DIR          a release's folder, whose debs are added; without it the lists are only renewed
  --withdraw VERSION  out of the lists and the pool of the channel
The key is TSUNAGI_GPG_KEY.`;

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      from: { type: 'string' },
      channel: { type: 'string', default: 'stable' },
      days: { type: 'string', default: '30' },
      withdraw: { type: 'string', multiple: true, default: [] },
      trust: { type: 'string', default: join(root, 'build/release/trust') },
    },
  });
  const [repository, ...more] = positionals;
  const { channel } = values;
  const validDays = Number(values.days);
  if (repository === undefined || more.length > 0) throw new Error(usage);
  if (channel !== 'stable' && channel !== 'beta') throw new Error(usage);
  if (!(validDays >= 1 && validDays <= 90)) throw new Error(`--days is "${values.days}", expected 1 to 90.`);
  const keys = gpgKeysOf(process.env);
  if (keys === null)
    throw new Error('TSUNAGI_GPG_KEY is not set: a repository that nobody signs is no use to anybody.');
  await writeAptRepository({
    debs: values.from === undefined ? [] : await debsFor(channel, resolve(values.from), await readTrust(values.trust)),
    folder: resolve(repository),
    channel,
    withdrawn: values.withdraw,
    keys,
    now: new Date(),
    validDays,
  });
  console.log(`${repository}: ${channel}, valid for ${validDays} days`);
} catch (thrown: unknown) {
  console.error(thrown instanceof Error ? thrown.message : String(thrown));
  process.exitCode = 1;
}
