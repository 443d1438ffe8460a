import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomically } from '#electron/storage/atomic-file.ts';

/** As much of Electron's `app` as is used; Windows and macOS keep such a list themselves. */
type LoginItems = {
  setLoginItemSettings(settings: { openAtLogin: boolean; args?: string[] }): void;
};

type Parts = {
  readonly platform: string;
  readonly app: LoginItems;
  /** The user's folder of configuration, `~/.config`. */
  readonly configFolder: string;
  /** What starts the app: an AppImage's own file, else the running program, with what it has to be told. */
  readonly program: readonly string[];
};

/** Started so, the window waits in the taskbar until it is asked for; electron/config.ts reads it. */
const AT_LOGIN = '--at-login';
const ENTRY = 'tsunagi.desktop';

/** [DK3] Has the app start with the user's session, or not. Throws when this user's folder cannot be written. */
export async function startAtLogin(isWanted: boolean, { platform, app, configFolder, program }: Parts): Promise<void> {
  if (platform !== 'linux') {
    app.setLoginItemSettings({ openAtLogin: isWanted, args: [AT_LOGIN] });
    return;
  }
  const path = join(configFolder, 'autostart', ENTRY);
  if (isWanted) await writeFileAtomically(path, autostartEntry(program));
  else await rm(path, { force: true });
}

/** An entry after the Desktop Entry Specification, which every Linux desktop starts. */
export function autostartEntry(program: readonly string[]): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Tsunagi',
    `Exec=${program.map(quoted).join(' ')} ${AT_LOGIN}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}

/** The specification's quoting, of an argument and then of a value; `%` would begin a field code. */
const quoted = (text: string): string =>
  `"${text
    .replace(/["`$\\]/g, '\\$&')
    .replaceAll('\\', '\\\\')
    .replaceAll('%', '%%')}"`;
