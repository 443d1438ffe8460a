import { app, crashReporter } from 'electron';
import { APP_ID } from './app-id.ts';
import { readConfig } from './config.ts';
import { sendSignalTo } from './ipc/typed-ipc-main.ts';
import { log } from './lifecycle/log.ts';
import { refuseStart } from './lifecycle/refuse-start.ts';
import { readPolicy } from './policy/read-policy.ts';
import { run } from './run.ts';
import { declareAppScheme } from './scheme/app-scheme.ts';
import { guardAllContents } from './windows/guard-contents.ts';

// What has to be before Electron is ready: what IT wants, what is refused, what guards every page.
const config = readConfig();
const policy = readPolicy({
  platform: process.platform,
  systemRoot: config.systemRoot,
  file: app.isPackaged ? null : config.policyArgument,
});
refuseStart({ argv: config.argv, allowsRemoteDebugging: policy.policy.remoteDebugging === true, log });
for (const problem of policy.problems) log(`policy: ${problem}`);
// Kept on this computer; one is sent only by its agent's word.
crashReporter.start({ uploadToServer: false });
// As root Chromium has no sandbox to enable, and this call would take --no-sandbox away and make every process die.
if (config.sandboxed) app.enableSandbox();
if (process.platform === 'win32') app.setAppUserModelId(APP_ID);
declareAppScheme();
guardAllContents({ log, onLink: (contents, url) => sendSignalTo(contents, 'link/asked', { url }) });

if (app.requestSingleInstanceLock()) {
  run(config, policy).catch((thrown: unknown) => {
    log(`could not start: ${thrown instanceof Error ? thrown.stack : String(thrown)}`);
    app.exit(1);
  });
} else {
  log('already open for this user: its window was brought to the front');
  app.quit();
}
