/**
 * Loaded before the app (`-r`): from here on it takes itself for an installed one. What a real package is made of (fuses,
 * integrity) is tested on packages; this is for what the app itself does differently there.
 */
const { app } = require('electron');

Object.defineProperty(app, 'isPackaged', { value: true });
