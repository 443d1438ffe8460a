import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { root } from './paths.mjs';

const modules = join(root, 'node_modules');

/** The pinned Node: the host's own may be any version from 20 on, which does not run our TypeScript. */
export const nodeBinary = join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** The script behind a package's command, so that it runs under the pinned Node on every platform. */
export function binScript(packageName, command = packageName) {
  const manifestPath = join(modules, packageName, 'package.json');
  if (!existsSync(manifestPath)) throw new Error(`${packageName} is not installed: run "npm ci" in ${root}`);
  const { bin } = JSON.parse(readFileSync(manifestPath, 'utf8'));
  const script = typeof bin === 'string' ? bin : bin?.[command];
  if (!script) throw new Error(`${packageName} has no command "${command}"`);
  return join(modules, packageName, script);
}

/** The environment for children: our binaries first, so that "#!/usr/bin/env node" finds the pinned Node as well. */
export function childEnv(extra = {}) {
  const bins = join(modules, '.bin');
  const path = (process.env.PATH ?? '').split(delimiter).filter((entry) => entry !== bins);
  return { ...process.env, PATH: [bins, ...path].join(delimiter), ...extra };
}

const running = new Set();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    // Who waits for the child ends when it does; without one there is nothing to wait for.
    if (running.size === 0) process.exit(130);
    for (const child of running) child.kill(signal);
  });
}

/**
 * Runs a command to its end. Output goes to the terminal, or, with `capture`, into `output`.
 * Never rejects: a command that can not start has code 127 and says why in `output`.
 * @returns {Promise<{ code: number, output: string, durationMs: number }>}
 */
export function run(command, args, { env = {}, capture = false, cwd = root } = {}) {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: childEnv(env),
      stdio: capture ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    });
    running.add(child);
    const chunks = [];
    child.stdout?.on('data', (chunk) => chunks.push(chunk));
    child.stderr?.on('data', (chunk) => chunks.push(chunk));
    const end = (code, why = '') => {
      running.delete(child);
      const output = Buffer.concat(chunks).toString('utf8') + why;
      if (why && !capture) console.error(why);
      resolve({ code, output, durationMs: performance.now() - startedAt });
    };
    child.on('error', (error) => end(127, `could not start ${command}: ${error.message}`));
    child.on('close', (code, signal) => end(code ?? 128, signal ? `${command} ended by ${signal}\n` : ''));
  });
}

/** Runs a script under the pinned Node. See {@link run}. */
export function runNode(args, options) {
  return run(nodeBinary, args, options);
}
