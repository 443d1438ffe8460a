import { cleanup, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { DeskClient } from '#renderer/data/client/desk-client-types.ts';
import type { HubAddress, HubDoor } from '#renderer/data/hooks/use-hub-choice.ts';
import { SignInForm } from '#renderer/desk/features/sign-in/index.ts';
import type { FoundHub, HubCheck } from '#shared/ipc/computer.ts';
import { axeFindings, fillJsdom, renderPart } from '#test/support/render-part.tsx';

type Given = { readonly address: HubAddress; readonly found?: FoundHub[]; readonly chosen?: HubCheck | 'refused' };

/** The main process as far as it is asked here. */
function show({ address, found = [], chosen = { status: 'hub', url: 'https://hub.example.jp' } }: Given) {
  const asked: string[] = [];
  const door: HubDoor = {
    hubAddress: async () => ({ ok: true, data: address }),
    findHubs: async () => ({ ok: true, data: { found } }),
    chooseHub: async ({ address: wanted }) => {
      asked.push(wanted);
      if (chosen === 'refused') return { ok: false, error: { code: 'forbidden', message: '', retryable: false } };
      return { ok: true, data: chosen };
    },
  };
  const view = createStore(() => ({ status: 'signed_out', agent: null, reason: 'none' }));
  const signOnOffer = async () => ({ enabled: false, labelJa: '', labelEn: '', passwords: true });
  const client = { session: { view, signIn: vi.fn(), signOut: vi.fn(), signOnOffer } } as unknown as DeskClient;
  return { asked, ...renderPart(client, <SignInForm reason="none" hubDoor={door} />) };
}

const none: HubAddress = { url: null, source: 'none', problem: null };
const field = () => screen.findByLabelText<HTMLInputElement>('Address of the hub');

describe('the first run', () => {
  beforeEach(() => fillJsdom());
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
  });

  it('asks for the hub before it asks who one is', async () => {
    const { asked } = show({ address: none });
    await userEvent.type(await field(), 'hub.example.jp{Enter}');
    expect(asked).toEqual(['hub.example.jp']);
    expect(screen.queryByLabelText('Password')).toBeNull();
    // Until the window is loaded anew.
    expect(screen.getByText('Checking the hub')).toBeTruthy();
  });

  it('offers the hubs that were found, by name', async () => {
    const { asked } = show({
      address: none,
      found: [
        { url: 'http://127.0.0.1:4310', by: 'this_computer' },
        { url: 'https://desk.example.jp', by: 'network' },
      ],
    });
    await userEvent.click(await screen.findByRole('button', { name: /desk\.example\.jp/ }));
    expect(asked).toEqual(['https://desk.example.jp']);
  });

  it.each([
    ['certificate', 'The hub’s certificate is not trusted on this computer. Tell your administrator.'],
    ['not_encrypted', 'This address is not encrypted. Use one that begins with https://.'],
    ['not_a_hub', 'Something answers there, but it is no Tsunagi hub.'],
  ] as const)('says what is wrong: %s', async (problem, words) => {
    show({ address: none, chosen: { status: 'problem', problem } });
    const input = await field();
    await userEvent.type(input, 'hub{Enter}');
    expect(await screen.findByText(words)).toBeTruthy();
    expect(document.activeElement).toBe(input);
    expect(input.value).toBe('hub');
  });

  it('says that an address is missing without asking', async () => {
    const { asked } = show({ address: none });
    await userEvent.type(await field(), ' {Enter}');
    expect(await screen.findByText('Enter the address of the hub.')).toBeTruthy();
    expect(asked).toEqual([]);
  });

  it('lets nobody choose where the company’s own address is wrong, and shows why', async () => {
    show({ address: { url: null, source: 'policy', problem: '“http://hub” would send data unencrypted' } });
    expect(await screen.findByRole('alert')).toBeTruthy();
    expect(screen.getByText(/would send data unencrypted/)).toBeTruthy();
    expect(screen.queryByLabelText('Address of the hub')).toBeNull();
  });

  it('is passed over where a hub is known; who chose it may choose another', async () => {
    show({ address: { url: 'https://hub.example.jp', source: 'settings', problem: null }, chosen: 'refused' });
    expect(await screen.findByText('Hub: hub.example.jp')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Another hub' }));
    await userEvent.type(await field(), 'other.example.jp{Enter}');
    expect(await screen.findByText('The hub was not changed.')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Back to signing in' }));
    expect(await screen.findByLabelText('Password')).toBeTruthy();
  });

  it('offers no other hub where the company names it', async () => {
    show({ address: { url: 'https://hub.example.jp', source: 'policy', problem: null } });
    await waitFor(() => expect(screen.getByText('Hub: hub.example.jp')).toBeTruthy());
    expect(screen.queryByRole('button', { name: 'Another hub' })).toBeNull();
  });

  it('has nothing that axe finds', async () => {
    const { container } = show({ address: none, found: [{ url: 'https://desk.example.jp', by: 'network' }] });
    await screen.findByRole('button', { name: /desk/ });
    expect(await axeFindings(container)).toEqual([]);
  });
});
