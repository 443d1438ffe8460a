// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { amountOf } from '#renderer/desk/features/escalations/ask-drafts.ts';
import { AskLeadDialog } from '#renderer/desk/features/escalations/index.ts';
import { escalation } from '#renderer/desk/stories/escalations-entries.ts';
import { CONVERSATION, type FakeSend, fakeDesk, IDS, refused } from '#renderer/desk/stories/fake-desk.ts';
import type { Escalation } from '#shared/domain/escalation.ts';
import { axeFindings, endCompositionByEnter, fillJsdom, renderPart } from '#test/support/render-part.tsx';

beforeAll(fillJsdom);
afterEach(cleanup);

type Parts = { readonly open?: readonly Escalation[]; readonly refuse?: string; readonly send?: FakeSend };

function show({ open = [], refuse, send }: Parts = {}) {
  const desk = fakeDesk({
    ask: (name) => (name === 'escalation.of' ? { escalations: open } : undefined),
    send:
      send ??
      (() => (refuse === undefined ? { ok: true, data: { escalation: escalation(1) } } : refused('not_owner', refuse))),
  });
  const onClose = vi.fn();
  renderPart(desk.client, <AskLeadDialog conversationId={IDS.conversation} onClose={onClose} />);
  return { desk, onClose };
}

const question = () => screen.findByRole('textbox', { name: 'Your question' });
const askButton = () => screen.getByRole('button', { name: 'Ask' });

describe('[ES1] asking a lead', () => {
  it('sends the question with what is wanted, the sum and the epoch it was asked on; the chord sends, too', async () => {
    const { desk, onClose } = show();
    fireEvent.change(await question(), { target: { value: ' May I refund now? ' } });
    fireEvent.change(screen.getByRole('textbox', { name: 'Amount' }), { target: { value: '¥12,800' } });
    fireEvent.click(screen.getByRole('button', { name: 'Advice' }));
    expect(await axeFindings(screen.getByRole('dialog'))).toEqual([]);
    fireEvent.keyDown(await question(), { key: 'Enter', ctrlKey: true });
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(desk.sent).toEqual([
      {
        name: 'escalation:raise',
        input: {
          conversationId: IDS.conversation,
          epoch: CONVERSATION.epoch,
          question: 'May I refund now?',
          asked: 'advice',
          amount: { amount: 12_800, currency: 'JPY' },
        },
      },
    ]);
  });

  it('[CV4] keeps what was typed when it is closed, says so, and clears it on request; what was sent is gone', async () => {
    show();
    fireEvent.change(await question(), { target: { value: 'Half a sent' } });
    cleanup();
    const { desk, onClose } = show();
    expect(await question()).toHaveProperty('value', 'Half a sent');
    expect(screen.getByText('What you wrote is kept.')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Clear' }));
    expect(await question()).toHaveProperty('value', '');
    fireEvent.change(await question(), { target: { value: 'A whole one?' } });
    fireEvent.click(askButton());
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(desk.sent).toHaveLength(1);
    cleanup();
    show();
    expect(await question()).toHaveProperty('value', '');
  });

  it('closed while the question is on its way, closes nothing later, and keeps what is written since', async () => {
    let answer = (): void => undefined;
    const { onClose } = show({
      send: () =>
        new Promise((done) => {
          answer = () => done({ ok: true, data: { escalation: escalation(1) } });
        }),
    });
    fireEvent.change(await question(), { target: { value: 'Sent?' } });
    fireEvent.click(askButton());
    cleanup();
    show();
    fireEvent.change(await question(), { target: { value: 'Sent? And another.' } });
    await act(async () => answer());
    expect(onClose).not.toHaveBeenCalled();
    expect(await question()).toHaveProperty('value', 'Sent? And another.');
    fireEvent.change(await question(), { target: { value: '' } });
  });

  it('[DK3] does nothing on the Enter that ends a composition', async () => {
    const { desk } = show();
    const field = await question();
    fireEvent.change(field, { target: { value: '返金してよいですか' } });
    fireEvent.compositionStart(field);
    fireEvent.keyDown(field, { key: 'Enter', ctrlKey: true, isComposing: true });
    endCompositionByEnter(field);
    expect(desk.sent).toEqual([]);
    fireEvent.change(field, { target: { value: '' } });
  });

  it('says why it was refused and keeps the words', async () => {
    const { onClose } = show({ refuse: 'Kimura has it now.' });
    fireEvent.change(await question(), { target: { value: 'Still here?' } });
    fireEvent.click(askButton());
    expect((await screen.findByRole('alert')).textContent).toBe('Kimura has it now.');
    expect(onClose).not.toHaveBeenCalled();
    expect(await question()).toHaveProperty('value', 'Still here?');
    fireEvent.change(await question(), { target: { value: '' } });
  });

  it('asks no second question while one waits for its decision', async () => {
    const { desk } = show({ open: [escalation(1)] });
    fireEvent.change(await question(), { target: { value: 'Once more?' } });
    expect(await screen.findByText(/A question of yours waits already/)).toBeTruthy();
    expect(askButton()).toHaveProperty('disabled', true);
    fireEvent.keyDown(await question(), { key: 'Enter', ctrlKey: true });
    expect(desk.sent).toEqual([]);
  });
});

describe('a sum as it is typed', () => {
  it.each([
    ['', null],
    ['12800', 12_800],
    ['１２，８００円', 12_800],
    ['¥1,280', 1280],
    ['12.50', 12.5],
  ])('%s is %s', (text, amount) => {
    expect(amountOf(text)).toBe(amount);
  });

  it.each(['abc', '-5', '0', '1.234', '12e3'])('%s is none', (text) => {
    expect(amountOf(text)).toBeNaN();
  });
});
