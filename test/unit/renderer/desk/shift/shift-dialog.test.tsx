// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DeskClient } from '#renderer/data/client/desk-client-types.ts';
import { closeShift, openShift } from '#renderer/desk/app/open-shift.ts';
import { ShiftPart } from '#renderer/desk/features/shift/index.ts';
import { fakeDesk, IDS } from '#renderer/desk/stories/fake-desk.ts';
import { entryOf } from '#renderer/desk/stories/shift-entries.ts';
import type { ShiftResult } from '#shared/domain/shift.ts';
import { axeFindings, fillJsdom, renderPart } from '#test/support/render-part.tsx';

beforeAll(fillJsdom);
beforeEach(() => openShift());
afterEach(() => {
  closeShift();
  cleanup();
});

const ENTRIES = [
  entryOf(1, 'Asks Now', { group: 'open' }),
  entryOf(2, 'Only Waits', { group: 'waiting', mayKeep: true, row: { status: 'waiting', waitingOn: 'maker' } }),
];
const queue = { type: 'team', id: IDS.team, name: 'Chat' } as const;
const RESULTS: ShiftResult[] = ENTRIES.map(({ row }) => ({
  conversationId: row.conversationId,
  number: row.number,
  result: 'handed_over',
  owner: queue,
  ...(row.number === ENTRIES[1]?.row.number ? { instead: 'needs_somebody' as const } : {}),
}));

function show(role: 'agent' | 'lead' | 'admin' = 'agent') {
  const desk = fakeDesk({
    ask: (name) =>
      name === 'shift.overview' ? { agent: { id: IDS.me, name: 'Aoyama' }, entries: ENTRIES } : undefined,
    send: () => ({ ok: true, data: { results: RESULTS } }),
  });
  const view = { status: 'signed_in', agent: { id: IDS.me, login: 'x', name: 'X', role }, reason: 'none' };
  const kept = { getState: () => view, getInitialState: () => view, subscribe: () => () => undefined };
  const client = { ...desk.client, session: { ...desk.client.session, view: kept } } as unknown as DeskClient;
  renderPart(client, <ShiftPart />);
  return desk;
}

const act = () => screen.findByRole('button', { name: /Hand over 2/ });

describe('[CV6] the end of a shift', () => {
  it('shows what somebody has by why it matters; what only waits may be kept, the rest not', async () => {
    show();
    await act();
    expect(screen.getAllByRole('heading', { level: 3 }).map((one) => one.textContent)).toEqual(['Open 1', 'Waiting 1']);
    fireEvent.click(screen.getByRole('combobox', { name: /Asks Now/ }));
    const offered = await screen.findByRole('listbox');
    expect(within(offered).queryByRole('option', { name: /Keep/ })).toBeNull();
    expect(within(offered).getAllByRole('option')[0]?.textContent).toContain('The team’s queue');
    expect(await axeFindings(screen.getByRole('dialog'))).toEqual([]);
  });

  it('hands everything to the queue where nothing was chosen, with the notes, and tells what became of it', async () => {
    const desk = show();
    await act();
    fireEvent.click(screen.getByRole('button', { name: 'Note for whoever takes Asks Now' }));
    fireEvent.change(screen.getByRole('textbox', { name: 'Note about Asks Now' }), {
      target: { value: ' call at 4 ' },
    });
    fireEvent.click(await act());
    await screen.findByText('The shift has ended.');
    expect(desk.sent).toEqual([
      {
        name: 'shift:hand-over',
        input: {
          agentId: IDS.me,
          items: [
            { conversationId: ENTRIES[0]?.row.conversationId, choice: { to: 'queue' }, note: 'call at 4' },
            { conversationId: ENTRIES[1]?.row.conversationId, choice: { to: 'queue' } },
          ],
        },
      },
    ]);
    expect(screen.getByRole('status').textContent).toContain('2 conversations are in their teams’ queues');
    expect(screen.getByRole('status').textContent).toContain('somebody has to act on it');
    expect(screen.getByRole('button', { name: 'Sign out' })).toBeTruthy();
  });

  it('lets a lead choose whose shift, an agent only end their own, and an administrator nothing', async () => {
    show();
    await act();
    expect(screen.queryByRole('combobox', { name: 'Whose shift' })).toBeNull();
    cleanup();
    show('lead');
    await act();
    expect(screen.getByRole('combobox', { name: 'Whose shift' })).toBeTruthy();
    cleanup();
    show('admin');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });
});
