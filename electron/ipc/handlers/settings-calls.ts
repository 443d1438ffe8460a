import type { CallHandlers } from '#electron/ipc/answer-call.ts';
import type { SettingsFile } from '#electron/storage/settings-file.ts';
import type { Settings } from '#shared/ipc/settings.ts';

type Deps = { readonly settings: SettingsFile; readonly onChanged: (settings: Settings) => void };

export function settingsCalls(deps: Deps): Pick<CallHandlers, 'settings/get' | 'settings/set'> {
  return {
    'settings/get': () => deps.settings.settings(),
    'settings/set': async (patch) => {
      const settings = await deps.settings.change(patch);
      deps.onChanged(settings);
      return settings;
    },
  };
}
