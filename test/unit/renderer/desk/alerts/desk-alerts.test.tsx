import { act, cleanup, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { DeskClient } from '#renderer/data/client/desk-client-types.ts';
import { DeskAlerts } from '#renderer/desk/features/alerts/index.ts';
import { BRIEF, type FakeSend, fakeDesk, IDS } from '#renderer/desk/stories/fake-desk.ts';
import { EMPTY_INBOX, type InboxState } from '#renderer/state/inbox-state.ts';
import type { Handoff } from '#shared/domain/handoff.ts';
import type { DesktopBridge } from '#shared/ipc/bridge.ts';
import type { OpenedLink } from '#shared/ipc/shell.ts';
import { fillJsdom, renderPart } from '#test/support/render-part.tsx';

const OFFER: Handoff = {
  id: '0199c000-0000-7000-8000-000000000001',
  conversationId: IDS.conversation,
  conversationNumber: 48213,
  customerId: IDS.customer,
  customerName: '森 はるか',
  from: { type: 'agent', id: IDS.kimura, name: '木村' },
  to: { type: 'agent', id: IDS.me, name: '青山' },
  channelFrom: 'phone',
  channelTo: 'chat',
  state: 'offered',
  brief: BRIEF.brief,
  snapshot: {},
  offeredAt: new Date().toISOString(),
  expiresAt: new Date(Date.now() + 60_000).toISOString(),
  bounces: 0,
  kind: 'cold',
};

/** The desktop as the page has it: notes what it is asked, and can be made to tell. */
function fakeBridge(link: OpenedLink | null = null) {
  const asked: [string, unknown][] = [];
  const listeners: Record<string, (payload: unknown) => void> = {};
  let waiting = link;
  const bridge = new Proxy({} as DesktopBridge, {
    get: (_target, name: string) => {
      if (name.startsWith('on'))
        return (listener: (payload: unknown) => void) => {
          listeners[name] = listener;
          return () => undefined;
        };
      return async (args: unknown) => {
        if (name === 'takeLink') {
          const taken = waiting;
          waiting = null;
          return { ok: true, data: { link: taken } };
        }
        asked.push([name, args]);
        return { ok: true, data: { shown: true, by: 'system' } };
      };
    },
  });
  const of = (name: string) => asked.filter(([one]) => one === name).map(([, args]) => args);
  return { bridge, of, tell: (name: string, payload: unknown) => act(() => listeners[name]?.(payload)) };
}

function show(offers: readonly Handoff[], over: { link?: OpenedLink; send?: FakeSend; isPublic?: boolean } = {}) {
  const desk = fakeDesk(over.send && { send: over.send });
  const stateOf = (all: readonly Handoff[]): InboxState => ({
    ...EMPTY_INBOX,
    offers: new Map(all.map((one) => [one.id, one])),
  });
  const store = createStore(() => stateOf(offers));
  const desktop = fakeBridge(over.link ?? null);
  const client = { ...desk.client, inbox: { store, load: vi.fn(), loadMore: vi.fn() } } as unknown as DeskClient;
  const view = renderPart(client, <DeskAlerts bridge={desktop.bridge} isPublic={over.isPublic ?? false} />);
  return { ...desk, ...desktop, ...view, change: (all: readonly Handoff[]) => act(() => store.setState(stateOf(all))) };
}

let hasFocus = false;
beforeEach(() => {
  fillJsdom();
  hasFocus = false;
  vi.spyOn(document, 'hasFocus').mockImplementation(() => hasFocus);
  window.location.hash = '#/inbox/team';
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('[DK2] the desk tells who looks elsewhere', () => {
  it('of an offer, with its answers, and takes it away once it is decided', async () => {
    const { of, change } = show([OFFER]);
    await waitFor(() => expect(of('showNotification')).toHaveLength(1));
    expect(of('showNotification')[0]).toMatchObject({
      kind: 'offer',
      title: 'Handoff from 木村 · 森 はるか',
      tag: `offer:${OFFER.id}`,
      target: { kind: 'handoff', id: OFFER.id },
      actions: [
        { id: 'accept', label: 'Accept' },
        { id: 'open', label: 'Open' },
      ],
      isUrgent: true,
    });
    expect(of('setAttention')).toEqual([{ on: true }]);
    change([]);
    expect(of('closeNotification')).toEqual([{ tag: `offer:${OFFER.id}` }]);
    expect(of('setAttention')).toEqual([{ on: true }, { on: false }]);
  });

  it('and nobody who looks here; they are told when they look away', async () => {
    hasFocus = true;
    const { of } = show([OFFER]);
    await waitFor(() => expect(of('setBadge')).not.toHaveLength(0));
    expect(of('showNotification')).toEqual([]);
    hasFocus = false;
    act(() => void window.dispatchEvent(new Event('blur')));
    expect(of('showNotification')).toHaveLength(1);
  });

  it('names nobody on a wall', async () => {
    const { of } = show([OFFER], { isPublic: true });
    await waitFor(() => expect(of('showNotification')).toHaveLength(1));
    expect(JSON.stringify(of('showNotification'))).not.toMatch(/森|割れた/);
  });

  it('and accepts what is accepted there, and lands on the conversation', async () => {
    const { sent, tell } = show([OFFER]);
    tell('onNotificationClicked', { tag: `offer:${OFFER.id}`, target: null, action: 'accept' });
    expect(sent).toEqual([{ name: 'handoff:accept', input: { handoffId: OFFER.id } }]);
    await waitFor(() => expect(window.location.hash).toBe(`#/inbox/mine/c/${IDS.conversation}`));
  });

  it('and goes to what a click was about, also when it is decided by now', () => {
    const { sent, tell } = show([]);
    tell('onNotificationClicked', { tag: 'offer:gone', target: { kind: 'customer', id: 'abc' }, action: 'accept' });
    expect(sent).toEqual([]);
    expect(window.location.hash).toBe('#/inbox/mine/customer/abc');
  });

  it('[DK3] accepts by a key that works everywhere', async () => {
    const { sent, tell } = show([OFFER]);
    tell('onShortcutPressed', { id: 'answer' });
    expect(sent).toEqual([]);
    tell('onShortcutPressed', { id: 'accept-offer' });
    expect(sent).toEqual([{ name: 'handoff:accept', input: { handoffId: OFFER.id } }]);
  });

  it('[DK3] opens the link that waited for it', async () => {
    show([], { link: { kind: 'target', target: { kind: 'conversation', id: IDS.other } } });
    await waitFor(() => expect(window.location.hash).toBe(`#/inbox/mine/c/${IDS.other}`));
  });

  it('counts on the badge and shows presence in the tray, until nobody is signed in', async () => {
    const { of, tell, sent, unmount } = show([OFFER]);
    await waitFor(() => expect(of('setBadge')).toEqual([{ count: 1 }]));
    expect(of('setTitleCount')).toEqual([{ count: 1 }]);
    expect(of('setTray')).toEqual([{ presence: 'ready' }]);
    tell('onPresenceAsked', { presence: 'away' });
    expect(sent).toEqual([{ name: 'presence:set', input: { presence: 'away', reason: 'break' } }]);
    unmount();
    expect(of('setTray').at(-1)).toEqual({ presence: null });
    expect(of('setBadge').at(-1)).toEqual({ count: 0 });
  });
});
