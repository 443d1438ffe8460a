import { cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CareMore } from '#renderer/desk/features/care/index.ts';
import { type FakeSend, fakeDesk } from '#renderer/desk/stories/fake-desk.ts';
import type { CareIncident, CareMark } from '#shared/domain/care.ts';
import type { Customer } from '#shared/domain/customer.ts';
import type { Locale } from '#shared/domain/people.ts';
import { axeFindings, fillJsdom, renderPart } from '#test/support/render-part.tsx';

const customer: Customer = {
  id: '0198c0de-0000-7000-8000-0000000000c1',
  name: '佐藤 美咲',
  since: '2024-04-01T00:00:00.000Z',
  care: [],
  lastSeq: 3,
};
const author = { id: '0198c0de-0000-7000-8000-0000000000a9', name: '青山 結衣' };
const mark: CareMark = {
  id: '0198c0de-0000-7000-8000-0000000000d1',
  customerId: customer.id,
  kind: 'harassment',
  title: '電話で怒鳴られる',
  facts: '11月14日 13:20 の通話で大声が10分続いた。',
  items: [],
  state: 'approved',
  author,
  createdAt: '2024-11-14T04:30:00.000Z',
  expiresAt: '2999-01-01T00:00:00.000Z',
  warnings: [],
  revision: 1,
};
const incident: CareIncident = {
  id: '0198c0de-0000-7000-8000-0000000000e1',
  conversationId: '0198c0de-0000-7000-8000-0000000000b1',
  customerId: customer.id,
  words: ['煙が出'],
  item: { customerId: customer.id, seq: 2 },
  openedAt: '2024-11-17T04:30:00.000Z',
  checklist: [{ code: 'safe_now', ja: '安全を確認した', en: 'Everybody is safe' }],
  revision: 1,
};
const rules = {
  safetyWords: { ja: [], en: [] },
  checklist: incident.checklist,
  script: [1, 2, 3].map((n) => ({ ja: `警告の言葉${n}`, en: `Warning words ${n}` })),
  revision: 1,
};

type Shown = { marks?: CareMark[]; incidents?: CareIncident[]; locale?: Locale };
function show({ marks = [], incidents = [], locale = 'en' }: Shown) {
  const given: [string, unknown][] = [];
  const send: FakeSend = async (name, input) => {
    given.push([name, input]);
    return { ok: true, data: {} } as never;
  };
  const desk = fakeDesk({
    ask: (name) => {
      if (name === 'care.of') return { marks, incidents };
      return name === 'care.rules' ? { rules } : undefined;
    },
    send,
  });
  const shown = renderPart(desk.client, <CareMore customer={customer} />, locale);
  return { given, ...shown };
}

describe('handle with care', () => {
  beforeEach(fillJsdom);
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
  });

  it('proposes facts with an end, by keyboard', async () => {
    const { given } = show({});
    await userEvent.click(await screen.findByRole('button', { name: 'Propose a mark' }));
    await userEvent.type(await screen.findByLabelText('In a few words'), 'shouts');
    await userEvent.type(screen.getByLabelText('What happened'), 'Shouted for ten minutes');
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    expect(given).toMatchObject([
      [
        'care:propose',
        { customerId: customer.id, kind: 'harassment', title: 'shouts', facts: 'Shouted for ten minutes' },
      ],
    ]);
  });

  it('gives the words of the next warning and writes down that they were said', async () => {
    const warned = { step: 1, at: '2024-11-17T04:30:00.000Z', by: author, said: 'x' };
    const { given } = show({ marks: [{ ...mark, warnings: [warned] }], locale: 'ja' });
    const field = await screen.findByDisplayValue('警告の言葉2');
    expect(field).toBe(screen.getByLabelText('警告 2/3：お伝えする言葉'));
    await userEvent.click(screen.getByRole('button', { name: 'お伝えした' }));
    expect(given).toEqual([['care:warn', { markId: mark.id, step: 2, said: '警告の言葉2' }]]);
  });

  it('ticks what was done about an incident', async () => {
    const { given, container } = show({ incidents: [incident] });
    const card = within(await screen.findByRole('region', { name: 'Safety incident' }));
    await userEvent.click(card.getByRole('checkbox', { name: 'Everybody is safe' }));
    expect(given).toEqual([['care:tick', { incidentId: incident.id, code: 'safe_now', done: true }]]);
    expect(await axeFindings(container)).toEqual([]);
  });

  it('shows a proposal to its author without a way to decide on it', async () => {
    show({ marks: [{ ...mark, state: 'proposed' }] });
    const card = within(await screen.findByRole('region', { name: 'waits for a lead' }));
    expect(card.getByText(mark.facts)).toBeTruthy();
    expect(card.queryByRole('button', { name: 'Approve' })).toBeNull();
  });
});
