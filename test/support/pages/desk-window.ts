import type { BrowserWindow } from 'electron';
import type { Locale } from '#shared/domain/people.ts';
import type { DesktopBridge } from '#shared/ipc/bridge.ts';
import type { Settings } from '#shared/ipc/settings.ts';
import { type DesktopApp, launchDesktop } from '#test/support/electron-app.ts';
import { type DeskParts, deskOn } from './desk.ts';

/** The real window of one agent, signed in, with a profile of its own. */
export type DeskWindow = DesktopApp & {
  readonly desk: DeskParts;
  /** Changes what an agent may choose about their window, as the settings dialog would. */
  readonly choose: (settings: Partial<Settings>) => Promise<void>;
  /** The size of the page, in px. */
  readonly resize: (width: number, height: number) => Promise<void>;
};

type Way = { readonly login: string; readonly password: string } | { readonly signInCode: string };

type Options = {
  readonly hub: string;
  /** Null: whoever the profile keeps signed in. */
  readonly who: Way | null;
  readonly locale?: Locale;
  /** More arguments for Chromium. */
  readonly args?: readonly string[];
  /** A profile that outlives the window. */
  readonly userData?: string;
  readonly env?: Readonly<Record<string, string>>;
};

/** Opens the desktop and signs in: through the form, or by a one-time code. Resolves when the inbox stands. */
export async function openDeskWindow({ hub, who, locale = 'ja', args = [], ...rest }: Options): Promise<DeskWindow> {
  const desktop = await launchDesktop({
    hub,
    locale: locale === 'ja' ? 'ja-JP' : 'en-US',
    args,
    ...rest,
    ...(who !== null && 'signInCode' in who ? { signInCode: who.signInCode } : {}),
  });
  const { app, page } = desktop;
  const desk = deskOn(page, locale);
  page.setDefaultTimeout(20_000);
  // Without a window manager no window has the focus; each is its agent's, who sits before it.
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setFocusEmulationEnabled', { enabled: true });
  try {
    if (who !== null && 'login' in who) await desk.signIn(who);
    await desk.tabs.waitFor();
  } catch (error) {
    const shown = await page.locator('body').innerText();
    await desktop.close();
    throw new Error(`the desk did not open. It shows:\n${shown}\nand said:\n${desktop.log()}`, { cause: error });
  }
  return {
    ...desktop,
    desk,
    choose: (settings) =>
      page.evaluate(async (patch) => {
        await (window as unknown as { desktop: DesktopBridge }).desktop.setSettings(patch);
      }, settings),
    async resize(width, height) {
      await app.evaluate(
        ({ BrowserWindow: windows }: { BrowserWindow: typeof BrowserWindow }, size) =>
          windows.getAllWindows()[0]?.setContentSize(size.width, size.height),
        { width, height },
      );
      await page.waitForFunction((size) => innerWidth === size.width && innerHeight === size.height, { width, height });
    },
  };
}
