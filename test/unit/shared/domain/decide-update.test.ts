import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bucketOf,
  decideUpdate,
  type Installation,
  NO_FLOOR,
  raisedFloor,
  type UpdateFloor,
} from '#shared/domain/decide-update.ts';
import { type UpdateManifest, updateManifestSchema } from '#shared/domain/update-manifest.ts';
import { compareVersions } from '#shared/domain/update-version.ts';

const DAY_MS = 86_400_000;
const now = new Date('2026-11-22T09:00:00.000Z');
const sha512 = 'a'.repeat(128);

const here: Installation = {
  version: '1.0.0',
  platform: 'linux-x64',
  package: 'appimage',
  channel: 'stable',
  installationId: '40000000-0000-4000-8000-000000000000',
};

const manifest: UpdateManifest = {
  format: 1,
  app: 'tsunagi',
  channel: 'stable',
  platform: 'linux-x64',
  version: '1.1.0',
  serial: 5,
  issuedAt: new Date(now.getTime() - DAY_MS).toISOString(),
  expiresAt: new Date(now.getTime() + 20 * DAY_MS).toISOString(),
  minimumVersion: '0.9.0',
  files: [{ package: 'appimage', name: 'tsunagi.AppImage', size: 10, sha512 }],
  rollout: { percent: 100, halted: false },
  notes: { ja: '新しくなりました。', en: 'It is new.' },
};

type Case = {
  readonly manifest?: Partial<UpdateManifest>;
  readonly here?: Partial<Installation>;
  readonly floor?: UpdateFloor;
  readonly now?: Date;
};
const decide = (given: Case) =>
  decideUpdate({
    manifest: { ...manifest, ...given.manifest },
    here: { ...here, ...given.here },
    floor: given.floor ?? NO_FLOOR,
    now: given.now ?? now,
  });

