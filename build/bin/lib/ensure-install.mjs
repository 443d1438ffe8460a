import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { nodeBinary } from './node24.mjs';
import { root } from './paths.mjs';

/** @typedef {{ packages: Record<string, { version?: string, optional?: boolean }> }} LockFile */

/**
 * Why the installed packages do not fit package-lock.json, or undefined when they do.
 * npm writes node_modules/.package-lock.json last, so a broken-off install has none.
 * @param {LockFile} lock package-lock.json
 * @param {LockFile | undefined} installed what npm notes in node_modules/.package-lock.json
 * @returns {string | undefined}
 */
export function staleReason(lock, installed) {
  if (!installed) return 'nothing is installed yet';
  for (const [path, wanted] of Object.entries(lock.packages)) {
    if (path === '') continue;
    const found = installed.packages[path];
    // npm leaves out the optional packages of other platforms.
    if (!found && !wanted.optional) return `${path.replace(/^node_modules\//, '')} is missing`;
    if (found && found.version !== wanted.version)
      return `${path.replace(/^node_modules\//, '')} is ${found.version}, the lock file wants ${wanted.version}`;
  }
  return undefined;
}

/**
 * @param {string} path
 * @returns {LockFile | undefined}
 */
function readJson(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}

/**
 * Installs the locked packages when what is there differs from package-lock.json. Says what it does.
 * Exits the process with a plain explanation when it can not.
 */
export function ensureInstall() {
  const lock = readJson(join(root, 'package-lock.json'));
  if (!lock)
    fail(`package-lock.json is missing in ${root}. Expected a whole clone: run "git checkout package-lock.json".`);
  const installed = readJson(join(root, 'node_modules', '.package-lock.json'));
  const reason = staleReason(lock, installed) ?? (existsSync(nodeBinary) ? undefined : 'the pinned Node is missing');
  if (!reason) return;

  console.log(`Installing packages with "npm ci" (${reason}).`);
  // The folder npm is about to replace must not lend it its Node.
  const path = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((entry) => !entry.endsWith(join('node_modules', '.bin')));
  const result = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, PATH: path.join(delimiter) },
    shell: process.platform === 'win32',
  });
  if (result.status !== 0) {
    const why = result.error ? result.error.message : `exit code ${result.status}`;
    fail(
      `"npm ci" failed (${why}). Its own message is above. Check the network and the registry ("npm ping"), then run the same command again.`,
    );
  }
  if (!existsSync(nodeBinary)) {
    fail(
      `"npm ci" ended well but ${nodeBinary} is missing: install scripts are switched off. Run "npm rebuild node", or allow scripts ("npm config set ignore-scripts false").`,
    );
  }
}

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  console.error(`\n${message}`);
  process.exit(1);
}
