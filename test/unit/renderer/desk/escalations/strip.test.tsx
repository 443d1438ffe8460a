// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { EscalationStrips } from '#renderer/desk/features/escalations/index.ts';
import { escalation, SANADA } from '#renderer/desk/stories/escalations-entries.ts';
import { CONVERSATION, fakeDesk, IDS } from '#renderer/desk/stories/fake-desk.ts';
import { registerShortcut } from '#renderer/ui/shortcuts.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import type { Escalation } from '#shared/domain/escalation.ts';
import type { Role } from '#shared/domain/people.ts';
import { axeFindings, fillJsdom, renderPart } from '#test/support/render-part.tsx';

beforeAll(fillJsdom);
afterEach(cleanup);

const answered = (
  n: number,
  kind: 'approve' | 'return' | 'take_over',
  { note, by = SANADA }: { readonly note?: string; readonly by?: typeof SANADA } = {},
): Escalation =>
  escalation(n, {
    state: ({ approve: 'approved', return: 'returned', take_over: 'taken_over' } as const)[kind],
    reviewer: by,
    decision: { by, at: '2026-04-01T00:00:00.000Z', kind, ...(note !== undefined && { note }) },
    revision: 5,
  });

type Parts = {
  readonly open: readonly Escalation[];
  readonly role?: Role;
  readonly conversation?: Conversation;
};

function show({ open, role = 'agent', conversation = CONVERSATION }: Parts) {
  const desk = fakeDesk({ ask: (name) => (name === 'escalation.of' ? { escalations: open } : undefined) });
  const me = { id: IDS.me, login: 'aoyama', name: '青山 さくら', role };
  const client = {
    ...desk.client,
    session: { ...desk.client.session, view: createStore(() => ({ status: 'signed_in', agent: me, reason: 'none' })) },
  } as typeof desk.client;
  const view = renderPart(
    client,
    <>
      <EscalationStrips conversation={conversation} />
      <textarea aria-label="Reply" />
    </>,
  );
  return { desk, client, view };
}

const strip = () => screen.findByRole('region', { name: 'Question to a lead' });

describe('[ES2] an open escalation over its thread', () => {
  it('changes by itself, asked, looked at, answered; the focus stays where somebody types', async () => {
    const { client, view } = show({ open: [escalation(1)] });
    expect((await strip()).textContent).toContain('Waiting for a lead');
    const reply = screen.getByRole('textbox', { name: 'Reply' });
    reply.focus();
    act(() => client.escalations.learn([escalation(1, { state: 'in_review', reviewer: SANADA, revision: 2 })]));
    expect(screen.getByText('真田 美緒 is looking at it')).toBeTruthy();
    act(() => client.escalations.learn([answered(1, 'approve', { note: 'Pay it today.' })]));
    expect(screen.getByText('真田 美緒 approved it')).toBeTruthy();
    expect(screen.getByText('Pay it today.')).toBeTruthy();
    expect(document.activeElement).toBe(reply);
    expect(await axeFindings(view.container)).toEqual([]);
    act(() => client.escalations.learn([{ ...answered(1, 'approve'), state: 'resolved', revision: 6 }]));
    expect(screen.queryByRole('region', { name: 'Question to a lead' })).toBeNull();
  });

  it('is taken back by whoever asked, before it is decided', async () => {
    const { desk } = show({ open: [escalation(7)] });
    await strip();
    fireEvent.click(screen.getByRole('button', { name: 'Withdraw' }));
    await waitFor(() =>
      expect(desk.sent).toEqual([{ name: 'escalation:withdraw', input: { escalationId: escalation(7).id } }]),
    );
  });

  it('goes on: the answer is folded, what waited for the lead is open again', async () => {
    const { desk } = show({
      open: [answered(2, 'return', { note: 'Ask for the order number first.' })],
      conversation: { ...CONVERSATION, status: 'waiting', waitingOn: 'lead' },
    });
    expect(await screen.findByText('Ask for the order number first.')).toBeTruthy();
    const composer = vi.fn();
    const off = registerShortcut({ id: 'focus-composer', scope: 'page', run: composer });
    fireEvent.click(screen.getByRole('button', { name: 'Go on' }));
    // At once, not when the answer is here: by then they may type elsewhere.
    expect(composer).toHaveBeenCalledOnce();
    off();
    expect(screen.queryByText('Ask for the order number first.')).toBeNull();
    await waitFor(() =>
      expect(desk.sent).toEqual([
        {
          name: 'conversation:set-status',
          input: { conversationId: IDS.conversation, epoch: CONVERSATION.epoch, status: 'open' },
        },
      ]),
    );
    fireEvent.click(screen.getByRole('button', { name: 'Show the answer' }));
    expect(screen.getByText('Ask for the order number first.')).toBeTruthy();
  });

  it('ends with a coded outcome', async () => {
    const { desk } = show({ open: [answered(3, 'approve')] });
    await strip();
    fireEvent.click(screen.getByRole('button', { name: 'Close…' }));
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Granted' }));
    await waitFor(() =>
      expect(desk.sent).toEqual([
        { name: 'escalation:resolve', input: { escalationId: escalation(3).id, outcome: 'granted' } },
      ]),
    );
  });

  it('[ES3] is given back by the lead who took over, in one act', async () => {
    const me = { type: 'agent', id: IDS.me, name: '青山 さくら' } as const;
    const { desk } = show({ open: [answered(4, 'take_over', { by: me as never })], role: 'lead' });
    await strip();
    fireEvent.click(screen.getByRole('button', { name: 'Give back' }));
    await waitFor(() =>
      expect(desk.sent).toEqual([
        { name: 'escalation:give-back', input: { escalationId: escalation(4).id, epoch: CONVERSATION.epoch } },
      ]),
    );
  });

  it('offers a lead the way to the review, and an agent no decision', async () => {
    const of = escalation(5, { raisedBy: { type: 'agent', id: IDS.kimura, name: '木村' } });
    show({ open: [of], role: 'lead' });
    await strip();
    fireEvent.click(screen.getByRole('button', { name: 'Review' }));
    expect(window.location.hash).toBe(`#/page/review/${of.id}`);
    cleanup();
    show({ open: [of] });
    await strip();
    expect(screen.queryByRole('button')).toBeNull();
  });
});
