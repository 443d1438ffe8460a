import { cleanup, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { DeskClient } from '#renderer/data/client/desk-client-types.ts';
import type { CameBack } from '#renderer/data/sign-on.ts';
import { SignInForm } from '#renderer/desk/features/sign-in/index.ts';
import type { Answer } from '#shared/wire/ack.ts';
import type { SignOnOffer } from '#shared/wire/sign-on.ts';
import { axeFindings, fillJsdom, renderPart } from '#test/support/render-part.tsx';

const OFFER: SignOnOffer = { enabled: true, labelJa: '青葉で', labelEn: 'Sign in with Aoba', passwords: true };

type Given = {
  offer?: Partial<SignOnOffer> | Promise<SignOnOffer>;
  reason?: 'none' | 'refused';
  signOn?: () => Promise<Answer<void> | null>;
  cameBack?: CameBack | null;
};

function show(
  { offer = {}, signOn = async () => null, cameBack = null, reason = 'none' }: Given = {},
  locale: 'ja' | 'en' = 'en',
) {
  const view = createStore(() => ({ status: 'signed_out', agent: null, reason: 'none' }));
  const begin = vi.fn(signOn);
  const cancelSignOn = vi.fn();
  const session = {
    ...{ view, signIn: vi.fn(), signOut: vi.fn(), signOn: begin, cancelSignOn },
    signOnOffer: async () => ({ ...OFFER, ...(await offer) }),
    takeCameBack: () => cameBack,
  };
  const part = renderPart({ session } as unknown as DeskClient, <SignInForm reason={reason} />, locale);
  return { ...part, begin, cancelSignOn };
}

describe('the company’s button', () => {
  beforeEach(() => fillJsdom());
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
  });

  it('says the company’s words in the language on screen, or ours', async () => {
    show({}, 'ja');
    await screen.findByRole('button', { name: '青葉で' });
    cleanup();
    show({ offer: { labelEn: '' } });
    await screen.findByRole('button', { name: 'Sign in with your company account' });
  });

  it('is not there where sign-on is off, and login and password are', async () => {
    show({ offer: { enabled: false } });
    await screen.findByLabelText('Password');
    expect(screen.queryByRole('button', { name: 'Sign in with Aoba' })).toBeNull();
  });

  it('waits while the person is in the browser, and lets them stop', async () => {
    let answer: (given: Answer<void>) => void = () => undefined;
    const waiting = new Promise<Answer<void>>((resolve) => {
      answer = resolve;
    });
    const { begin, cancelSignOn, container } = show({ signOn: () => waiting });
    await userEvent.click(await screen.findByRole('button', { name: 'Sign in with Aoba' }));
    expect(begin).toHaveBeenCalledOnce();
    expect(screen.getByRole('status').textContent).toContain('Go on in your browser');
    expect(await axeFindings(container)).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(cancelSignOn).toHaveBeenCalledOnce();
    answer({ ok: false, error: { code: 'sign_on_denied', message: 'denied', retryable: false } });
    await vi.waitFor(() => expect(screen.queryByText(/Go on in your browser/)).toBeNull(), 10_000);
    // They know that they stopped it themselves.
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('says why it did not work', async () => {
    const error = { code: 'sign_on_unknown', message: 'hub: not linked', retryable: false } as const;
    show({ signOn: async () => ({ ok: false, error }) });
    await userEvent.click(await screen.findByRole('button', { name: 'Sign in with Aoba' }));
    expect((await screen.findByRole('alert')).textContent).toBe('hub: not linked');
  });

  it('says what a browser’s page came back with', async () => {
    show({ cameBack: { kind: 'refused', code: 'sign_on_expired' } });
    expect((await screen.findByRole('alert')).textContent).toContain('took too long');
  });

  it('tells a browser’s page of which there were too many to wait, and never shorter than the hub counts', async () => {
    show({ cameBack: { kind: 'refused', code: 'rate_limited' } });
    expect((await screen.findByRole('alert')).textContent).toMatch(/\b(1 min|60 s)/);
  });

  it('is not put in the place of a form that somebody already types into', async () => {
    let say: (offer: SignOnOffer) => void = () => undefined;
    show({ offer: new Promise<SignOnOffer>((resolve) => (say = resolve)) });
    expect(screen.queryByRole('textbox')).toBeNull();
    say({ ...OFFER, passwords: false });
    await screen.findByRole('button', { name: 'Sign in with Aoba' });
    expect(screen.queryByRole('textbox')).toBeNull();
  });

  it('leaves a form to type into where the hub says nothing', async () => {
    show({ offer: new Promise<SignOnOffer>(() => undefined) });
    await screen.findByLabelText('Password');
  });

  it('says why somebody has to sign in again, also where it is all there is', async () => {
    show({ offer: { passwords: false }, reason: 'refused' });
    await screen.findByRole('button', { name: 'Sign in with Aoba' });
    expect(screen.getByRole('status').textContent).toContain('You were signed out');
  });

  it('is all there is where passwords are off, but for the administrator’s way in', async () => {
    show({ offer: { passwords: false } });
    const emergency = await screen.findByRole('button', { name: /for emergencies/ });
    expect(screen.queryByLabelText('Password')).toBeNull();
    await userEvent.click(emergency);
    await screen.findByLabelText('Password');
  });
});
