import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';

/** One file in an archive, by its path inside; `packed` false means it lies beside the archive, where nothing guards it. */
export type AsarFile = {
  readonly path: string;
  readonly size: number;
  readonly offset: number;
  readonly packed: boolean;
  readonly blocks: readonly string[];
  readonly blockSize: number;
};

type Node = {
  readonly files?: Readonly<Record<string, Node>>;
  readonly size?: number;
  readonly offset?: string;
  readonly unpacked?: boolean;
  readonly link?: string;
  readonly integrity?: { readonly blocks: readonly string[]; readonly blockSize: number };
};

/** An archive's files and where their bytes begin. */
export type AsarArchive = { readonly files: readonly AsarFile[]; readonly dataStart: number };

const LARGEST_HEADER = 64 * 1024 * 1024;

/** Reads an archive's header. Ours and not the packer's own, which would agree with itself. @throws when it is none. */
export async function readAsar(file: FileHandle): Promise<AsarArchive> {
  const sizes = Buffer.alloc(16);
  await file.read(sizes, 0, 16, 0);
  const headerSize = sizes.readUInt32LE(4);
  const textSize = sizes.readUInt32LE(12);
  if (sizes.readUInt32LE(0) !== 4 || textSize > headerSize || headerSize > LARGEST_HEADER)
    throw new Error('this is not an asar archive');
  const text = Buffer.alloc(textSize);
  await file.read(text, 0, textSize, 16);
  const root = JSON.parse(text.toString('utf8')) as Node;
  return { files: filesOf(root, ''), dataStart: 8 + headerSize };
}

function filesOf(node: Node, path: string): readonly AsarFile[] {
  if (node.files !== undefined) {
    return Object.entries(node.files).flatMap(([name, child]) =>
      filesOf(child, path === '' ? name : `${path}/${name}`),
    );
  }
  const { size = 0, offset = '0', unpacked = false, integrity } = node;
  return [
    {
      path,
      size,
      offset: Number(offset),
      packed: !unpacked && node.link === undefined,
      blocks: integrity?.blocks ?? [],
      blockSize: integrity?.blockSize ?? 0,
    },
  ];
}

/** The bytes of a packed file. */
export async function readAsarFile(file: FileHandle, archive: AsarArchive, entry: AsarFile): Promise<Buffer> {
  const bytes = Buffer.alloc(entry.size);
  await file.read(bytes, 0, entry.size, archive.dataStart + entry.offset);
  return bytes;
}

/** The files whose bytes are not the ones that the header's sums were made of, or that have no sums; empty when all are right. */
export async function changedFiles(path: string): Promise<readonly string[]> {
  const file = await open(path);
  try {
    const archive = await readAsar(file);
    const changed: string[] = [];
    for (const entry of archive.files.filter(({ packed }) => packed)) {
      const bytes = await readAsarFile(file, archive, entry);
      if (!isAsSummed(bytes, entry)) changed.push(entry.path);
    }
    return changed;
  } finally {
    await file.close();
  }
}

function isAsSummed(bytes: Buffer, { blocks, blockSize }: AsarFile): boolean {
  if (blocks.length === 0 || blockSize === 0) return false;
  const expected = Math.max(1, Math.ceil(bytes.length / blockSize));
  if (blocks.length < expected) return false;
  // The packer adds the sum of nothing behind a file that ends with a whole block.
  return blocks.every((sum, index) => {
    const block = bytes.subarray(index * blockSize, (index + 1) * blockSize);
    return createHash('sha256').update(block).digest('hex') === sum;
  });
}
