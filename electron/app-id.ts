/**
 * What systems know the installed app by: the bundle and the domain of its profiles on macOS, and what Windows groups windows and
 * shows notices under, where a notice of an app that no shortcut names is not shown. As build/package/configuration/product.ts
 * has it, which a test compares.
 */
export const APP_ID = 'app.tsunagi.desktop';
