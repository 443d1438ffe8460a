import { cleanup, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HubError } from '#renderer/data/sync/hub-error.ts';
import { ConversationColumn } from '#renderer/desk/conversation-column.tsx';
import { fakeDesk, IDS } from '#renderer/desk/stories/fake-desk.ts';
import { show } from './show.tsx';

describe('ConversationColumn', () => {
  beforeEach(() => {
    vi.stubGlobal('matchMedia', () => ({ matches: true, addEventListener: vi.fn(), removeEventListener: vi.fn() }));
  });
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
  });

  it('says that a conversation could not be loaded, and asks again when told to', async () => {
    const ask = vi.fn((name: string) => {
      if (name === 'conversation.get')
        throw new HubError({ code: 'forbidden', message: 'Not yours.', retryable: false });
    });
    show(fakeDesk({ ask }), <ConversationColumn conversationId={IDS.emailTeam} />);
    expect(await screen.findByText('The conversation could not be loaded')).toBeTruthy();
    expect(screen.getByText('Not yours.')).toBeTruthy();
    const before = ask.mock.calls.length;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(ask.mock.calls.length).toBeGreaterThan(before);
  });
});
