/** One line to the terminal that started the app. Never personal data, tokens or arguments of calls ([PR4]). */
export function log(line: string): void {
  process.stderr.write(`${new Date().toISOString()} desktop ${line}\n`);
}
