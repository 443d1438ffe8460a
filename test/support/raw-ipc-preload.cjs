/**
 * What a script would hold that had broken out of its world: the bare door, any channel, any argument. For windows without
 * isolation, so that nothing copies or cleans the arguments on their way.
 */
const { ipcRenderer } = require('electron');

Reflect.set(window, 'raw', {
  /** @param {string} channel @param {...unknown} args */
  invoke: (channel, ...args) =>
    ipcRenderer.invoke(channel, ...args).catch((/** @type {Error} */ error) => ({ rejected: error.message })),
});
