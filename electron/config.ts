import { realpathSync } from 'node:fs';
import { dirname, isAbsolute, relative } from 'node:path';

/** How the one who starts the desktop lets it sign in by itself; for the demo and for tests. */
export type StartSignIn =
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'password'; readonly login: string; readonly password: string };

/** What the desktop is told from outside. This file is the only one here that reads the environment and the arguments. */
export type DesktopConfig = {
  /** `--hub=URL` as given, unchecked. */
  readonly hubArgument: string | null;
  readonly signIn: StartSignIn | null;
  /** False when Chromium runs with --no-sandbox, which only root needs. */
  readonly sandboxed: boolean;
  /** Quit when the process that started us is gone, however it went. */
  readonly endWithParent: boolean;
  /** Everything it was started with, the program first; a link to open may be among it. */
  readonly argv: readonly string[];
  /** Started with the computer's session, by nobody who waits for a window. */
  readonly atLogin: boolean;
  /** `--policy=FILE`: another policy file, heeded by builds that are not packaged. */
  readonly policyArgument: string | null;
  /** Windows' own folder. */
  readonly systemRoot: string;
  /** The user's folder of configuration, on Linux. */
  readonly configHome: string | null;
  /** The AppImage that was started, whose inside is mounted elsewhere at each start; null where another one's name was inherited. */
  readonly appImage: string | null;
  /** Where the session's D-Bus listens (Linux). */
  readonly busAddress: string | undefined;
  /** `--update-trust=FILE`; heeded by a build that is not packaged, for tests, and by no other. */
  readonly updateTrustArgument: string | null;
};

/**
 * Reads once and forgets the secrets, so that no child process inherits them: `TSUNAGI_SIGN_IN_CODE`, a single-use
 * code, and `TSUNAGI_SIGN_IN`, `LOGIN:PASSWORD` of a demo's agent. `SSLKEYLOGFILE` goes too: Chromium would write down
 * there what opens its encrypted connections.
 */
export function takeConfig(
  argv: readonly string[],
  env: Record<string, string | undefined>,
  executable = '',
): DesktopConfig {
  const code = env['TSUNAGI_SIGN_IN_CODE'];
  const password = env['TSUNAGI_SIGN_IN'];
  delete env['TSUNAGI_SIGN_IN_CODE'];
  delete env['TSUNAGI_SIGN_IN'];
  delete env['SSLKEYLOGFILE'];
  return {
    hubArgument: argumentOf(argv, 'hub'),
    signIn: code ? { kind: 'code', code } : loginOf(password ?? ''),
    sandboxed: !argv.includes('--no-sandbox'),
    endWithParent: argv.includes('--end-with-parent'),
    argv,
    atLogin: argv.includes('--at-login'),
    policyArgument: argumentOf(argv, 'policy'),
    systemRoot: env['SystemRoot'] || 'C:\\Windows',
    configHome: env['XDG_CONFIG_HOME'] ?? null,
    appImage: ownAppImage(env, executable),
    busAddress: env['DBUS_SESSION_BUS_ADDRESS'],
    updateTrustArgument: argumentOf(argv, 'update-trust'),
  };
}

export const readConfig = (): DesktopConfig => takeConfig(process.argv, process.env, process.execPath);

/**
 * Every program that an AppImage starts inherits its name, a browser's for one: it is ours only where our own program lies
 * in what it has mounted.
 */
function ownAppImage(env: Record<string, string | undefined>, executable: string): string | null {
  const mounted = env['APPDIR'] ?? '';
  if (mounted === '' || executable === '') return null;
  const within = relative(withoutLinks(mounted), withoutLinks(dirname(executable)));
  return within.startsWith('..') || isAbsolute(within) ? null : env['APPIMAGE'] || null;
}

/** What it mounts is named by `TMPDIR`, which may be a link; what runs is named by the kernel, without any. */
function withoutLinks(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function loginOf(text: string): StartSignIn | null {
  const colon = text.indexOf(':');
  if (colon < 1 || colon === text.length - 1) return null;
  return { kind: 'password', login: text.slice(0, colon), password: text.slice(colon + 1) };
}

/** The last `--name=value`, so that a caller's wins over a launcher's. */
function argumentOf(argv: readonly string[], name: string): string | null {
  const prefix = `--${name}=`;
  const found = argv.filter((arg) => arg.startsWith(prefix)).at(-1);
  return found === undefined ? null : found.slice(prefix.length);
}
