/** Our own scheme: the page's origin is this, wherever its files lie. */
export const APP_SCHEME = 'app';
export const APP_HOST = 'tsunagi';
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`;
