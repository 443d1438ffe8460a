// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WorkOfferCard } from '#renderer/desk/features/work-offer/index.ts';
import { fakeDesk, IDS } from '#renderer/desk/stories/fake-desk.ts';
import { runShortcut } from '#renderer/ui/shortcuts.ts';
import type { WorkOffer } from '#shared/domain/work-offer.ts';
import { axeFindings, fillJsdom, renderPart } from '#test/support/render-part.tsx';

beforeAll(fillJsdom);
afterEach(cleanup);

const OFFER: WorkOffer = {
  id: '0199d000-0000-7000-8000-000000000001',
  conversationId: IDS.conversation,
  conversationNumber: 48_377,
  customerId: IDS.customer,
  customerName: 'Keiko Kobayashi',
  agentId: IDS.me,
  team: { id: IDS.team, name: 'Chat' },
  channel: 'chat',
  work: 'chat',
  preview: 'Where is my rice cooker?',
  priority: 'normal',
  again: true,
  state: 'open',
  offeredAt: new Date(Date.now() - 10_000).toISOString(),
  expiresAt: new Date(Date.now() + 20_000).toISOString(),
};

function show(isSettled: () => boolean = () => true) {
  const desk = fakeDesk({ send: () => ({ ok: true, data: {} }) });
  const view = renderPart(desk.client, <WorkOfferCard offer={OFFER} isSettled={isSettled} />);
  return { desk, view };
}

describe('an offer from a queue', () => {
  it('says whose it is, why me, and what they said last', async () => {
    const { view } = show();
    expect(view.container.textContent).toContain('Keiko Kobayashi');
    expect(view.container.textContent).toContain('you had it before');
    expect(view.container.textContent).toContain('Where is my rice cooker?');
    expect(await axeFindings(view.container)).toEqual([]);
  });

  it('is taken by the chord of every offer, once', async () => {
    const { desk } = show();
    runShortcut('accept-offer');
    runShortcut('accept-offer');
    await waitFor(() => expect(desk.sent).toEqual([{ name: 'routing:accept', input: { offerId: OFFER.id } }]));
  });

  it('is declined with a reason', async () => {
    const { desk } = show();
    fireEvent.click(screen.getByRole('button', { name: /Not now/ }));
    fireEvent.click((await screen.findAllByRole('menuitem'))[0] as HTMLElement);
    await waitFor(() => expect(desk.sent).toMatchObject([{ name: 'routing:decline', input: { offerId: OFFER.id } }]));
  });

  it('takes nothing that was meant for what stood there before', () => {
    const { desk } = show(() => false);
    runShortcut('accept-offer');
    expect(desk.sent).toEqual([]);
  });
});
