import { vi } from 'vitest';

/** What the worker was started with. */
const KEPT = Symbol.for('tsunagi.test.environment');
/** The testing library's own, which is as old as the worker. */
const WRAPPER = Symbol.for('tsunagi.test.wrapper');
type Wrapper = <T>(work: () => Promise<T>) => Promise<T>;
const worker = globalThis as { [KEPT]?: Readonly<Record<string, string | undefined>>; [WRAPPER]?: Wrapper };
worker[KEPT] ??= { ...process.env };

// One worker runs many files, as loading the libraries anew for each costs more than most tests do. Our own modules are loaded
// anew all the same, so that no file finds what another left in them; the environment is the first one's again, and a page
// begins at its beginning.
for (const name of Object.keys(process.env)) if (!Object.hasOwn(worker[KEPT], name)) delete process.env[name];
Object.assign(process.env, worker[KEPT]);
vi.resetModules();
vi.useRealTimers();
vi.unstubAllEnvs();
vi.unstubAllGlobals();
vi.restoreAllMocks();
if (typeof window !== 'undefined') {
  Reflect.deleteProperty(window, 'desktop');
  window.localStorage.clear();
  window.sessionStorage.clear();
  window.history.replaceState(null, '', '/');
  document.body.replaceChildren();
  document.documentElement.removeAttribute('style');
  // What is waited for comes as soon as it does; a second is too short where the machine stands still for one. Loaded here and
  // not above: it takes hold of the page when it is.
  const { configure, getConfig } = await import('@testing-library/react');
  worker[WRAPPER] ??= getConfig().asyncWrapper;
  const wrapper = worker[WRAPPER];
  const turn = setImmediate;
  // What was waited for is there a moment before its effects are: keys taken, stores followed. React does those in a turn of its
  // own, which a busy machine puts behind the library's one timer.
  const afterEffects = async <T>(work: () => Promise<T>): Promise<T> => {
    const result = await work();
    for (let turns = 0; turns < 3; turns += 1) await new Promise((resolve) => turn(resolve));
    return result;
  };
  configure({ asyncUtilTimeout: 10_000, asyncWrapper: (work) => wrapper(() => afterEffects(work)) });
}
