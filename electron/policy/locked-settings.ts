import type { SettingsFile } from '#electron/storage/settings-file.ts';
import type { LockedSettings } from '#shared/ipc/policy.ts';
import type { Settings, SettingsPatch } from '#shared/ipc/settings.ts';

/**
 * The agent's settings with the company's over them. A locked one is not changed, whoever asks; what the agent had chosen
 * before is kept, and holds again without the policy.
 */
export function lockSettings(file: SettingsFile, locked: LockedSettings): SettingsFile {
  const over = Object.fromEntries(Object.entries(locked).filter(([, value]) => value !== undefined));
  const withLocks = (settings: Settings): Settings => ({ ...settings, ...(over as Partial<Settings>) });
  const free = (patch: SettingsPatch): SettingsPatch =>
    Object.fromEntries(Object.entries(patch).filter(([name]) => !Object.hasOwn(over, name)));
  return {
    ...file,
    settings: () => withLocks(file.settings()),
    change: async (patch) => withLocks(await file.change(free(patch))),
  };
}
