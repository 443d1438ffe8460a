import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '#build/root.ts';
import { findStrays } from './find-strays.ts';
import { homeRules } from './homes.table.ts';
import { sourceFiles } from './source-files.ts';

const files = sourceFiles(['.ts', '.tsx', '.mjs', '.cjs', '.js']);
/** The rules' own table and tests quote what they forbid. */
const aboutRules = /^(build\/checks\/homes\.table\.ts|test\/unit\/build\/)/;

const strays = files
  .filter((path) => !aboutRules.test(path))
  .flatMap((path) => findStrays(path, readFileSync(join(root, path), 'utf8'), homeRules));

for (const { path, line, text, rule } of strays) {
  console.error(`${path}:${line}: not here: ${rule.name}\n    ${text}\n    ${rule.fix}`);
}
console.log(`${files.length} files, ${homeRules.length} rules, ${strays.length} strays`);
process.exitCode = strays.length > 0 ? 1 : 0;
