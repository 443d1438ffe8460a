import { act, cleanup, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { DeskClient, DeskEvents } from '#renderer/data/client/desk-client-types.ts';
import { EscalationNews } from '#renderer/desk/features/escalations/index.ts';
import { escalation, SANADA } from '#renderer/desk/stories/escalations-entries.ts';
import { fakeDesk, IDS } from '#renderer/desk/stories/fake-desk.ts';
import type { Escalation } from '#shared/domain/escalation.ts';
import { fillJsdom, renderPart } from '#test/support/render-part.tsx';

beforeEach(fillJsdom);
afterEach(cleanup);

const KIMURA = { type: 'agent', id: IDS.kimura, name: '木村 拓' } as const;
const ME = { type: 'agent', id: IDS.me, name: '青山' } as const;
/** Asked by somebody else. */
const asked = (rest: Partial<Escalation>): Escalation => escalation(1, { raisedBy: KIMURA, owner: KIMURA, ...rest });

function show() {
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
  renderPart(client, <EscalationNews />);
  return (now: Escalation, before?: Escalation) =>
    act(async () => {
      for (const one of listeners) one.onEscalation?.(now, before);
    });
}

describe('[ES2] news of escalations', () => {
  it.each(['raised', 'in_review'] as const)('a question given to this lead while %s is told', async (state) => {
    const hear = show();
    await hear(asked({ state, reviewer: ME, revision: 3 }), asked({ state, reviewer: SANADA, revision: 2 }));
    expect(await screen.findByText(/木村 拓/)).toBeTruthy();
  });

  it('one’s own looking at it is no news', async () => {
    const hear = show();
    await hear(asked({ state: 'in_review', reviewer: ME, revision: 2 }), asked({}));
    expect(screen.queryByText(/木村 拓/)).toBeNull();
  });
});
