import type { ChildProcess } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { type Browser, chromium, type Page } from '@playwright/test';
import type { CleanRoot } from './clean-root.ts';

/** How a desktop that did not stay ended. */
export type DesktopEnd = { readonly code: number | null; readonly said: string };

/** An installed desktop that runs, with a driver that its policy lets in. */
export type DrivenDesktop = {
  readonly page: Page;
  /** All of its processes, as this machine sees them. */
  readonly processes: () => Promise<readonly ProcessFacts[]>;
  readonly close: () => Promise<void>;
};

export type ProcessFacts = {
  /** `browser` for the first; else Chromium's own word, such as `renderer`. */
  readonly kind: string;
  readonly args: readonly string[];
  readonly uid: number;
  /** Its system calls go through a filter of Chromium's. */
  readonly isFiltered: boolean;
  /** How many process spaces it lies in, ours included. */
  readonly depth: number;
};

/** No graphics card is there; nothing else differs from a start out of the menu. */
const COMMAND = ['/usr/bin/tsunagi', '--disable-gpu'];
const WITHIN_MS = 30_000;

/** Starts it as the ordinary user and waits for its end; one that stays longer than it may is killed, its code is then null. */
export function startToEnd(
  root: CleanRoot,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<DesktopEnd> {
  const child = root.asUser([...COMMAND, ...args], env);
  const heard = hear(child);
  const timer = setTimeout(() => child.kill('SIGKILL'), WITHIN_MS);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code, said: heard.said() });
    });
  });
}

/** Starts it as the ordinary user with a port for the driver. @throws with what it said when it opens none, or no page. */
export async function startDriven(root: CleanRoot, args: readonly string[]): Promise<DrivenDesktop> {
  const child = root.asUser([...COMMAND, '--remote-debugging-port=0', ...args]);
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const heard = hear(child);
  let browser: Browser | null = null;
  const close = async (): Promise<void> => {
    await browser?.close();
    child.kill('SIGKILL');
    await gone;
  };
  try {
    const port = await heard.match(/DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)\//);
    // A driver that comes while the first page is being made may wait for it for ever.
    await pageIsOpen(port);
    browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`, { noDefaults: true, timeout: WITHIN_MS });
    const [context] = browser.contexts();
    if (context === undefined) throw new Error('the desktop has no browser context');
    const page = context.pages()[0] ?? (await context.waitForEvent('page', { timeout: WITHIN_MS }));
    const { pid } = child;
    if (pid === undefined) throw new Error('the desktop was not started');
    return { page, processes: () => descendantsOf(pid), close };
  } catch (thrown) {
    await close();
    throw new Error(`the installed desktop could not be driven. It said:\n${heard.said()}`, { cause: thrown });
  }
}

/** Waits until the port lists our page with its document. @throws when it does not in time */
async function pageIsOpen(port: string): Promise<void> {
  const deadline = performance.now() + WITHIN_MS;
  for (;;) {
    const listed = await fetch(`http://127.0.0.1:${port}/json/list`);
    const targets = (await listed.json()) as readonly { type: string; url: string; title: string }[];
    const isOurs = (one: (typeof targets)[number]): boolean =>
      one.type === 'page' && one.url.startsWith('app://tsunagi/');
    if (targets.some((one) => isOurs(one) && !one.title.startsWith('app://'))) return;
    if (performance.now() > deadline) throw new Error(`no page of ours is listed: ${JSON.stringify(targets)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

type Heard = { readonly said: () => string; readonly match: (pattern: RegExp) => Promise<string> };

function hear(child: ChildProcess): Heard {
  let said = '';
  const waiting = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
      for (const look of waiting) look();
    });
  }
  return {
    said: () => said,
    match: (pattern) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`it did not say ${pattern} in ${WITHIN_MS} ms`)), WITHIN_MS);
        const look = (): void => {
          const found = pattern.exec(said)?.[1];
          if (found === undefined) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        child.once('close', (code) => {
          clearTimeout(timer);
          reject(new Error(`it ended with ${code}`));
        });
        look();
      }),
  };
}

/** Reads /proc; a process that ends meanwhile is left out. */
async function descendantsOf(top: number): Promise<readonly ProcessFacts[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const all = (await Promise.all(pids.map(lookAt))).filter((one) => one !== null);
  const inside = new Set([top]);
  // Children have any number, so until nothing is added.
  for (let before = 0; before !== inside.size; ) {
    before = inside.size;
    for (const { pid, parent } of all) if (inside.has(parent)) inside.add(pid);
  }
  return all
    .filter(({ pid, facts }) => inside.has(pid) && facts.args[0]?.endsWith('/tsunagi'))
    .map(({ facts }) => facts);
}

type Looked = { readonly pid: number; readonly parent: number; readonly facts: ProcessFacts };

async function lookAt(pid: string): Promise<Looked | null> {
  try {
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    // Chromium writes its processes' lines anew, with spaces.
    const args = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split(/[\0 ]/).filter((one) => one !== '');
    const field = (name: string): readonly string[] =>
      new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(status)?.[1]?.split(/\s+/) ?? [];
    return {
      pid: Number(pid),
      parent: Number(field('PPid')[0]),
      facts: {
        kind: args.find((one) => one.startsWith('--type='))?.slice('--type='.length) ?? 'browser',
        args,
        uid: Number(field('Uid')[0]),
        isFiltered: field('Seccomp')[0] === '2',
        depth: field('NSpid').length,
      },
    };
  } catch {
    return null;
  }
}
