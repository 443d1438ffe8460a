import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ICruiseOptions, ICruiseResult } from 'dependency-cruiser';
import { cruise } from 'dependency-cruiser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '#build/root.ts';

type Wall = { readonly name: string };
const { forbidden, options } = createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs')) as {
  forbidden: Wall[];
  options: ICruiseOptions;
};

/** Files that break each wall, and what they import. A wall without a sample fails below. */
const breaking: Record<string, [file: string, imports: string][]> = {
  'no-cycles': [['shared/domain/ring-a.ts', '#shared/domain/ring-b.ts']],
  resolvable: [['server/lost.ts', './not-there.ts']],
  'shared-imports-nothing-of-ours': [['shared/domain/upwards.ts', '#server/app.ts']],
  'shared-uses-pure-libraries': [
    ['shared/domain/reads.ts', 'node:fs'],
    ['shared/domain/serves.ts', 'fastify'],
  ],
  'server-imports-itself-and-shared': [['server/draws.ts', '#renderer/ui/button.tsx']],
  'electron-imports-itself-and-shared': [['electron/hub.ts', '#server/app.ts']],
  'renderer-imports-itself-and-shared': [['renderer/data/hub.ts', '#server/app.ts']],
  'build-imports-no-window-code': [['build/shot.ts', '#renderer/ui/button.tsx']],
  'home-of-socket.io': [['server/domains/handoff/push.ts', 'socket.io']],
  'home-of-socket.io-client': [['renderer/desk/features/inbox/live.ts', 'socket.io-client']],
  'home-of-pg': [['server/jobs/raw.ts', 'pg']],
  'home-of-kysely': [['server/domains/handoff/handoff.service.ts', 'kysely']],
  'home-of-graphile-worker': [['server/domains/handoff/late.ts', 'graphile-worker']],
  'home-of-jssip': [['renderer/desk/features/phone/dial.ts', 'jssip']],
  'home-of-electron': [['server/shell.ts', 'electron']],
  'home-of-i18next': [['renderer/ui/label.tsx', 'i18next']],
  'home-of-tanstack-react-query': [['renderer/ui/list.tsx', '@tanstack/react-query']],
  'home-of-node-rs-argon2': [['server/domains/agent/agent.service.ts', '@node-rs/argon2']],
  'handlers-use-services': [['server/domains/handoff/handoff.handlers.ts', './handoff.repository.ts']],
  'services-know-no-handlers': [['server/domains/handoff/offer.service.ts', './handoff.handlers.ts']],
  'repositories-end-the-line': [['server/domains/handoff/handoff.repository.ts', './plain.service.ts']],
  'domains-know-no-transport': [['server/domains/handoff/http.ts', 'fastify']],
  'db-knows-no-domains': [['server/db/eager.ts', '#server/domains/handoff/plain.service.ts']],
  'channels-are-islands': [['server/channels/chat/chat.ts', '#server/channels/email/email.ts']],
  'channels-are-plugged-in-once': [['server/domains/handoff/route.ts', '#server/channels/email/email.ts']],
  'features-are-islands': [['renderer/desk/features/inbox/row.tsx', '#renderer/desk/features/thread/thread.tsx']],
  'entries-are-islands': [['renderer/desk/frame.tsx', '#renderer/widget/bubble.ts']],
  'ui-is-look-only': [['renderer/ui/smart.tsx', '#renderer/data/door.ts']],
  'state-is-pure': [['renderer/state/eager.ts', '#renderer/data/door.ts']],
  'data-draws-nothing': [['renderer/data/toast.ts', '#renderer/ui/button.tsx']],
  'widget-stays-small': [
    ['renderer/widget/view.ts', 'react'],
    ['renderer/widget/borrowed.ts', '#renderer/ui/button.tsx'],
  ],
  'renderer-is-a-browser': [['renderer/data/disk.ts', 'node:fs']],
  'preload-is-thin': [['electron/preload/preload.ts', '#electron/windows/desk.ts']],
  'no-development-packages-in-the-product': [['server/guess.ts', 'fast-check']],
};

