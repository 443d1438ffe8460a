import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { asCsv } from '#renderer/desk/app/csv.ts';
import { askIdentity, closeIdentity } from '#renderer/desk/app/identity-questions.ts';
import { IdentityDialogs, IdentityPart } from '#renderer/desk/features/identity/index.ts';
import { QualityPage } from '#renderer/desk/features/quality/index.ts';
import { rowsOf } from '#renderer/desk/features/thread-view/rows.ts';
import { fakeDesk, IDS, refused } from '#renderer/desk/stories/fake-desk.ts';
import type { Customer } from '#shared/domain/customer.ts';
import type { MergePreview, Person, Suggestion } from '#shared/domain/identity.ts';
import type { Locale } from '#shared/domain/people.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';
import { axeFindings, fillJsdom, renderPart } from '#test/support/render-part.tsx';

const OTHER = '0199a000-0000-7000-8000-000000000099';
const LINK = '0199a000-0000-7000-8000-0000000000a1';
const SINCE = '2024-01-01T00:00:00.000Z';
const CUSTOMER: Customer = { id: IDS.customer, name: '佐藤 美咲', since: SINCE, care: [], lastSeq: 6 };
const person = (customerId: string, name: string): Person => ({
  customerId,
  name,
  since: SINCE,
  orders: 7,
  visits: 0,
  pointKinds: ['phone'],
});
const SUGGESTION: Suggestion = {
  id: LINK,
  self: person(IDS.customer, '佐藤 美咲'),
  other: person(OTHER, 'SATO MISAKI'),
  reasons: ['other_name', 'same_verified_phone'],
  score: 80,
  at: SINCE,
};
const side = (p: Person) => ({ ...p, items: 3, conversations: 1, points: [], open: [] });
const PREVIEW: MergePreview = {
  sides: [side(SUGGESTION.self), side(SUGGESTION.other)],
  conflicts: [
    { kind: 'names', names: ['佐藤 美咲', 'SATO MISAKI'] },
    { kind: 'decided', decision: 'not_same' },
  ],
  reasons: ['same_phone'],
  joined: false,
};
const answers: Record<string, unknown> = {
  'identity.suggestions': { suggestions: [SUGGESTION], households: [person(OTHER, '佐藤 健')], lineHolders: [] },
  'identity.preview': PREVIEW,
  'identity.history': {
    events: [
      {
        id: LINK,
        at: SINCE,
        event: 'joined',
        by: '木村',
        customer: { customerId: IDS.customer, name: '佐藤 美咲' },
        other: { customerId: OTHER, name: 'SATO MISAKI' },
        linkId: LINK,
        standing: true,
      },
    ],
  },
  'quality.list': {
    rows: [
      {
        id: LINK,
        customerId: IDS.customer,
        name: '佐藤 美咲',
        otherId: OTHER,
        otherName: 'SATO MISAKI',
        reasons: ['same_phone'],
        score: 50,
        at: SINCE,
      },
    ],
    counts: { duplicates: 1, unreachable: 0, unverified: 0, conflicts: 0 },
  },
};

function show(
  part: React.ReactNode,
  {
    locale = 'en' as Locale,
    over = {} as Record<string, unknown>,
    send = undefined as (() => unknown) | undefined,
  } = {},
) {
  const desk = fakeDesk({
    ask: (name) => ({ ...answers, ...over })[name] as never,
    ...(send === undefined ? {} : { send: send as never }),
  });
  return {
    ...desk,
    ...renderPart(
      desk.client,
      <>
        {part}
        <IdentityDialogs />
      </>,
      locale,
    ),
  };
}

beforeEach(fillJsdom);
afterEach(() => {
  act(closeIdentity);
  cleanup();
  vi.unstubAllGlobals();
});

describe('[ID2] the question', () => {
  it('names both, says why, and asks of a household when the names differ', async () => {
    show(<IdentityPart customer={CUSTOMER} />);
    const card = await screen.findByRole('region', { name: 'Same person?' });
    expect(card.textContent).toContain('佐藤 美咲 · 7 orders');
    expect(card.textContent).toContain('same verified phone number');
    expect(card.textContent).toContain('household?');
  });

  it.each([
    ['Same household', 'household'],
    ['Not the same', 'not_same'],
  ] as const)('“%s” is said in one click', async (label, decision) => {
    const { sent } = show(<IdentityPart customer={CUSTOMER} />);
    await userEvent.click(await screen.findByRole('button', { name: label }));
    expect(sent).toEqual([{ name: 'identity:decide', input: { customerId: IDS.customer, otherId: OTHER, decision } }]);
  });

  it('[ID4] asks whose call it is on a shared line', async () => {
    const lines = { suggestions: [], households: [], lineHolders: [person(OTHER, '父')] };
    show(<IdentityPart customer={CUSTOMER} />, { over: { 'identity.suggestions': lines } });
    const card = await screen.findByRole('region', { name: 'Whose call is it?' });
    await userEvent.click(within(card).getByRole('button', { name: 'This one…' }));
    expect(await screen.findByRole('dialog', { name: 'Join these two?' })).toBeTruthy();
  });
});

