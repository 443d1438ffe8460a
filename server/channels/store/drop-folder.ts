import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CsvProblem } from './read-till-csv.ts';

/** What became of a file. */
export type FileReport = {
  readonly accepted: number;
  readonly duplicates: number;
  readonly unclaimed: number;
  readonly problems: readonly CsvProblem[];
};

type Look = { readonly size: number; readonly modifiedAt: number };

/** Files that are done are kept, in a folder of their own beside the one they were dropped into. */
export const DONE_FOLDER = 'done';
const ACCEPTED = /\.(csv|tsv|txt)$/i;
/** A till's day is far smaller; what is larger was dropped by mistake. */
export const FILE_LIMIT_BYTES = 32 * 1024 * 1024;

/**
 * One look into the folder: every file that has not changed since the look before is handed over whole, then moved to
 * `done/` with a report where lines could not be taken. A file that fails stays and is tried again; the others do not wait
 * for it, and its error is thrown after them.
 */
export function createDropFolder(folder: string, take: (name: string, bytes: Buffer) => Promise<FileReport>) {
  const seen = new Map<string, Look>();

  async function lookAt(name: string): Promise<boolean> {
    const path = join(folder, name);
    const { size, mtimeMs } = await stat(path);
    const before = seen.get(name);
    seen.set(name, { size, modifiedAt: mtimeMs });
    // Still being written: it is whole when two looks see the same.
    if (before === undefined || before.size !== size || before.modifiedAt !== mtimeMs) return false;
    if (size > FILE_LIMIT_BYTES) throw new Error(`${name} has ${size} bytes; at most ${FILE_LIMIT_BYTES} are read`);
    const report = await take(name, await readFile(path));
    await finish(folder, name, report);
    seen.delete(name);
    return true;
  }

  return async function look(): Promise<number> {
    const names = (await readdir(folder)).filter((name) => ACCEPTED.test(name) && !name.startsWith('.')).sort();
    let taken = 0;
    const failures: unknown[] = [];
    for (const name of names) {
      const isTaken = await lookAt(name).catch((error: unknown) => void failures.push(error));
      if (isTaken === true) taken++;
    }
    if (failures.length > 0) throw failures[0];
    return taken;
  };
}

/** Moves a file out of the way, under a name that is free, with its report beside it. */
async function finish(folder: string, name: string, report: FileReport): Promise<void> {
  const done = join(folder, DONE_FOLDER);
  await mkdir(done, { recursive: true });
  const free = await freeName(done, name);
  if (report.problems.length > 0) await writeFile(join(done, `${free}.problems.csv`), problemsCsv(report.problems));
  await rename(join(folder, name), join(done, free));
}

async function freeName(done: string, name: string): Promise<string> {
  const taken = new Set(await readdir(done));
  for (let n = 0; ; n++) {
    const candidate = n === 0 ? name : name.replace(/(\.[^.]+)$/, `.${n}$1`);
    if (!taken.has(candidate)) return candidate;
  }
}

function problemsCsv(problems: readonly CsvProblem[]): string {
  // A cell that begins like a formula is one to a spreadsheet.
  const cell = (text: string) => `"${text.replace(/^[=+\-@\t]/, "'$&").replaceAll('"', '""')}"`;
  const lines = problems.map(({ line, found, expected }) => [String(line), cell(found), cell(expected)].join(','));
  return `\ufeffline,found,expected\n${lines.join('\n')}\n`;
}
