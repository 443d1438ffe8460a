import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { LocalNamespace } from '#shared/ipc/local.ts';

/** What seals the records of one user at one hub; made from the random key that the OS's secret store wraps. */
export type RecordKeys = { readonly seal: Buffer; readonly names: Buffer };

/** One thing kept; `at` is when, milliseconds since 1970. */
export type LocalRecord = { readonly key: string; readonly at: number; readonly value: string };

export const DATA_KEY_BYTES = 32;

const MAGIC = Buffer.from('TSGK', 'ascii');
const VERSION = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = MAGIC.length + 1 + IV_BYTES + TAG_BYTES;

export function recordKeys(dataKey: Buffer): RecordKeys {
  const derive = (purpose: string): Buffer => Buffer.from(hkdfSync('sha256', dataKey, '', `tsunagi ${purpose}`, 32));
  return { seal: derive('records'), names: derive('names') };
}

/** A file's name, which tells nothing of whom the record is about. */
export const fileNameOf = (keys: RecordKeys, namespace: LocalNamespace, key: string): string =>
  createHmac('sha256', keys.names).update(`${namespace}\0${key}`).digest('hex').slice(0, 40);

/** `TSGK`, version, IV, tag, AES-256-GCM; bound to its place, so that a record put in another's place does not open. */
export function sealRecord(keys: RecordKeys, namespace: LocalNamespace, record: LocalRecord): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keys.seal, iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(placeOf(namespace, fileNameOf(keys, namespace, record.key)));
  const sealed = Buffer.concat([cipher.update(JSON.stringify(record), 'utf8'), cipher.final()]);
  return Buffer.concat([MAGIC, Buffer.from([VERSION]), iv, cipher.getAuthTag(), sealed]);
}

/** Null for whatever is not whole, not ours, not of this place or not of this version. Never throws. */
export function openRecord(
  keys: RecordKeys,
  namespace: LocalNamespace,
  file: { readonly name: string; readonly bytes: Buffer },
): LocalRecord | null {
  const { name, bytes } = file;
  if (bytes.length < HEAD_BYTES || !bytes.subarray(0, MAGIC.length).equals(MAGIC)) return null;
  if (bytes[MAGIC.length] !== VERSION) return null;
  const iv = bytes.subarray(MAGIC.length + 1, MAGIC.length + 1 + IV_BYTES);
  const tag = bytes.subarray(HEAD_BYTES - TAG_BYTES, HEAD_BYTES);
  try {
    const decipher = createDecipheriv('aes-256-gcm', keys.seal, iv, { authTagLength: TAG_BYTES });
    decipher.setAAD(placeOf(namespace, name));
    decipher.setAuthTag(tag);
    const text = Buffer.concat([decipher.update(bytes.subarray(HEAD_BYTES)), decipher.final()]).toString('utf8');
    // Authenticated: we wrote it, so it has the shape that we write.
    return JSON.parse(text) as LocalRecord;
  } catch {
    return null;
  }
}

const placeOf = (namespace: LocalNamespace, name: string): Buffer =>
  Buffer.from(`tsunagi-local\0${VERSION}\0${namespace}\0${name}`, 'utf8');
