import type { NotificationConstructorOptions } from 'electron';
import type { Alert } from '#shared/ipc/shell.ts';
import { toastXml } from './toast-xml.ts';

type Look = (alert: Alert) => NotificationConstructorOptions | null;

/** macOS: buttons, where the app is signed and its notifications are alerts (Info.plist); else a click opens it. */
export const macLook: Look = ({ actions }) => ({
  actions: actions.map(({ label }) => ({ type: 'button', text: label })),
  closeButtonText: '',
});

/**
 * Windows: a toast of our own making. Each button is a `tsunagi://` link with a secret of this run, which works in every
 * Electron and leaves an answer to nobody who can only write links.
 */
export const windowsLook =
  (answerLink: (tag: string, action: string | null) => string): Look =>
  (alert) => ({
    toastXml: toastXml(alert, answerLink),
    ...(alert.isUrgent ? { timeoutType: 'never' as const } : {}),
  });
