import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** The format of a backup's folder. Raised when an older program could not read it. */
export const BACKUP_FORMAT = 1;
export const MANIFEST_FILE = 'manifest.json';
/** Signs the manifest with a key of the hub's own, so that a backup that somebody changed is told from one that is ours. */
export const MANIFEST_SEAL = 'manifest.hmac';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
/** A file of the backup: gzip of text, with the SHA-256 of the file as it lies there and of the text in it. */
const keptFile = z.object({
  file: z.string().regex(/^[a-z0-9_]+(\/[a-z0-9_]+)?\.[a-z.]+$/),
  bytes: z.int().nonnegative(),
  sha256: hash,
  textSha256: hash,
});
const identifier = z.string().regex(/^[a-z_][a-z0-9_]*$/);

const manifestSchema = z.object({
  product: z.literal('tsunagi'),
  format: z.literal(BACKUP_FORMAT),
  /** The program that took it. */
  version: z.string(),
  takenAt: z.iso.datetime(),
  postgres: z.string(),
  schema: z.int().positive(),
  migrations: z.array(z.object({ number: z.int(), name: z.string(), checksum: z.string() })),
  /** Tells the key that seals secrets from another one; says nothing about the key itself. */
  keyPrint: hash,
  /** When its workspace was made: tells backups of one hub from another's. */
  hub: z.string(),
  tables: z.array(keptFile.extend({ name: identifier, columns: z.array(identifier), rows: z.int().nonnegative() })),
  sequences: z.array(z.object({ name: identifier, last: z.int(), called: z.boolean() })),
  threads: keptFile,
  jobs: keptFile.nullable(),
  /** Files whose bytes lay in an object store. */
  objects: z.int().nonnegative(),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type KeptFile = z.infer<typeof keptFile>;
export type KeptTable = Manifest['tables'][number];

/** The manifest in a text; null when it is none of ours, or of a newer format. */
export function parseManifest(text: string): Manifest | null {
  try {
    return manifestSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** Derived keys of the vault: see `keysOf`. */
export type BackupKeys = { readonly print: Buffer; readonly seal: Buffer };

export function keyPrint({ print }: BackupKeys): string {
  return createHmac('sha256', print).update('which key').digest('hex');
}

export function sealManifest({ seal }: BackupKeys, text: string): string {
  return createHmac('sha256', seal).update(text).digest('hex');
}

export function isSealedBy(keys: BackupKeys, text: string, found: string): boolean {
  const expected = Buffer.from(sealManifest(keys, text));
  const given = Buffer.from(found.trim());
  return given.length === expected.length && timingSafeEqual(given, expected);
}
