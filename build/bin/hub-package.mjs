#!/usr/bin/env node
// The hub's Debian package: npm run package:hub -- [--out FOLDER] [--compression gzip]
import { ensureInstall } from './lib/ensure-install.mjs';
import { runNode } from './lib/node24.mjs';

ensureInstall();
const bundled = await runNode(['build/bundle.ts']);
process.exitCode = bundled.code;
if (bundled.code === 0) {
  const { code } = await runNode(['build/hub-package/main.ts', ...process.argv.slice(2)]);
  process.exitCode = code;
}
