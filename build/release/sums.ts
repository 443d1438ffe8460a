import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { kindOfName, metadataRefusal } from '#build/package/build-kind.ts';
import { root } from '#build/root.ts';
import { releaseFiles, writeSums } from './finish-release.ts';
import { gpgKeysOf } from './signing/gpg-keys.ts';
import { refuseUnverified } from './verify/refuse-unverified.ts';
import { readTrust } from './verify/trust-folder.ts';

// "npx node build/release/sums.ts DIR [--trust KEYS]": SHA512SUMS anew, signed, over the files of several platforms that were brought together.
try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { trust: { type: 'string', default: join(root, 'build/release/trust') } },
  });
  const [given] = positionals;
  const keys = gpgKeysOf(process.env);
  if (given === undefined || keys === null)
    throw new Error('usage: sums.ts DIR [--trust KEYS]; the key is TSUNAGI_GPG_KEY');
  const folder = resolve(given);
  const files = await releaseFiles(folder);
  for (const name of files) {
    const refusal = metadataRefusal(kindOfName(name));
    if (refusal !== null) throw new Error(`${name}: ${refusal}`);
  }
  const artefacts = files.filter((name) => !/\.(asc|json)$/.test(name));
  await refuseUnverified({ folder, names: artefacts, trust: await readTrust(values.trust) });
  const names = await writeSums(folder, keys);
  console.log(`${names.length - 2} files summed and signed`);
} catch (thrown: unknown) {
  console.error(thrown instanceof Error ? thrown.message : String(thrown));
  process.exitCode = 1;
}
