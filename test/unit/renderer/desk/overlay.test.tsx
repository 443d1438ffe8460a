import { act, cleanup, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { DeskClient, DeskEvents } from '#renderer/data/client/desk-client-types.ts';
import { Overlay } from '#renderer/desk/overlay.tsx';
import { escalation } from '#renderer/desk/stories/escalations-entries.ts';
import { fakeDesk, IDS } from '#renderer/desk/stories/fake-desk.ts';
import { fillJsdom, renderPart } from '#test/support/render-part.tsx';

beforeEach(fillJsdom);
afterEach(cleanup);

const KIMURA = { type: 'agent', id: IDS.kimura, name: '木村 拓' } as const;

/** What a lead sees of a new question, at an address. */
async function isTold(address: string): Promise<boolean> {
  location.hash = address;
  const listeners = new Set<DeskEvents>();
  const desk = fakeDesk({});
  const agent = { id: IDS.me, login: 'aoyama', name: '青山', role: 'lead' };
  const client = {
    ...desk.client,
    session: { ...desk.client.session, view: createStore(() => ({ status: 'signed_in', agent, reason: 'none' })) },
    listen: (events: DeskEvents) => {
      listeners.add(events);
      return () => listeners.delete(events);
    },
  } as unknown as DeskClient;
  renderPart(client, <Overlay />);
  await act(async () => {
    for (const one of listeners) one.onEscalation?.(escalation(1, { raisedBy: KIMURA, owner: KIMURA }), undefined);
  });
  return screen.queryByText(/佐藤 美咲/) !== null;
}

it('a screen on the wall names no customer in its news either', async () => {
  expect(await isTold('#/page/board/wall')).toBe(false);
  cleanup();
  expect(await isTold('#/page/board')).toBe(true);
});
