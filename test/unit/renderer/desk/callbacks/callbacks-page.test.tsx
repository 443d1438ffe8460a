// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CallbacksPage } from '#renderer/desk/features/callbacks/index.ts';
import { fakeDesk, IDS } from '#renderer/desk/stories/fake-desk.ts';
import type { Callback } from '#shared/domain/callback.ts';
import { axeFindings, fillJsdom, renderPart } from '#test/support/render-part.tsx';

beforeAll(fillJsdom);
afterEach(cleanup);

const row = (n: number, rest: Partial<Callback> = {}): Callback => ({
  id: `0199a000-0000-7000-8000-00000000090${n}`,
  customerId: IDS.customer,
  customerName: `Customer ${n}`,
  number: '+81••••4181',
  reason: 'missed',
  tries: n,
  firstAt: '2026-04-01T00:00:00.000Z',
  lastAt: '2026-04-01T00:00:00.000Z',
  dueAt: '2026-04-01T00:30:00.000Z',
  team: { type: 'team', id: IDS.team, name: 'Phone' },
  attempts: [],
  state: 'open',
  ...rest,
});

function show(refuse?: string) {
  const rows = [row(1), row(2, { owner: { type: 'agent', id: IDS.kimura, name: 'Kimura' } })];
  const desk = fakeDesk({
    ask: (name) => (name === 'callback.list' ? { callbacks: rows, counts: { open: 2, mine: 0, due: 1 } } : undefined),
    send: (name) => {
      if (refuse !== undefined)
        return { ok: false, error: { code: 'already_claimed', message: refuse, retryable: false, details: {} } };
      return { ok: true, data: name.startsWith('callback:') ? { callback: rows[0] } : {} };
    },
  });
  const view = renderPart(desk.client, <CallbacksPage />);
  return { desk, view };
}

const list = () => screen.findByRole('listbox', { name: 'Callbacks' });

describe('the page of calls to make', () => {
  it('lists who, why and how often, and shows the chosen one; arrows choose', async () => {
    const { view } = show();
    const box = await list();
    expect(
      within(box)
        .getAllByRole('option')
        .map((option) => option.textContent),
    ).toEqual([expect.stringContaining('Missed call · rang 1 time'), expect.stringContaining('rang 2 times')]);
    fireEvent.keyDown(box, { key: 'ArrowDown' });
    expect(screen.getByRole('heading', { name: 'Customer 2' })).toBeTruthy();
    expect(await axeFindings(view.container)).toEqual([]);
  });

  it('records a try by one key, with the note; digits in the note are words', async () => {
    const { desk } = show();
    const box = await list();
    const note = screen.getByRole('textbox', { name: 'Note on this try' });
    fireEvent.change(note, { target: { value: 'at 5' } });
    fireEvent.keyDown(note, { key: '1' });
    expect(desk.sent).toEqual([]);
    fireEvent.keyDown(box, { key: '2' });
    await waitFor(() =>
      expect(desk.sent).toEqual([
        { name: 'callback:attempt', input: { callbackId: row(1).id, outcome: 'no_answer', note: 'at 5' } },
      ]),
    );
  });

  it('calls by the callback alone, and not what a colleague has taken', async () => {
    const { desk } = show();
    const box = await list();
    fireEvent.click(screen.getByRole('button', { name: 'Call' }));
    await waitFor(() => expect(desk.sent).toEqual([{ name: 'call:place', input: { to: { callbackId: row(1).id } } }]));
    fireEvent.keyDown(box, { key: 'End' });
    expect(screen.getByRole('button', { name: 'Call' })).toHaveProperty('disabled', true);
    expect(screen.queryByRole('button', { name: 'Take it' })).toBeNull();
  });

  it('says why something was not done, where it was asked for', async () => {
    show('Kimura was first.');
    await list();
    fireEvent.click(screen.getByRole('button', { name: 'Take it' }));
    expect((await screen.findByRole('alert')).textContent).toContain('Kimura was first.');
  });
});
