import { cleanup, fireEvent, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ComputerSection } from '#renderer/desk/features/settings/computer/computer-section.tsx';
import { sectionsOf } from '#renderer/desk/features/settings/sections.ts';
import { fakeDesk } from '#renderer/desk/stories/fake-desk.ts';
import type { DesktopBridge } from '#shared/ipc/bridge.ts';
import { settingsSchema } from '#shared/ipc/settings.ts';
import type { ShortcutState } from '#shared/ipc/shell.ts';
import { axeFindings, fillJsdom, renderPart } from '#test/support/render-part.tsx';

function show(shortcuts: readonly ShortcutState[] = [], locked: readonly string[] = []) {
  const links = { tsunagi: true, tel: false };
  const bridge = {
    policy: async () => ({ ok: true, data: { locked } }),
    shortcutsState: async () => ({ ok: true, data: { shortcuts } }),
    onSettingsChanged: () => () => undefined,
    linksState: async () => ({ ok: true, data: links }),
    // A desktop that does not let itself be changed.
    claimLinks: async () => ({ ok: true, data: links }),
  } as unknown as DesktopBridge;
  return renderPart(fakeDesk().client, <ComputerSection bridge={bridge} />);
}
/** What is kept of it on this computer. */
const kept = () => settingsSchema.parse(JSON.parse(window.localStorage.getItem('tsunagi.settings') ?? 'null'));

describe('[DK2] [DK3] what is set for this computer', () => {
  beforeEach(() => {
    fillJsdom();
    window.localStorage.clear();
  });
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
  });

  it('is everybody’s who works at one, and whole for a screen reader', async () => {
    expect(['agent', 'lead', 'admin'].map((role) => sectionsOf(role as 'agent').includes('computer'))).toEqual([
      true,
      true,
      true,
    ]);
    const { container } = show();
    expect(await axeFindings(container)).toEqual([]);
  });

  it('is kept at once: what is shown, and how loud', async () => {
    show();
    const user = userEvent.setup();
    await user.click(screen.getByRole('checkbox', { name: /^Calls: ?Show$/ }));
    expect(kept().alerts?.kinds.call).toEqual({ notify: false, sound: 'ring' });
    fireEvent.change(screen.getByRole('slider'), { target: { value: '25' } });
    expect(kept().alerts?.volume).toBe(0.25);
  });

  it('has quiet hours over midnight, and keeps no half of a time', async () => {
    show();
    const user = userEvent.setup();
    await user.click(screen.getByLabelText('No sounds at certain hours'));
    expect(screen.getByText('until the next day')).toBeTruthy();
    fireEvent.change(screen.getByLabelText('From'), { target: { value: '' } });
    expect(kept().alerts?.quiet).toMatchObject({ on: true, from: '22:00' });
    fireEvent.change(screen.getByLabelText('From'), { target: { value: '05:30' } });
    expect(kept().alerts?.quiet.from).toBe('05:30');
    expect(screen.queryByText('until the next day')).toBeNull();
  });

  it('takes keys by pressing them, and says which cannot be', async () => {
    show();
    const user = userEvent.setup();
    const button = screen.getByRole('button', { name: /^Set: Answer the call/ });
    await user.click(button);
    fireEvent.keyDown(button, { key: 'F7', code: 'F7', ctrlKey: true });
    expect(screen.getByText(/F6–F10 belong to the input method/)).toBeTruthy();
    fireEvent.keyDown(button, { key: 'ち', code: 'KeyA', ctrlKey: true, altKey: true });
    expect(kept().globalShortcuts).toEqual({ answer: 'Control+Alt+A', mute: null, 'accept-offer': null });
    await user.click(screen.getByRole('button', { name: 'Clear: Answer the call' }));
    expect(kept().globalShortcuts?.answer).toBeNull();
  });

  it('says when another program has the keys', async () => {
    show([{ id: 'mute', state: 'taken' }]);
    await userEvent.setup().click(screen.getAllByRole('button', { name: /^Suggested/ })[1] as HTMLElement);
    expect(await screen.findByText(/Another program has these keys/)).toBeTruthy();
  });

  it('shows what the company has decided, and lets nobody change it', async () => {
    show([], ['alerts']);
    await screen.findByText('Some choices are set by your company.');
    expect(screen.getByLabelText<HTMLInputElement>('No sounds at certain hours').matches(':disabled')).toBe(true);
    expect(screen.getByRole('slider').matches(':disabled')).toBe(true);
    expect(screen.getByRole('button', { name: /^Set: Answer the call/ }).matches(':disabled')).toBe(false);
  });

  it('says when the desktop did not let itself be changed', async () => {
    show();
    const tel = screen.getByLabelText('Call tel: links with this app') as HTMLInputElement;
    await vi.waitFor(() => expect(tel.disabled).toBe(false), 10_000);
    await userEvent.setup().click(tel);
    expect(await screen.findByText(/did not let itself be changed/)).toBeTruthy();
    expect(tel.checked).toBe(false);
  });

  it('offers no box on macOS that could never hold', async () => {
    vi.stubGlobal('navigator', { ...window.navigator, platform: 'MacIntel', userAgent: window.navigator.userAgent });
    show();
    expect(screen.getByLabelText('Open tsunagi:// links with this app')).toBeTruthy();
    expect(screen.queryByLabelText('Call tel: links with this app')).toBeNull();
  });
});
