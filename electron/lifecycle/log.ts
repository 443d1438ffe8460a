import type { LogFile } from './log/log-file.ts';
import { withoutPersonalData } from './log/without-personal-data.ts';

let file: LogFile | null = null;
/** What was said before there was a file. */
let early: string[] = [];

/** One line to the terminal and to the log on this computer. Never personal data, tokens or arguments of calls ([PR4]). */
export function log(line: string): void {
  const entry = withoutPersonalData(`${new Date().toISOString()} desktop ${line}`);
  process.stderr.write(`${entry}\n`);
  if (file === null) early.push(entry);
  else file.add(entry);
}

/** From now on the log is kept in a file too, with what was said before. */
export function keepLog(kept: LogFile): void {
  file = kept;
  for (const entry of early) kept.add(entry);
  early = [];
}
