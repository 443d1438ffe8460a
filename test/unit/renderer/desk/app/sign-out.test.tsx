import { cleanup, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useSignOut } from '#renderer/desk/app/dialogs/sign-out-dialog.tsx';
import { type FakeDesk, fakeDesk, IDS } from '#renderer/desk/stories/fake-desk.ts';
import { renderPart } from '#test/support/render-part.tsx';

const WAITS = {
  id: '0199a000-0000-7000-8000-000000000702',
  name: 'message:send' as const,
  conversationId: IDS.conversation,
  customerId: IDS.customer,
  input: { text: '本日お送りします' },
  at: new Date().toISOString(),
};

function Leave({ signOut }: { readonly signOut: () => Promise<void> }) {
  const { ask, dialog } = useSignOut(signOut);
  return (
    <>
      <button type="button" onClick={ask}>
        leave
      </button>
      {dialog}
    </>
  );
}

async function leave(desk: FakeDesk) {
  const signOut = vi.fn(async () => undefined);
  renderPart(desk.client, <Leave signOut={signOut} />);
  await userEvent.click(screen.getByRole('button', { name: 'leave' }));
  return signOut;
}

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() }));
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe('[SY5] signing out', () => {
  it('lets go at once where nothing waits', async () => {
    const signOut = await leave(fakeDesk());
    await waitFor(() => expect(signOut).toHaveBeenCalledOnce());
  });

  it('lets what was just sent leave first, and asks about what stays', async () => {
    const desk = fakeDesk({
      outbox: new Map([[IDS.conversation, { conversationId: IDS.conversation, commands: [WAITS], stopped: null }]]),
    });
    const signOut = await leave(desk);
    expect(await screen.findByText('Sign out with messages unsent?')).toBeTruthy();
    expect(desk.decided).toEqual([{ act: 'leave', conversationId: IDS.conversation }]);
    expect(signOut).not.toHaveBeenCalled();
  });
});
