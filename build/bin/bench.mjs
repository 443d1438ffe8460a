#!/usr/bin/env node
// One benchmark, or all: npm run bench -- NAME --json
import { ensureInstall } from './lib/ensure-install.mjs';
import { runNode } from './lib/node24.mjs';

ensureInstall();
const { code } = await runNode(['test/bench/run.ts', ...process.argv.slice(2)]);
process.exitCode = code;
