import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ReportsPage } from '#renderer/desk/features/reports/index.ts';
import { fakeDesk } from '#renderer/desk/stories/fake-desk.ts';
import type { Report, ReportAsk, ReportName } from '#shared/domain/report.ts';
import { axeFindings, fillJsdom, renderPart } from '#test/support/render-part.tsx';

const KEY = '0199a000-0000-7000-8000-000000000999';

const OTHERS: Readonly<Partial<Record<ReportName, Report['metrics']>>> = {
  satisfaction: [
    { id: 'replied', name: 'replied', kind: 'count' },
    { id: 'satisfied_rate', name: 'satisfied_rate', kind: 'share' },
    { id: 'score', name: 'score', kind: 'score' },
  ],
};

function reportOf({ report, group }: Pick<ReportAsk, 'report' | 'group'>): Report {
  const groups =
    group === 'agent'
      ? [
          { key: KEY, name: '=HYPERLINK("x")' },
          { key: null, name: '' },
        ]
      : [];
  return {
    timeZone: 'Asia/Tokyo',
    metrics:
      report === 'phone'
        ? [
            { id: 'in', name: 'in', kind: 'count' },
            { id: 'answer_rate', name: 'answer_rate', kind: 'share' },
            { id: 'wait', name: 'wait', kind: 'seconds' },
          ]
        : (OTHERS[report] ?? [{ id: 'opened', name: 'opened', kind: 'count' }]),
    buckets: ['2025-11-17T09:00', '2025-11-17T09:30'],
    groups,
    cells: [
      { bucket: null, group: null, values: [1280, 0.9254, 192.6] },
      { bucket: 1, group: null, values: [12, 1, 5] },
      ...groups.map((_, n) => ({ bucket: null, group: n, values: [640, 0.5, 60] })),
      ...groups.map((_, n) => ({ bucket: 0, group: n, values: [7 + n, 1, 4] })),
    ],
  };
}

const GIVEN = { id: '2', at: '2025-11-17T00:31:00.000000Z', conversationId: KEY, conversationNumber: 1234 };

type Parts = { readonly fails?: boolean; readonly nothing?: boolean };

function show({ fails = false, nothing = false }: Parts = {}) {
  const asked: { name: string; input: Record<string, unknown> }[] = [];
  const desk = fakeDesk({
    ask: (name, input) => {
      asked.push({ name, input: input as Record<string, unknown> });
      if (name === 'report.rows' && (input as ReportAsk).report === 'satisfaction')
        return {
          rows: [
            { ...GIVEN, score: 2 },
            { ...GIVEN, id: '3' },
          ],
        };
      if (name === 'report.rows') return { rows: [{ id: '1', at: '2025-11-17T00:31:00.000000Z', seconds: 61 }] };
      if (name !== 'report.read') return undefined;
      if (fails) throw new Error('offline');
      const report = reportOf(input as ReportAsk);
      return nothing ? { ...report, cells: [] } : report;
    },
  });
  return { ...renderPart(desk.client, <ReportsPage />), asked };
}

const tableRows = () => within(screen.getByRole('table')).getAllByRole('row');

beforeEach(fillJsdom);
afterEach(cleanup);

