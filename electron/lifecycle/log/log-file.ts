import { appendFileSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The desktop's own log on this computer: two files, the older of which is dropped. */
export type LogFile = {
  /** Never throws: a full disk must not stop the app. */
  readonly add: (line: string) => void;
  /** The newest lines, oldest first; at most `most`. */
  readonly lines: (most: number) => readonly string[];
};

const LARGEST = 1_000_000;

/** In `folder`: `desktop.log`, and `desktop.1.log` before it. Readable by this user only. */
export function openLogFile(folder: string, largest: number = LARGEST): LogFile {
  const path = join(folder, 'desktop.log');
  const before = join(folder, 'desktop.1.log');
  let isUsable = true;
  let size = 0;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    size = sizeOf(path);
  } catch {
    isUsable = false;
  }
  return {
    add(line) {
      if (!isUsable) return;
      const bytes = Buffer.from(`${line.replace(/[\r\n]+/g, ' ⏎ ')}\n`);
      try {
        if (size > 0 && size + bytes.length > largest) {
          renameSync(path, before);
          size = 0;
        }
        appendFileSync(path, bytes, { mode: 0o600 });
        size += bytes.length;
      } catch {
        // The terminal still has it.
      }
    },
    lines(most) {
      const all = `${textOf(before)}${textOf(path)}`.split('\n').filter((line) => line !== '');
      return all.slice(-most);
    },
  };
}

function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
