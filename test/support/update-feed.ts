import { createHash, createPrivateKey, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { signManifest } from '#build/release/updates/sign-manifest.ts';
import { newKeyPem, type UpdateKey, updateKey } from '#build/release/updates/update-keys.ts';
import type { UpdateTrustText } from '#build/release/updates/update-trust.ts';
import { signedText, writeSigned } from '#shared/domain/signed-manifest.ts';
import type { UpdateFile, UpdateManifest } from '#shared/domain/update-manifest.ts';

/** A key made for one test. */
export const throwAwayKey = (): UpdateKey => updateKey(createPrivateKey(newKeyPem()));

export const fileOf = (bytes: Uint8Array, over: Partial<UpdateFile> = {}): UpdateFile => ({
  package: 'appimage',
  name: 'tsunagi-1.1.0-linux-x86_64.AppImage',
  size: bytes.length,
  sha512: createHash('sha512').update(bytes).digest('hex'),
  ...over,
});

/** A manifest that an installation of 1.0.0 on stable and linux-x64 takes, issued an hour ago. */
export function manifestOf(file: UpdateFile, over: Partial<UpdateManifest> = {}, now = new Date()): UpdateManifest {
  const issuedAt = new Date(now.getTime() - 3_600_000);
  return {
    format: 1,
    app: 'tsunagi',
    channel: 'stable',
    platform: 'linux-x64',
    version: '1.1.0',
    serial: 5,
    issuedAt: issuedAt.toISOString(),
    expiresAt: new Date(issuedAt.getTime() + 30 * 86_400_000).toISOString(),
    minimumVersion: '0.1.0',
    files: [file],
    rollout: { percent: 100, halted: false },
    notes: { ja: '検索が速くなりました。', en: 'Search is faster.' },
    ...over,
  };
}

/** Signed as it is, also where the release's own tool would refuse to. */
export function signedAnyhow(manifest: unknown, key: UpdateKey): string {
  const text = JSON.stringify(manifest);
  return writeSigned({ manifest: text, keyId: key.public.id, signature: key.sign(signedText(text)) });
}

/** `stall`: half of the bytes come, and then nothing more. `sentTo`: they are said to be at another path. */
type How = { readonly stall?: boolean; readonly sentTo?: string };

/** A server of updates on the loopback, with what a test lays onto it. */
export type UpdateFeed = {
  readonly url: string;
  readonly keys: readonly [UpdateKey, UpdateKey];
  readonly trust: UpdateTrustText;
  /** Paths that were asked, in order. */
  readonly asked: readonly string[];
  /** Lays bytes at a path, or takes them away. */
  readonly lay: (path: string, bytes: Uint8Array | string | null, how?: How) => void;
  /** A whole release, signed by the first key: the manifest and its one file. */
  readonly release: (bytes: Uint8Array, over?: Partial<UpdateManifest>) => UpdateManifest;
  readonly close: () => Promise<void>;
};

export async function startUpdateFeed(): Promise<UpdateFeed> {
  const laid = new Map<string, { readonly bytes: Buffer; readonly how: How }>();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    const found = laid.get(path);
    if (found === undefined) {
      response.statusCode = 404;
      response.end();
    } else if (found.how.sentTo !== undefined) {
      response.writeHead(302, { location: `/updates/${found.how.sentTo}` });
      response.end();
    } else if (found.how.stall === true) response.write(found.bytes.subarray(0, found.bytes.length / 2));
    else response.end(found.bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/updates`;
  const keys = [throwAwayKey(), throwAwayKey()] as const;
  const lay: UpdateFeed['lay'] = (path, bytes, how = {}) => {
    if (bytes === null) laid.delete(`/updates/${path}`);
    else laid.set(`/updates/${path}`, { bytes: Buffer.from(bytes as Uint8Array), how });
  };
  return {
    url,
    keys,
    trust: { format: 1, feed: url, keys: [keys[0].public, keys[1].public], publisher: null },
    asked,
    lay,
    release(bytes, over = {}) {
      const manifest = manifestOf(fileOf(bytes), over);
      lay(`${manifest.channel}/${manifest.platform}.json`, signManifest(manifest, keys[0]));
      for (const file of manifest.files) lay(`files/${manifest.version}/${file.name}`, bytes);
      return manifest;
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

export const someBytes = (length = 200_000): Buffer => randomBytes(length);
