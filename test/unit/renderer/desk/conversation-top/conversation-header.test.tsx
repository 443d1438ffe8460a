import { cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { closeDialog, useOpenDialog } from '#renderer/desk/app/open-dialog.ts';
import { ConversationHeader } from '#renderer/desk/features/conversation-top/index.ts';
import { CATEGORIES, CONVERSATION, fakeDesk, IDS, refused } from '#renderer/desk/stories/fake-desk.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import type { Customer } from '#shared/domain/customer.ts';
import { show } from './show.tsx';

const CUSTOMER: Customer = {
  id: IDS.customer,
  name: '佐藤 美咲',
  kana: 'さとう みさき',
  romaji: 'Sato Misaki',
  since: '2021-04-01T00:00:00.000Z',
  rank: 'Gold',
  care: [],
  lastSeq: 6,
};

function Opened() {
  const open = useOpenDialog();
  return <output>{open === null ? 'none' : open.name}</output>;
}

function showHeader(change: Partial<Conversation> = {}, parts: Parameters<typeof fakeDesk>[0] = {}) {
  const conversation = { ...CONVERSATION, ...change };
  const desk = fakeDesk({ conversation, ...parts });
  show(
    desk,
    <>
      <ConversationHeader conversation={conversation} customer={CUSTOMER} />
      <Opened />
    </>,
  );
  return desk;
}

const fence = { conversationId: IDS.conversation, epoch: 3 };
const button = (name: string | RegExp) => screen.getByRole('button', { name });

describe('ConversationHeader', () => {
  beforeEach(() => {
    vi.stubGlobal('matchMedia', () => ({ matches: true, addEventListener: vi.fn(), removeEventListener: vi.fn() }));
  });
  afterEach(() => {
    closeDialog();
    cleanup();
    vi.unstubAllGlobals();
  });

  it('says who it is, since when, under which number, category and rank', async () => {
    showHeader({ categoryId: CATEGORIES[1]?.id });
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('佐藤 美咲');
    expect(screen.getByText('さとう みさき · Sato Misaki · customer since 2021')).toBeTruthy();
    expect(button('Copy the number 48213').textContent).toBe('#48213');
    expect(await screen.findByText('Defect › Leak')).toBeTruthy();
    expect(screen.getByText('Gold')).toBeTruthy();
  });

  it('marks the channel in use and says how many there were', () => {
    const [chat] = CONVERSATION.sessions;
    if (chat === undefined) throw new Error('no session');
    const phone = { ...chat, id: IDS.other, channel: 'phone', state: 'ended' } as const;
    const at = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();
    showHeader({ sessions: [{ ...phone, startedAt: at(18.5), endedAt: at(7) }, chat] });
    const channels = within(screen.getByRole('list')).getAllByRole('listitem');
    expect(channels.map((one) => [one.textContent, one.getAttribute('aria-current')])).toEqual([
      ['Phone', null],
      ['Chat', 'true'],
    ]);
    expect(screen.getByText('2 channels in 18 min')).toBeTruthy();
  });

  it('opens the dialogs for its owner', async () => {
    showHeader();
    await userEvent.click(button('Resolve'));
    expect(screen.getByText('resolve')).toBeTruthy();
    await userEvent.click(button('Hand off…'));
    expect(screen.getByText('hand-off')).toBeTruthy();
  });

  it('sets what it waits for and until when, with the owner’s epoch', async () => {
    const { sent } = showHeader();
    await userEvent.click(button('Status'));
    await userEvent.click(button('warehouse'));
    await userEvent.click(button('No time'));
    expect(sent).toEqual([
      { name: 'conversation:set-status', input: { ...fence, status: 'waiting', waitingOn: 'warehouse' } },
    ]);
  });

  it('snoozes until a time', async () => {
    const { sent } = showHeader();
    await userEvent.click(button('Status'));
    await userEvent.click(within(screen.getByRole('group', { name: 'Snooze until' })).getByText('In 1 h'));
    expect(sent).toMatchObject([{ name: 'conversation:set-status', input: { ...fence, status: 'snoozed' } }]);
  });

  it('gives it back to the queue', async () => {
    const { sent } = showHeader();
    await userEvent.click(button('More'));
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Back to the queue' }));
    expect(sent).toEqual([{ name: 'conversation:release', input: fence }]);
  });

  it('lets one take it from the queue, and says when somebody was first', async () => {
    const taken = refused('already_claimed', '木村 was first. The conversation is theirs.');
    const { sent } = showHeader({ owner: CONVERSATION.team }, { send: () => taken });
    await userEvent.click(button(/Take/));
    expect(sent).toEqual([{ name: 'conversation:claim', input: fence }]);
    expect((await screen.findAllByText('木村 was first. The conversation is theirs.')).length).toBeGreaterThan(0);
    expect(screen.queryByRole('button', { name: 'Resolve' })).toBeNull();
  });

  it('reopens what is resolved', async () => {
    const { sent } = showHeader({ status: 'resolved' });
    expect(screen.getByText('Resolved')).toBeTruthy();
    await userEvent.click(button('Reopen'));
    expect(sent).toEqual([{ name: 'conversation:reopen', input: fence }]);
  });

  it('says whose it is, and offers nothing that only its owner may do', () => {
    showHeader({ owner: { type: 'agent', id: IDS.kimura, name: '木村 拓' }, status: 'waiting', waitingOn: 'carrier' });
    expect(screen.getByText('With 木村')).toBeTruthy();
    expect(screen.getByText('Checking with carrier')).toBeTruthy();
    expect(screen.getAllByRole('button')).toHaveLength(1);
  });

  it('says which colleague writes', () => {
    const signal = { customerId: IDS.customer, conversationId: IDS.conversation, by: 'agent', name: '木村' } as const;
    showHeader(
      {},
      { typing: [{ signal: { ...signal, agentId: IDS.kimura, mode: 'note', active: true, forMs: 1e9 }, until: 1e15 }] },
    );
    expect(screen.getByText('木村 is writing a note')).toBeTruthy();
  });
});
