import { readValues } from './read-values.ts';
import { type BusValue, type Variant, variant } from './types.ts';
import { writeValues } from './write-values.ts';

/** What goes over the bus: a call, its answer or refusal, or a signal. */
export type BusMessage = {
  readonly kind: 'call' | 'return' | 'error' | 'signal';
  readonly serial: number;
  readonly path?: string;
  readonly interface?: string;
  readonly member?: string;
  readonly error?: string;
  readonly replyTo?: number;
  readonly destination?: string;
  readonly sender?: string;
  readonly signature: string;
  readonly body: readonly BusValue[];
};

const KINDS = ['invalid', 'call', 'return', 'error', 'signal'] as const;
const FIELDS = [
  [1, 'path', 'o'],
  [2, 'interface', 's'],
  [3, 'member', 's'],
  [4, 'error', 's'],
  [5, 'replyTo', 'u'],
  [6, 'destination', 's'],
  [7, 'sender', 's'],
] as const;
const SIGNATURE_FIELD = 8;
/** The specification has 128 MiB; what we ask for and hear is a few hundred bytes. */
const LONGEST = 1024 * 1024;

export function writeMessage(message: BusMessage): Buffer {
  const body = writeValues(message.signature, message.body);
  const fields: BusValue[] = FIELDS.flatMap(([code, name, type]) => {
    const value = message[name];
    return value === undefined ? [] : [[code, variant(type, value)]];
  });
  if (message.signature !== '') fields.push([SIGNATURE_FIELD, variant('g', message.signature)]);
  const head = writeValues('yyyyuua(yv)', [
    'l'.charCodeAt(0),
    KINDS.indexOf(message.kind),
    0,
    1,
    body.length,
    message.serial,
    fields,
  ]);
  return Buffer.concat([head, Buffer.alloc((8 - (head.length % 8)) % 8), body]);
}

/**
 * Takes the first whole message off what has arrived; null while it is not all here. A message of a kind that is not
 * known is `ignored`. Throws on what is no message: the line is useless then.
 */
export function readMessage(
  arrived: Buffer,
): { readonly message: BusMessage | 'ignored'; readonly rest: Buffer } | null {
  if (arrived.length < 16) return null;
  const isLittle = arrived.readUInt8(0) === 'l'.charCodeAt(0);
  const uint32 = (at: number): number => (isLittle ? arrived.readUInt32LE(at) : arrived.readUInt32BE(at));
  const bodyLength = uint32(4);
  const headLength = 16 + uint32(12);
  const bodyAt = headLength + ((8 - (headLength % 8)) % 8);
  if (bodyAt + bodyLength > LONGEST) throw new Error('a D-Bus message is too long');
  if (arrived.length < bodyAt + bodyLength) return null;
  const rest = arrived.subarray(bodyAt + bodyLength);
  const kind = KINDS[arrived.readUInt8(1)];
  if (kind === undefined || kind === 'invalid') return { message: 'ignored', rest };
  const [, , , , , serial, fields] = readValues(arrived.subarray(0, headLength), 'yyyyuua(yv)', isLittle);
  const found: Record<string, unknown> = {};
  let signature = '';
  for (const [code, { value }] of fields as unknown as ReadonlyArray<readonly [number, Variant]>) {
    const name = FIELDS.find(([known]) => known === code)?.[1];
    if (name !== undefined) found[name] = value;
    if (code === SIGNATURE_FIELD) signature = String(value);
  }
  const body = readValues(arrived.subarray(bodyAt, bodyAt + bodyLength), signature, isLittle);
  return { message: { ...found, kind, serial: Number(serial), signature, body } as BusMessage, rest };
}
