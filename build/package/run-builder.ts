import { Platform as BuilderPlatform, build, type Configuration } from 'electron-builder';
import type { Platform } from './build-kind.ts';
import type { Target } from './targets.table.ts';

const platforms: Readonly<Record<Platform, BuilderPlatform>> = {
  linux: BuilderPlatform.LINUX,
  win: BuilderPlatform.WINDOWS,
  mac: BuilderPlatform.MAC,
};

/**
 * Runs electron-builder once for all targets, publishing nothing.
 * @param appFolder the staged app. It is the project as well: from the repository electron-builder would go through all of its
 * packages, to find which of them belong to an app that has none
 * @returns the paths of what it made
 * @throws with its own message when it can not
 */
export async function runBuilder(
  appFolder: string,
  config: Configuration,
  targets: readonly Target[],
): Promise<readonly string[]> {
  const [first] = targets;
  if (first === undefined) return [];
  return build({
    projectDir: appFolder,
    targets: platforms[first.platform].createTarget(targets.map(({ name }) => name)),
    config,
    publish: 'never',
  });
}
