import { alignmentOf, type BusValue, splitSignature, type Variant } from './types.ts';

/** Writes values as a D-Bus body, little-endian. Throws when a value is not of its type: a slip of ours, never input. */
export function writeValues(signature: string, values: readonly BusValue[]): Buffer {
  const types = splitSignature(signature);
  if (types.length !== values.length) throw new Error(`${values.length} values for the signature “${signature}”`);
  const out = createOutput();
  for (const [index, type] of types.entries()) write(out, type, values[index] as BusValue);
  return out.bytes();
}

type Output = {
  readonly align: (to: number) => void;
  readonly add: (bytes: Buffer) => void;
  readonly length: () => number;
  /** Puts a number where room was left for it. */
  readonly putAt: (at: number, value: number) => void;
  readonly bytes: () => Buffer;
};

function createOutput(): Output {
  let bytes = Buffer.alloc(0);
  const add = (more: Buffer): void => {
    bytes = Buffer.concat([bytes, more]);
  };
  return {
    align: (to) => add(Buffer.alloc((to - (bytes.length % to)) % to)),
    add,
    length: () => bytes.length,
    putAt: (at, value) => bytes.writeUInt32LE(value, at),
    bytes: () => bytes,
  };
}

function write(out: Output, type: string, value: BusValue): void {
  out.align(alignmentOf(type));
  switch (type.charAt(0)) {
    case 's':
    case 'o':
      writeText(out, String(value), 4);
      break;
    case 'g':
      writeText(out, String(value), 1);
      break;
    case 'v': {
      const { signature, value: inner } = value as Variant;
      writeText(out, signature, 1);
      write(out, signature, inner);
      break;
    }
    case 'a':
      writeArray(out, type.slice(1), value);
      break;
    case '(':
    case '{': {
      const types = splitSignature(type.slice(1, -1));
      for (const [index, each] of types.entries()) write(out, each, (value as readonly BusValue[])[index] as BusValue);
      break;
    }
    default:
      out.add(number(type, value));
  }
}

function writeText(out: Output, text: string, lengthBytes: 1 | 4): void {
  const bytes = Buffer.from(text.replaceAll('\0', ''), 'utf8');
  const length = Buffer.alloc(lengthBytes);
  length.writeUIntLE(bytes.length, 0, lengthBytes);
  out.add(Buffer.concat([length, bytes, Buffer.alloc(1)]));
}

function writeArray(out: Output, inner: string, value: BusValue): void {
  const lengthAt = out.length();
  out.add(Buffer.alloc(4));
  // The padding to the first element is not counted.
  out.align(alignmentOf(inner));
  const begin = out.length();
  const elements = value instanceof Map ? [...value.entries()] : (value as readonly BusValue[]);
  for (const element of elements) write(out, inner, element as BusValue);
  out.putAt(lengthAt, out.length() - begin);
}

function number(type: string, value: BusValue): Buffer {
  const bytes = Buffer.alloc(alignmentOf(type));
  switch (type) {
    case 'y':
      bytes.writeUInt8(Number(value));
      break;
    case 'n':
      bytes.writeInt16LE(Number(value));
      break;
    case 'q':
      bytes.writeUInt16LE(Number(value));
      break;
    case 'b':
      bytes.writeUInt32LE(value === true ? 1 : 0);
      break;
    case 'i':
      bytes.writeInt32LE(Number(value));
      break;
    case 'u':
      bytes.writeUInt32LE(Number(value));
      break;
    case 'x':
      bytes.writeBigInt64LE(BigInt(value as bigint));
      break;
    case 't':
      bytes.writeBigUInt64LE(BigInt(value as bigint));
      break;
    case 'd':
      bytes.writeDoubleLE(Number(value));
      break;
  }
  return bytes;
}
