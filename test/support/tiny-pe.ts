const FILE_ALIGNMENT = 512;
const HEADERS = 0x200;
const OPTIONAL_HEADER = 0xf0;

/**
 * The smallest program that signing tools take for one: a 64-bit Windows program with one section whose only instruction
 * returns. Made here, since there is no program of Windows to be had on the test machines.
 */
export function tinyPe(): Buffer {
  const pe = Buffer.alloc(HEADERS + FILE_ALIGNMENT);
  pe.write('MZ', 0, 'latin1');
  const at = 0x80;
  pe.writeUInt32LE(at, 0x3c);
  pe.write('PE\0\0', at, 'latin1');
  pe.writeUInt16LE(0x8664, at + 4);
  pe.writeUInt16LE(1, at + 6);
  pe.writeUInt16LE(OPTIONAL_HEADER, at + 20);
  pe.writeUInt16LE(0x22, at + 22);
  const optional = at + 24;
  pe.writeUInt16LE(0x20b, optional);
  pe.writeUInt32LE(FILE_ALIGNMENT, optional + 4);
  pe.writeUInt32LE(0x1000, optional + 16);
  pe.writeUInt32LE(0x1000, optional + 20);
  pe.writeBigUInt64LE(0x140000000n, optional + 24);
  pe.writeUInt32LE(0x1000, optional + 32);
  pe.writeUInt32LE(FILE_ALIGNMENT, optional + 36);
  pe.writeUInt16LE(6, optional + 40);
  pe.writeUInt16LE(6, optional + 48);
  pe.writeUInt32LE(0x2000, optional + 56);
  pe.writeUInt32LE(HEADERS, optional + 60);
  pe.writeUInt16LE(3, optional + 68);
  pe.writeUInt32LE(16, optional + 108);
  const section = optional + OPTIONAL_HEADER;
  pe.write('.text', section, 'latin1');
  pe.writeUInt32LE(1, section + 8);
  pe.writeUInt32LE(0x1000, section + 12);
  pe.writeUInt32LE(FILE_ALIGNMENT, section + 16);
  pe.writeUInt32LE(HEADERS, section + 20);
  pe.writeUInt32LE(0x60000020, section + 36);
  pe.writeUInt8(0xc3, HEADERS);
  return pe;
}