/** Files on the right side of every wall. */
const standing: Record<string, string[]> = {
  'server/app.ts': ['#shared/domain/plain.ts', 'fastify', 'node:fs'],
  'server/realtime/gateway.ts': ['socket.io'],
  'server/db/pool.ts': ['pg', 'kysely'],
  'server/domains/customer/customer.handlers.ts': ['./customer.service.ts', '#shared/domain/plain.ts'],
  'server/domains/customer/customer.service.ts': ['./customer.repository.ts', '#server/db/pool.ts'],
  'server/domains/customer/customer.repository.ts': ['kysely'],
  'server/channels/registry.ts': ['#server/channels/email/email.ts'],
  'renderer/data/door.ts': ['socket.io-client', '@tanstack/react-query', '#shared/domain/plain.ts'],
  'renderer/widget/connection.ts': ['socket.io-client', '#shared/domain/plain.ts'],
  'renderer/desk/features/compose/compose.tsx': ['./part.tsx', '#renderer/ui/button.tsx', 'react'],
  'electron/preload/bridge.ts': ['electron', '#shared/domain/plain.ts'],
  'shared/domain/plain.ts': ['zod'],
  'build/demo.ts': ['#server/app.ts', 'fast-check'],
  'test/unit/any.ts': ['#renderer/ui/button.tsx', '#server/app.ts', 'pg', 'socket.io-client'],
};

const targets = [
  'shared/domain/ring-b.ts',
  'server/domains/handoff/plain.service.ts',
  'server/channels/email/email.ts',
  'renderer/ui/button.tsx',
  'renderer/widget/bubble.ts',
  'renderer/desk/features/thread/thread.tsx',
  'renderer/desk/features/compose/part.tsx',
  'electron/windows/desk.ts',
];

const samplePackages = {
  dependencies: [
    'fastify',
    'pg',
    'kysely',
    'socket.io',
    'socket.io-client',
    'graphile-worker',
    'i18next',
    'jssip',
    'zod',
    'react',
  ].concat(['@tanstack/react-query', '@node-rs/argon2']),
  devDependencies: ['electron', 'fast-check'],
};

async function write(folder: string, path: string, content: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), content);
}

/** A project of the samples. Each wall is broken by a value and, but for packages of development, by a type alone. */
async function writeSamples(folder: string): Promise<void> {
  const versions = (names: string[]) => Object.fromEntries(names.map((name) => [name, '1.0.0']));
  const manifest = {
    name: 'samples',
    type: 'module',
    imports: Object.fromEntries(
      ['shared', 'server', 'renderer', 'electron', 'build', 'test'].map((top) => [`#${top}/*`, `./${top}/*`]),
    ),
    dependencies: versions(samplePackages.dependencies),
    devDependencies: versions(samplePackages.devDependencies),
  };
  await write(folder, 'package.json', JSON.stringify(manifest));
  for (const name of [...samplePackages.dependencies, ...samplePackages.devDependencies]) {
    await write(
      folder,
      `node_modules/${name}/package.json`,
      JSON.stringify({ name, version: '1.0.0', main: 'index.js' }),
    );
    await write(folder, `node_modules/${name}/index.js`, 'exports.it = 1;');
  }
  for (const path of targets) await write(folder, path, 'export const it = 1;');
  for (const [path, imports] of Object.entries(standing)) {
    await write(folder, path, imports.map((name, n) => `export { it as it${n} } from '${name}';`).join('\n'));
  }
  for (const [path, imported] of Object.values(breaking).flat()) {
    await write(folder, path, `import { it as other } from '${imported}';\nexport const it = other;`);
    await write(folder, typeOnly(path), `export type { it } from '${imported}';`);
  }
  await write(folder, 'shared/domain/ring-b.ts', "export { it } from './ring-a.ts';");
}

/** What the window's code borrows from a development package as a type is gone when it runs. */
const wallsForTypes = forbidden
  .map(({ name }) => name)
  .filter((name) => !['no-cycles', 'no-development-packages-in-the-product'].includes(name));

/** The name of a sample's twin; what the file is for stays at the end of it. */
function typeOnly(path: string): string {
  return path.replace(/([^/]+)$/, 'types-of-$1');
}

describe('walls', () => {
  let folder: string;
  let violations: { from: string; wall: string }[];

  beforeAll(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'tsunagi-walls-')));
    await writeSamples(folder);
    const { output } = await cruise(['shared', 'server', 'electron', 'renderer', 'build', 'test'], {
      ...options,
      baseDir: folder,
      validate: true,
      ruleSet: { forbidden: forbidden as never },
    });
    violations = (output as ICruiseResult).summary.violations.map(({ from, rule }) => ({ from, wall: rule.name }));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(forbidden.map(({ name }) => name))('%s: who breaks it is found', (wall) => {
    const samples = breaking[wall] ?? [];
    expect(samples.length).toBeGreaterThan(0);
    for (const [from] of samples) expect(violations).toContainEqual({ from, wall });
  });

  it.each(wallsForTypes)('%s: a type alone breaks it', (wall) => {
    for (const [from] of breaking[wall] ?? []) expect(violations).toContainEqual({ from: typeOnly(from), wall });
  });

  it('who keeps to them is left alone', () => {
    expect(violations.filter(({ from }) => from in standing)).toEqual([]);
  });
});
