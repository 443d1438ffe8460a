import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CustomerPanelPart } from '#renderer/desk/features/customer-panel/index.ts';
import { type FakeSend, fakeDesk, IDS, refused } from '#renderer/desk/stories/fake-desk.ts';
import type { Consent } from '#shared/domain/consent.ts';
import type { Locale } from '#shared/domain/people.ts';
import { axeFindings, fillJsdom, renderPart } from '#test/support/render-part.tsx';

const said = (channel: string, purpose: string, granted: boolean, rest: Partial<Consent> = {}): Consent => ({
  channel,
  purpose,
  granted,
  since: '2024-11-16T01:00:00.000Z',
  ...rest,
});

type Shown = { readonly consents?: readonly Consent[]; readonly send?: FakeSend; readonly locale?: Locale };

async function show({ consents = [], send, locale = 'en' }: Shown = {}) {
  const desk = fakeDesk({
    ask: (name) => (name === 'customer.reachability' ? { ways: [], consents } : undefined),
    ...(send && { send }),
  });
  renderPart(desk.client, <CustomerPanelPart conversationId={IDS.conversation} />, locale);
  const section = await screen.findByRole('region', { name: locale === 'ja' ? '同意' : 'Consent' });
  return { ...desk, section: within(section) };
}

describe('consents in the customer panel', () => {
  beforeEach(fillJsdom);
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
  });

  it('[PR2] says by channel and purpose what stands, since when, and how it is known', async () => {
    const { section } = await show({
      consents: [
        said('email', 'marketing', false, { since: '2024-11-17T01:00:00.000Z', source: 'phone' }),
        said('line', 'all', true, { source: 'keyword' }),
        said('post', 'catalogue', true, { source: 'shop' }),
        // Taken back by the word above it, which is about everything on LINE.
        said('line', 'marketing', false, { since: '2024-11-01T01:00:00.000Z' }),
      ],
    });
    await section.findAllByRole('listitem');
    expect(section.getAllByRole('listitem').map((row) => row.textContent)).toEqual([
      'Email · Advertisingwithdrawn17 Nov 2024 · said on the phone',
      'LINE · Everythinggiven16 Nov 2024 · by a stop or start word',
      'post · cataloguegiven16 Nov 2024 · shop',
    ]);
  });

  it('says that nothing was recorded', async () => {
    const { section } = await show();
    expect(await section.findByText('Nothing recorded: messages may be sent')).toBeTruthy();
  });

  it('[PR2] records one by keyboard, from the conversation that is open', async () => {
    const user = userEvent.setup();
    const { section, sent } = await show();
    section.getByRole('button', { name: 'Record a consent' }).focus();
    await user.keyboard('{Enter}');
    const dialog = within(await screen.findByRole('dialog', { name: 'Record a consent' }));
    await user.click(dialog.getByRole('button', { name: 'agrees' }));
    await user.type(dialog.getByRole('textbox', { name: /Their words/ }), 'OK, send me the news');
    await user.keyboard('{Control>}{Enter}{/Control}');
    expect(sent).toEqual([
      {
        name: 'consent:record',
        input: {
          customerId: IDS.customer,
          conversationId: IDS.conversation,
          channel: 'chat',
          purpose: 'marketing',
          granted: true,
          source: 'message',
          evidence: 'OK, send me the news',
        },
      },
    ]);
    await waitFor(() => expect(screen.queryByRole('dialog', { name: 'Record a consent' })).toBeNull());
  });

  it('keeps what was written when the hub refuses, and says why', async () => {
    const user = userEvent.setup();
    const { section } = await show({ send: () => refused('forbidden', 'You may not do this.') });
    await user.click(section.getByRole('button', { name: 'Record a consent' }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.type(dialog.getByRole('textbox', { name: /Their words/ }), 'no more');
    await user.click(dialog.getByRole('button', { name: /^Record/ }));
    expect((await dialog.findByRole('alert')).textContent).toBe('You may not do this.');
    expect(dialog.getByDisplayValue('no more')).toBeTruthy();
  });

  it.each(['ja', 'en'] as const)('has nothing that axe objects to, in %s', async (locale) => {
    const user = userEvent.setup();
    const { section } = await show({ locale, consents: [said('email', 'all', false, { source: 'phone' })] });
    await section.findByRole('listitem');
    expect(await axeFindings(document.body)).toEqual([]);
    await user.click(section.getByRole('button'));
    const dialog = await screen.findByRole('dialog');
    expect(await axeFindings(dialog)).toEqual([]);
    expect(dialog.textContent).not.toMatch(/consent:|dialog\./);
  });
});
