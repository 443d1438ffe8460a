import { app, type Session, type WebContents } from 'electron';
import { externalUrl } from '#electron/native/external-url.ts';
import { APP_ORIGIN } from '#electron/scheme/app-origin.ts';
import { isOurPermission } from './our-permission.ts';

/** As the contract takes it. */
const LONGEST_LINK = 4096;

type Guarded = {
  readonly log: (line: string) => void;
  /** Somebody clicked a link in a mail; it may be asked about and then opened by the OS, never in a window of ours. */
  readonly onLink: (contents: WebContents, url: string) => void;
};

/** [DK1] Holds for every page this process will ever make: it goes nowhere, opens nothing, embeds nothing. */
export function guardAllContents({ log, onLink }: Guarded): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(({ url }) => {
      log(`window.open refused: ${originOf(url)}`);
      const link = externalUrl(url);
      if (link !== null && link.length <= LONGEST_LINK) onLink(contents, link);
      return { action: 'deny' };
    });
    const stay = (event: { preventDefault(): void }, url: string): void => {
      // A reload of the very page is no navigation away.
      if (url === contents.getURL()) return;
      log(`navigation refused: ${originOf(url)}`);
      event.preventDefault();
    };
    contents.on('will-navigate', (event, url) => stay(event, url));
    contents.on('will-redirect', (event, url) => stay(event, url));
    // Frames inside the page; Electron 25 has no such event and never fires it, there the page's policy alone holds.
    contents.on('will-frame-navigate', (event) => {
      if (!event.isMainFrame) stay(event, event.url);
    });
    comeHome(contents, log);
    contents.on('will-attach-webview', (event) => event.preventDefault());
    // Unheard, Electron would pick the first device in reach.
    contents.on('select-bluetooth-device', (event, _devices, choose) => {
      event.preventDefault();
      choose('');
    });
  });
}

/**
 * Chromium asks nobody before it shows an empty page (`about:blank`), which then has our origin and our bridge. A window that
 * showed our page and ends up elsewhere all the same is brought back to the page it began with.
 */
function comeHome(contents: WebContents, log: (line: string) => void): void {
  let home: string | null = null;
  contents.on('did-navigate', (_event, url) => {
    const isOurs = url.startsWith(`${APP_ORIGIN}/`);
    if (home !== null && !isOurs) {
      log(`navigation undone: ${originOf(url)}`);
      // What goes wrong with it is heard where a page that cannot be loaded is.
      contents.loadURL(home).catch(() => undefined);
    }
    if (isOurs) home ??= url;
  });
}

export function guardSession(session: Session, hub: () => string | null, log: (line: string) => void): void {
  session.setPermissionRequestHandler((_contents, permission, callback, details) => {
    const media = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    const isGranted = isOurPermission(permission, details.requestingUrl, media);
    if (!isGranted) log(`permission refused: ${permission}`);
    callback(isGranted);
  });
  session.setPermissionCheckHandler((_contents, permission, origin, { mediaType }) =>
    isOurPermission(permission, origin, mediaType === undefined ? [] : [mediaType]),
  );
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event, item) => {
    const url = item.getURL();
    if (url.startsWith(`blob:${APP_ORIGIN}/`) || originOf(url) === hub()) return;
    log(`download refused: ${originOf(url)}`);
    event.preventDefault();
  });
}

/** Without path and query: those may carry a customer's words. */
function originOf(url: string): string {
  try {
    return new URL(url).origin;
  } catch {
    return 'no address';
  }
}
