import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { JourneyPage } from '#renderer/desk/features/journey/index.ts';
import { type FakeSend, fakeDesk, refused } from '#renderer/desk/stories/fake-desk.ts';
import { REPORTS } from '#renderer/desk/stories/journey-figures.ts';
import type { JourneyPart } from '#shared/domain/journey/report.ts';
import { DEFAULT_JOURNEY_RULES } from '#shared/domain/journey/rules.ts';
import { axeFindings, fillJsdom, renderPart } from '#test/support/render-part.tsx';

beforeAll(fillJsdom);
afterEach(cleanup);

const CUSTOMER = '0199a000-0000-7000-8000-000000000020';

function open({ locale = 'en', send }: { locale?: 'en' | 'ja'; send?: FakeSend } = {}) {
  const asked: { name: string; input: unknown }[] = [];
  const { client, sent } = fakeDesk({
    ask: (name, input) => {
      asked.push({ name, input });
      if (name === 'journey.report') return REPORTS[(input as { part: JourneyPart }).part];
      if (name === 'journey.rules') return { rules: DEFAULT_JOURNEY_RULES, revision: 4, uncounted: 3 };
      if (name === 'journey.customers')
        return {
          customers: [{ customerId: CUSTOMER, name: '佐藤 美咲', times: 2, lastAt: '2026-04-02T00:00:00.000Z' }],
        };
      return undefined;
    },
    ...(send && { send }),
  });
  return { ...renderPart(client, <JourneyPage />, locale), asked, sent };
}

describe('the ways of all customers', () => {
  it.each(['en', 'ja'] as const)(
    'stand in six parts and their rules, readable without a pointer (%s)',
    async (locale) => {
      const { container } = open({ locale });
      const tabs = await screen.findAllByRole('tab');
      expect(tabs).toHaveLength(7);
      for (const tab of tabs) {
        await userEvent.click(tab);
        await waitFor(() =>
          expect([...screen.queryAllByRole('table'), ...screen.queryAllByRole('form')]).not.toEqual([]),
        );
        expect(await axeFindings(container), tab.textContent ?? '').toEqual([]);
      }
    },
  );

  it('have one stop in a table; arrows go from number to number and Enter opens the customers behind it', async () => {
    const { asked } = open();
    const table = await screen.findByRole('table', { name: 'Bands from channel to channel' });
    const stops = [...table.querySelectorAll<HTMLElement>('[data-at]')].filter(({ tabIndex }) => tabIndex === 0);
    expect(stops).toHaveLength(1);
    const user = userEvent.setup();
    stops[0]?.focus();
    await user.keyboard('{ArrowDown}{ArrowRight}{ArrowLeft}');
    const at = document.activeElement?.getAttribute('data-at');
    expect(at).toBe('1:0');
    await user.keyboard('{ArrowUp}{Home}');
    const bandCell = within(table).getByRole('button', { name: /^488: Chat, → Phone/ });
    bandCell.focus();
    await user.keyboard('{Enter}');
    const dialog = await screen.findByRole('dialog', { name: /Chat – → Phone/ });
    const last = asked.filter(({ name }) => name === 'journey.customers').at(-1);
    expect(last?.input).toMatchObject({ number: { of: 'band', from: 'chat', to: 'phone' } });
    await user.click(await within(dialog).findByRole('button', { name: /佐藤 美咲/ }));
    expect(window.location.hash).toBe(`#/inbox/all/customer/${CUSTOMER}`);
  });

  it('are asked for by period and segment, not while the days are not in order', async () => {
    const { asked } = open();
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'From – until' }));
    const from = screen.getByLabelText('From');
    await user.clear(from);
    expect(await screen.findByRole('alert')).toBeTruthy();
    await user.type(from, '2024-01-05');
    await waitFor(() => expect(screen.queryByRole('alert')).not.toBeNull());
    const asks = asked.filter(({ name }) => name === 'journey.report').map(({ input }) => input as { from: string });
    expect(asks.every(({ from: day }) => day !== '')).toBe(true);
  });

  it('put orders down by the model that is chosen', async () => {
    open();
    const user = userEvent.setup();
    await user.click(await screen.findByRole('tab', { name: 'What orders are put down to' }));
    const table = await screen.findByRole('table', { name: 'What orders are put down to' });
    expect(within(table).getByRole('row', { name: /Online store/ }).textContent).toContain('1,950.2');
    await user.click(screen.getByRole('button', { name: 'First' }));
    expect(within(table).getByRole('row', { name: /Online store/ }).textContent).toContain('1,730');
  });
});

describe('the rules', () => {
  async function rules(send?: FakeSend) {
    const opened = open(send === undefined ? {} : { send });
    const user = userEvent.setup();
    await user.click(await screen.findByRole('tab', { name: 'Rules' }));
    await screen.findByRole('form', { name: 'Rules of journeys' });
    return { ...opened, user };
  }

  it('are edited and saved from the revision they were read at', async () => {
    const { user, sent } = await rules(() => ({ ok: true, data: { revision: 5 } }));
    expect(screen.getByText('3 customers are still to be counted')).toBeTruthy();
    const days = screen.getByLabelText('A journey is over after so many days of silence');
    await user.clear(days);
    expect(screen.getByRole('button', { name: 'Save' }).hasAttribute('disabled')).toBe(true);
    await user.type(days, '21');
    await user.click(screen.getByRole('button', { name: 'Call back – Later' }));
    await user.click(screen.getByRole('button', { name: 'Rule 1 – Remove' }));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(sent).toHaveLength(1));
    const { phases, steps } = DEFAULT_JOURNEY_RULES;
    const [apology, callback, makeGood, ...others] = steps;
    expect(sent[0]).toEqual({
      name: 'journey:save-rules',
      input: {
        revision: 4,
        rules: {
          ...DEFAULT_JOURNEY_RULES,
          breakDays: 21,
          phases: phases.slice(1),
          steps: [apology, makeGood, callback, ...others],
        },
      },
    });
  });

  it('that somebody else saved meanwhile are told of, and the lead says whose stand', async () => {
    const { user, sent } = await rules(() =>
      refused('edited_meanwhile', 'Somebody else saved first.', { by: '木村 拓' }),
    );
    const days = screen.getByLabelText('A journey is over after so many days of silence');
    await user.clear(days);
    await user.type(days, '21');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('木村 拓 saved other rules meanwhile.')).toBeTruthy();
    expect(sent).toHaveLength(1);
    await user.click(screen.getByRole('button', { name: 'Take theirs' }));
    expect((days as HTMLInputElement).value).toBe('14');
    expect(screen.queryByText(/saved other rules/)).toBeNull();
  });
});
