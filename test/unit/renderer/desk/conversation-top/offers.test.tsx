import { act, cleanup, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useShowItem } from '#renderer/desk/app/show-item.ts';
import { keepDecidedOffer, putAwayDecidedOffer } from '#renderer/desk/features/conversation-top/decided-offers.ts';
import { BriefPanel, OfferBanner } from '#renderer/desk/features/conversation-top/index.ts';
import { BRIEF, CONVERSATION, fakeDesk, IDS, itemSaid } from '#renderer/desk/stories/fake-desk.ts';
import type { Handoff } from '#shared/domain/handoff.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';
import { show } from './show.tsx';

const ME = { type: 'agent', id: IDS.me, name: '青山' } as const;
const KIMURA = { type: 'agent', id: IDS.kimura, name: '木村' } as const;

const offer = (rest: Partial<Handoff> = {}): Handoff => ({
  id: '0199a000-0000-7000-8000-000000000900',
  conversationId: IDS.conversation,
  conversationNumber: 48213,
  customerId: IDS.customer,
  customerName: '佐藤 美咲',
  from: ME,
  to: KIMURA,
  channelFrom: 'chat',
  channelTo: 'chat',
  state: 'offered',
  brief: BRIEF.brief,
  snapshot: BRIEF.snapshot,
  offeredAt: new Date(Date.now() - 22_000).toISOString(),
  expiresAt: new Date(Date.now() + 37_900).toISOString(),
  bounces: 0,
  ...rest,
});

function showBanner(handoff: Handoff | null) {
  const desk = fakeDesk();
  if (handoff !== null) desk.entities.setState({ handoffs: new Map([[handoff.id, handoff]]) });
  show(desk, <OfferBanner conversation={CONVERSATION} customerName="佐藤 美咲" />);
  return desk;
}

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: true, addEventListener: vi.fn(), removeEventListener: vi.fn() }));
});
afterEach(() => {
  putAwayDecidedOffer(IDS.conversation);
  cleanup();
  vi.unstubAllGlobals();
});

describe('OfferBanner', () => {
  it('tells the sender whom it waits for and how long, and takes the offer back', async () => {
    const { sent } = showBanner(offer());
    expect(screen.getByText('Waiting for 木村 拓')).toBeTruthy();
    expect(screen.getByText('37 s left')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Withdraw' }));
    expect(sent).toEqual([{ name: 'handoff:withdraw', input: { handoffId: offer().id } }]);
  });

  it('tells others that somebody was offered it', () => {
    showBanner(offer({ from: { ...KIMURA, id: IDS.mei, name: 'Mei' } }));
    expect(screen.getByText('木村 拓 was offered this')).toBeTruthy();
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('[HO2] says who declined and why, and offers it to the team with the same brief', async () => {
    const { sent } = showBanner(null);
    act(() => keepDecidedOffer(offer({ state: 'declined', reason: 'on_call: あと5分' })));
    expect(screen.getByText('木村: “On a call – あと5分”.')).toBeTruthy();
    expect(screen.getByText('佐藤 美咲 is still with you.')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Anyone in チャット' }));
    expect(sent).toEqual([
      {
        name: 'handoff:offer',
        input: {
          conversationId: IDS.conversation,
          epoch: 3,
          to: { type: 'team', id: IDS.team },
          brief: BRIEF.brief,
          snapshot: BRIEF.snapshot,
        },
      },
    ]);
  });

  it('[HO2] tells the end of an offer that the thread saw', () => {
    const { entities } = showBanner(offer());
    const gone = offer({ state: 'expired', reason: 'receiver_gone' });
    act(() => entities.setState({ handoffs: new Map([[gone.id, gone]]) }));
    expect(screen.getByText('木村 has gone away.')).toBeTruthy();
  });

  it('is put away by keeping the conversation', async () => {
    showBanner(null);
    act(() => keepDecidedOffer(offer({ state: 'expired' })));
    expect(screen.getByText('木村 did not answer in time.')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Keep' }));
    expect(screen.queryByText('木村 did not answer in time.')).toBeNull();
  });

  it('says nothing about an offer that was withdrawn', () => {
    showBanner(null);
    act(() => keepDecidedOffer(offer({ state: 'withdrawn' })));
    expect(screen.queryByRole('button')).toBeNull();
  });
});

describe('BriefPanel', () => {
  const knot = (seq: number, event: 'offered' | 'completed' | 'returned'): TimelineItem =>
    itemSaid(seq, '', {
      kind: 'handoff',
      data: {
        handoffId: offer().id,
        event,
        from: KIMURA,
        to: ME,
        channelFrom: 'phone',
        channelTo: 'chat',
        brief: BRIEF.brief,
        bounces: 0,
      },
    } as Partial<TimelineItem>);

  function showBrief(items: readonly TimelineItem[]) {
    const desk = fakeDesk({
      ask: (name) => (name === 'timeline.page' ? { items, older: false, newer: false } : undefined),
    });
    show(desk, <BriefPanel conversation={CONVERSATION} />);
    return desk;
  }

  it('is not there after a return', async () => {
    showBrief([knot(7, 'offered'), knot(8, 'completed'), knot(9, 'returned')]);
    await act(async () => undefined);
    expect(screen.queryByRole('region', { name: 'Brief from 木村' })).toBeNull();
  });

  it('[HO3] shows each line with its source and what came since, until it is ticked', async () => {
    showBrief([itemSaid(6, '前'), knot(7, 'offered'), itemSaid(8, '後'), knot(9, 'completed')]);
    expect(await screen.findByRole('region', { name: 'Brief from 木村' })).toBeTruthy();
    expect(screen.getByText('割れたタンクの写真を見てほしい')).toBeTruthy();
    expect(screen.getByText('1 new since the brief')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: /Show on the thread: 割れた/ }));
    expect(useShowItem.getState().target).toEqual({ customerId: IDS.customer, seq: 4 });
    await userEvent.click(screen.getByRole('button', { name: 'I have read it' }));
    expect(screen.queryByRole('region', { name: 'Brief from 木村' })).toBeNull();
  });
});
