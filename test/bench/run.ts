// One benchmark by name: npm run bench -- NAME [--json]. Each is a file beside this one that exports `bench`.
import { readdir } from 'node:fs/promises';
import type { Bench, BenchReport } from './lib.ts';

const names = (await readdir(import.meta.dirname))
  .filter((file) => /^[a-z-]+\.ts$/.test(file) && !['run.ts', 'lib.ts'].includes(file))
  .map((file) => file.replace(/\.ts$/, ''));
const [name] = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const json = process.argv.includes('--json');

if (name === undefined || !names.includes(name)) {
  console.error(`bench: found “${name ?? 'no name'}”, expected one of: ${names.join(', ')}`);
  process.exit(2);
}
const { bench }: { bench: Bench } = await import(`./${name}.ts`);
const report = await bench();
console.log(json ? JSON.stringify(report) : forPeople(report));

function forPeople({ bench: which, measured, floor, ratio, unit, target, pass, ...rest }: BenchReport): string {
  const verdict = pass ? 'reached' : 'not reached';
  return `${which}: ${measured} ${unit}, floor ${floor}, ratio ${ratio} (target ${target}: ${verdict})\n${JSON.stringify(rest, null, 2)}`;
}
