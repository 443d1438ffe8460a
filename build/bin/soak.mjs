#!/usr/bin/env node
// The long tests: npm run soak -- --minutes N --json. The whole matrix of handoffs, a hub killed twenty times, 10,000 commands; then, for
// the minutes given, hubs, databases and clients that are killed, frozen and cut off under load. The last line is one JSON object.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstall } from './lib/ensure-install.mjs';
import { binScript, runNode } from './lib/node24.mjs';
import { reportsDir, root } from './lib/paths.mjs';
import { readCounts } from './lib/reports.mjs';
import { ensureSystemPackages } from './lib/system-packages.mjs';

ensureInstall();
if (!ensureSystemPackages()) process.exit(1);
process.chdir(root);
mkdirSync(reportsDir, { recursive: true });

const whole = join(reportsDir, 'soak-matrices.json');
const rounds = join(reportsDir, 'soak-rounds.json');
const files = ['test/integration/handoffs/matrix', 'test/integration/realtime/kill9', 'test/faults/commands'];
const matrices = await runNode(
  [binScript('vitest'), 'run', ...files, '--reporter=default', '--reporter=json', `--outputFile.json=${whole}`],
  { env: { TSUNAGI_MATRIX: 'whole' } },
);
const cases = readCounts(whole);

rmSync(rounds, { force: true });
await runNode(['test/soak/run.ts', '--out', rounds, ...process.argv.slice(2).filter((a) => a !== '--json')]);
if (!existsSync(rounds)) {
  console.error('The fault rounds ended without a result; what they said is above.');
  process.exit(1);
}
const summary = JSON.parse(readFileSync(rounds, 'utf8'));
const pass = summary.pass && matrices.code === 0;
console.log(JSON.stringify({ ...summary, cases: cases.passed, casesFailed: cases.failed + cases.skipped, pass }));
process.exitCode = pass ? 0 : 1;
