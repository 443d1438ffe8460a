import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from '@playwright/test';
import { build } from 'vite';
import { root } from '#build/root.ts';

/** A customer's telephone: JsSIP with its own audio in a real Chromium, driven from outside. */
export type SipCustomer = {
  readonly page: Page;
  readonly call: (uri: string) => Promise<void>;
  readonly state: () => Promise<string>;
  readonly isHeld: () => Promise<boolean>;
  /** Packets of audio of the newest call. */
  readonly packets: () => Promise<{ received: number; sent: number }>;
  readonly hangUp: () => Promise<void>;
  readonly close: () => Promise<void>;
};

type Phone = {
  call(uri: string): void;
  state(): string;
  isHeld(): boolean;
  packets(): Promise<{ received: number; sent: number }>;
  hangUp(): void;
};

let code: Promise<string> | null = null;

/** JsSIP as a script of a page. */
async function jssipScript(): Promise<string> {
  const built = await build({
    root,
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      lib: { entry: 'node_modules/jssip/lib/JsSIP.js', formats: ['iife'], name: 'JsSIP' },
    },
  });
  const [output] = Array.isArray(built) ? built : [built];
  const chunk = output !== undefined && 'output' in output ? output.output[0] : undefined;
  if (chunk === undefined || chunk.type !== 'chunk') throw new Error('JsSIP did not bundle');
  return chunk.code;
}

/** Opens the telephone of somebody who calls from `number`; `browser` has fake audio devices. */
export async function openSipCustomer(
  browser: Browser,
  exchange: { readonly wsUrl: string; readonly domain: string },
  number: string,
): Promise<SipCustomer> {
  code ??= jssipScript();
  const script = await code;
  const context = await browser.newContext({ permissions: ['microphone'] });
  const page = await context.newPage();
  const server = await servePage();
  await page.goto(server.url);
  await page.addScriptTag({ content: `${script};globalThis.JsSIP = JsSIP;` });
  await page.evaluate(runTelephone, { wsUrl: exchange.wsUrl, domain: exchange.domain, number });
  await page.waitForFunction(() => Reflect.get(globalThis, 'isRegistered') === true);
  const phone = <T>(act: keyof Phone, ...args: readonly string[]): Promise<T> =>
    page.evaluate(
      ([name, given]) =>
        (Reflect.get(globalThis, 'phone') as Record<string, (...all: readonly string[]) => T>)[name]?.(...given) as T,
      [act, args] as const,
    );
  return {
    page,
    call: (uri) => phone('call', uri),
    state: () => phone('state'),
    isHeld: () => phone('isHeld'),
    packets: () => phone('packets'),
    hangUp: () => phone('hangUp'),
    async close() {
      await context.close();
      await server.close();
    },
  };
}

/** A microphone is only given to a page of a secure origin, and the loopback only reached from the loopback itself. */
async function servePage(): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>telephone</title>');
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

// biome-ignore lint/suspicious/noExplicitAny: JsSIP as a script, without its types
type Any = any;

/** Runs in the page. Goes where it is sent, as a telephone of a company does ([HO5]). */
function runTelephone({ wsUrl, domain, number }: { wsUrl: string; domain: string; number: string }): void {
  const { UA, WebSocketInterface } = Reflect.get(globalThis, 'JsSIP') as Any;
  const ua = new UA({
    sockets: [new WebSocketInterface(wsUrl)],
    uri: `sip:${number}@${domain}`,
    session_timers: false,
  });
  let session: Any = null;
  let ended = 'none';
  let isHeld = false;
  const follow = (each: Any): void => {
    session = each;
    ended = '';
    each.on('hold', () => {
      isHeld = true;
    });
    each.on('unhold', () => {
      isHeld = false;
    });
    const end = ({ cause }: { cause: string }): void => {
      if (session === each) ended = cause;
    };
    each.on('ended', end);
    each.on('failed', end);
    each.on('refer', ({ accept }: Any) => accept(undefined, { mediaConstraints: { audio: true } }));
    each.on('peerconnection', ({ peerconnection }: Any) => hear(peerconnection));
    if (each.connection) hear(each.connection);
  };
  const hear = (peer: RTCPeerConnection): void =>
    peer.addEventListener('track', ({ streams }) => {
      const audio = new Audio();
      audio.srcObject = streams[0] ?? null;
      void audio.play();
    });
  ua.on('registered', () => Reflect.set(globalThis, 'isRegistered', true));
  ua.on('newRTCSession', ({ session: each }: Any) => follow(each));
  ua.start();
  const phone: Phone = {
    call: (uri) => void ua.call(uri, { mediaConstraints: { audio: true } }),
    state: () => ended || (session.isEstablished() ? 'live' : 'ringing'),
    isHeld: () => isHeld,
    async packets() {
      const counts = { received: 0, sent: 0 };
      (await session.connection.getStats()).forEach((entry: Any) => {
        if (entry.type === 'inbound-rtp') counts.received += entry.packetsReceived;
        if (entry.type === 'outbound-rtp') counts.sent += entry.packetsSent;
      });
      return counts;
    },
    hangUp: () => session.terminate(),
  };
  Reflect.set(globalThis, 'phone', phone);
}