describe('what is decided about a manifest that is signed right', () => {
  it('[DK4] offers a newer version of this channel and platform, with the file of this kind of installation', () => {
    expect(decide({})).toEqual({ outcome: 'offer', file: manifest.files[0] });
  });

  const floor: UpdateFloor = { serials: { stable: 5 }, offered: { version: '1.1.0', sha512 } };
  const other = [{ package: 'appimage' as const, name: 'tsunagi.AppImage', size: 10, sha512: 'b'.repeat(128) }];
  const refused: readonly (readonly [string, Case])[] = [
    ['wrong_channel', { manifest: { channel: 'beta' } }],
    ['wrong_platform', { manifest: { platform: 'win32-x64' } }],
    ['expired', { now: new Date(manifest.expiresAt) }],
    ['from_the_future', { now: new Date(now.getTime() - 3 * DAY_MS) }],
    ['older_version', { here: { version: '1.1.1' } }],
    ['older_version', { floor: { serials: {}, offered: { version: '1.2.0', sha512 } } }],
    ['replayed', { floor: { serials: { stable: 6 }, offered: null } }],
    ['same_version_other_bytes', { floor, manifest: { files: other, serial: 6 } }],
    ['same_version_other_bytes', { floor, manifest: { files: other, serial: 6 }, here: { version: '1.1.0' } }],
    ['no_package', { here: { package: 'deb' } }],
    ['too_old_to_step', { here: { version: '0.8.9' } }],
  ];
  it.each(refused)('[DK4] refuses: %s', (refusal, given) => {
    expect(decide(given)).toEqual({ outcome: 'refused', refusal });
  });

  it('[DK4] has nothing to do about the version that is here, and about a halted one', () => {
    expect(decide({ here: { version: '1.1.0' }, floor })).toEqual({ outcome: 'none', reason: 'current' });
    expect(decide({ manifest: { rollout: { percent: 100, halted: true } } })).toEqual({
      outcome: 'none',
      reason: 'halted',
    });
  });

  it('[DK4] takes a rollback as a higher version, and the serial of another channel for its own', () => {
    const high: UpdateFloor = { serials: { beta: 90, stable: 5 }, offered: { version: '1.1.0', sha512 } };
    expect(decide({ floor: high, manifest: { version: '1.1.1', serial: 6, files: other } }).outcome).toBe('offer');
  });

  it('[DK4] reaches the same installations first at each step of a rollout, and all at 100', () => {
    fc.assert(
      fc.property(fc.uuid({ version: 4 }), fc.nat(100), fc.nat(100), (installationId, a, b) => {
        const isOffered = (percent: number): boolean =>
          decide({ here: { installationId }, manifest: { rollout: { percent, halted: false } } }).outcome === 'offer';
        expect(isOffered(0)).toBe(false);
        expect(isOffered(100)).toBe(true);
        if (isOffered(Math.min(a, b))) expect(isOffered(Math.max(a, b))).toBe(true);
      }),
    );
  });

  it('spreads installations evenly', () => {
    const ids = Array.from({ length: 4000 }, () => randomUUID());
    const early = ids.filter((id) => bucketOf(id) < 10).length / ids.length;
    expect(early).toBeGreaterThan(0.07);
    expect(early).toBeLessThan(0.13);
  });

  it('[DK4] never offers a downgrade, whatever came before in whatever order', () => {
    const version = fc
      .tuple(fc.nat(2), fc.nat(2), fc.nat(2), fc.constantFrom('', '-beta.1', '-rc.2'))
      .map(([a, b, c, stage]) => `${a}.${b}.${c}${stage}`);
    fc.assert(
      fc.property(fc.array(fc.tuple(version, fc.nat(20)), { maxLength: 12 }), (steps) => {
        let floor = NO_FLOOR;
        let at = '1.0.0';
        let serials = 0;
        for (const [to, serial] of steps) {
          const next = { ...manifest, version: to, serial: serial + 1, minimumVersion: '0.0.0' };
          const decision = decideUpdate({ manifest: next, here: { ...here, version: at }, floor, now });
          if (decision.outcome === 'refused') continue;
          expect(next.serial).toBeGreaterThanOrEqual(serials);
          serials = next.serial;
          floor = raisedFloor(floor, next, decision.outcome === 'offer' ? decision.file : null);
          if (decision.outcome !== 'offer') continue;
          expect(compareVersions(to, at)).toBeGreaterThan(0);
          at = to;
        }
      }),
    );
  });
});

describe('the shape of a manifest', () => {
  it.each([
    ['a name that is a path', { files: [{ ...manifest.files[0], name: '../tsunagi' }] }],
    ['a hidden name', { files: [{ ...manifest.files[0], name: '.tsunagi' }] }],
    ['a package twice', { files: [manifest.files[0], manifest.files[0]] }],
    ['no file', { files: [] }],
    ['a life of 91 days', { expiresAt: new Date(Date.parse(manifest.issuedAt) + 91 * DAY_MS).toISOString() }],
    ['an end before its beginning', { expiresAt: manifest.issuedAt }],
    ['notes in one language', { notes: { ja: '新' } }],
    ['a field nobody knows', { allowDowngrade: true }],
    ['a version that is none', { version: '1.1' }],
    ['another program', { app: 'other' }],
  ])('[DK4] does not have %s', (_what, over) => {
    expect(updateManifestSchema.safeParse(manifest).success).toBe(true);
    expect(updateManifestSchema.safeParse({ ...manifest, ...over }).success).toBe(false);
  });
});

describe('versions', () => {
  it('are in the order of their releases', () => {
    const inOrder = [
      '0.9.9',
      '1.0.0-alpha.2',
      '1.0.0-beta.1',
      '1.0.0-beta.10',
      '1.0.0-rc.1',
      '1.0.0',
      '1.0.1',
      '1.10.0',
    ];
    expect([...inOrder].reverse().sort(compareVersions)).toEqual(inOrder);
  });

  it.each(['1.0', '01.0.0', '1.0.0-', '1.0.0+build', 'v1.0.0', '1.0.0\n', '1.0.1234567'])('are not %j', (odd) => {
    expect(() => compareVersions(odd, '1.0.0')).toThrow('is no version');
  });
});
