/**
 * Loaded before the app (`-r`): holds Electron's "ready" back until the test driver is attached and says so. Without it
 * the window is sometimes made while the driver attaches, and that driver then waits for ever. The driver brings such a
 * loader itself, but only for an Electron that it finds by itself; the name of the global is the driver's.
 */
const { app } = require('electron');

const reallyReady = app.whenReady();
const emit = app.emit.bind(app);
/** @type {unknown[]} */
let readyArgs = [];
let isReady = false;
/** @type {() => void} */
let tellReady = () => {};
const ready = new Promise((resolve) => {
  tellReady = () => resolve(undefined);
});

/** @param {string} event @param {...unknown} args */
app.emit = (event, ...args) => {
  if (event !== 'ready') return emit(event, ...args);
  readyArgs = args;
  return app.listenerCount('ready') > 0;
};
app.isReady = () => isReady;
app.whenReady = () => ready;

Reflect.set(globalThis, '__playwright_run', async () => {
  await reallyReady;
  isReady = true;
  tellReady();
  emit('ready', ...readyArgs);
});
