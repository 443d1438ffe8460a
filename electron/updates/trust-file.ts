import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { toError } from '#shared/lib/assert.ts';
import { rawKey } from './ed25519.ts';

const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);

const keySchema = z
  .strictObject({ id: z.string(), key: z.string() })
  .refine((pinned) => rawKey(pinned) !== null, 'is no Ed25519 key of that id');

const trustSchema = z.strictObject({
  format: z.literal(1),
  /** The folder that manifests and files lie in. What comes from there is trusted by its signature alone. */
  feed: z.string().refine(isFeed, 'expected https://HOST/FOLDER without a query'),
  /** The key that signs now, and the one that takes over when it is retired. */
  keys: z.tuple([keySchema, keySchema]).refine(([now, next]) => now.id !== next.id, 'the two keys are one'),
  /** The subject of the certificate that signs our Windows installers, in full; without it none is run. */
  publisher: z.string().min(1).nullable(),
});

/** What a build is made to trust. It lies inside the signed app, never in a profile. */
export type UpdateTrust = z.infer<typeof trustSchema>;

/** Null when the build carries none, or one that is not in order: such a build checks for nothing and runs nothing. */
export function readTrust(path: string, log: (line: string) => void): UpdateTrust | null {
  let raw: unknown;
  try {
    raw = JSON.parse(readFileSync(path, 'utf8'));
  } catch (thrown: unknown) {
    const isMissing = thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';
    if (!isMissing)
      log(`updates: what this build trusts cannot be read, so it updates nothing: ${toError(thrown).message}`);
    return null;
  }
  const trust = trustSchema.safeParse(raw);
  if (trust.success) return trust.data;
  const [issue] = trust.error.issues;
  log(
    `updates: what this build trusts is not in order, so it updates nothing: ${issue?.path.join('.')} ${issue?.message}`,
  );
  return null;
}

/** Plain http only to this machine, where a test's server is. */
function isFeed(text: string): boolean {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return false;
  }
  const isPlace = url.search === '' && url.hash === '' && url.username === '' && url.password === '';
  return isPlace && (url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname)));
}

/** An address below the feed. The parts are checked by their schemas: none has a slash or begins with a dot. */
export const feedAddress = (feed: string, ...parts: readonly string[]): string =>
  [feed.replace(/\/+$/, ''), ...parts].join('/');
