#!/usr/bin/env node
// Everything: the fast check, the screens' parts, then contract, integration and fuzz on the embedded PostgreSQL, integration again on
// Debian's, hubs that are killed under load, and the real window end to end. The last line reads "N passed, N failed"; nothing may be skipped.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstall } from './lib/ensure-install.mjs';
import { readFailures } from './lib/failures.mjs';
import { binScript, isInterrupted, nodeBinary, run, runNode } from './lib/node24.mjs';
import { reportsDir, root } from './lib/paths.mjs';
import { addCounts, readCounts } from './lib/reports.mjs';
import { summaryTable } from './lib/steps.mjs';
import { ensureSystemPackages, isDebianLike } from './lib/system-packages.mjs';

ensureInstall();
if (!ensureSystemPackages()) process.exit(1);
process.chdir(root);
rmSync(reportsDir, { recursive: true, force: true });
mkdirSync(reportsDir, { recursive: true });

/** @param {string} name */
const report = (name) => join(reportsDir, `${name}.json`);

/**
 * @param {string} name
 * @param {readonly string[]} projects
 * @param {Record<string, string>} env
 */
function vitest(name, projects, env = {}) {
  const args = [
    binScript('vitest'),
    'run',
    ...projects.map((project) => `--project=${project}`),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report(name)}`,
  ];
  return { name, reports: [name], start: () => runNode(args, { env }) };
}

/**
 * Runs a script of the pinned Node, on a display and a session bus of its own when there are none.
 * @param {readonly string[]} args
 * @param {Record<string, string>} env
 */
function runOnDisplay(args, env) {
  const bus = process.env.DBUS_SESSION_BUS_ADDRESS ? [] : ['dbus-run-session', '--'];
  const display = process.env.DISPLAY ? [] : ['xvfb-run', '-a', '-s', '-screen 0 1600x1000x24 -noreset'];
  const wrappers = process.platform === 'linux' ? [...bus, ...display] : [];
  const [command = nodeBinary, ...rest] = [...wrappers, nodeBinary, ...args];
  return run(command, rest, { env });
}

const phases = [
  { name: 'check', reports: ['unit', 'check'], start: () => runNode(['build/bin/check.mjs']) },
  vitest('components', ['dom']),
  vitest('embedded', ['contract', 'integration', 'fuzz']),
  ...(isDebianLike() ? [vitest('debian', ['integration'], { TSUNAGI_TEST_POSTGRES: 'debian' })] : []),
  vitest('faults', ['faults']),
  { name: 'bundle', reports: [], start: () => runNode(['build/bundle.ts']) },
  {
    name: 'window',
    reports: ['window'],
    start: () =>
      runOnDisplay(
        [
          binScript('@playwright/test', 'playwright'),
          'test',
          '-c',
          'test/e2e/playwright.config.ts',
          '--reporter=list,json',
        ],
        {
          PLAYWRIGHT_JSON_OUTPUT_FILE: report('window'),
        },
      ),
  },
];

const startedAt = performance.now();
/** @type {import('./lib/steps.mjs').StepResult[]} */
const results = [];
for (const { name, start } of phases) {
  if (isInterrupted()) break;
  console.log(`\n== ${name}`);
  results.push({ name, ...(await start()) });
}

const counts = addCounts(phases.flatMap(({ reports }) => reports.map((name) => readCounts(report(name)))));
// A phase can fail with all its tests green: a bundle, an unhandled error, a wrong exit.
const silent = results.filter(({ name, code }) => code !== 0 && !hasFailure(name)).length;
const failed = counts.failed + counts.skipped + silent;

/** @param {string} phase */
function hasFailure(phase) {
  const own = addCounts(
    (phases.find(({ name }) => name === phase)?.reports ?? []).map((name) => readCounts(report(name))),
  );
  return own.failed + own.skipped > 0;
}

/** Beside the closing line, for whoever sees only the end of a long output. */
const SHOWN_FAILURES = 30;
for (const { name, reports } of phases.filter(({ name }) =>
  results.some((one) => one.name === name && one.code !== 0),
)) {
  const all = reports.flatMap((one) => readFailures(report(one)));
  console.log(`\n${name}: ${all.length} failed`);
  for (const { where, said } of all.slice(0, SHOWN_FAILURES))
    console.log(`  ${where.replace(`${root}/`, '')}\n    ${said.slice(0, 300)}`);
}

console.log(`\n${summaryTable(results, performance.now() - startedAt)}\n`);
if (isInterrupted()) console.log('Stopped before the end.');
if (counts.skipped > 0) console.log(`${counts.skipped} skipped, which counts as failed: run them or remove them.`);
console.log(`${counts.passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || isInterrupted() ? 1 : 0;
