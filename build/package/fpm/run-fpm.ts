import { existsSync } from 'node:fs';
import { chmod, copyFile, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { mustRun } from '#build/release/run-tool.ts';
import { controlFile } from './control-file.ts';
import { type PackageRequest, parseFpmArguments } from './fpm-arguments.ts';
import { md5Sums } from './md5-sums.ts';
import { sandboxPath, specFile } from './spec-file.ts';

/** Makes the deb or the rpm that fpm's arguments describe. @throws when dpkg-deb or rpmbuild fails. */
export async function runFpm(args: readonly string[]): Promise<void> {
  const request = parseFpmArguments(args);
  const work = await mkdtemp(join(tmpdir(), 'tsunagi-fpm-'));
  try {
    const tree = join(work, 'root');
    await layOut(request, tree);
    await (request.type === 'deb' ? buildDeb(request, tree) : buildRpm(request, tree, work));
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Puts every file where it will be on the installed system, readable by all and writable by its owner only. */
async function layOut({ type, mappings }: PackageRequest, tree: string): Promise<void> {
  await mkdir(tree);
  for (const { source, target } of mappings) {
    const place = join(tree, target);
    await mkdir(source.endsWith('/') ? place : dirname(place), { recursive: true });
    if (source.endsWith('/')) await cp(source, place, { recursive: true, verbatimSymlinks: true });
    else await copyFile(source, place);
  }
  // electron-builder writes it for its own updater only; ours tells by it how an installation came here.
  for (const { target } of mappings) {
    const resources = join(tree, target, 'resources');
    if (existsSync(join(resources, 'app.asar'))) await writeFile(join(resources, 'package-type'), type);
  }
  await mustRun('chmod', ['-R', 'u=rwX,go=rX', tree]);
}

const COMPRESSIONS: Readonly<Record<string, string>> = { xz: 'xz', gz: 'gzip', bzip2: 'bzip2', zst: 'zstd' };

async function buildDeb(request: PackageRequest, tree: string): Promise<void> {
  const { options } = request;
  const sums = await md5Sums(tree);
  const installedKb = Math.ceil((await sizeOf(tree)) / 1024);
  const control = join(tree, 'DEBIAN');
  await mkdir(control);
  await writeFile(join(control, 'control'), controlFile(request, installedKb));
  await writeFile(join(control, 'md5sums'), sums);
  for (const [option, name] of [
    ['after-install', 'postinst'],
    ['after-remove', 'postrm'],
  ] as const) {
    const script = options[option];
    if (script === undefined) continue;
    await copyFile(script, join(control, name));
    await chmod(join(control, name), 0o755);
  }
  const compression = COMPRESSIONS[options['deb-compression'] ?? 'xz'] ?? 'xz';
  // gzip is what trying out takes: as fast as there is. Parts that debsigs and old dpkg know: a member named control.tar.zst is not one of them.
  await mustRun('dpkg-deb', [
    '--root-owner-group',
    `-Z${compression}`,
    ...(compression === 'gzip' ? ['-z1'] : []),
    '--uniform-compression',
    '--build',
    tree,
    options['package'] ?? '',
  ]);
}

async function buildRpm(request: PackageRequest, tree: string, work: string): Promise<void> {
  const { options } = request;
  const script = async (name: string): Promise<string> => {
    const path = options[name];
    return path === undefined ? '' : readFile(path, 'utf8');
  };
  const scripts = { afterInstall: await script('after-install'), afterRemove: await script('after-remove') };
  const spec = join(work, 'package.spec');
  await writeFile(spec, specFile(request, scripts, sandboxPath(request, existsSync)));
  const payload = options['rpm-compression'] === 'gzip' ? 'w1.gzdio' : 'w3T0.xzdio';
  await mustRun('rpmbuild', [
    '-bb',
    '--target',
    { amd64: 'x86_64', arm64: 'aarch64' }[options['architecture'] ?? ''] ?? options['architecture'] ?? 'x86_64',
    '--buildroot',
    tree,
    ...['_topdir', '_rpmdir'].flatMap((name) => ['--define', `${name} ${join(work, 'rpmbuild')}`]),
    '--define',
    '_rpmfilename package.rpm',
    '--define',
    `_binary_payload ${payload}`,
    spec,
  ]);
  await copyFile(join(work, 'rpmbuild/package.rpm'), options['package'] ?? '');
}

async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(file.parentPath, file.name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
