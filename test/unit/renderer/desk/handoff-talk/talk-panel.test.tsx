import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { DeskClient } from '#renderer/data/client/desk-client-types.ts';
import { TalkPanel } from '#renderer/desk/features/handoff-talk/index.ts';
import {
  BRIEF,
  CONVERSATION,
  type FakeSend,
  fakeDesk,
  IDS,
  itemSaid,
  refused,
} from '#renderer/desk/stories/fake-desk.ts';
import { emptyThread } from '#renderer/state/thread-state.ts';
import { installShortcuts, registerShortcut } from '#renderer/ui/shortcuts.ts';
import type { Handoff } from '#shared/domain/handoff.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';
import { axeFindings, endCompositionByEnter, fillJsdom, renderPart } from '#test/support/render-part.tsx';

const HANDOFF_ID = '0199c000-0000-7000-8000-000000000001';
const ME = { type: 'agent', id: IDS.me, name: '青山' } as const;
const KIMURA = { type: 'agent', id: IDS.kimura, name: '木村' } as const;

const talking = (rest: Partial<Handoff> = {}): Handoff => ({
  id: HANDOFF_ID,
  conversationId: IDS.conversation,
  conversationNumber: 48213,
  customerId: IDS.customer,
  customerName: '佐藤 美咲',
  from: ME,
  to: KIMURA,
  acceptedBy: KIMURA,
  channelFrom: 'chat',
  channelTo: 'chat',
  state: 'accepted',
  stage: 'talking',
  kind: 'warm',
  brief: BRIEF.brief,
  snapshot: {},
  offeredAt: '2025-11-17T04:45:00.000Z',
  expiresAt: '2025-11-17T05:15:00.000Z',
  bounces: 0,
  ...rest,
});

const said = (seq: number, text: string, author: typeof ME | typeof KIMURA, handoffId = HANDOFF_ID): TimelineItem =>
  itemSaid(seq, '', {
    kind: 'note',
    data: { text, handoffId },
    visibility: 'private',
    direction: 'none',
    author,
  } as Partial<TimelineItem>);

function show(handoff: Handoff | null, parts: { items?: TimelineItem[]; send?: FakeSend } = {}) {
  let items = parts.items ?? [];
  const desk = fakeDesk({
    ...(parts.send && { send: parts.send }),
    ask: (name) => (name === 'timeline.page' ? { items, older: false, newer: false } : undefined),
  });
  if (handoff !== null) desk.entities.setState({ handoffs: new Map([[handoff.id, handoff]]) });
  const view = createStore(() => ({ thread: emptyThread(IDS.customer) }));
  const client = { ...desk.client, openThread: () => ({ view, close: () => undefined }) } as unknown as DeskClient;
  const { container } = renderPart(client, <TalkPanel conversation={CONVERSATION} />);
  return {
    ...desk,
    container,
    comes(item: TimelineItem) {
      items = [...items, item];
      act(() => view.setState({ thread: emptyThread(IDS.customer) }));
    },
  };
}

const field = () => screen.getByRole('textbox', { name: 'To 木村, in private' });

describe('[HO5] the private talk of a warm handoff', () => {
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

  it('is there for the two who talk, marked as hidden from the customer, with what was said in it alone', async () => {
    const { container } = show(talking(), {
      items: [said(7, '返品の例外です。', ME), said(8, '別の相談', ME, IDS.other), said(9, '承知しました。', KIMURA)],
    });
    expect(await screen.findByText('返品の例外です。')).toBeTruthy();
    expect(screen.getByText('承知しました。')).toBeTruthy();
    expect(screen.queryByText('別の相談')).toBeNull();
    expect(screen.getByText('Only you two and leads read this, never the customer.')).toBeTruthy();
    expect(await axeFindings(container)).toEqual([]);
  });

  it('is nobody else’s, and over with the talk', () => {
    show(talking({ from: { ...ME, id: IDS.mei } }));
    expect(screen.queryByRole('complementary')).toBeNull();
    cleanup();
    show(talking({ stage: 'crossing' }));
    expect(screen.queryByRole('complementary')).toBeNull();
  });

  it('shows live what the other says', async () => {
    const { comes } = show(talking());
    comes(said(7, '写真はありますか。', KIMURA));
    expect(await screen.findByText('写真はありますか。')).toBeTruthy();
  });

  it('[DK3] is said by Enter, but not by the Enter that ends a conversion', async () => {
    const { sent } = show(talking());
    await userEvent.type(field(), '承認済み');
    fireEvent.compositionStart(field());
    endCompositionByEnter(field());
    expect(sent).toEqual([]);
    await new Promise((resolve) => setTimeout(resolve, 60));
    await userEvent.type(field(), '{Enter}');
    expect(sent).toEqual([{ name: 'handoff:talk', input: { handoffId: HANDOFF_ID, text: '承認済み' } }]);
    await waitFor(() => expect(field()).toHaveProperty('value', ''));
  });

  it('[TL5] its chord never sends what stands in the reply to the customer', async () => {
    const { sent } = show(talking());
    const reply = vi.fn();
    const over = registerShortcut({ id: 'send', scope: 'page', run: reply });
    await userEvent.type(field(), '社外秘');
    fireEvent.keyDown(field(), { key: 'Enter', ctrlKey: true });
    over();
    expect(reply).not.toHaveBeenCalled();
    await waitFor(() => expect(sent.map(({ name }) => name)).toEqual(['handoff:talk']));
  });

  it('keeps what was typed when it could not be said', async () => {
    show(talking(), { send: () => refused('handoff_decided', 'It is over.') });
    await userEvent.type(field(), '急ぎです{Enter}');
    expect(await screen.findByText('It is over.')).toBeTruthy();
    expect(field()).toHaveProperty('value', '急ぎです');
  });
});