describe('the floor reports', () => {
  it('open with the phone, today in half-hours: the whole first, a picture with the same numbers named', async () => {
    const { container, asked } = show();
    expect(await screen.findByRole('table')).toBeTruthy();
    expect(asked[0]?.input).toMatchObject({ report: 'phone', grain: 'half_hour', shortSeconds: 5, levelSeconds: 20 });
    expect(tableRows()[1]?.textContent).toBe('All1,28092.5%3 min 13 s');
    expect(tableRows()[2]?.textContent).toContain('0––');
    expect(screen.getByRole('img', { name: /The same numbers are in the table/ })).toBeTruthy();
    expect(await axeFindings(container)).toEqual([]);
  });

  it('a number opens what it counted: the same question, its bucket and its name', async () => {
    const { asked } = show();
    await userEvent.click(await screen.findByRole('button', { name: /^Calls in 12, .*09:30/ }));
    const dialog = await screen.findByRole('dialog');
    expect(await within(dialog).findByText('1 min 1 s')).toBeTruthy();
    const { input } = asked.find(({ name }) => name === 'report.rows') ?? {};
    expect(input).toMatchObject({ report: 'phone', metric: 'in', bucket: '2025-11-17T09:30' });
    expect(input).not.toHaveProperty('key');
  });

  it('what customers said of it is a report as the others: split, opened to the conversations, and in the CSV', async () => {
    const saved: Blob[] = [];
    URL.createObjectURL = (blob: Blob) => `blob:${saved.push(blob)}`;
    URL.revokeObjectURL = () => undefined;
    const { asked } = show();
    await userEvent.click(await screen.findByRole('tab', { name: 'Satisfaction' }));
    await userEvent.click(screen.getByRole('combobox', { name: 'Split by' }));
    await userEvent.click(await screen.findByRole('option', { name: 'Agent' }));
    await userEvent.click(await screen.findByRole('button', { name: /^Score, mean 60.00, Nobody/ }));
    const dialog = await screen.findByRole('dialog');
    const cells = within(await within(dialog).findByRole('table'))
      .getAllByRole('row')
      .map((row) => row.textContent);
    expect(cells[0]).toMatch(/Score$/);
    expect(cells[1]).toMatch(/#1234.*2$/);
    expect(cells[2]).toMatch(/#1234.*–$/);
    const { input } = asked.find(({ name }) => name === 'report.rows') ?? {};
    expect(input).toMatchObject({ report: 'satisfaction', group: 'agent', metric: 'score', key: null });
    await userEvent.keyboard('{Escape}');
    await userEvent.click(screen.getByRole('button', { name: 'Export as CSV' }));
    const lines = (await (saved[0] ?? new Blob()).text()).split('\r\n');
    expect(lines[0]).toContain('Time,Agent,Answered,CSAT (%),"Score, mean"');
    expect(lines[1]).toBe('All,All,1280,92.5,192.60');
  });

  it('asks for a further page once, however often it is pressed, and for seconds once they are typed', async () => {
    const pages: ((page: unknown) => void)[] = [];
    const asked: unknown[] = [];
    const desk = fakeDesk({
      ask: (name, input) => {
        asked.push(input);
        if (name === 'report.read') return reportOf(input as ReportAsk);
        return name === 'report.rows' ? new Promise((resolve) => pages.push(resolve)) : undefined;
      },
    });
    renderPart(desk.client, <ReportsPage />);
    const field = await screen.findByLabelText('Service level within, seconds');
    const before = asked.length;
    await userEvent.clear(field);
    await userEvent.type(field, '120');
    expect(asked).toHaveLength(before);
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(asked.at(-1)).toMatchObject({ levelSeconds: 120 }));
    await userEvent.click(await screen.findByRole('button', { name: /^Calls in 12, .*09:30/ }));
    await waitFor(() => expect(pages).toHaveLength(1));
    const next = { at: GIVEN.at, id: GIVEN.id };
    pages[0]?.({ rows: [GIVEN], next });
    const more = await screen.findByRole('button', { name: 'Show more' });
    await userEvent.click(more);
    await userEvent.click(more);
    await waitFor(() => expect(asked.at(-1)).toMatchObject({ after: next }));
    expect(pages).toHaveLength(2);
    pages[1]?.({ rows: [{ ...GIVEN, id: '4', conversationNumber: 1235 }] });
    await screen.findByRole('button', { name: '#1235' });
    expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
  });

  it('is one stop for the tab key; arrows go from number to number and up to what a number means', async () => {
    show();
    const whole = await screen.findByRole('button', { name: /^Calls in 1,280, All/ });
    expect(screen.getByRole('table').querySelectorAll('button[tabindex="0"]')).toHaveLength(1);
    whole.focus();
    await userEvent.keyboard('{ArrowRight}');
    expect(document.activeElement?.textContent).toBe('92.5%');
    await userEvent.keyboard('{ArrowUp}');
    expect(document.activeElement?.textContent).toBe('Answer rate');
    expect(document.activeElement?.getAttribute('aria-description')).toContain('÷');
  });

  it('splits by a thing, opens a group to its times, and asks for its numbers by its key', async () => {
    const { asked } = show();
    await userEvent.click(await screen.findByRole('combobox', { name: 'Split by' }));
    await userEvent.click(await screen.findByRole('option', { name: 'Agent' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Show Nobody over time' }));
    await userEvent.click(screen.getByRole('button', { name: /^Calls in 8, Nobody/ }));
    await screen.findByRole('dialog');
    await waitFor(() =>
      expect(asked.at(-1)?.input).toMatchObject({ group: 'agent', key: null, bucket: '2025-11-17T09:00' }),
    );
  });

  it('exports what is on screen for Excel in Japan: a byte order mark, no formula, the same figures', async () => {
    const saved: Blob[] = [];
    URL.createObjectURL = (blob: Blob) => `blob:${saved.push(blob)}`;
    URL.revokeObjectURL = () => undefined;
    show();
    await userEvent.click(await screen.findByRole('combobox', { name: 'Split by' }));
    await userEvent.click(await screen.findByRole('option', { name: 'Agent' }));
    await screen.findByRole('button', { name: 'Show Nobody over time' });
    await userEvent.click(screen.getByRole('button', { name: 'Export as CSV' }));
    const bytes = new Uint8Array(await (saved[0] ?? new Blob()).arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const lines = new TextDecoder().decode(bytes).split('\r\n');
    expect(lines[0]).toBe('Time,Agent,Calls in,Answer rate (%),"Waiting, mean (s)"');
    expect(lines[1]).toBe('All,All,1280,92.5,193');
    expect(lines[4]).toBe(`All,"'=HYPERLINK(""x"")",640,50.0,60`);
    expect(lines).toContain('2025-11-17 09:30,All,12,100.0,5');
  });

  it('says that nothing happened, and offers to ask again when it could not', async () => {
    const empty = show({ nothing: true });
    expect(await screen.findByText('Nothing happened in this period')).toBeTruthy();
    empty.unmount();
    show({ fails: true });
    expect(await screen.findByRole('button', { name: 'Try again' })).toBeTruthy();
  });
});
