import type { Configuration } from 'electron-builder';
import type { Target } from '#build/package/targets.table.ts';
import { type Publisher, product } from './product.ts';

/** Commands of the packages' scripts and profile; absolute, since electron-builder resolves them from elsewhere. */
export type LinuxResources = { readonly icons: string; readonly afterInstall: string; readonly afterRemove: string };

type Options = {
  readonly targets: readonly Target[];
  readonly publisher: Publisher;
  readonly resources: LinuxResources;
  /** `gz` takes a tenth of the time of `xz` and half as much again of the space: for trying out. */
  readonly compression: 'gz' | 'xz';
};

/** What the desktop needs of Debian 12, Ubuntu 22.04 and newer; Electron's own list, less what it no longer loads. */
const debDepends = [
  'libgtk-3-0 | libgtk-3-0t64',
  'libnotify4',
  'libnss3',
  'libxss1',
  'libxtst6',
  'xdg-utils',
  'libatspi2.0-0 | libatspi2.0-0t64',
  'libuuid1',
  'libsecret-1-0',
  'libasound2 | libasound2t64',
  'libgbm1',
  // Opened by name as the first window comes, so that no list of the program's libraries has it; the program dies without.
  'libx11-xcb1',
];

const rpmDepends = [
  'gtk3',
  'libnotify',
  'nss',
  'libXScrnSaver',
  '(libXtst or libXtst6)',
  'xdg-utils',
  'at-spi2-core',
  '(libuuid or libuuid1)',
  'libsecret',
  'alsa-lib',
  '(libX11-xcb or libX11-xcb1)',
];

/** Packages put the program under /opt/Tsunagi, the command into /usr/bin, and `tsunagi://` with the system's handlers. */
export function linuxConfiguration({ targets, publisher, resources, compression }: Options): Partial<Configuration> {
  const scripts = { afterInstall: resources.afterInstall, afterRemove: resources.afterRemove };
  const common = { packageName: product.command, vendor: publisher.name, ...scripts };
  return {
    linux: {
      target: targets.map(({ name }) => name),
      executableName: product.command,
      icon: resources.icons,
      category: 'Office;Network',
      synopsis: 'Desktop for customer-service agents',
      maintainer: `${publisher.name} <${publisher.email}>`,
      vendor: publisher.name,
      // The name of the .desktop file is what Wayland knows the window by.
      syncDesktopName: true,
      mimeTypes: ['x-scheme-handler/tel'],
      desktop: {
        entry: {
          'Name[ja]': '繋ぎ Tsunagi',
          'Comment[ja]': 'お客様対応のためのデスクトップ。一人のお客様に一本の糸。',
          Keywords: 'customer;service;support;phone;chat;',
          'Keywords[ja]': 'お客様;対応;電話;チャット;問い合わせ;',
          SingleMainWindow: 'true',
        },
      },
    },
    deb: {
      ...common,
      depends: debDepends,
      recommends: ['gnome-keyring | kwalletmanager', 'fonts-noto-cjk'],
      packageCategory: 'net',
      compression,
    },
    rpm: {
      ...common,
      depends: rpmDepends,
      packageCategory: 'Applications/Internet',
      compression: compression === 'gz' ? 'gzip' : compression,
    },
    appImage: { license: null },
  };
}
