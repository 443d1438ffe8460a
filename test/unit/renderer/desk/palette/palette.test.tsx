import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useShowItem } from '#renderer/desk/app/show-item.ts';
import { CustomerPanelPart } from '#renderer/desk/features/customer-panel/index.ts';
import { PalettePart } from '#renderer/desk/features/palette/index.ts';
import { goTo } from '#renderer/desk/routes.ts';
import { type FakeAsk, fakeDesk, IDS } from '#renderer/desk/stories/fake-desk.ts';
import { useShortcut } from '#renderer/ui/shortcuts.ts';
import type { Locale } from '#shared/domain/people.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';
import { axeFindings, endCompositionByEnter, fillJsdom, renderPart } from '#test/support/render-part.tsx';

type Found = QueryOutput<'search'>;

const NOTHING: Found = { customers: [], conversations: [], orders: [], items: [] };
const AT = '2024-10-02T00:12:00.000Z';
const SATO: Found['customers'][number] = {
  customerId: IDS.customer,
  name: '佐藤 美咲',
  kana: 'さとう みさき',
  matched: '+81••••4417',
  orders: 4,
};
const EVERYTHING: Found = {
  customers: [SATO],
  conversations: [
    {
      conversationId: IDS.conversation,
      customerId: IDS.customer,
      number: 48213,
      customerName: '佐藤 美咲',
      subject: '水漏れ',
      status: 'snoozed',
      at: AT,
    },
  ],
  orders: [
    { customerId: IDS.customer, seq: 28, number: '#W2611340', customerName: '佐藤 美咲', state: 'shipped', at: AT },
  ],
  items: [
    {
      customerId: IDS.customer,
      seq: 33,
      customerName: '佐藤 美咲',
      channel: 'chat',
      snippet: '左側にひびが入っています。',
      ranges: [[3, 5]],
      at: AT,
    },
  ],
};

type Shown = { readonly found?: Found | FakeAsk; readonly locale?: Locale; readonly onPanel?: () => void };

function Desk({ onPanel }: { readonly onPanel: () => void }) {
  const [open, setOpen] = useState(true);
  useShortcut('palette', () => setOpen(true));
  useShortcut('customer-panel', onPanel);
  useShortcut('send', onPanel);
  return <PalettePart open={open} onClose={() => setOpen(false)} />;
}

function show({ found = NOTHING, locale = 'en', onPanel = vi.fn() }: Shown = {}) {
  const search = vi.fn(typeof found === 'function' ? found : async () => found);
  const { client } = fakeDesk({ ask: (name, input) => (name === 'search' ? search(name, input) : undefined) });
  renderPart(client, <Desk onPanel={onPanel} />, locale);
  return { search, onPanel };
}

const field = (): Promise<HTMLElement> => screen.findByRole('combobox');
const chosen = (): string | null | undefined =>
  screen.getAllByRole('option').find((row) => row.getAttribute('aria-selected') === 'true')?.textContent;

