import { app } from 'electron';
import { refusedSwitches } from './refused-switches.ts';

type Start = {
  readonly argv: readonly string[];
  /** What the root-owned policy file says; false without one. */
  readonly allowsRemoteDebugging: boolean;
  readonly log: (line: string) => void;
};

/** So that whoever started it can tell a refusal from a crash. */
export const REFUSED_EXIT_CODE = 78;

/**
 * Ends an installed app at once when it was started with a switch that opens it. To be called while the main script loads:
 * Chromium opens its debugging port only after that. In a folder of sources every switch is the developer's own business.
 */
export function refuseStart({ argv, allowsRemoteDebugging, log }: Start): void {
  if (!app.isPackaged) return;
  const isRoot = process.getuid?.() === 0;
  const refused = refusedSwitches(argv, { allowsRemoteDebugging, isRoot, platform: process.platform });
  if (refused.length === 0) return;
  // The fault's message says what to do; the values may be anybody's.
  log(`not started: ${refused.map((name) => `--${name}`).join(', ')} is refused. Start it without; see SECURITY.md`);
  for (const name of refused) app.commandLine.removeSwitch(name);
  process.exit(REFUSED_EXIT_CODE);
}
