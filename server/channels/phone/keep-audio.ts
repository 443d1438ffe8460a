import { randomUUID } from 'node:crypto';
import type { Deps } from '#server/deps.ts';
import type { CallRecord } from '#server/domains/calls/calls.repository.ts';

const SUFFIXES: Readonly<Record<string, string>> = { 'audio/mpeg': 'mp3', 'audio/wav': 'wav', 'audio/ogg': 'ogg' };

/** Which audio these bytes are, by what they begin with and never by what was said of them; null for none. */
export function audioType(bytes: Buffer): string | null {
  const head = bytes.toString('latin1', 0, 12);
  if (head.startsWith('RIFF') && head.slice(8) === 'WAVE') return 'audio/wav';
  if (head.startsWith('OggS')) return 'audio/ogg';
  const isFrame = bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe0) === 0xe0;
  return head.startsWith('ID3') || isFrame ? 'audio/mpeg' : null;
}

/** Keeps what was said on a call. Nobody can open it until it is bound to the customer whose call it was. */
export async function keepAudio(
  deps: Pick<Deps, 'blobs'>,
  call: Pick<CallRecord, 'customerId'>,
  { bytes, mime, name }: { readonly bytes: Buffer; readonly mime: string; readonly name: string },
): Promise<string> {
  const id = randomUUID();
  const file = { id, name: `${name}.${SUFFIXES[mime] ?? 'bin'}`, mime, size: bytes.length };
  const facts = {
    ownerType: 'system',
    ownerId: 'call',
    customerId: call.customerId,
    width: null,
    height: null,
  } as const;
  await deps.blobs.put({ ...facts, ...file }, bytes);
  return id;
}