describe('[ID3] the preview', () => {
  it('tells what speaks against it, joins with a reason and says what a refusal says', async () => {
    const user = userEvent.setup();
    const { sent } = show(null, { send: () => refused('not_found', 'There is no such customer.') });
    act(() => askIdentity({ what: 'merge', customerId: IDS.customer, otherId: OTHER }));
    expect(await screen.findByText('Different names: 佐藤 美咲 and SATO MISAKI')).toBeTruthy();
    expect(screen.getByText('They were said not to be the same')).toBeTruthy();
    await user.type(screen.getByRole('textbox'), 'called back');
    await user.click(screen.getByRole('button', { name: /^Join/ }));
    expect(sent).toEqual([
      { name: 'identity:join', input: { customerId: IDS.customer, otherId: OTHER, reason: 'called back' } },
    ]);
    expect(await screen.findByText('There is no such customer.')).toBeTruthy();
  });

  it('does not offer to join what is joined', async () => {
    show(null, { over: { 'identity.preview': { ...PREVIEW, conflicts: [], joined: true } } });
    act(() => askIdentity({ what: 'merge', customerId: IDS.customer, otherId: OTHER }));
    expect(await screen.findByText('They are one thread already.')).toBeTruthy();
    expect(screen.getByRole('button', { name: /^Join/ }).hasAttribute('disabled')).toBe(true);
  });

  it('is undone from the history in one click', async () => {
    const { sent } = show(null);
    act(() => askIdentity({ what: 'history', customerId: IDS.customer }));
    await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(sent).toEqual([{ name: 'identity:undo', input: { linkId: LINK } }]);
  });

  it('says why when nobody has decided anything, and when it can not be loaded', async () => {
    show(null, { over: { 'identity.history': { events: [] } } });
    act(() => askIdentity({ what: 'history', customerId: IDS.customer }));
    expect(await screen.findByText('Nothing decided yet')).toBeTruthy();
  });
});

it('[ID4] an act on a contact point wants its reason, and blocks until a time', async () => {
  const user = userEvent.setup();
  const { sent } = show(null);
  act(() => askIdentity({ what: 'point', act: 'block', customerId: IDS.customer, contactPointId: LINK }));
  const dialog = await screen.findByRole('dialog', { name: 'Block' });
  const block = within(dialog).getByRole('button', { name: /^Block/ });
  expect(block.hasAttribute('disabled')).toBe(true);
  await user.type(within(dialog).getByRole('textbox'), 'threats');
  await user.click(block);
  expect(sent).toEqual([
    {
      name: 'contact-point:block',
      input: { contactPointId: LINK, customerId: IDS.customer, reason: 'threats', blocked: true },
    },
  ]);
});

describe('quality', () => {
  it('is worked through by keyboard; an answered row leaves', async () => {
    const user = userEvent.setup();
    const { sent } = show(<QualityPage />);
    const list = await screen.findByRole('listbox');
    list.focus();
    await user.keyboard('n');
    expect(sent).toEqual([
      { name: 'identity:decide', input: { customerId: IDS.customer, otherId: OTHER, decision: 'not_same' } },
    ]);
    await waitFor(() => expect(screen.queryByRole('option')).toBeNull());
    expect(screen.getByText('No duplicates to look at')).toBeTruthy();
  });

  it('writes CSV that a spreadsheet reads and does not run', () => {
    expect(
      asCsv([
        ['名前', 'a"b'],
        ['=HYPERLINK("x")', '-1'],
      ]),
    ).toBe('\uFEFF名前,"a""b"\r\n"\'=HYPERLINK(""x"")",\'-1\r\n');
  });
});

it.each(['en', 'ja'] as const)('axe finds nothing on card, preview, history and quality page, %s', async (locale) => {
  const { baseElement } = show(
    <main>
      <IdentityPart
        customer={{
          ...CUSTOMER,
          members: [
            { id: IDS.customer, since: SINCE, lastSeq: 1 },
            { id: OTHER, name: 'SATO MISAKI', since: SINCE, lastSeq: 1 },
          ],
        }}
      />
    </main>,
    { locale },
  );
  await screen.findByRole('region', { name: locale === 'en' ? 'Same person?' : '同じ方ですか？' });
  expect(await axeFindings(baseElement)).toEqual([]);
  act(() => askIdentity({ what: 'merge', customerId: IDS.customer, otherId: OTHER }));
  await screen.findByRole('dialog');
  expect(await axeFindings(screen.getByRole('dialog'))).toEqual([]);
  act(closeIdentity);
  cleanup();
  const page = show(
    <main>
      <QualityPage />
    </main>,
    { locale },
  );
  await screen.findByRole('listbox');
  expect(await axeFindings(page.container)).toEqual([]);
});

describe('[ID3] decisions on the thread', () => {
  const item = (customerId: string, seq: number, event: string): TimelineItem => ({
    id: `0199a000-0000-7000-8000-0000000${customerId.slice(-4)}${seq}`,
    customerId,
    seq,
    kind: 'identity',
    channel: 'app',
    direction: 'none',
    visibility: 'internal',
    occurredAt: `2026-11-22T00:0${seq}:00.000Z`,
    receivedAt: `2026-11-22T00:0${seq}:00.000Z`,
    author: { type: 'agent', name: '木村' },
    historical: false,
    data: { event, linkId: LINK },
  });
  const rows = (items: TimelineItem[]) => rowsOf(items, 'Asia/Tokyo').filter((row) => row.kind === 'item');

  it('shows once what both records were told, and offers to undo it while it stands', () => {
    const joined = rows([item(IDS.customer, 1, 'joined'), item(OTHER, 1, 'joined')]);
    expect(joined).toMatchObject([{ key: `${IDS.customer}/1`, standing: true }]);
    const undone = rows([item(IDS.customer, 1, 'joined'), item(IDS.customer, 2, 'undone')]);
    expect(undone.map((row) => row.kind === 'item' && row.standing)).toEqual([false, false]);
  });
});
