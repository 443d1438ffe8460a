import { cleanup, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CustomerNote } from '#renderer/desk/features/composer/index.ts';
import { CONVERSATION, fakeDesk, IDS, refused } from '#renderer/desk/stories/fake-desk.ts';
import { axeFindings, fillJsdom, renderPart } from '#test/support/render-part.tsx';

const RESOLVED = { ...CONVERSATION, status: 'resolved' } as const;
const field = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Note' });

describe('note on a customer without an open conversation', () => {
  beforeEach(fillJsdom);
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
  });

  it('[TL5] writes a note of the customer and has no way to reply', async () => {
    const user = userEvent.setup();
    const { client, sent } = fakeDesk({ conversation: RESOLVED });
    const { container } = renderPart(client, <CustomerNote customerId={IDS.customer} />);
    expect(await screen.findByText('No open conversation. You can write a note.')).toBeTruthy();
    await user.type(field(), 'called back{Control>}{Enter}{/Control}');
    await waitFor(() => expect(field().value).toBe(''));
    expect(sent).toEqual([{ name: 'note:add', input: { customerId: IDS.customer, text: 'called back' } }]);
    expect(screen.getAllByRole('button').map((button) => button.textContent)).toEqual(['Save noteCtrl ↵']);
    expect(await axeFindings(container)).toEqual([]);
  });

  it('[CV4] keeps what was written when the hub refuses, and when one looks elsewhere', async () => {
    const user = userEvent.setup();
    const { client } = fakeDesk({ conversation: RESOLVED, send: () => refused('forbidden', 'You may not do this.') });
    const { unmount } = renderPart(client, <CustomerNote customerId={IDS.customer} />);
    await user.type(field(), 'keep me');
    await user.click(screen.getByRole('button', { name: /Save note/ }));
    expect((await screen.findByRole('alert')).textContent).toBe('You may not do this.');
    expect(field().value).toBe('keep me');
    unmount();
    renderPart(client, <CustomerNote customerId={IDS.customer} />);
    expect(field().value).toBe('keep me');
  });
});
