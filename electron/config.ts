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
};

/**
 * Reads once and forgets the secrets, so that no child process inherits them: `TSUNAGI_SIGN_IN_CODE`, a single-use
 * code, and `TSUNAGI_SIGN_IN`, `LOGIN:PASSWORD` of a demo's agent.
 */
export function takeConfig(argv: readonly string[], env: Record<string, string | undefined>): DesktopConfig {
  const code = env['TSUNAGI_SIGN_IN_CODE'];
  const password = env['TSUNAGI_SIGN_IN'];
  delete env['TSUNAGI_SIGN_IN_CODE'];
  delete env['TSUNAGI_SIGN_IN'];
  return {
    hubArgument: argumentOf(argv, 'hub'),
    signIn: code ? { kind: 'code', code } : loginOf(password ?? ''),
    sandboxed: !argv.includes('--no-sandbox'),
    endWithParent: argv.includes('--end-with-parent'),
  };
}

export const readConfig = (): DesktopConfig => takeConfig(process.argv, process.env);

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
