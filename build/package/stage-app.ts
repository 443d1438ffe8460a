import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BuildKind } from './build-kind.ts';
import { type Publisher, product } from './configuration/product.ts';

/** What the packed app knows about itself, in its package.json. */
export type AppManifest = {
  readonly name: string;
  readonly productName: string;
  readonly version: string;
  readonly description: string;
  readonly main: string;
  readonly author: { readonly name: string; readonly email: string };
  readonly homepage: string;
  readonly license: string;
  readonly desktopName: string;
  /** What the build is; the app shows it, and release:verify compares it with the file's name. */
  readonly tsunagi: { readonly kind: BuildKind };
};

type Options = {
  readonly root: string;
  readonly place: string;
  readonly kind: BuildKind;
  readonly publisher: Publisher;
};

/** The bundles that the desktop consists of. No node_modules: everything is in them. */
const BUNDLES = ['out/electron', 'out/renderer/desk'] as const;
/** Maps give the source away and double the size; stories are for us. */
const LEFT_OUT = /\.map$|(^|\/)stories[^/]*$/;

/**
 * Lays out the app as it is packed: bundles, and a package.json without dependencies, scripts or paths of ours.
 * @throws when a bundle has not been built
 */
export async function stageApp({ root, place, kind, publisher }: Options): Promise<AppManifest> {
  await rm(place, { recursive: true, force: true });
  await mkdir(place, { recursive: true });
  for (const bundle of BUNDLES) {
    await cp(join(root, bundle), join(place, bundle), { recursive: true, filter: (path) => !LEFT_OUT.test(path) });
    await removeMapComments(join(place, bundle));
  }
  const own = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    version: string;
    description: string;
    main: string;
  };
  const manifest: AppManifest = {
    name: product.command,
    productName: product.name,
    version: own.version,
    description: own.description,
    main: own.main,
    author: { name: publisher.name, email: publisher.email },
    homepage: publisher.homepage,
    license: 'UNLICENSED',
    desktopName: `${product.command}.desktop`,
    tsunagi: { kind },
  };
  await writeFile(join(place, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

const MAP_COMMENT = /\n\/\/# sourceMappingURL=[^\n]*\n?$/;

/** A map may also be inside its script, as the preload's is. */
async function removeMapComments(folder: string): Promise<void> {
  const names = await readdir(folder, { recursive: true });
  for (const name of names.filter((one) => /\.c?js$/.test(one))) {
    const path = join(folder, name);
    const text = await readFile(path, 'utf8');
    const without = text.replace(MAP_COMMENT, '\n');
    if (without !== text) await writeFile(path, without);
  }
}
