import { QueryClient } from '@tanstack/react-query';
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import axe from 'axe-core';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSettingsStore } from '#renderer/data/settings.ts';
import { App } from '#renderer/desk/app/app.tsx';
import { WorkspaceFrame, type WorkspaceFrameProps } from '#renderer/desk/app/workspace/workspace-frame.tsx';
import type { Settings } from '#shared/ipc/settings.ts';

const props: WorkspaceFrameProps = {
  workspaceName: 'North Roastery support',
  isDemo: false,
  connection: { state: 'connected', completeUpTo: '2025-11-17T04:52:00Z' },
  me: { name: '青山', presence: 'ready' },
  onPresence: () => undefined,
  onSignOut: () => undefined,
  onSearch: () => undefined,
  opened: 'c1',
  pages: [],
  page: null,
  inbox: <p>the inbox</p>,
  conversation: <p>the thread</p>,
  customerPanel: <p>the customer</p>,
};

function show(children: ReactNode, settings: Partial<Settings> = { locale: 'en' }) {
  const store = createSettingsStore(window.localStorage, null);
  store.change(settings);
  return render(
    <App settings={store} queryClient={new QueryClient()}>
      {children}
    </App>,
  );
}

/** A window of a width, and a system that prefers light. */
function stubMatchMedia(widthPx: number): void {
  vi.stubGlobal('matchMedia', (query: string) => ({
    matches: Number(/min-width: (\d+)px/.exec(query)?.[1] ?? Number.POSITIVE_INFINITY) <= widthPx,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }));
}

describe('WorkspaceFrame', () => {
  beforeEach(() => {
    window.localStorage.clear();
    stubMatchMedia(1440);
  });
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });

  it('has its landmarks, named in both languages', async () => {
    show(<WorkspaceFrame {...props} />);
    expect(within(screen.getByRole('region', { name: 'Inbox' })).getByText('the inbox')).toBeTruthy();
    expect(within(screen.getByRole('main')).getByText('the thread')).toBeTruthy();
    expect(
      within(screen.getByRole('complementary', { name: 'Customer panel' })).getByText('the customer'),
    ).toBeTruthy();
    cleanup();
    show(<WorkspaceFrame {...props} />, { locale: 'ja' });
    expect(await screen.findByRole('region', { name: '受信トレイ' })).toBeTruthy();
    expect(document.documentElement.lang).toBe('ja');
  });

  it('has nothing that axe finds wrong', async () => {
    const { baseElement } = show(<WorkspaceFrame {...props} />);
    // Colours and sizes need a real browser; test/unit/renderer/styles measures the colours.
    const { violations } = await axe.run(baseElement, {
      rules: { 'color-contrast': { enabled: false }, 'target-size': { enabled: false } },
    });
    expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
  });

  it('opens search, settings and the keyboard map by their chords', async () => {
    const search = vi.fn();
    show(<WorkspaceFrame {...props} onSearch={search} />);
    fireEvent.keyDown(document.body, { key: 'k', ctrlKey: true });
    expect(search).toHaveBeenCalledOnce();
    fireEvent.keyDown(document.body, { key: '/', ctrlKey: true });
    expect(await screen.findByRole('dialog', { name: 'Keyboard shortcuts' })).toBeTruthy();
    await userEvent.keyboard('{Escape}');
    await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull(), 10_000);
    fireEvent.keyDown(document.body, { key: ',', ctrlKey: true });
    expect(await screen.findByRole('dialog', { name: 'Settings' })).toBeTruthy();
  });

  it('applies theme, density and language at once', async () => {
    show(<WorkspaceFrame {...props} />);
    await userEvent.click(screen.getByRole('button', { name: 'Settings' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Dark' }));
    await userEvent.click(screen.getByRole('button', { name: 'Compact' }));
    await userEvent.click(screen.getByRole('button', { name: '日本語' }));
    expect(document.documentElement.dataset).toMatchObject({ theme: 'dark', density: 'compact' });
    expect(await screen.findByRole('dialog', { name: '設定' })).toBeTruthy();
  });

  it('shows and hides the customer panel, which starts hidden in a narrow window', () => {
    show(<WorkspaceFrame {...props} />);
    act(() => screen.getByRole('button', { name: 'Hide the customer panel' }).click());
    expect(screen.queryByText('the customer')).toBeNull();
    cleanup();
    stubMatchMedia(900);
    show(<WorkspaceFrame {...props} />);
    expect(screen.queryByText('the customer')).toBeNull();
    fireEvent.keyDown(document.body, { key: 'Y', ctrlKey: true, shiftKey: true });
    expect(screen.getByText('the customer')).toBeTruthy();
  });

  it('[SY4] tries the line at once when asked to', async () => {
    const reconnectNow = vi.fn();
    show(<WorkspaceFrame {...props} connection={{ state: 'offline', completeUpTo: null, reconnectNow }} />);
    await userEvent.click(screen.getByText('Offline'));
    await userEvent.click(await screen.findByRole('button', { name: 'Try to connect now' }));
    expect(reconnectNow).toHaveBeenCalledOnce();
  });

  it('[SY4] says when it is offline, and up to when it is complete', () => {
    show(<WorkspaceFrame {...props} connection={{ state: 'offline', completeUpTo: '2025-11-17T04:52:00Z' }} />);
    expect(screen.getByText('Offline').getAttribute('role')).toBe('status');
    expect(screen.getByText(/complete up to .*13:52/)).toBeTruthy();
  });

  it('keeps a failed part to itself and opens it again for another conversation', () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const Broken = (): never => {
      throw new Error('no such item');
    };
    const store = createSettingsStore(window.localStorage, null);
    store.change({ locale: 'en' });
    const queryClient = new QueryClient();
    const desk = (conversationId: string, conversation: ReactNode) => (
      <App settings={store} queryClient={queryClient}>
        <WorkspaceFrame {...props} opened={conversationId} conversation={conversation} />
      </App>
    );
    const { rerender } = render(desk('c1', <Broken />));
    expect(screen.getByRole('alert').textContent).toContain('This part stopped working');
    expect(screen.getByText('the inbox')).toBeTruthy();
    rerender(desk('c2', <p>another thread</p>));
    expect(screen.getByText('another thread')).toBeTruthy();
  });

  it('changes presence and signs out from the agent’s menu', async () => {
    const onPresence = vi.fn();
    const onSignOut = vi.fn();
    show(<WorkspaceFrame {...props} onPresence={onPresence} onSignOut={onSignOut} />);
    await userEvent.click(screen.getByRole('button', { name: /青山, Ready/ }));
    await userEvent.click(await screen.findByRole('menuitemradio', { name: 'Away · Break' }));
    expect(onPresence).toHaveBeenCalledWith({ presence: 'away', reason: 'break' });
    await userEvent.click(screen.getByRole('button', { name: /青山, Ready/ }));
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Sign out' }));
    expect(onSignOut).toHaveBeenCalledOnce();
  });
});
