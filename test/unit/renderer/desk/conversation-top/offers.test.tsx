import { act, cleanup, screen, waitFor } from '@testing-library/react';
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
  kind: 'cold',
  ...rest,
});

function showBanner(handoff: Handoff | null) {
  const desk = fakeDesk();
  if (handoff !== null) desk.entities.setState({ handoffs: new Map([[handoff.id, handoff]]) });
  show(desk, <OfferBanner conversation={CONVERSATION} customerName="佐藤 美咲" />);
  return desk;
}

beforeEach(() => {
  // What is left is of the moment it was made in, however long it takes until it is shown.
  vi.setSystemTime(Date.now());
  vi.stubGlobal('matchMedia', () => ({ matches: true, addEventListener: vi.fn(), removeEventListener: vi.fn() }));
});
afterEach(() => {
  putAwayDecidedOffer(IDS.conversation);
  cleanup();
  vi.useRealTimers();
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
          kind: 'cold',
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

const crossing = { channel: 'phone', way: 'call_link', by: 'chat' } as const;
const onTheWay = (rest: Partial<Handoff> = {}): Handoff =>
  offer({
    state: 'accepted',
    stage: 'crossing',
    acceptedBy: KIMURA,
    channelTo: 'phone',
    crossing,
    lapsesAt: new Date(Date.now() + 12 * 60_000 + 500).toISOString(),
    invitation: { state: 'open', sentAt: '2025-11-17T04:46:00.000Z', shown: '+81 90••••4417', code: '482113' },
    ...rest,
  });

describe('[HO5] two who talk beside the thread', () => {
  const talking = (rest: Partial<Handoff> = {}): Handoff =>
    offer({ kind: 'warm', state: 'accepted', stage: 'talking', acceptedBy: KIMURA, ...rest });

  it('the sender passes or goes on alone', async () => {
    const { sent } = showBanner(talking());
    expect(screen.getByText('木村 has joined.')).toBeTruthy();
    expect(screen.getByText('The customer does not see this.')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Pass to 木村' }));
    await userEvent.click(screen.getByRole('button', { name: 'Go on alone' }));
    expect(sent).toEqual([
      { name: 'handoff:pass', input: { handoffId: offer().id } },
      { name: 'handoff:withdraw', input: { handoffId: offer().id } },
    ]);
  });

  it('the colleague may leave', async () => {
    const { sent } = showBanner(talking({ from: KIMURA, to: ME, acceptedBy: ME }));
    expect(screen.getByText('You have joined 木村, who still answers.')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Leave' }));
    expect(sent).toEqual([{ name: 'handoff:decline', input: { handoffId: offer().id, reason: 'other' } }]);
  });

  it('the sender is told when the colleague has left, or the time is over', () => {
    showBanner(null);
    const at = { acceptedAt: '2025-11-17T04:46:00.000Z' };
    act(() => keepDecidedOffer(talking({ state: 'declined', reason: 'other', ...at })));
    expect(screen.getByText('木村 has left.')).toBeTruthy();
    act(() => keepDecidedOffer(talking({ state: 'expired', ...at })));
    expect(screen.getByText('The talk with 木村 ended by itself.')).toBeTruthy();
  });
});

describe('[HO4] a customer on the way', () => {
  it('says how they were asked, the code, until when, and lets one ask again or call it off', async () => {
    const { sent } = showBanner(onTheWay());
    const banner = screen.getByRole('region', { name: '佐藤 美咲 is on the way to Phone' });
    for (const words of ['call button in this channel', '+81 90••••4417', 'sent 13:46', '482113', '12 min left'])
      expect(banner.textContent).toContain(words);
    expect(banner.textContent).toContain('Yours until they come; then 木村’s.');
    await userEvent.click(screen.getByRole('button', { name: 'Send again' }));
    await userEvent.click(screen.getByRole('button', { name: 'Withdraw' }));
    await waitFor(() => expect(sent.map(({ name }) => name)).toEqual(['handoff:invite-again', 'handoff:withdraw']));
  });

  it('says when they have opened it, and to whoever takes over that it is not theirs yet', () => {
    const invitation = {
      state: 'opened',
      sentAt: '2025-11-17T04:46:00.000Z',
      openedAt: '2025-11-17T04:47:00.000Z',
    } as const;
    showBanner(onTheWay({ from: KIMURA, to: ME, acceptedBy: ME, invitation }));
    expect(screen.getByText(/opened 13:47/)).toBeTruthy();
    expect(screen.getByText('木村 has it until they come; then it is yours.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Withdraw' })).toBeNull();
  });

  it('tells others as a fact, without a way to meddle', () => {
    showBanner(onTheWay({ from: { ...KIMURA, id: IDS.mei } }));
    expect(screen.getByText('佐藤 美咲 is on the way to Phone')).toBeTruthy();
    expect(screen.queryByRole('button')).toBeNull();
    expect(screen.queryByText('482113')).toBeNull();
  });

  it('tells the owner that they never came, or with whom they are now', async () => {
    showBanner(null);
    act(() => keepDecidedOffer(onTheWay({ state: 'lapsed' })));
    expect(screen.getByText('The customer did not come to Phone.')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Ask again…' })).toBeTruthy();
    act(() => keepDecidedOffer(onTheWay({ state: 'completed' })));
    expect(screen.getByText('佐藤 美咲 has come to Phone: now with 木村.')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Close' }));
    expect(screen.queryByText(/has come to Phone/)).toBeNull();
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
    const desk = showBrief([itemSaid(6, '前'), knot(7, 'offered'), itemSaid(8, '後'), knot(9, 'completed')]);
    expect(await screen.findByRole('region', { name: 'Brief from 木村' })).toBeTruthy();
    expect(screen.getByText('割れたタンクの写真を見てほしい')).toBeTruthy();
    expect(screen.getByText('1 new since the brief')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: /Show on the thread: 割れた/ }));
    expect(useShowItem.getState().target).toEqual({ customerId: IDS.customer, seq: 4 });
    await userEvent.click(screen.getByRole('button', { name: /1 new since the brief/ }));
    expect(useShowItem.getState().target).toEqual({ customerId: IDS.customer, seq: 8 });
    await userEvent.click(screen.getByRole('button', { name: 'I have read it' }));
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Brief from 木村' })).toBeNull());
    expect(desk.sent).toEqual([{ name: 'handoff:read-brief', input: { handoffId: offer().id } }]);
  });

  it('[HO3] is not there once it was ticked, in whichever window', async () => {
    const desk = showBrief([knot(7, 'offered'), knot(9, 'completed')]);
    const read = offer({ from: KIMURA, to: ME, state: 'completed', briefReadAt: '2025-11-17T04:50:00.000Z' });
    expect(await screen.findByRole('region', { name: 'Brief from 木村' })).toBeTruthy();
    act(() => desk.entities.setState({ handoffs: new Map([[read.id, read]]) }));
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Brief from 木村' })).toBeNull());
  });

  it('[HO5] is there for a colleague who has joined and does not own it', async () => {
    const desk = fakeDesk({ conversation: { ...CONVERSATION, owner: KIMURA } });
    const joined = offer({ from: KIMURA, to: ME, acceptedBy: ME, kind: 'warm', state: 'accepted', stage: 'talking' });
    desk.entities.setState({ handoffs: new Map([[joined.id, joined]]) });
    show(desk, <BriefPanel conversation={{ ...CONVERSATION, owner: KIMURA }} />);
    expect(await screen.findByRole('region', { name: 'Brief from 木村' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Return…' })).toBeNull();
  });
});
