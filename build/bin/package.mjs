#!/usr/bin/env node
// "npm run package": installers for this platform. Signed when keys are in the environment, named "unsigned" when not.
import { ensureInstall } from './lib/ensure-install.mjs';
import { runNode } from './lib/node24.mjs';

ensureInstall();
const { code } = await runNode(['build/package/package.ts', ...process.argv.slice(2)]);
process.exitCode = code;
