import { Menu, type MenuItemConstructorOptions, type NativeImage, nativeImage, Tray } from 'electron';
import type { Presence } from '#shared/domain/people.ts';
import type { SignalPayload } from '#shared/ipc/contract.ts';
import { type Picture, trayPicture } from './tray-picture.ts';
import { TRAY_WORDS, trayTip } from './tray-words.ts';

export type TrayChoice = SignalPayload<'presence/asked'>['presence'];
const CHOICES: readonly TrayChoice[] = ['ready', 'wrap_up', 'away'];

type Deps = {
  readonly locale: () => 'ja' | 'en';
  readonly onOpen: () => void;
  readonly onPresence: (presence: TrayChoice) => void;
  readonly onQuit: () => void;
  readonly log: (line: string) => void;
};

export type TrayIcon = {
  readonly presence: (presence: Presence | null) => void;
  readonly count: (count: number) => void;
  /** The words anew: the language is another. */
  readonly renew: () => void;
  /** Whether there is an icon to show; tray-host.ts says whether this desktop shows it. */
  readonly isShown: () => boolean;
  readonly end: () => void;
};

/** [DK2] The tray's icon: how this agent is, how much waits, and the way back to the window. */
export function openTray(deps: Deps): TrayIcon {
  let presence: Presence | null = null;
  let count = 0;
  let tray: Tray | null = null;
  try {
    tray = new Tray(image(presence, count));
    tray.on('click', deps.onOpen);
  } catch (thrown: unknown) {
    deps.log(`no tray: ${thrown instanceof Error ? thrown.message : 'unknown'}`);
  }

  const show = (): void => {
    if (tray === null || tray.isDestroyed()) return;
    const locale = deps.locale();
    tray.setImage(image(presence, count));
    tray.setToolTip(trayTip(locale, presence, count));
    // There an icon has words beside it.
    if (process.platform === 'darwin') tray.setTitle(count === 0 ? '' : String(count));
    tray.setContextMenu(Menu.buildFromTemplate(menu(locale)));
  };
  const menu = (locale: 'ja' | 'en'): MenuItemConstructorOptions[] => {
    const words = TRAY_WORDS[locale];
    const choices = CHOICES.map(
      (choice): MenuItemConstructorOptions => ({
        type: 'radio',
        label: words.presence[choice],
        checked: presence === choice,
        click: () => deps.onPresence(choice),
      }),
    );
    return [
      { label: words.open, click: deps.onOpen },
      { type: 'separator' },
      ...(presence === null ? [] : [...choices, { type: 'separator' } as const]),
      { label: words.quit, click: deps.onQuit },
    ];
  };
  show();
  return {
    presence(now) {
      if (now === presence) return;
      presence = now;
      show();
    },
    count(now) {
      if (now === count) return;
      count = now;
      show();
    },
    renew: show,
    isShown: () => tray !== null && !tray.isDestroyed(),
    end() {
      tray?.destroy();
      tray = null;
    },
  };
}

/** In both densities, for a picture drawn up is a blot. */
function image(presence: Presence | null, count: number): NativeImage {
  const size = process.platform === 'darwin' ? 18 : 24;
  const both = nativeImage.createEmpty();
  for (const scaleFactor of [1, 2]) add(both, trayPicture(size * scaleFactor, presence, count), scaleFactor);
  return both;
}

function add(to: NativeImage, { bitmap, width, height }: Picture, scaleFactor: number): void {
  const picture = nativeImage.createFromBitmap(bitmap, { width, height, scaleFactor });
  to.addRepresentation({ scaleFactor, width, height, buffer: picture.toPNG({ scaleFactor }) });
}
