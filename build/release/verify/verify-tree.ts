import { open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BuildKind } from '#build/package/build-kind.ts';
import { fusesFor, readFuses, wrongFuses } from '#build/package/fuses.ts';
import { changedFiles, readAsar, readAsarFile } from './asar-archive.ts';
import { type Finding, failed, judged } from './finding.ts';

/** An unpacked desktop: its program, and its `resources`. */
export type Tree = { readonly what: string; readonly program: string; readonly resources: string };

type Expected = { readonly kind: BuildKind; readonly electronVersion: string; readonly version: string };

/** Things in `resources` that would be started instead of the app, or tell an updater other than ours where to ask. */
const UNWANTED = ['app', 'default_app.asar', 'app-update.yml', 'app.asar.unpacked'];
const SECRET = /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/;
const STRAY = /\.map$|(^|\/)(node_modules|\.env|test|stories)(\/|$|\.)/;

/** The fuses, the archive and what lies beside it, of what people will run. */
export async function verifyTree(tree: Tree, expected: Expected): Promise<readonly Finding[]> {
  const archive = join(tree.resources, 'app.asar');
  try {
    const fuses = readFuses(await readFile(tree.program));
    const beside = await readdir(tree.resources);
    return [
      judged(tree.what, 'fuses', wrongFuses(fuses, fusesFor(expected.electronVersion))),
      judged(
        tree.what,
        'nothing beside the app',
        beside.filter((name) => UNWANTED.includes(name)).map((name) => `resources/${name} is there`),
      ),
      ...(await verifyArchive(tree.what, archive, expected)),
    ];
  } catch (thrown: unknown) {
    return [failed(tree.what, 'app', thrown instanceof Error ? thrown.message : String(thrown))];
  }
}

/** The archive alone, where the rest of the desktop cannot be laid out here. @throws when it is none */
export async function verifyArchive(
  what: string,
  archive: string,
  expected: Pick<Expected, 'kind' | 'version'>,
): Promise<readonly Finding[]> {
  const changed = await changedFiles(archive);
  return [
    judged(
      what,
      'asar sums',
      changed.map((path) => `${path} was changed`),
    ),
    judged(what, 'asar contents', await contentFaults(archive, expected)),
  ];
}

async function contentFaults(
  path: string,
  { kind, version }: Pick<Expected, 'kind' | 'version'>,
): Promise<readonly string[]> {
  const file = await open(path);
  try {
    const archive = await readAsar(file);
    const faults = archive.files.filter((entry) => STRAY.test(entry.path)).map((entry) => `${entry.path} is packed`);
    for (const entry of archive.files.filter(({ packed }) => packed)) {
      const bytes = await readAsarFile(file, archive, entry);
      if (SECRET.test(bytes.toString('latin1'))) faults.push(`${entry.path} holds a private key`);
      if (entry.path === 'package.json') faults.push(...manifestFaults(bytes.toString('utf8'), kind, version));
    }
    if (!archive.files.some((entry) => entry.path === 'package.json')) faults.push('there is no package.json');
    return faults;
  } finally {
    await file.close();
  }
}

/** The app has to say of itself what its file name says. */
function manifestFaults(text: string, kind: BuildKind, version: string): readonly string[] {
  const manifest = JSON.parse(text) as {
    version?: string;
    dependencies?: object;
    scripts?: object;
    tsunagi?: { kind?: string };
  };
  const faults: string[] = [];
  if (manifest.version !== version) faults.push(`the app says version ${manifest.version}, expected ${version}`);
  if (manifest.tsunagi?.kind !== kind) faults.push(`the app says it is ${manifest.tsunagi?.kind}, expected ${kind}`);
  if (manifest.dependencies !== undefined || manifest.scripts !== undefined)
    faults.push('package.json has dependencies or scripts');
  return faults;
}
