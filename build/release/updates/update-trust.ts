import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BuildKind, Platform } from '#build/package/build-kind.ts';
import { sameName } from '#build/release/verify/verify-windows.ts';
import { type PublicKey, pinnedKey } from './update-keys.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** What a build pins (electron/updates/trust-file.ts reads it). None of it is a secret. */
export type UpdateTrustText = {
  readonly format: 1;
  readonly feed: string;
  readonly keys: readonly [PublicKey, PublicKey];
  readonly publisher: string | null;
};

/** Where the desktop looks for it, from the app's folder. */
const PLACE = 'out/electron/update-trust.json';

/**
 * From `TSUNAGI_UPDATE_FEED`, `TSUNAGI_UPDATE_PUBLIC_KEYS` (two, with a comma: the one that signs now and the next) and, for
 * Windows, `TSUNAGI_UPDATE_PUBLISHER` (the subject of its certificate). Null when neither of the first two is set: such a
 * build updates nothing.
 * @throws when only one is set, or one is not as expected
 */
export function updateTrustOf(env: Env): UpdateTrustText | null {
  const feed = env['TSUNAGI_UPDATE_FEED'];
  const keys = env['TSUNAGI_UPDATE_PUBLIC_KEYS'];
  if (!feed && !keys) return null;
  if (!feed || !keys) throw new Error('Set TSUNAGI_UPDATE_FEED and TSUNAGI_UPDATE_PUBLIC_KEYS, or neither.');
  if (!URL.canParse(feed) || new URL(feed).protocol !== 'https:')
    throw new Error(`TSUNAGI_UPDATE_FEED is “${feed}”; expected https://HOST/FOLDER`);
  const [now, next, ...more] = keys.split(',').map((key) => pinnedKey(key.trim()));
  if (now === undefined || next === undefined || more.length > 0 || now.id === next.id)
    throw new Error('TSUNAGI_UPDATE_PUBLIC_KEYS has to be two different keys: the one that signs now, and the next');
  return { format: 1, feed, keys: [now, next], publisher: env['TSUNAGI_UPDATE_PUBLISHER'] || null };
}

type Build = {
  readonly kind: BuildKind;
  readonly platform: Platform;
  /** The subject that the Windows keys sign as; null without such keys. */
  readonly signsAs: string | null;
};

/** As Windows writes a subject, which is what the desktop compares letter by letter. */
const WINDOWS_SUBJECT = /^[A-Z]+=[^/]/;

/**
 * Before anything is built: an installation that pins the wrong publisher refuses every update, and can only be mended by hand.
 * @throws when a signed build for Windows that updates itself pins no publisher, or another than its own
 */
export function checkPinnedPublisher(trust: UpdateTrustText | null, { kind, platform, signsAs }: Build): void {
  if (trust === null || kind !== 'signed' || platform !== 'win') return;
  const { publisher } = trust;
  if (publisher === null)
    throw new Error(
      'TSUNAGI_UPDATE_PUBLISHER is not set: every installation of this build would refuse every update. Set it to the whole subject of the certificate, as Get-AuthenticodeSignature writes it.',
    );
  if (!WINDOWS_SUBJECT.test(publisher) || signsAs === null || !isSame(publisher, signsAs))
    throw new Error(
      `TSUNAGI_UPDATE_PUBLISHER is “${publisher}”, and this build is signed as “${signsAs}” (TSUNAGI_WIN_PUBLISHER): its installations would refuse every update. Both are the whole subject of the certificate, as “CN=…, O=…, C=…”.`,
    );
}

/** Letter by letter where both are as Windows writes them; another program's form is compared by its parts, whatever their order. */
const isSame = (publisher: string, signsAs: string): boolean =>
  WINDOWS_SUBJECT.test(signsAs) ? publisher === signsAs : sameName(publisher, signsAs);

/** Lays it into an app that is about to be packed and signed. */
export async function writeUpdateTrust(appFolder: string, trust: UpdateTrustText): Promise<void> {
  await writeFile(join(appFolder, PLACE), `${JSON.stringify(trust, null, 2)}\n`);
}
