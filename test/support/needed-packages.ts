import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const LARGE = { maxBuffer: 64 * 1024 * 1024, env: { ...process.env, LC_ALL: 'C' } };

/** One installed package as dpkg knows it. */
type Installed = {
  readonly name: string;
  readonly isBase: boolean;
  /** One alternative of each group has to be there. */
  readonly needs: readonly (readonly string[])[];
  readonly provides: readonly string[];
};

const FIELDS = ['Package', 'db:Status-Status', 'Essential', 'Priority', 'Pre-Depends', 'Depends', 'Provides'];

/** `a (>= 1) | b:any, c` as `[[a, b], [c]]`. */
export function namesIn(relations: string): readonly (readonly string[])[] {
  return relations
    .split(',')
    .map((group) => group.split('|').map((one) => one.trim().split(/[\s:(]/)[0] ?? ''))
    .filter((group) => group.some((name) => name !== ''));
}

async function installedPackages(): Promise<ReadonlyMap<string, Installed>> {
  // biome-ignore lint/style/useTemplate: dpkg-query has placeholders of its own.
  const format = FIELDS.map((field) => '${' + field + '}').join('\t') + '\n';
  const { stdout } = await run('dpkg-query', ['--show', `--showformat=${format}`], LARGE);
  const rows = stdout.split('\n').map((line) => line.split('\t'));
  return new Map(
    rows
      .filter(([, status]) => status === 'installed')
      .map(([name = '', , essential, priority, preDepends = '', depends = '', provides = '']) => [
        name,
        {
          name,
          isBase: essential === 'yes' || priority === 'required',
          needs: namesIn(`${preDepends},${depends}`),
          provides: namesIn(provides).flat(),
        },
      ]),
  );
}

/**
 * The packages of this machine that a system consists of on which something with these relations can be installed: what every
 * Debian has, and what is asked for, to the end.
 * @throws naming what is asked for and not installed here
 */
export async function neededPackages(relations: string): Promise<readonly string[]> {
  const installed = await installedPackages();
  const providers = new Map<string, string>();
  for (const { name, provides } of installed.values()) for (const one of provides) providers.set(one, name);
  const found = new Set<string>();
  const missing: string[] = [];
  const open: (readonly string[])[] = [
    ...[...installed.values()].filter(({ isBase }) => isBase).map(({ name }) => [name]),
    ...namesIn(relations),
  ];
  for (let group = open.pop(); group !== undefined; group = open.pop()) {
    const name = group.find((one) => installed.has(one)) ?? group.map((one) => providers.get(one)).find(Boolean);
    const known = name === undefined ? undefined : installed.get(name);
    if (known === undefined) missing.push(group.join(' | '));
    else if (!found.has(known.name)) {
      found.add(known.name);
      open.push(...known.needs);
    }
  }
  if (missing.length > 0) throw new Error(`not installed here: ${missing.join(', ')}`);
  return [...found].sort();
}

/** Every file, folder and link of these packages. */
export async function filesOf(packages: readonly string[]): Promise<readonly string[]> {
  const { stdout } = await run('dpkg-query', ['--listfiles', ...packages], LARGE);
  return [...new Set(stdout.split('\n').filter((line) => line.startsWith('/') && line !== '/.'))];
}

/** What dpkg has on record of these packages, as its `status` file has it. */
export async function recordOf(packages: readonly string[]): Promise<string> {
  const { stdout } = await run('dpkg-query', ['--status', ...packages], LARGE);
  return stdout;
}
