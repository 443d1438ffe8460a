/**
 * Loaded before the app (`-r`): once its main script has run, and before a window is made, it takes itself for an installed
 * one. Not at once: an installed app refuses the very switches that a test driver comes with. What it would have the OS open
 * links with is only noted down (`claimed`): this machine's own choice stays as it is.
 */
const { app } = require('electron');

globalThis.claimed = [];
Object.assign(app, {
  isDefaultProtocolClient: (scheme) => globalThis.claimed.includes(scheme),
  setAsDefaultProtocolClient: (scheme) => globalThis.claimed.push(scheme) > 0,
  removeAsDefaultProtocolClient: (scheme) => {
    globalThis.claimed = globalThis.claimed.filter((one) => one !== scheme);
    return true;
  },
});

setImmediate(() => {
  Object.defineProperty(app, 'isPackaged', { value: true });
});
