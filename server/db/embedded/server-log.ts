import { open, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';

const LOG_NAME = 'postgres.log';
const LARGEST_LOG_BYTES = 10 * 1024 * 1024;

export type ServerLog = {
  /** For the child's output. A file and not a pipe: the server outlives a hub that is killed. */
  readonly fd: number;
  /** What was written since it was opened. */
  since(): Promise<string>;
  close(): Promise<void>;
};

/** Opens PostgreSQL's log in the data folder; one that has grown large is put aside first, replacing the last. */
export async function openServerLog(dataFolder: string): Promise<ServerLog> {
  const path = join(dataFolder, LOG_NAME);
  const size = await stat(path).then(
    (stats) => stats.size,
    () => 0,
  );
  if (size > LARGEST_LOG_BYTES) await rename(path, `${path}.1`);
  const file = await open(path, 'a+', 0o600);
  const start = (await file.stat()).size;
  return {
    fd: file.fd,
    async since() {
      const length = (await file.stat()).size - start;
      const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.max(length, 0)), 0, Math.max(length, 0), start);
      return buffer.toString('utf8', 0, bytesRead);
    },
    close: () => file.close(),
  };
}
