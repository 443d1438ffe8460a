import { cleanup, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { DeskClient } from '#renderer/data/client/desk-client-types.ts';
import { SignInForm } from '#renderer/desk/features/sign-in/index.ts';
import type { WireError } from '#shared/wire/ack.ts';
import { axeFindings, fillJsdom, renderPart } from '#test/support/render-part.tsx';

const refused = (code: WireError['code'], details?: WireError['details']) =>
  vi.fn(async () => ({ ok: false as const, error: { code, message: `hub: ${code}`, retryable: false, details } }));

async function show(signIn: DeskClient['session']['signIn'], reason: 'none' | 'refused' = 'none') {
  const view = createStore(() => ({ status: 'signed_out', agent: null, reason }));
  const signOnOffer = async () => ({ enabled: false, labelJa: '', labelEn: '', passwords: true });
  const client = { session: { view, signIn, signOut: vi.fn(), signOnOffer } } as unknown as DeskClient;
  const part = renderPart(client, <SignInForm reason={reason} />);
  // It stands when the hub has said what it offers.
  await screen.findByLabelText('User name');
  return part;
}

const login = () => screen.getByLabelText<HTMLInputElement>('User name');
const password = () => screen.getByLabelText<HTMLInputElement>('Password');

describe('SignInForm', () => {
  beforeEach(() => fillJsdom());
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
  });

  it('signs in by keys alone', async () => {
    const signIn = vi.fn(async () => ({ ok: true as const, data: undefined }));
    await show(signIn);
    expect(document.activeElement).toBe(login());
    await userEvent.keyboard(' aoyama{Tab}secret{Enter}');
    expect(signIn).toHaveBeenCalledExactlyOnceWith('aoyama', 'secret');
  });

  it('says what is missing where it is missing, without asking the hub', async () => {
    const signIn = refused('wrong_credentials');
    await show(signIn);
    await userEvent.keyboard('{Enter}');
    expect(screen.getByRole('alert').textContent).toBe('Enter your user name.');
    await userEvent.keyboard('aoyama{Enter}');
    expect(screen.getByRole('alert').textContent).toBe('Enter your password.');
    expect(document.activeElement).toBe(password());
    expect(signIn).not.toHaveBeenCalled();
  });

  it('keeps the login and empties the password when they were refused', async () => {
    await show(refused('wrong_credentials'));
    await userEvent.keyboard('aoyama{Tab}wrong{Enter}');
    expect((await screen.findByRole('alert')).textContent).toContain('not right');
    expect(login().value).toBe('aoyama');
    expect(password().value).toBe('');
    await waitFor(() => expect(document.activeElement).toBe(password()));
  });

  it.each([
    ['hub_unreachable', undefined, 'The hub does not answer'],
    ['rate_limited', { seconds: 90 }, 'Wait 2 min'],
    ['unavailable', undefined, 'hub: unavailable'],
  ] as const)('says what to do when the hub answers %s', async (code, details, words) => {
    await show(refused(code, details));
    await userEvent.keyboard('aoyama{Tab}secret{Enter}');
    expect((await screen.findByRole('alert')).textContent).toContain(words);
    expect(password().value).toBe('secret');
  });

  it('says that the session was ended, shows the password when asked, and is accessible', async () => {
    const { container } = await show(refused('wrong_credentials'), 'refused');
    expect(screen.getByRole('status').textContent).toContain('You were signed out');
    await userEvent.click(screen.getByRole('button', { name: 'Show the password' }));
    expect(password().type).toBe('text');
    expect(await axeFindings(container)).toEqual([]);
  });
});
