import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signManifest } from '#build/release/updates/sign-manifest.ts';
import { checkBy } from '#electron/updates/ed25519.ts';
import { readSignedManifest, type SignedManifest, writeSigned } from '#shared/domain/signed-manifest.ts';
import { fileOf, manifestOf, signedAnyhow, someBytes, throwAwayKey } from '#test/support/update-feed.ts';

const [now, next, foreign] = [throwAwayKey(), throwAwayKey(), throwAwayKey()];
const check = checkBy([now.public, next.public]);
const manifest = manifestOf(fileOf(someBytes(1000)));
const signed = signManifest(manifest, now);
const parts = JSON.parse(signed) as SignedManifest;
const refusalOf = (text: string): string => {
  const read = readSignedManifest(text, check);
  return read.ok ? 'none' : read.refusal;
};

describe('a signed manifest', () => {
  it('[DK4] is read when either pinned key has signed it', () => {
    expect(readSignedManifest(signed, check)).toEqual({ ok: true, manifest });
    expect(readSignedManifest(signManifest(manifest, next), check)).toEqual({ ok: true, manifest });
  });

  it('[DK4] is refused unsigned, by another key, under another key’s name, cut off, and with a signature for something else', () => {
    expect(refusalOf(JSON.stringify(manifest))).toBe('unsigned');
    expect(refusalOf(`${JSON.stringify({ manifest: parts.manifest })}\n`)).toBe('unsigned');
    expect(refusalOf(writeSigned({ ...parts, signature: '' }))).toBe('unsigned');
    expect(refusalOf(signManifest(manifest, foreign))).toBe('unknown_key');
    const borrowed = JSON.parse(signManifest(manifest, foreign)) as SignedManifest;
    expect(refusalOf(writeSigned({ ...borrowed, keyId: now.public.id }))).toBe('bad_signature');
    expect(refusalOf(signed.slice(0, -40))).toBe('unreadable');
    expect(refusalOf('')).toBe('unreadable');
    // The same bytes signed for another purpose.
    expect(refusalOf(writeSigned({ ...parts, signature: now.sign(parts.manifest) }))).toBe('bad_signature');
  });

  it('[DK4] is refused when what was signed is no manifest', () => {
    expect(refusalOf(signedAnyhow({ ...manifest, app: 'other' }, now))).toBe('unreadable');
    expect(refusalOf(signedAnyhow(null, now))).toBe('unreadable');
  });

  it('[DK4] has one spelling: nothing around it, nothing written otherwise', () => {
    for (const other of [
      ` ${signed}`,
      `${signed}\n`,
      signed.trimEnd(),
      `\uFEFF${signed}`,
      signed.replace('tsunagi', '\\u0074sunagi'),
    ])
      expect(refusalOf(other)).toBe('unreadable');
    expect(refusalOf(`${JSON.stringify({ ...parts, more: 1 })}\n`)).toBe('unreadable');
  });

  it('[DK4] is refused with any one bit of it changed, wherever it is', () => {
    const bytes = Buffer.from(signed, 'utf8');
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    for (let at = 0; at < bytes.length; at += 1) {
      for (let bit = 0; bit < 8; bit += 1) {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ (1 << bit);
        let text: string;
        try {
          text = decoder.decode(changed);
        } catch {
          // No text is refused before it is read (electron/updates/feed.ts).
          continue;
        }
        if (readSignedManifest(text, check).ok) expect.fail(`accepted with bit ${bit} of byte ${at} changed`);
      }
    }
  });

  it('[DK4] is refused with any stretch of it replaced', () => {
    fc.assert(
      fc.property(fc.nat(signed.length - 1), fc.string({ minLength: 1, maxLength: 20 }), (at, put) => {
        const changed = signed.slice(0, at) + put + signed.slice(at + put.length);
        fc.pre(changed !== signed);
        expect(readSignedManifest(changed, check).ok).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });
});
