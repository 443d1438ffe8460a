import { join } from 'node:path';
import { app, autoUpdater, net, type WebContents } from 'electron';
import type { DesktopConfig } from '#electron/config.ts';
import { updateCalls } from '#electron/ipc/handlers/update-calls.ts';
import { sendSignal } from '#electron/ipc/typed-ipc-main.ts';
import { log } from '#electron/lifecycle/log.ts';
import type { Policy } from '#shared/ipc/policy.ts';
import { installationKind } from './installation-kind.ts';
import type { LiveTeller } from './live-gate.ts';
import { installerFor } from './our-installer.ts';
import { startUpdates } from './start-updates.ts';
import { readTrust } from './trust-file.ts';
import type { Updater } from './updater.ts';

type Parts = {
  readonly config: DesktopConfig;
  readonly policy: Policy;
  readonly userData: string;
  readonly appFolder: string;
};

type Updates = Pick<Updater, 'signedIn' | 'stayed' | 'atEnd'> & {
  readonly calls: ReturnType<typeof updateCalls>;
  /** The contents of the desk's own window, whose word an update waits for. */
  readonly deskIs: (contents: WebContents) => void;
};

/** Wiring only, of the updater of this installation: as the company has it, with the keys of this build. */
export function setUpUpdates({ config, policy, userData, appFolder }: Parts): Updates {
  const ownTrust = join(appFolder, 'out/electron/update-trust.json');
  const trust = readTrust(app.isPackaged ? ownTrust : (config.updateTrustArgument ?? ownTrust), log);
  const updater = startUpdates({
    policy: { isOff: policy.updates === 'off', channel: policy.updateChannel ?? null },
    trust,
    kind: installationKind({
      platform: process.platform,
      arch: process.arch,
      executable: process.execPath,
      resources: process.resourcesPath,
      appImage: config.appImage,
    }),
    version: app.getVersion(),
    folder: join(userData, 'updates'),
    fetch: (url, init) => net.fetch(url, init),
    installerOf: (file) =>
      installerFor(file, {
        publisher: trust?.publisher ?? null,
        appImage: config.appImage,
        systemRoot: config.systemRoot,
        squirrel: autoUpdater,
        relaunch: (program) => app.relaunch({ execPath: program, args: switchesOf(config.argv) }),
      }),
    onChanged: (state) => sendSignal('update/changed', state),
    quit: () => app.quit(),
    log,
  });
  let desk: number | null = null;
  const tellerOf = (page = 0): LiveTeller => (page === desk ? 'desk' : page);
  // A page that begins anew, dies or goes has nothing to say any more.
  app.on('web-contents-created', (_event, contents) => {
    const page = contents.id;
    const gone = (): void => updater.pageGone(tellerOf(page));
    contents.on('did-navigate', gone);
    contents.on('render-process-gone', gone);
    contents.on('destroyed', gone);
  });
  return {
    signedIn: updater.signedIn,
    stayed: updater.stayed,
    atEnd: updater.atEnd,
    calls: updateCalls(updater, tellerOf),
    deskIs(contents) {
      desk = contents.id;
    },
  };
}

/** The switches of this start, and no link that opened it; the window is to be seen, however the first came up. */
const switchesOf = (argv: readonly string[]): string[] =>
  argv.slice(1).filter((arg) => arg.startsWith('--') && arg !== '--at-login');
