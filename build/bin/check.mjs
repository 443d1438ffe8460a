#!/usr/bin/env node
// The fast part of the tests: types, lint, walls, homes, unused code, dependencies, and the unit tests. Under a minute.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstall } from './lib/ensure-install.mjs';
import { binScript } from './lib/node24.mjs';
import { reportsDir, root } from './lib/paths.mjs';
import { readCounts } from './lib/reports.mjs';
import { runSteps, summaryTable } from './lib/steps.mjs';

ensureInstall();
process.chdir(root);
const startedAt = performance.now();
const unitReport = join(reportsDir, 'unit.json');
mkdirSync(reportsDir, { recursive: true });
rmSync(unitReport, { force: true });

const folders = ['shared', 'server', 'electron', 'renderer', 'build', 'test'];
const results = await runSteps([
  { name: 'types', args: [binScript('typescript', 'tsc'), '-b'] },
  {
    name: 'lint and format',
    args: [binScript('@biomejs/biome', 'biome'), 'ci', '--colors=off', '--max-diagnostics=200', '.'],
  },
  {
    name: 'unit tests',
    args: [
      binScript('vitest'),
      'run',
      '--project=unit',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${unitReport}`,
    ],
  },
  {
    name: 'walls',
    args: [
      binScript('dependency-cruiser', 'depcruise'),
      '--output-type',
      'err-long',
      '--config',
      '.dependency-cruiser.cjs',
      ...folders,
    ],
  },
  { name: 'homes', args: ['build/checks/homes.ts'] },
  { name: 'unused code', args: [binScript('knip'), '--no-progress'] },
  { name: 'dependencies and licences', args: ['build/checks/dependencies.ts'] },
  { name: 'every test runs', args: ['build/checks/tests-collected.ts'] },
]);

// npm test adds these up: a step of its own counts as one failure, the unit tests have their own report.
const failedSteps = results.filter(({ name, code }) => code !== 0 && name !== 'unit tests').length;
writeFileSync(
  join(reportsDir, 'check.json'),
  JSON.stringify({ stats: { expected: 0, unexpected: failedSteps, flaky: 0, skipped: 0 }, errors: [] }),
);

const { skipped } = readCounts(unitReport);
console.log(`\n${summaryTable(results, performance.now() - startedAt)}`);
if (skipped > 0) console.log(`\n${skipped} unit tests are skipped. Run them or remove them.`);
process.exitCode = skipped > 0 || results.some((result) => result.code !== 0) ? 1 : 0;