describe('palette', () => {
  beforeEach(() => {
    fillJsdom();
    window.location.hash = '#/inbox/team';
  });
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
    useShowItem.setState({ target: null });
  });

  it('opens with the focus in its field and the commands of this page, and asks the hub nothing', async () => {
    const { search } = show();
    await waitFor(async () => expect(document.activeElement).toBe(await field()));
    expect(screen.getAllByRole('option').map((row) => row.textContent)).toEqual(['Customer panelCtrl Shift Y']);
    expect(search).not.toHaveBeenCalled();
  });

  it('shows what was found with states in words, in both languages', async () => {
    const user = userEvent.setup();
    show({ found: EVERYTHING, locale: 'ja' });
    await user.type(await field(), '佐藤');
    await screen.findByText('#48213');
    expect(screen.getAllByRole('option').map((row) => row.textContent)).toEqual([
      '佐藤 美咲さとう みさき · +81••••4417注文4件',
      '#48213 佐藤 美咲水漏れ · 日時指定2024年10月2日(水) 09:12',
      '#W2611340 佐藤 美咲出荷済み 2024年10月2日',
      '左側にひびが入っています。佐藤 美咲2024年10月2日(水) 09:12',
    ]);
    expect(document.querySelector('mark')?.textContent).toBe('ひび');
  });

  it('goes by arrows, round the end, and opens a conversation by Enter', async () => {
    const user = userEvent.setup();
    show({ found: EVERYTHING });
    await user.type(await field(), 'sato');
    await screen.findByText('#48213');
    expect(chosen()).toContain('4 orders');
    await user.keyboard('{ArrowUp}');
    expect(chosen()).toContain('ひび');
    await user.keyboard('{ArrowDown}{ArrowDown}');
    expect(chosen()).toContain('#48213');
    await user.keyboard('{Enter}');
    expect(window.location.hash).toBe(`#/inbox/team/c/${IDS.conversation}`);
    await waitFor(() => expect(screen.queryByRole('combobox')).toBeNull());
  });

  it('opens an order at its place on the customer’s thread', async () => {
    const user = userEvent.setup();
    show({ found: EVERYTHING });
    await user.type(await field(), 'W2611340');
    await user.click(await screen.findByText('#W2611340'));
    expect(window.location.hash).toBe(`#/inbox/team/customer/${IDS.customer}`);
    expect(useShowItem.getState().target).toEqual({ customerId: IDS.customer, seq: 28 });
  });

  it('leaves the conversation open when an item of its own customer is wanted', async () => {
    window.location.hash = `#/inbox/mine/c/${IDS.conversation}`;
    const user = userEvent.setup();
    show({ found: EVERYTHING });
    await user.type(await field(), 'ひび');
    await user.click(await screen.findByText('#W2611340'));
    expect(window.location.hash).toBe(`#/inbox/mine/c/${IDS.conversation}`);
    expect(useShowItem.getState().target).toEqual({ customerId: IDS.customer, seq: 28 });
  });

  it('[DK3] leaves Enter, arrows and Escape to the IME while it composes', async () => {
    const user = userEvent.setup();
    show({ found: EVERYTHING });
    const input = await field();
    await user.type(input, 'sato');
    await screen.findByText('#48213');
    const before = chosen();
    fireEvent.compositionStart(input);
    for (const key of ['ArrowDown', 'Enter', 'Escape']) fireEvent.keyDown(input, { key, keyCode: 229 });
    expect(chosen()).toBe(before);
    expect(window.location.hash).toBe('#/inbox/team');
    expect(screen.getByRole('combobox')).toBe(input);
    // The Enter that ends a composition may come after its end.
    endCompositionByEnter(input);
    expect(window.location.hash).toBe('#/inbox/team');
  });

  it('makes an early Enter wait for the answer to what was typed', async () => {
    const user = userEvent.setup();
    const answers = new Map<string, (found: Found) => void>();
    show({
      found: (_name, input) => new Promise<Found>((resolve) => answers.set((input as { text: string }).text, resolve)),
    });
    await user.type(await field(), 'old');
    await waitFor(() => expect(answers.has('old')).toBe(true));
    answers.get('old')?.({ ...NOTHING, customers: [{ ...SATO, customerId: IDS.other, name: 'Old' }] });
    await screen.findByText('Old');
    await user.type(await field(), 'er{Enter}');
    expect(window.location.hash).toBe('#/inbox/team');
    await waitFor(() => expect(answers.has('older')).toBe(true));
    answers.get('older')?.({ ...NOTHING, customers: [SATO] });
    await waitFor(() => expect(window.location.hash).toBe(`#/inbox/team/customer/${IDS.customer}`));
  });

  it('runs a command after the focus went back, found by its name in either language', async () => {
    const user = userEvent.setup();
    const { onPanel } = show();
    await user.type(await field(), 'ﾊﾟﾈﾙ{Enter}');
    await waitFor(() => expect(onPanel).toHaveBeenCalledOnce());
    await waitFor(() => expect(screen.queryByRole('combobox')).toBeNull());
  });

  it('says that nothing was found, and what else to try', async () => {
    const user = userEvent.setup();
    show();
    await user.type(await field(), 'zzz');
    expect(await screen.findByText('Nothing found for “zzz”')).toBeTruthy();
  });

  it('says that the search did not answer, and asks again', async () => {
    const user = userEvent.setup();
    let isBroken = true;
    show({
      found: async () => {
        if (isBroken) throw new Error('no');
        return EVERYTHING;
      },
    });
    await user.type(await field(), 'sato');
    expect((await screen.findByRole('alert', undefined, { timeout: 30_000 })).textContent).toContain('did not answer');
    isBroken = false;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('#48213')).toBeTruthy();
  });

  it('closes by Escape and by its own chord', async () => {
    const user = userEvent.setup();
    show();
    await field();
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('combobox')).toBeNull());
    fireEvent.keyDown(document.body, { key: 'k', ctrlKey: true });
    const input = await field();
    fireEvent.keyDown(input, { key: 'k', ctrlKey: true });
    await waitFor(() => expect(screen.queryByRole('combobox')).toBeNull());
  });

  it('[PR4] remembers whom one had open, in memory alone', async () => {
    const user = userEvent.setup();
    const { client } = fakeDesk();
    window.location.hash = `#/inbox/mine/c/${IDS.conversation}`;
    renderPart(
      client,
      <>
        <CustomerPanelPart conversationId={IDS.conversation} />
        <Desk onPanel={vi.fn()} />
      </>,
    );
    await field();
    await screen.findByText('No orders');
    expect(screen.queryByText('Recent customers')).toBeNull();
    goTo({ tab: 'mine', conversationId: null });
    await user.click(await screen.findByText('佐藤 美咲'));
    expect(window.location.hash).toBe(`#/inbox/mine/c/${IDS.conversation}`);
    expect(JSON.stringify({ ...window.localStorage, ...window.sessionStorage })).not.toContain('佐藤');
  });

  it('has nothing that axe objects to', async () => {
    const user = userEvent.setup();
    show({ found: EVERYTHING });
    await user.type(await field(), 'sato');
    await screen.findByText('#48213');
    expect(await axeFindings(screen.getByRole('dialog'))).toEqual([]);
  });
});
