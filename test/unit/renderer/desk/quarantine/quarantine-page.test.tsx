import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { QuarantinePage } from '#renderer/desk/features/quarantine/index.ts';
import { type FakeSend, fakeDesk, refused } from '#renderer/desk/stories/fake-desk.ts';
import type { Quarantined } from '#shared/domain/quarantined.ts';
import { axeFindings, fillJsdom, renderPart } from '#test/support/render-part.tsx';

const row = (n: number, rest: Partial<Quarantined> = {}): Quarantined => ({
  id: `0199a000-0000-7000-8000-00000000080${n}`,
  channel: 'email',
  reason: 'too_deep',
  summary: { from: `a${n}@example.jp`, subject: `件名 ${n}` },
  size: 2048,
  contentType: 'message/rfc822',
  receivedAt: '2025-11-17T04:02:00.000Z',
  state: 'open',
  ...rest,
});

type Parts = { readonly rows?: readonly Quarantined[]; readonly send?: FakeSend; readonly fails?: boolean };

function show({ rows = [row(1), row(2), row(3)], send, fails = false }: Parts = {}) {
  const desk = fakeDesk({
    ...(send && { send }),
    ask: (name, input) => {
      if (name === 'quarantine.list') {
        if (fails) throw new Error('offline');
        return { rows: (input as { state: string }).state === 'open' ? rows : [], open: rows.length };
      }
      return name === 'quarantine.open' ? { row: rows[0], source: 'From: <b>x</b>', more: false } : undefined;
    },
  });
  return { ...renderPart(desk.client, <QuarantinePage />), ...desk };
}

/** Toasts have headings too. */
const heading = () => within(screen.getByRole('article')).getByRole('heading', { level: 2 });

beforeEach(fillJsdom);
afterEach(cleanup);

describe('[CH4] the quarantine', () => {
  it('lists what could not be taken in, with the reason in words and the source as bare text', async () => {
    const { container } = show();
    expect(await screen.findAllByText('Its parts are nested too deeply')).toHaveLength(4);
    await waitFor(() => expect(container.querySelector('pre')?.textContent).toBe('From: <b>x</b>'));
    expect(await axeFindings(container)).toEqual([]);
  });

  it('is worked through by keyboard: arrows choose, the next one comes after a decision', async () => {
    const { sent } = show();
    const list = await screen.findByRole('listbox');
    list.focus();
    await userEvent.keyboard('{ArrowDown}');
    expect(heading().textContent).toBe('件名 2');
    await userEvent.click(screen.getByRole('button', { name: 'Take it in' }));
    await waitFor(() => expect(heading().textContent).toBe('件名 3'));
    expect(sent).toEqual([{ name: 'quarantine:release', input: { id: row(2).id } }]);
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('listbox')));
  });

  it('says why a decision was not taken, and keeps the row', async () => {
    show({ rows: [row(1)], send: () => refused('wrong_state', 'still too deep') });
    await userEvent.click(await screen.findByRole('button', { name: 'Discard' }));
    expect((await screen.findByRole('alert')).textContent).toContain('still too deep');
    expect(heading().textContent).toBe('件名 1');
  });

  it('says that nothing waits', async () => {
    show({ rows: [] });
    expect(await screen.findByText('Nothing waits here')).toBeTruthy();
  });

  it('offers to load it again when it could not be', async () => {
    show({ fails: true });
    expect(await screen.findByRole('button', { name: 'Try again' })).toBeTruthy();
  });

  it('shows what was decided on request', async () => {
    show();
    await userEvent.click(await screen.findByRole('button', { name: 'Discarded' }));
    expect(await screen.findByText('None yet')).toBeTruthy();
  });
});
