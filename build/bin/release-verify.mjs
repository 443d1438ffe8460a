#!/usr/bin/env node
// "npm run release:verify -- DIR": checks every artefact as a stranger would, with public keys only.
import { ensureInstall } from './lib/ensure-install.mjs';
import { runNode } from './lib/node24.mjs';

ensureInstall();
const { code } = await runNode(['build/release/verify/release-verify.ts', ...process.argv.slice(2)]);
process.exitCode = code;
