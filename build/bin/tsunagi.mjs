#!/usr/bin/env node
// The `tsunagi` command. The host's Node may be any version from 20 on; what runs is the pinned one.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './lib/paths.mjs';

const cli = join(root, 'server', 'cli.ts');
// Not from lib/node24.mjs, which takes the signals for itself: here they are the hub's.
const nodeBinary = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

if (Number.parseInt(process.versions.node, 10) >= 24) {
  await import(pathToFileURL(cli).href);
} else if (existsSync(nodeBinary)) {
  // The channel tells the child when this process is gone, however it went.
  const child = spawn(nodeBinary, [cli, ...process.argv.slice(2)], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  // Ctrl+C reaches the child by itself: it is in the terminal's foreground group. Wait for its end, do not precede it.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.on('SIGHUP', () => child.kill('SIGHUP'));
  child.on('error', (error) => {
    console.error(`tsunagi: cannot start ${nodeBinary}: ${error.message}`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    process.exit(code ?? 128 + (signal ? constants.signals[signal] : 0));
  });
} else {
  console.error(
    `tsunagi: found Node ${process.versions.node}, expected 24 or newer. Run "npm install" in ${root}: it brings one.`,
  );
  process.exitCode = 1;
}
