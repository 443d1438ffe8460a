#!/usr/bin/env node
// "npm start": installs what is missing, then hands over to build/start/start.ts under the pinned Node.
import { ensureInstall } from './lib/ensure-install.mjs';
import { onStarterGone } from './lib/lineage.mjs';
import { runNode } from './lib/node24.mjs';

ensureInstall();

// As if told to end, which is passed on to what runs.
onStarterGone(() => process.kill(process.pid, 'SIGTERM'));

const { code } = await runNode(['build/start/start.ts', ...process.argv.slice(2)]);
process.exitCode = code;
