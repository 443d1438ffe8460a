import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { root } from './paths.mjs';

const modules = join(root, 'node_modules');

/** The pinned Node: the host's own may be any version from 20 on, which does not run our TypeScript. */
export const nodeBinary = join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/**
 * The script behind a package's command, so that it runs under the pinned Node on every platform.
 * @param {string} packageName
 * @param {string} command
 * @returns {string}
 */
export function binScript(packageName, command = packageName) {
  const manifestPath = join(modules, packageName, 'package.json');
  if (!existsSync(manifestPath)) throw new Error(`${packageName} is not installed: run "npm ci" in ${root}`);
  const { bin } = JSON.parse(readFileSync(manifestPath, 'utf8'));
  const script = typeof bin === 'string' ? bin : bin?.[command];
  if (!script) throw new Error(`${packageName} has no command "${command}"`);
  return join(modules, packageName, script);
}

/**
 * The environment for children: our binaries first, so that "#!/usr/bin/env node" finds the pinned Node as well.
 * @param {Record<string, string>} extra
 * @returns {NodeJS.ProcessEnv}
 */
export function childEnv(extra = {}) {
  const bins = join(modules, '.bin');
  const path = (process.env.PATH ?? '').split(delimiter).filter((entry) => entry !== bins);
  return { ...process.env, PATH: [bins, ...path].join(delimiter), ...extra };
}

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();
let interrupted = false;

/**
 * True once this process was asked to end; whoever runs several things in turn starts no other.
 * @returns {boolean}
 */
export function isInterrupted() {
  return interrupted;
}

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => {
    interrupted = true;
    // Who waits for the child ends when it does; without one there is nothing to wait for.
    if (running.size === 0) process.exit(130);
    for (const child of running) child.kill(signal);
  });
}

/** @typedef {{ env?: Record<string, string>, capture?: boolean, cwd?: string }} RunOptions */

/**
 * Runs a command to its end. Output goes to the terminal, or, with `capture`, into `output`.
 * Never rejects: a command that can not start has code 127 and says why in `output`.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} options
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
    /** @type {Buffer[]} */
    const chunks = [];
    child.stdout?.on('data', (chunk) => chunks.push(chunk));
    child.stderr?.on('data', (chunk) => chunks.push(chunk));
    /**
     * @param {number} code
     * @param {string} why
     */
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

/**
 * Runs a script under the pinned Node. See {@link run}.
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 */
export function runNode(args, options) {
  return run(nodeBinary, args, options);
}
