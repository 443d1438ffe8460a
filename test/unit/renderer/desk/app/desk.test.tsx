import { QueryClient } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { ConnectionView, DeskClient, SessionView } from '#renderer/data/client/desk-client-types.ts';
import { DeskClientProvider } from '#renderer/data/hooks/desk-client-context.tsx';
import { createSettingsStore } from '#renderer/data/settings.ts';
import { App } from '#renderer/desk/app/app.tsx';
import { Desk } from '#renderer/desk/app/desk.tsx';
import type { DeskFeatures } from '#renderer/desk/app/desk-features.ts';

const agent = { id: '0199a000-0000-7000-8000-000000000001', login: 'aoyama', name: '青山', role: 'agent' } as const;

const features: DeskFeatures = {
  signIn: ({ reason }) => <p>sign in: {reason}</p>,
  inbox: ({ tab }) => <p>inbox: {tab}</p>,
  conversation: (opened) => <p>conversation: {'conversationId' in opened && opened.conversationId}</p>,
  customerPanel: (opened) => <p>customer of: {'conversationId' in opened && opened.conversationId}</p>,
  dialogs: () => null,
  pages: [],
  overlay: () => null,
  callBar: () => null,
  status: () => null,
  palette: ({ open }) => (open ? <p>palette</p> : null),
};

/** The parts of a client that the frame touches. */
function fakeClient(session: SessionView, send = vi.fn()): DeskClient {
  const connection: ConnectionView = { state: 'connected', completeUpTo: '2025-11-17T04:52:00Z', problem: null };
  return {
    session: {
      view: createStore(() => session),
      signIn: vi.fn(),
      signOut: vi.fn(async () => undefined),
      signOnOffer: async () => ({ enabled: false, labelJa: '', labelEn: '', passwords: true }),
      takeCameBack: () => null,
    },
    connection: { view: createStore(() => connection), reconnectNow: vi.fn() },
    people: createStore(() => ({ agents: new Map(), teams: new Map() })),
    local: {
      state: createStore(() => ({ state: 'kept', reason: 'none' })),
      outbox: { store: createStore(() => new Map()) },
    },
    ask: async () => ({
      workspace: { name: 'North Roastery support', locale: 'ja', timeZone: 'Europe/Berlin', demo: true },
    }),
    send,
  } as unknown as DeskClient;
}

function show(client: DeskClient) {
  const settings = createSettingsStore(window.localStorage, null);
  settings.change({ locale: 'en' });
  return render(
    <App settings={settings} queryClient={new QueryClient()}>
      <DeskClientProvider client={client}>
        <Desk features={features} />
      </DeskClientProvider>
    </App>,
  );
}

describe('Desk', () => {
  beforeEach(() => {
    window.location.hash = '';
    vi.stubGlobal('matchMedia', () => ({ matches: true, addEventListener: vi.fn(), removeEventListener: vi.fn() }));
  });
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
  });

  it('says that it is opening while it does not know who is there', () => {
    show(fakeClient({ status: 'starting', agent: null, reason: 'none' }));
    expect(screen.getByRole('status').textContent).toBe('Opening your desk');
  });

  it('asks who is there, and says when the hub ended the session', () => {
    show(fakeClient({ status: 'signed_out', agent: null, reason: 'refused' }));
    expect(screen.getByText('sign in: refused')).toBeTruthy();
  });

  it('shows the workspace with its features, in the workspace’s time zone', async () => {
    window.location.hash = '#/inbox/team/c/c7';
    show(fakeClient({ status: 'signed_in', agent, reason: 'none' }));
    expect(screen.getByText('inbox: team')).toBeTruthy();
    expect(screen.getByText('conversation: c7')).toBeTruthy();
    expect(screen.getByText('customer of: c7')).toBeTruthy();
    expect(await screen.findByText('North Roastery support')).toBeTruthy();
    expect(screen.getByText('Demo')).toBeTruthy();
    expect(screen.getByText(/05:52/)).toBeTruthy();
  });

  it('opens the palette by its chord', () => {
    show(fakeClient({ status: 'signed_in', agent, reason: 'none' }));
    fireEvent.keyDown(document.body, { key: 'k', ctrlKey: true });
    expect(screen.getByText('palette')).toBeTruthy();
  });

  it('says so when a change of presence is refused', async () => {
    const error = { code: 'unavailable', message: 'The hub is not ready.', retryable: true };
    const send = vi.fn(async () => ({ ok: false, error }));
    show(fakeClient({ status: 'signed_in', agent, reason: 'none' }, send));
    await userEvent.click(screen.getByRole('button', { name: /青山/ }));
    await userEvent.click(await screen.findByRole('menuitemradio', { name: 'Ready' }));
    expect(send).toHaveBeenCalledWith('presence:set', { presence: 'ready' });
    expect((await screen.findAllByText('The hub is not ready.')).length).toBeGreaterThan(0);
  });
});
