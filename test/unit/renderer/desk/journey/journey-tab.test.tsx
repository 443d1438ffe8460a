import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { useShowItem } from '#renderer/desk/app/show-item.ts';
import { CustomerColumn } from '#renderer/desk/customer-column.tsx';
import { JourneyTab } from '#renderer/desk/features/journey/index.ts';
import { type FakeSend, fakeDesk, IDS } from '#renderer/desk/stories/fake-desk.ts';
import { JOURNEY, STEPS } from '#renderer/desk/stories/journey-entries.ts';
import type { JourneyView } from '#shared/domain/journey/view.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';
import { axeFindings, fillJsdom, renderPart } from '#test/support/render-part.tsx';

beforeAll(fillJsdom);
beforeEach(() => useShowItem.setState({ target: null }));
afterEach(cleanup);

type Steps = QueryOutput<'journey.steps'>;
type Shown = {
  readonly steps?: Steps;
  readonly journey?: JourneyView;
  readonly shown?: boolean;
  readonly send?: FakeSend;
};
const desk = ({ journey = JOURNEY, steps = STEPS, shown = true, send }: Shown = {}) =>
  fakeDesk({
    ask: (name) => {
      if (name === 'journey.of') return { journey };
      if (name === 'journey.steps') return steps;
      return name === 'journey.settings' ? { shown } : undefined;
    },
    ...(send && { send }),
  });
const target = () => useShowItem.getState().target;

describe('the journey beside a customer', () => {
  it('is a tab only where an administrator shows it', async () => {
    renderPart(desk({ shown: false }).client, <CustomerColumn customerId={IDS.customer} />);
    expect(await screen.findByRole('heading', { name: 'Customer', level: 2 })).toBeTruthy();
    expect(screen.queryByRole('tab')).toBeNull();
    cleanup();
    renderPart(desk().client, <CustomerColumn customerId={IDS.customer} />);
    await userEvent.click(await screen.findByRole('tab', { name: 'Journey' }));
    expect(await screen.findByRole('heading', { name: 'The way so far' })).toBeTruthy();
    expect(await axeFindings(document.body)).toEqual([]);
  });

  it.each(['en', 'ja'] as const)('is a band whose dots open their items, by the keyboard too (%s)', async (locale) => {
    const { container } = renderPart(desk().client, <JourneyTab customerId={IDS.customer} />, locale);
    const band = await screen.findByRole('group', { name: locale === 'en' ? 'The way so far' : 'これまでの道のり' });
    const dots = within(band).getAllByRole('button');
    expect(dots.filter((dot) => dot.tabIndex === 0)).toHaveLength(1);
    const user = userEvent.setup();
    dots.find((dot) => dot.tabIndex === 0)?.focus();
    await user.keyboard('{Home}{Enter}');
    // What would lie on each other is one dot; it opens to a list first.
    const first = document.activeElement;
    expect(first?.getAttribute('aria-label')).toContain(locale === 'en' ? 'Awareness' : '認知');
    expect(target()).toEqual({ customerId: IDS.customer, seq: 1 });
    const several = dots.find((dot) => dot.hasAttribute('aria-expanded'));
    if (several === undefined) throw new Error('some dots lie on each other');
    await user.click(several);
    const lines = within(screen.getByRole('list', { name: locale === 'en' ? 'What lies here' : 'ここにある接点' }));
    const [line] = lines.getAllByRole('button');
    useShowItem.setState({ target: null });
    if (line !== undefined) await user.click(line);
    expect(target()).toMatchObject({ customerId: IDS.customer });
    expect(await axeFindings(container)).toEqual([]);
  });

  it('says of a renewal whether it is due or could not be made', async () => {
    const item = { customerId: IDS.customer, seq: 1 };
    const due: Steps['steps'][number] = { step: 'renewal', item, at: '2026-04-10T03:00:00Z', what: 'Coffee' };
    renderPart(desk({ steps: { steps: [due], decided: [] } }).client, <JourneyTab customerId={IDS.customer} />);
    expect(await screen.findByRole('button', { name: /“Coffee” is due on/ })).toBeTruthy();
    cleanup();
    const failed = { ...due, failed: true as const };
    renderPart(desk({ steps: { steps: [failed], decided: [] } }).client, <JourneyTab customerId={IDS.customer} />);
    expect(await screen.findByRole('button', { name: /“Coffee” could not be renewed on/ })).toBeTruthy();
  });

  it('shows each touchpoint in exactly one dot', async () => {
    renderPart(desk().client, <JourneyTab customerId={IDS.customer} />);
    const band = await screen.findByRole('group', { name: 'The way so far' });
    const counts = within(band)
      .getAllByRole('button')
      .map((dot) => Number(dot.textContent === '' ? 1 : dot.textContent));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(JOURNEY.touches.length);
  });

  it('says what it cost them and what they left; each leads to its item', async () => {
    renderPart(desk().client, <JourneyTab customerId={IDS.customer} />);
    const effort = await screen.findByRole('region', { name: 'Effort' });
    const user = userEvent.setup();
    await user.click(within(effort).getByRole('button', { name: /74% as on/ }));
    expect(target()).toEqual({ customerId: IDS.customer, seq: 14 });
    const left = screen.getByRole('region', { name: 'Left behind' });
    await user.click(within(left).getByRole('button', { name: /In the cart/ }));
    expect(target()).toEqual({ customerId: IDS.customer, seq: 18 });
  });

  it('says so when nothing is known yet', async () => {
    renderPart(
      desk({ journey: { touches: [], efforts: [], wishes: [], capped: false } }).client,
      <JourneyTab customerId={IDS.customer} />,
    );
    expect(await screen.findByText('Nothing is known of this customer’s way yet')).toBeTruthy();
  });
});

describe('the next best step', () => {
  it.each([
    ['{Alt>}y{/Alt}', 'accepted'],
    ['{Alt>}x{/Alt}', 'dismissed'],
  ] as const)('is decided by %s, with its reason in sight', async (keys, decision) => {
    const ok: FakeSend = () => ({ ok: true, data: { decision } });
    const { client, sent } = desk({ send: ok });
    renderPart(client, <JourneyTab customerId={IDS.customer} />);
    const section = await screen.findByRole('region', { name: 'Next best step' });
    expect(await within(section).findByText(/渋谷店, where they usually go, has 3/)).toBeTruthy();
    await userEvent.keyboard(keys);
    await waitFor(() => expect(sent).toHaveLength(1));
    const [step] = STEPS.steps;
    expect(sent[0]).toEqual({
      name: 'journey:decide-step',
      input: { customerId: IDS.customer, step: 'pickup', item: step?.item, decision },
    });
  });
});
