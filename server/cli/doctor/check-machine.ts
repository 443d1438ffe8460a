import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import type { Config } from '#server/config.ts';
import { readToolPaths } from '#server/config.ts';
import { lockHolder } from '#server/db/data-folder/hub-lock.ts';
import type { Finding } from './finding.ts';
import { fine } from './finding.ts';

const OLDEST_NODE = 24;
const BROWSERS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];
const resolveFrom = createRequire(import.meta.url);

export function checkNode(version: string = process.versions.node): Finding {
  if (Number.parseInt(version, 10) >= OLDEST_NODE) return fine('Node', version);
  const next = 'Run `npm install`: it brings the right one, and `npx tsunagi` uses it.';
  return { name: 'Node', state: 'missing', found: version, expected: `${OLDEST_NODE} or newer`, next };
}

/** Whether the hub can listen where it would. A port that our own running hub holds is no fault. */
export async function checkPort({ host, port, dataFolder }: Config): Promise<Finding> {
  const error = await tryListen(host, port);
  if (!error) return fine('port', `${host}:${port} is free`);
  const holder = await lockHolder(dataFolder);
  if (holder?.url?.endsWith(`:${port}`))
    return fine('port', `${host}:${port} is this folder’s hub, process ${holder.pid}`);
  return {
    name: 'port',
    state: 'missing',
    found:
      error.code === 'EADDRINUSE'
        ? `${host}:${port} is in use by another program`
        : `${host}:${port}: ${error.message}`,
    expected: 'a port that is free',
    next: 'Choose another with --port or TSUNAGI_PORT.',
  };
}

/** What a developer's checkout has beside the hub; an installed one has neither the window nor the tests. */
const WINDOW = join(import.meta.dirname, '..', '..', '..', 'electron');

/** For the desktop and for the tests of the widget; the hub runs without. */
export function checkWindows(): Finding[] {
  if (!existsSync(WINDOW)) return [];
  const { electron, chromium } = readToolPaths();
  return [
    toolFinding(
      'Electron',
      [electron, ...packagedElectron()],
      'The same desk opens in the browser; or run `npx install-electron`.',
    ),
    toolFinding('Chromium', [chromium, ...BROWSERS], 'Only the tests need it: apt-get install chromium.'),
  ];
}

function toolFinding(name: string, candidates: readonly (string | undefined)[], next: string): Finding {
  const found = candidates.find((path) => path !== undefined && existsSync(path));
  return found ? fine(name, found) : { name, state: 'warning', found: 'not installed', next };
}

function packagedElectron(): string[] {
  try {
    return [join(dirname(resolveFrom.resolve('electron/package.json')), 'dist', 'electron')];
  } catch {
    return [];
  }
}

function tryListen(host: string, port: number): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', resolve);
    server.listen(port, host, () => {
      server.close(() => resolve(undefined));
    });
  });
}
