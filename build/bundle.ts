import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { InlineConfig } from 'vite';
import { hashInputs } from './hash-inputs.ts';
import { root } from './root.ts';

type Target = {
  readonly name: string;
  /** Loaded when needed: Vite and its plugins take longer to load than to find out that nothing changed. */
  readonly config: () => Promise<{ default: InlineConfig }>;
  /** Files and folders, from the root, whose contents decide whether the bundle is still right. */
  readonly inputs: readonly string[];
  /** The file that a build writes last or only. */
  readonly output: string;
};

const common = ['shared', 'build/vite', 'package-lock.json'];

const targets: readonly Target[] = [
  {
    name: 'desk',
    config: () => import('./vite/desk.config.ts'),
    inputs: ['renderer', ...common],
    output: 'out/renderer/desk/index.html',
  },
  {
    name: 'clerk',
    config: () => import('./vite/clerk.config.ts'),
    inputs: ['renderer', ...common],
    output: 'out/renderer/clerk/index.html',
  },
  {
    name: 'widget',
    config: () => import('./vite/widget.config.ts'),
    inputs: ['renderer/widget', ...common],
    output: 'out/renderer/widget/tsunagi.js',
  },
  {
    name: 'go',
    config: () => import('./vite/go.config.ts'),
    inputs: ['renderer/widget', ...common],
    output: 'out/renderer/go/index.html',
  },
  {
    name: 'rate',
    config: () => import('./vite/rate.config.ts'),
    inputs: ['renderer/widget', ...common],
    output: 'out/renderer/rate/index.html',
  },
  {
    name: 'electron-main',
    config: () => import('./vite/electron-main.config.ts'),
    inputs: ['electron', ...common],
    output: 'out/electron/main.cjs',
  },
  {
    name: 'electron-preload',
    config: () => import('./vite/electron-preload.config.ts'),
    inputs: ['electron', ...common],
    output: 'out/electron/preload.cjs',
  },
];

const stamps = join(root, 'out/.bundle-hash');

async function isFresh(target: Target, hash: string): Promise<boolean> {
  const stamp = join(stamps, target.name);
  if (!existsSync(stamp) || !existsSync(join(root, target.output))) return false;
  return (await readFile(stamp, 'utf8')) === hash;
}

/** Vite sets NODE_ENV for good; the caller goes on to start a hub with its own. */
async function withOwnNodeEnv(work: () => Promise<unknown>): Promise<void> {
  const before = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  try {
    await work();
  } finally {
    if (before === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = before;
  }
}

/**
 * Builds the window, the widget and Electron's two scripts into out/. A bundle whose inputs have the same content as
 * when it was built stays as it is, so a second call takes a fraction of a second.
 * @param options.log is given one line per bundle that is built
 * @param options.only names of the targets to build; all, if not given
 * @returns the names of the bundles that were built
 * @throws when a bundle can not be built; its stamp is then gone, so that the next call tries again
 */
export async function bundleAll(options: {
  log: (line: string) => void;
  only?: readonly string[];
}): Promise<readonly string[]> {
  const built: string[] = [];
  await mkdir(stamps, { recursive: true });
  for (const target of targets) {
    if (options.only && !options.only.includes(target.name)) continue;
    const hash = await hashInputs(root, target.inputs);
    if (await isFresh(target, hash)) continue;
    const startedAt = performance.now();
    await rm(join(stamps, target.name), { force: true });
    const [{ build }, { default: config }] = await Promise.all([import('vite'), target.config()]);
    await withOwnNodeEnv(() => build({ ...config, configFile: false, logLevel: 'warn' }));
    await writeFile(join(stamps, target.name), hash);
    options.log(`bundled ${target.name} in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
    built.push(target.name);
  }
  return built;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const only = process.argv.slice(2);
  const built = await bundleAll({ log: console.log, ...(only.length > 0 ? { only } : {}) });
  if (built.length === 0) console.log('all bundles are up to date');
}
