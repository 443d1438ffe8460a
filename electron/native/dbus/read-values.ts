import { alignmentOf, type BusValue, splitSignature, variant } from './types.ts';

/**
 * Reads a D-Bus body by its signature. Both come from other programs on the bus: whatever reaches over the end, or is no
 * signature, throws.
 */
export function readValues(bytes: Buffer, signature: string, isLittle: boolean): readonly BusValue[] {
  const input = { bytes, isLittle, at: 0 };
  return splitSignature(signature).map((type) => read(input, type, 0));
}

type Input = { readonly bytes: Buffer; readonly isLittle: boolean; at: number };

const DEEPEST = 64;

function read(input: Input, type: string, depth: number): BusValue {
  if (depth > DEEPEST) throw new Error('a D-Bus value is nested too deep');
  const alignment = alignmentOf(type);
  input.at += (alignment - (input.at % alignment)) % alignment;
  switch (type.charAt(0)) {
    case 's':
    case 'o':
      return text(input, uint32(input));
    case 'g':
      return text(input, take(input, 1).readUInt8());
    case 'v': {
      const signature = text(input, take(input, 1).readUInt8());
      if (splitSignature(signature).length !== 1) throw new Error('a D-Bus variant is of one type');
      return variant(signature, read(input, signature, depth + 1));
    }
    case 'a':
      return array(input, type.slice(1), depth);
    case '(':
    case '{':
      return splitSignature(type.slice(1, -1)).map((each) => read(input, each, depth + 1));
    default:
      return number(input, type);
  }
}

function array(input: Input, inner: string, depth: number): BusValue {
  const length = uint32(input);
  const alignment = alignmentOf(inner);
  input.at += (alignment - (input.at % alignment)) % alignment;
  const end = input.at + length;
  if (end > input.bytes.length) throw new Error('a D-Bus array reaches over the end');
  const values: BusValue[] = [];
  while (input.at < end) values.push(read(input, inner, depth + 1));
  if (!inner.startsWith('{')) return values;
  if (splitSignature(inner.slice(1, -1)).length !== 2) throw new Error('a D-Bus dictionary is of pairs');
  return new Map(values.map((entry) => entry as readonly [string, BusValue]));
}

function take(input: Input, length: number): Buffer {
  const end = input.at + length;
  if (end > input.bytes.length) throw new Error('a D-Bus value reaches over the end');
  const part = input.bytes.subarray(input.at, end);
  input.at = end;
  return part;
}

function text(input: Input, length: number): string {
  const bytes = take(input, length);
  take(input, 1);
  return bytes.toString('utf8');
}

function uint32(input: Input): number {
  const bytes = take(input, 4);
  return input.isLittle ? bytes.readUInt32LE() : bytes.readUInt32BE();
}

function number(input: Input, type: string): BusValue {
  const bytes = take(input, alignmentOf(type));
  const { isLittle } = input;
  switch (type) {
    case 'y':
      return bytes.readUInt8();
    case 'n':
      return isLittle ? bytes.readInt16LE() : bytes.readInt16BE();
    case 'q':
      return isLittle ? bytes.readUInt16LE() : bytes.readUInt16BE();
    case 'b':
      return (isLittle ? bytes.readUInt32LE() : bytes.readUInt32BE()) === 1;
    case 'i':
      return isLittle ? bytes.readInt32LE() : bytes.readInt32BE();
    case 'u':
      return isLittle ? bytes.readUInt32LE() : bytes.readUInt32BE();
    case 'x':
      return isLittle ? bytes.readBigInt64LE() : bytes.readBigInt64BE();
    case 't':
      return isLittle ? bytes.readBigUInt64LE() : bytes.readBigUInt64BE();
    case 'd':
      return isLittle ? bytes.readDoubleLE() : bytes.readDoubleBE();
    default:
      throw new Error(`“${type}” is no D-Bus type`);
  }
}
