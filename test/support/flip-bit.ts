import { readFile, writeFile } from 'node:fs/promises';

/** Changes one bit of a file's contents, at this share of its length. */
export async function flipBit(path: string, share = 0.8): Promise<void> {
  const bytes = await readFile(path);
  const at = Math.floor(bytes.length * share);
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  await writeFile(path, bytes);
}

/** The length of a member's header in an ar archive; its size is decimal at 48. */
const AR_HEADER = 60;

/** Changes one bit in the middle of what a deb installs: a share of the whole file may lie in its signature, where some bits mean nothing. */
export async function flipBitInDeb(path: string): Promise<void> {
  const bytes = await readFile(path);
  const header = bytes.indexOf('data.tar');
  if (header < 0) throw new Error(`${path} is no deb: it has no data.tar`);
  const size = Number.parseInt(bytes.toString('latin1', header + 48, header + 58), 10);
  const at = header + AR_HEADER + Math.floor(size / 2);
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  await writeFile(path, bytes);
}
