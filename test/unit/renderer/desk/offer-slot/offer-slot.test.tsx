import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { DeskClient } from '#renderer/data/client/desk-client-types.ts';
import { OfferSlot } from '#renderer/desk/features/offer-slot/index.ts';
import { BRIEF, type FakeSend, fakeDesk, IDS, refused } from '#renderer/desk/stories/fake-desk.ts';
import { EMPTY_INBOX } from '#renderer/state/inbox-state.ts';
import { installShortcuts } from '#renderer/ui/shortcuts.ts';
import type { Handoff } from '#shared/domain/handoff.ts';
import { axeFindings, fillJsdom, renderPart } from '#test/support/render-part.tsx';

const inSeconds = (seconds: number): string => new Date(Date.now() + seconds * 1000).toISOString();

const offer = (n: number, rest: Partial<Handoff> = {}): Handoff => ({
  id: `0199c000-0000-7000-8000-00000000000${n}`,
  conversationId: IDS.conversation,
  conversationNumber: 48213,
  customerId: IDS.customer,
  customerName: '森 はるか',
  from: { type: 'agent', id: IDS.kimura, name: '木村' },
  to: { type: 'agent', id: IDS.me, name: '青山' },
  channelFrom: 'phone',
  channelTo: 'chat',
  state: 'offered',
  brief: BRIEF.brief,
  snapshot: {},
  offeredAt: inSeconds(-20),
  expiresAt: inSeconds(40.5),
  bounces: 0,
  kind: 'cold',
  ...rest,
});

function show(offers: readonly Handoff[], send?: FakeSend) {
  const desk = fakeDesk(send && { send });
  const stateOf = (all: readonly Handoff[]) => ({ ...EMPTY_INBOX, offers: new Map(all.map((one) => [one.id, one])) });
  const store = createStore(() => stateOf(offers));
  const inbox = { store, load: vi.fn(), loadMore: vi.fn() };
  const { container } = renderPart({ ...desk.client, inbox } as unknown as DeskClient, <OfferSlot />);
  return { ...desk, container, change: (all: readonly Handoff[]) => act(() => store.setState(stateOf(all))) };
}

describe('[HO1] the place of offers', () => {
  let stop: () => void;
  beforeEach(() => {
    fillJsdom();
    // What is left is of the moment it was made in, however long it takes until it is shown.
    vi.setSystemTime(Date.now());
    stop = installShortcuts(window);
    window.location.hash = '#/inbox/team';
  });
  afterEach(() => {
    stop();
    cleanup();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('is calm without one', () => {
    show([]);
    expect(screen.getByText('No offers')).toBeTruthy();
  });

  it('says who, whose, what they want and how long, and takes no focus', async () => {
    const { container } = show([offer(1)]);
    expect(screen.getByRole('status').textContent).toBe('Handoff from 木村 · 森 はるか');
    expect(screen.getByText('40 s left')).toBeTruthy();
    expect(screen.getByText(/Phone → Chat/)).toBeTruthy();
    expect(screen.getByText('割れたタンクの写真を見てほしい')).toBeTruthy();
    expect(document.activeElement).toBe(document.body);
    expect(await axeFindings(container)).toEqual([]);
  });

  it('is accepted by its chord, and the conversation opens', async () => {
    const { sent } = show([offer(1)]);
    fireEvent.keyDown(document.body, { key: 'A', ctrlKey: true, shiftKey: true });
    expect(sent).toEqual([{ name: 'handoff:accept', input: { handoffId: offer(1).id } }]);
    await waitFor(() => expect(window.location.hash).toBe(`#/inbox/mine/c/${IDS.conversation}`));
  });

  it('opens though the answer stays out, once this window was told that the offer is its agent’s', async () => {
    const { change, entities } = show([offer(1)], () => new Promise(() => undefined));
    fireEvent.keyDown(document.body, { key: 'A', ctrlKey: true, shiftKey: true });
    const somebodys = offer(1, { state: 'accepted', acceptedBy: { type: 'agent', id: IDS.kimura, name: '木村' } });
    const mine = offer(1, { state: 'accepted', acceptedBy: { type: 'agent', id: IDS.me, name: '青山' } });
    const tell = (handoff: Handoff) => act(() => entities.setState({ handoffs: new Map([[handoff.id, handoff]]) }));
    tell(somebodys);
    change([mine]);
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(window.location.hash).toBe('#/inbox/team');
    tell(mine);
    await waitFor(() => expect(window.location.hash).toBe(`#/inbox/mine/c/${IDS.conversation}`));
  });

  it('a second press in one breath is not told that the offer was decided', async () => {
    const mine = offer(1, { state: 'completed', acceptedBy: { type: 'agent', id: IDS.me, name: '青山' } });
    const desk = show([offer(1)], () => refused('handoff_decided', 'It was accepted.'));
    desk.entities.setState({ handoffs: new Map([[mine.id, mine]]) });
    fireEvent.keyDown(document.body, { key: 'A', ctrlKey: true, shiftKey: true });
    await waitFor(() => expect(window.location.hash).toBe(`#/inbox/mine/c/${IDS.conversation}`));
    expect(screen.queryByText('It was accepted.')).toBeNull();
  });

  it('says so when it was decided already ([HO2])', async () => {
    show([offer(1)], () => refused('handoff_decided', 'It was withdrawn.'));
    await userEvent.click(screen.getByRole('button', { name: /Accept/ }));
    expect((await screen.findAllByText('It was withdrawn.')).length).toBeGreaterThan(0);
    expect(window.location.hash).toBe('#/inbox/team');
  });

  it('is declined with a reason', async () => {
    const { sent } = show([offer(1)]);
    await userEvent.click(screen.getByRole('button', { name: 'Not now…' }));
    await userEvent.click(await screen.findByRole('menuitem', { name: 'On a call' }));
    expect(sent).toEqual([{ name: 'handoff:decline', input: { handoffId: offer(1).id, reason: 'on_call' } }]);
  });

  it('cannot be declined for a team', () => {
    show([offer(1, { to: { type: 'team', id: IDS.team, name: 'チャット' } })]);
    expect(screen.getByRole('button', { name: /Accept/ })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Not now…' })).toBeNull();
  });

  it('stays although a more urgent one comes, and the next is not accepted by a click meant for it', () => {
    const { change, sent } = show([offer(1)]);
    const second = offer(2, { customerName: 'James Li', expiresAt: inSeconds(10) });
    change([offer(1), second]);
    expect(screen.getByText('森 はるか')).toBeTruthy();
    expect(screen.getByText('+1 more')).toBeTruthy();
    change([second]);
    fireEvent.click(screen.getByRole('button', { name: /Accept/ }));
    expect(sent).toEqual([]);
  });
});
