import type { AutoUpdater } from 'electron';
import type { UpdateFile } from '#shared/domain/update-manifest.ts';
import { appImageInstaller } from './installers/appimage.ts';
import { askWindowsBy } from './installers/authenticode.ts';
import type { Installer } from './installers/installer.ts';
import { nsisInstaller } from './installers/nsis.ts';
import { squirrelInstaller } from './installers/squirrel-mac.ts';

type Deps = {
  readonly publisher: string | null;
  readonly appImage: string | null;
  /** Where Windows is installed. */
  readonly systemRoot: string;
  readonly squirrel: AutoUpdater;
  readonly relaunch: (program: string) => void;
};

/** What installs a file of this kind. Throws for one that a package manager installs: those are never fetched. */
export function installerFor(file: UpdateFile, deps: Deps): Installer {
  switch (file.package) {
    case 'appimage':
      if (deps.appImage === null) throw new Error('this is no AppImage');
      return appImageInstaller({ appImage: deps.appImage, file, relaunch: deps.relaunch });
    case 'nsis':
      return nsisInstaller({ publisher: deps.publisher, ask: askWindowsBy(deps.systemRoot) });
    case 'mac':
      return squirrelInstaller(deps.squirrel);
    default:
      throw new Error(`a ${file.package} is not installed by the app`);
  }
}
