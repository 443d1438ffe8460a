/** Prints what a long test measured, one JSON object on a line of its own. */
export function printFigures(name: string, figures: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify({ figures: name, ...figures })}\n`);
}
