import { createPrivateKey } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '#build/root.ts';
import { UPDATE_CHANNELS, type UpdateChannel, type UpdateManifest } from '#shared/domain/update-manifest.ts';
import { changeRollout, type Feed, publish } from './updates/feed-folder.ts';
import { newKeyPem, pinnedKey, updateKey, updateKeyOf } from './updates/update-keys.ts';
import { refuseUnofferable } from './verify/refuse-unofferable.ts';
import { readTrust } from './verify/trust-folder.ts';

// The signed update feed by hand; docs/updates.md tells when to do which.
const USAGE = `usage:
  manifest.ts key FILE                                     a new signing key into FILE; prints its public half
  manifest.ts publish FEED --from DIR --version V --minimum V --percent N --notes DIR [--channel stable] [--days 30] [--first] [--trust KEYS]
                                                           --first: a platform that the feed never had on this channel
  manifest.ts rollout FEED --percent N [--channel stable] [--days 30]
  manifest.ts halt FEED [--channel stable] [--days 30]     nobody is offered it any more
  manifest.ts resume FEED [--channel stable] [--days 30]
Keys: TSUNAGI_UPDATE_KEY (PKCS#8 PEM), TSUNAGI_UPDATE_PUBLIC_KEYS (the two that builds pin, with a comma).`;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    from: { type: 'string' },
    version: { type: 'string' },
    minimum: { type: 'string' },
    percent: { type: 'string' },
    notes: { type: 'string' },
    channel: { type: 'string', default: 'stable' },
    days: { type: 'string', default: '30' },
    first: { type: 'boolean', default: false },
    trust: { type: 'string', default: join(root, 'build/release/trust') },
  },
});

function given(name: 'from' | 'version' | 'minimum' | 'percent' | 'notes'): string {
  const value = values[name];
  if (value === undefined) throw new Error(`--${name} is missing\n${USAGE}`);
  return value;
}

function channel(): UpdateChannel {
  const found = UPDATE_CHANNELS.find((known) => known === values.channel);
  if (found === undefined)
    throw new Error(`--channel is “${values.channel}”; expected ${UPDATE_CHANNELS.join(' or ')}`);
  return found;
}

function feedIn(folder: string): Feed {
  const key = updateKeyOf(process.env);
  const pinned = process.env['TSUNAGI_UPDATE_PUBLIC_KEYS'];
  if (key === null || !pinned) throw new Error(`the keys are not in the environment\n${USAGE}`);
  return { folder, key, pinned: pinned.split(',').map((text) => pinnedKey(text.trim())), now: () => new Date() };
}

async function notesIn(folder: string): Promise<{ ja: string; en: string }> {
  const [ja, en] = await Promise.all(
    ['ja', 'en'].map(async (language) => (await readFile(join(folder, `${language}.txt`), 'utf8')).trim()),
  );
  return { ja: ja ?? '', en: en ?? '' };
}

async function run(act: string | undefined, place: string | undefined): Promise<readonly UpdateManifest[]> {
  if (place === undefined) throw new Error(USAGE);
  const days = Number(values.days);
  switch (act) {
    case 'key': {
      const pem = newKeyPem();
      await writeFile(place, pem, { mode: 0o600, flag: 'wx' });
      console.log(updateKey(createPrivateKey(pem)).public);
      return [];
    }
    case 'publish':
      await refuseUnofferable(given('from'), given('version'), await readTrust(values.trust));
      return publish(feedIn(place), {
        artefacts: given('from'),
        channel: channel(),
        version: given('version'),
        minimumVersion: given('minimum'),
        percent: Number(given('percent')),
        days,
        notes: await notesIn(given('notes')),
        isFirst: values.first,
      });
    case 'rollout':
      return changeRollout(feedIn(place), channel(), { percent: Number(given('percent')), days });
    case 'halt':
      return changeRollout(feedIn(place), channel(), { halted: true, days });
    case 'resume':
      return changeRollout(feedIn(place), channel(), { halted: false, days });
    default:
      throw new Error(USAGE);
  }
}

try {
  for (const { channel: on, platform, version, serial, rollout, expiresAt } of await run(
    ...(positionals as [string?, string?]),
  )) {
    const who = rollout.halted ? 'halted' : `${rollout.percent} %`;
    console.log(`${on} ${platform}: ${version}, serial ${serial}, ${who}, until ${expiresAt}`);
  }
} catch (thrown: unknown) {
  console.error(thrown instanceof Error ? thrown.message : thrown);
  process.exitCode = 1;
}
