/** The only reader of the desktop's environment and command line. */
export type DesktopConfig = {
  /** `--hub=URL` as given, unchecked. */
  readonly hubArgument: string | null;
  /** A one-time code that signs in without a password; for the demo. */
  readonly signInCode: string | null;
  /** False when Chromium runs with --no-sandbox, which only root needs. */
  readonly sandboxed: boolean;
};

/** Reads once and forgets the code, so that no child process inherits it. */
export function takeConfig(argv: readonly string[], env: Record<string, string | undefined>): DesktopConfig {
  const signInCode = env['TSUNAGI_SIGN_IN_CODE'] ?? null;
  delete env['TSUNAGI_SIGN_IN_CODE'];
  return { hubArgument: argumentOf(argv, 'hub'), signInCode, sandboxed: !argv.includes('--no-sandbox') };
}

/** The last `--name=value`, so that a caller's wins over a launcher's. */
function argumentOf(argv: readonly string[], name: string): string | null {
  const prefix = `--${name}=`;
  const found = argv.filter((arg) => arg.startsWith(prefix)).at(-1);
  return found === undefined ? null : found.slice(prefix.length);
}

export const readConfig = (): DesktopConfig => takeConfig(process.argv, process.env);
