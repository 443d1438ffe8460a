import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openBus } from '#electron/native/dbus/bus.ts';
import type { BusMessage } from '#electron/native/dbus/message.ts';
import type { AlertWay, Pressed } from '#electron/native/notifications/alert-way.ts';
import { createLinuxWay } from '#electron/native/notifications/linux-way.ts';
import { type BusService, type SessionBus, serveOnBus, startSessionBus } from '#test/support/session-bus.ts';
import { makeAlert } from './make-alert.ts';

const NAME = 'org.freedesktop.Notifications';
const PLACE = { path: '/org/freedesktop/Notifications', interface: NAME };

let session: SessionBus;
let server: BusService | null = null;
let way: AlertWay;
let abilities: string[] = [];
let asked: BusMessage[] = [];
let pressed: Pressed[] = [];
let gone: string[] = [];

async function startServer(): Promise<void> {
  let lastId = 40;
  server = await serveOnBus(session.socket, NAME, (call) => {
    asked.push(call);
    if (call.member === 'GetCapabilities') return { signature: 'as', body: [abilities] };
    if (call.member === 'CloseNotification') return { signature: '', body: [] };
    lastId += 1;
    return { signature: 'u', body: [lastId] };
  });
}
const signal = (member: string, signature: string, body: readonly (number | string)[]): void =>
  server?.signal({ ...PLACE, member, signature, body });
const calls = (member: string): readonly BusMessage[] => asked.filter((call) => call.member === member);

beforeEach(async () => {
  session = await startSessionBus();
  abilities = ['actions', 'body', 'body-markup'];
  asked = [];
  pressed = [];
  gone = [];
  way = createLinuxWay({
    openBus: () => openBus(session.socket, process.getuid?.() ?? 0),
    ends: { onPressed: (one) => pressed.push(one), onGone: (tag) => gone.push(tag) },
    log: () => undefined,
  });
});
afterEach(async () => {
  server?.close();
  server = null;
  await session.close();
});

describe('[DK2] notifications over D-Bus', () => {
  it('carry the buttons, and the words as text', async () => {
    await startServer();
    expect(await way.show(makeAlert({ title: '着信 · 佐藤 <b>', body: 'A & <i>B</i>' }))).toBe(true);
    const [notify] = calls('Notify');
    expect(notify?.body.slice(0, 6)).toEqual([
      'Tsunagi',
      0,
      '',
      '着信 · 佐藤 <b>',
      'A &amp; &lt;i&gt;B&lt;/i&gt;',
      ['default', '着信 · 佐藤 <b>', 'answer', 'Answer', 'decline', 'Decline'],
    ]);
    // Stays until it is decided.
    expect(notify?.body.at(-1)).toBe(0);
  });

  it('tell which button was pressed, on which one', async () => {
    await startServer();
    await way.show(makeAlert({ tag: 'call:1' }));
    await way.show(makeAlert({ tag: 'call:2' }));
    signal('ActionInvoked', 'us', [42, 'decline']);
    signal('ActionInvoked', 'us', [41, 'default']);
    await expect
      .poll(() => pressed)
      .toEqual([
        { tag: 'call:2', action: 'decline' },
        { tag: 'call:1', action: null },
      ]);
  });

  it('hear nothing of other programs’ notifications and of buttons that are not theirs', async () => {
    await startServer();
    await way.show(makeAlert({ tag: 'call:1' }));
    signal('ActionInvoked', 'us', [7, 'answer']);
    signal('ActionInvoked', 'us', [41, 'accept']);
    signal('NotificationClosed', 'uu', [41, 2]);
    await expect.poll(() => gone).toEqual(['call:1']);
    expect(pressed).toEqual([]);
  });

  it('are answered by the program that shows them alone, though others send to us directly', async () => {
    await startServer();
    await way.show(makeAlert({ tag: 'call:1' }));
    const stranger = await serveOnBus(session.socket, 'org.example.Stranger', () => ({ error: 'org.example.No' }));
    const us = asked.find(({ member }) => member === 'Notify')?.sender ?? '';
    stranger.signal({ ...PLACE, member: 'ActionInvoked', signature: 'us', body: [41, 'answer'], destination: us });
    stranger.signal({ ...PLACE, member: 'ActionInvoked', signature: 'us', body: [41, 'answer'] });
    // The daemon passes on in order: what the stranger said came before this answer.
    const bus = await openBus(session.socket, process.getuid?.() ?? 0);
    await expect(
      bus.call({ destination: 'org.example.Stranger', path: '/', interface: 'org.example', member: 'Any' }),
    ).rejects.toThrow('org.example.No');
    signal('ActionInvoked', 'us', [41, 'decline']);
    await expect.poll(() => pressed).toEqual([{ tag: 'call:1', action: 'decline' }]);
    bus.close();
    stranger.close();
  });

  it('leave an alert with buttons to another way where the server has none, and show one without', async () => {
    abilities = ['body'];
    await startServer();
    expect(await way.show(makeAlert({}))).toBe(false);
    expect(await way.show(makeAlert({ actions: [], body: '<b>' }))).toBe(true);
    expect(calls('Notify').map(({ body }) => [body[4], body[5]])).toEqual([['<b>', []]]);
  });

  it('are not shown without a server, and are once one has come', async () => {
    expect(await way.show(makeAlert({}))).toBe(false);
    await startServer();
    expect(await way.show(makeAlert({}))).toBe(true);
  });

  it('are taken away once, by the number that the server gave', async () => {
    await startServer();
    await way.show(makeAlert({ tag: 'call:1' }));
    way.close('call:1');
    way.close('call:1');
    await expect.poll(() => calls('CloseNotification').map(({ body }) => body)).toEqual([[41]]);
  });
});
