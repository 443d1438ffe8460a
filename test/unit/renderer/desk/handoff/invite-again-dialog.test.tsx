import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { InviteAgainDialog } from '#renderer/desk/features/handoff/index.ts';
import { BRIEF, CONVERSATION, type FakeSend, fakeDesk, IDS, refused } from '#renderer/desk/stories/fake-desk.ts';
import { installShortcuts } from '#renderer/ui/shortcuts.ts';
import type { Handoff } from '#shared/domain/handoff.ts';
import { axeFindings, fillJsdom, renderPart } from '#test/support/render-part.tsx';

const ME = { type: 'agent', id: IDS.me, name: '青山' } as const;

const crossing: Handoff = {
  id: '0199c000-0000-7000-8000-000000000001',
  conversationId: IDS.conversation,
  conversationNumber: 48213,
  customerId: IDS.customer,
  customerName: '佐藤 美咲',
  from: ME,
  to: ME,
  acceptedBy: ME,
  channelFrom: 'chat',
  channelTo: 'phone',
  crossing: { channel: 'phone', way: 'callback' },
  state: 'accepted',
  stage: 'crossing',
  kind: 'cold',
  brief: BRIEF.brief,
  snapshot: {},
  offeredAt: '2025-11-17T04:45:00.000Z',
  expiresAt: '2025-11-17T04:46:00.000Z',
  bounces: 0,
};

function show(send?: FakeSend) {
  const desk = fakeDesk(send && { send });
  desk.entities.setState({ handoffs: new Map([[crossing.id, crossing]]) });
  const onClose = vi.fn();
  renderPart(desk.client, <InviteAgainDialog conversationId={CONVERSATION.id} onClose={onClose} />);
  return { ...desk, onClose };
}

describe('[HO4] asking a customer over once more', () => {
  let stop: () => void;
  beforeEach(() => {
    fillJsdom();
    stop = installShortcuts(window);
  });
  afterEach(() => {
    stop();
    cleanup();
    vi.unstubAllGlobals();
  });

  it('begins with the channel they are on the way to, and leaves out staying', async () => {
    const { sent, onClose } = show();
    const phone = await screen.findByRole('radio', { name: /Phone/ });
    expect(phone).toHaveProperty('checked', true);
    expect(screen.queryByRole('radio', { name: /Chat/ })).toBeNull();
    expect(await axeFindings(screen.getByRole('dialog'))).toEqual([]);
    await userEvent.click(screen.getByRole('radio', { name: /Email/ }));
    fireEvent.keyDown(screen.getByRole('radio', { name: /Email/ }), { key: 'Enter', ctrlKey: true });
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(sent).toMatchObject([
      { name: 'handoff:invite-again', input: { handoffId: crossing.id, crossing: { channel: 'email', way: 'mail' } } },
    ]);
  });

  it('says a refusal and stays', async () => {
    const { onClose } = show(() => refused('no_way_across', 'This way does not reach them.'));
    await screen.findByRole('radio', { name: /Phone/ });
    await userEvent.click(screen.getByRole('button', { name: /Send/ }));
    expect(await screen.findByText('This way does not reach them.')).toBeTruthy();
    expect(onClose).not.toHaveBeenCalled();
  });

  it('is gone as soon as they have come', async () => {
    const { entities, onClose } = show();
    await screen.findByRole('radio', { name: /Phone/ });
    act(() => entities.setState({ handoffs: new Map([[crossing.id, { ...crossing, state: 'completed' }]]) }));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(onClose).toHaveBeenCalled();
  });
});
