#!/usr/bin/env node
// "npm start": installs what is missing, then hands over to build/start/start.ts under the pinned Node.
import { ensureInstall } from './lib/ensure-install.mjs';
import { runNode } from './lib/node24.mjs';

ensureInstall();

// A killed npm takes nobody along; whoever it leaves behind notices by the parent's number and ends as if told to.
const parent = process.ppid;
const watch = setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
}, 500);

const { code } = await runNode(['build/start/start.ts', ...process.argv.slice(2)]);
clearInterval(watch);
process.exitCode = code;
