import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Composer } from '#renderer/desk/features/composer/index.ts';
import { fakeDesk, IDS } from '#renderer/desk/stories/fake-desk.ts';
import { WORDING, wordingRule } from '#renderer/desk/stories/replies-entries.ts';
import { axeFindings, fillJsdom, renderPart } from '#test/support/render-part.tsx';

const REPLY = {
  id: '0198c0de-0000-7000-8000-0000000000f1',
  shortcut: 'go',
  title: 'Going',
  body: 'for everywhere, {number}',
  chat: 'short, {number}',
  locale: 'ja',
} as const;

function shown(parts: Parameters<typeof fakeDesk>[0] = {}) {
  const desk = fakeDesk({ wording: WORDING, ...parts });
  const view = renderPart(desk.client, <Composer conversationId={IDS.conversation} />);
  const sentOf = (name: string) => desk.sent.filter((one) => one.name === name).map(({ input }) => input);
  return { ...view, sentOf };
}
const field = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: /Reply in chat|Note/ });
const write = async (words: string) => {
  await screen.findByRole('textbox', { name: /Reply in chat/ });
  fireEvent.change(field(), { target: { value: words } });
};
const marked = () => [...document.querySelectorAll('mark')].map((mark) => mark.textContent);
const send = () => fireEvent.keyDown(field(), { key: 'Enter', ctrlKey: true });
const putRight = () => fireEvent.keyDown(field(), { key: 'Enter', altKey: true });

describe('wording, while one writes', () => {
  beforeEach(fillJsdom);
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
  });

  it('is underlined and said in a quiet line; one chord puts it right, and the caret stays where one writes', async () => {
    const { container } = shown();
    await write('了解しました。３個ですね');
    expect(await screen.findByText('承知いたしました')).toBeTruthy();
    expect(screen.getByText('目上の方・お客様には使いません')).toBeTruthy();
    expect(marked()).toEqual(['了解しました', '３']);
    expect(await axeFindings(container)).toEqual([]);
    field().setSelectionRange(11, 11);
    putRight();
    await waitFor(() => expect(field().value).toBe('承知いたしました。３個ですね'));
    expect(field().selectionStart).toBe(13);
    await waitFor(() => expect(marked()).toEqual(['３']));
    putRight();
    await waitFor(() => expect(field().value).toBe('承知いたしました。3個ですね'));
    await waitFor(() => expect(screen.queryByRole('button', { name: /Replace/ })).toBeNull());
  });

  it('that only warns stops nothing; that blocks is shown instead of sent', async () => {
    const { sentOf } = shown();
    await write('了解です、絶対に届きます');
    await screen.findByText(/Can not be sent like this/);
    send();
    expect(sentOf('message:send')).toEqual([]);
    const chosen = () => field().value.slice(field().selectionStart, field().selectionEnd);
    expect(chosen()).toBe('絶対に');
    // A word that nothing is written in place of is chosen by the chord.
    field().setSelectionRange(0, 0);
    putRight();
    expect(chosen()).toBe('絶対に');
    await write('了解です、届きます');
    await waitFor(() => expect(screen.queryByText(/Can not be sent like this/)).toBeNull());
    send();
    await waitFor(() => expect(sentOf('message:send')).toHaveLength(1));
  });

  it('lets braces of the author’s own leave, and shows a variable instead of sending it', async () => {
    const { sentOf } = shown();
    await write('{order}の{size}です');
    send();
    expect(field().value.slice(field().selectionStart, field().selectionEnd)).toBe('{order}');
    expect(sentOf('message:send')).toEqual([]);
    await write('サイズは{size}です');
    send();
    await waitFor(() => expect(sentOf('message:send')).toMatchObject([{ text: 'サイズは{size}です' }]));
  });

  it('is minded on the channels of the rule, and in a note never', async () => {
    shown({ wording: [wordingRule(1, { channels: ['email'] })] });
    await write('了解しました');
    expect(marked()).toEqual([]);
    cleanup();
    shown();
    await write('x');
    fireEvent.keyDown(field(), { key: 'm', ctrlKey: true, shiftKey: true });
    fireEvent.change(field(), { target: { value: '絶対に了解しました' } });
    await Promise.resolve();
    expect(marked()).toEqual([]);
    expect(screen.queryByText(/Can not be sent/)).toBeNull();
  });

  it('takes the words of a saved reply for a chat, filled with the number, and counts the use', async () => {
    const usual = await fakeDesk().client.ask('me', {});
    const { sentOf } = shown({ ask: (name) => (name === 'me' ? { ...usual, savedReplies: [REPLY] } : undefined) });
    await screen.findByRole('textbox', { name: /Reply in chat/ });
    await userEvent.type(field(), '/go');
    await screen.findByRole('option', { name: /Going/ });
    await userEvent.keyboard('{Enter}');
    expect(field().value).toMatch(/^short, \d+$/);
    expect(sentOf('reply:use')).toEqual([{ replyId: REPLY.id, conversationId: IDS.conversation }]);
  });
});
