import { Notification, type NotificationConstructorOptions } from 'electron';
import { openBus } from '#electron/native/dbus/bus.ts';
import { busSocket } from '#electron/native/dbus/bus-address.ts';
import type { AlertEnds, AlertWay } from './alert-way.ts';
import type { AnswerLinks } from './answer-links.ts';
import { createLinuxWay } from './linux-way.ts';
import { macLook, windowsLook } from './os-looks.ts';
import { createOsWay } from './os-way.ts';
import { type AlertWindow, createWindowWay, type WindowWay } from './window-way.ts';

type Parts = {
  readonly platform: string;
  /** `DBUS_SESSION_BUS_ADDRESS`. */
  readonly busAddress: string | undefined;
  readonly userId: number;
  readonly answerLinks: AnswerLinks;
  readonly window: AlertWindow;
  readonly log: (line: string) => void;
};

/** Electron's own. */
const OWN = {
  isSupported: () => Notification.isSupported(),
  make: (options: NotificationConstructorOptions) => new Notification(options),
};

type Ordered = readonly { readonly by: 'system' | 'window'; readonly way: AlertWay }[];

/** [DK2] The ways of this platform in their order; the small window is behind all of them, for nothing is to be dropped. */
export function alertWays(parts: Parts): {
  readonly ways: (ends: AlertEnds) => Ordered;
  readonly smallWindow: () => WindowWay | null;
} {
  let small: WindowWay | null = null;
  return {
    smallWindow: () => small,
    ways(ends) {
      small = createWindowWay(parts.window, ends);
      return [
        { by: 'system', way: systemWay(parts, ends) },
        { by: 'window', way: small },
      ];
    },
  };
}

function systemWay({ platform, busAddress, userId, answerLinks, log }: Parts, ends: AlertEnds): AlertWay {
  if (platform === 'darwin') return createOsWay({ ends, look: macLook, system: OWN });
  if (platform === 'win32') return createOsWay({ ends, look: windowsLook(answerLinks.linkOf), system: OWN });
  return createLinuxWay({
    openBus: () => {
      const socket = busSocket(busAddress);
      return socket === null ? Promise.reject(new Error('no session bus is named')) : openBus(socket, userId);
    },
    ends,
    log,
  });
}
