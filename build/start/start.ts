import { join, relative } from 'node:path';
import { bundleAll } from '#build/bundle.ts';
import { type ElectronRuntime, findRuntime } from '#build/electron/find-runtime.ts';
import { root } from '#build/root.ts';
import type { Child } from './child-process.ts';
import { firstFreeAgent, hasDisplay, openDesktop } from './desktop-process.ts';
import { type HubReady, type RunningHub, startHub } from './hub-process.ts';
import { parseStartOptions, type StartOptions, USAGE } from './options.ts';
import { findRunningStart, isAlive, removeRunningStart, writeRunningStart } from './running-start.ts';
import { signInEnv } from './sign-in.ts';
import { startSummary } from './summary.ts';

// A window that is gone this soon never came up.
const STILLBORN_MS = 3000;

type Window = { readonly runtime: ElectronRuntime } | { readonly none: string };

const stopping = new AbortController();
const stopped = new Promise<void>((resolve) => stopping.signal.addEventListener('abort', () => resolve()));
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => stopping.abort());
watchParent();

try {
  const options = parseStartOptions(process.argv.slice(2));
  if (options.help) console.log(USAGE);
  else await start(options);
} catch (thrown: unknown) {
  console.error(`\n${thrown instanceof Error ? thrown.message : String(thrown)}`);
  process.exitCode = 1;
}
process.exit();

async function start(options: StartOptions): Promise<void> {
  const say = options.json ? (): void => undefined : (line: string): void => console.log(line);
  const state = join(root, '.cache', options.demo ? 'demo' : 'hub');
  const runFile = join(state, 'running.json');
  const window = await findWindow(options, say);
  const running = await findRunningStart(runFile);
  if (running !== null) {
    say(`Already running on this folder (process ${running.pid}, ${running.hub.url}).`);
    return openAnother({ options, state, window, running: running.hub, owner: running.pid, say });
  }
  await bundleAll({ log: say });
  if (stopping.signal.aborted) return;
  const dataFolder = join(root, '.cache', options.demo ? 'demo-data' : 'hub-data');
  say(options.demo ? 'Starting the hub with the demo shop …' : 'Starting the hub …');
  const hub = await startHub({ root, dataFolder, logFile: join(state, 'hub.log'), demo: options.demo, stopped });
  try {
    await writeRunningStart(runFile, hub.ready);
    await serve({ options, state, window, hub, dataFolder });
  } finally {
    await removeRunningStart(runFile);
    say('Stopping the hub …');
    await hub.child.stop(15_000);
  }
}

async function findWindow(options: StartOptions, say: (line: string) => void): Promise<Window> {
  if (options.browser) return { none: 'asked for with --browser' };
  if (!hasDisplay(process.env)) return { none: 'there is no display here, neither DISPLAY nor WAYLAND_DISPLAY is set' };
  const found = await findRuntime({ root, log: say });
  if (!found.ok) return { none: found.reason };
  const { sandbox } = found.runtime;
  return sandbox.mode === 'impossible' ? { none: sandbox.note ?? 'no sandbox' } : { runtime: found.runtime };
}

type Serve = {
  readonly options: StartOptions;
  readonly state: string;
  readonly window: Window;
  readonly hub: RunningHub;
  readonly dataFolder: string;
};

/** Until the window is closed, the hub ends, or somebody stops us. */
async function serve({ options, state, window, hub, dataFolder }: Serve): Promise<void> {
  const { ready, child } = hub;
  const agent = options.agent ?? 1;
  const opened = await openWindow({ window, state, agent, hub: ready, isFirst: true });
  const facts = {
    hub: ready,
    agent: opened.desktop === null ? null : agent,
    noWindow: opened.none,
    electron: opened.desktop === null || !('runtime' in window) ? null : electronName(window.runtime),
    notes: 'runtime' in window && window.runtime.sandbox.note !== null ? [window.runtime.sandbox.note] : [],
    dataFolder: relative(root, dataFolder),
    logFolder: relative(root, state),
  };
  if (options.json)
    console.log(
      JSON.stringify({
        ready: true,
        url: ready.url,
        window: facts.agent !== null,
        noWindow: facts.noWindow,
        demo: ready.demo,
      }),
    );
  else console.log(startSummary(facts));
  const hubEnded = child.gone.then((code) => ({ hubCode: code }));
  const outcome = await Promise.race([
    stopped,
    hubEnded,
    ...(opened.desktop === null ? [] : [opened.desktop.gone.then(() => undefined)]),
  ]);
  await opened.desktop?.stop(5000);
  if (outcome && !stopping.signal.aborted) {
    throw new Error(
      `The hub ended by itself with ${outcome.hubCode}:\n${child.lastWords()}\nIts log is in ${facts.logFolder}`,
    );
  }
}

type Opened = { readonly desktop: Child; readonly none: null } | { readonly desktop: null; readonly none: string };
type Opening = {
  readonly window: Window;
  readonly state: string;
  readonly agent: number;
  readonly hub: HubReady;
  readonly isFirst: boolean;
};

async function openWindow({ window, state, agent, hub, isFirst }: Opening): Promise<Opened> {
  if ('none' in window) return { desktop: null, none: window.none };
  const desktop = await openDesktop({
    root,
    runtime: window.runtime,
    stateFolder: state,
    agent,
    hubUrl: hub.url,
    signIn: signInEnv(hub, agent, isFirst),
  });
  const isStillborn = await Promise.race([
    desktop.gone.then((code) => code !== 0),
    new Promise<false>((resolve) => setTimeout(() => resolve(false), STILLBORN_MS)),
    stopped.then(() => false),
  ]);
  if (!isStillborn) return { desktop, none: null };
  return {
    desktop: null,
    none: `Electron ended at once: ${desktop.lastWords().split('\n').at(-1) ?? 'without a word'}`,
  };
}

type Another = Omit<Opening, 'agent' | 'hub' | 'isFirst'> & {
  readonly options: StartOptions;
  readonly running: HubReady;
  readonly owner: number;
  readonly say: (line: string) => void;
};

/** One more window on a hub that another start holds; it goes when that one does. */
async function openAnother({ options, state, window, running, owner, say }: Another): Promise<void> {
  const agent = options.agent ?? (await firstFreeAgent(state, running.demo?.agents.length ?? 1));
  const opened = await openWindow({ window, state, agent, hub: running, isFirst: false });
  if (opened.desktop === null) {
    say(`No window here (${opened.none}). The desktop in a browser: ${running.url}`);
    return;
  }
  say(`Opened one more window, as agent ${agent}. Closing it leaves the hub running.`);
  const ownerGone = new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      if (isAlive(owner)) return;
      clearInterval(timer);
      resolve();
    }, 500);
  });
  await Promise.race([opened.desktop.gone, ownerGone, stopped]);
  await opened.desktop.stop(5000);
}

function electronName({ kind, version }: ElectronRuntime): string {
  return kind === 'stand-in' ? `Electron ${version}, a stand-in: see docs/decisions/0004` : `Electron ${version}`;
}

/** A parent that was killed cannot pass its end on. */
function watchParent(): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) stopping.abort();
  }, 500).unref();
}
