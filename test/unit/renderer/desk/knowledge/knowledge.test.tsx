import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { onInsertWords } from '#renderer/desk/app/insert-words.ts';
import { FindArticle, KnowledgePage } from '#renderer/desk/features/knowledge/index.ts';
import { type FakeSend, fakeDesk, IDS } from '#renderer/desk/stories/fake-desk.ts';
import type { Article, ArticleHit, Bulletin } from '#shared/domain/knowledge.ts';
import type { Locale } from '#shared/domain/people.ts';
import { axeFindings, fillJsdom, renderPart } from '#test/support/render-part.tsx';

const owner = { id: '0198c0de-0000-7000-8000-0000000000a9', name: '青山 結衣' };
const article = (n: number, over: Partial<Article> = {}): Article => ({
  id: `0198c0de-0000-7000-8000-00000000010${n}`,
  state: 'approved',
  audience: 'public',
  ja: { title: `返品の送料${n}`, body: `返送料は当社が負担します${n}` },
  url: `https://shop.example/help/${n}`,
  tags: [],
  owner,
  validFrom: '2024-01-01T00:00:00.000Z',
  used: n,
  changedAt: '2024-01-01T00:00:00.000Z',
  revision: 1,
  ...over,
});
const hit = (one: Article): ArticleHit => ({ article: one, locale: 'ja', snippet: one.ja?.body ?? '', ranges: [] });
const bulletin: Bulletin = {
  id: '0198c0de-0000-7000-8000-0000000002b1',
  ja: { title: '台風7号', body: '九州宛の配送は2日遅れます。' },
  teamIds: [],
  author: owner,
  from: '2024-11-17T00:00:00.000Z',
  until: '2024-11-18T00:00:00.000Z',
  revision: 1,
};

type Wish = { readonly hits?: ArticleHit[]; readonly locale?: Locale; readonly article?: Partial<Article> };
function shown(part: 'find' | 'page', { hits = [], locale = 'ja', article: over = { state: 'submitted' } }: Wish = {}) {
  const given: [string, unknown][] = [];
  const asked: [string, unknown][] = [];
  const send: FakeSend = async (name, input) => {
    given.push([name, input]);
    return { ok: true, data: {} } as never;
  };
  const desk = fakeDesk({
    ask: (name, input) => {
      asked.push([name, input]);
      if (name === 'knowledge.find') return { asked: (input as { text: string }).text, hits };
      if (name === 'bulletin.today') return { bulletins: [bulletin] };
      return name === 'knowledge.list'
        ? {
            articles: [article(1, over)],
            missing: [{ text: 'ドローン保険', times: 3, lastAt: bulletin.from }],
          }
        : undefined;
    },
    send,
  });
  const inserted: string[] = [];
  const stop = onInsertWords(IDS.conversation, (words) => inserted.push(words));
  const Part = part === 'find' ? <FindArticle conversationId={IDS.conversation} /> : <KnowledgePage />;
  return { ...renderPart(desk.client, Part, locale), given, asked, inserted, stop };
}

describe('knowledge', () => {
  beforeEach(fillJsdom);
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
  });

  it('is found by a chord from anywhere and goes into the answer by keyboard, counted', async () => {
    const { given, inserted, stop } = shown('find', { hits: [hit(article(1)), hit(article(2))] });
    await userEvent.keyboard('{Control>}{Shift>}f{/Shift}{/Control}');
    await userEvent.type(await screen.findByRole('combobox'), '送料');
    await waitFor(() =>
      expect(screen.getByRole<HTMLButtonElement>('button', { name: '本文を挿入' }).disabled).toBe(false),
    );
    await userEvent.keyboard('{ArrowDown}{Enter}');
    await waitFor(() => expect(inserted).toEqual(['返送料は当社が負担します2']));
    expect(given).toEqual([
      ['knowledge:use', { articleId: article(2).id, conversationId: IDS.conversation, as: 'text' }],
    ]);
    stop();
  });

  it('puts nothing in while the answer is to an earlier question', async () => {
    const { inserted, stop } = shown('find', { hits: [hit(article(1))] });
    await userEvent.keyboard('{Control>}{Shift>}f{/Shift}{/Control}');
    await screen.findByRole('option');
    // Typed and confirmed in one go: what stands there still is the answer to nothing typed.
    await userEvent.type(screen.getByRole('combobox'), '返品{Enter}', { delay: null });
    expect(inserted).toEqual([]);
    stop();
  });

  it('approves what was put before the lead, and keeps the last day at every save', async () => {
    const until = '2024-12-01T15:00:00.000Z';
    const { given, stop } = shown('page', { locale: 'en', article: { state: 'submitted', validUntil: until } });
    await userEvent.click(screen.getByRole('tab', { name: 'Articles' }));
    await userEvent.click(await screen.findByRole('button', { name: /返品の送料1/ }));
    expect((await screen.findByLabelText<HTMLInputElement>('Valid until')).value).toBe('2024-12-01');
    await userEvent.type(within(screen.getByRole('group', { name: 'English' })).getByLabelText('Title'), 'Postage');
    await userEvent.type(within(screen.getByRole('group', { name: 'English' })).getByLabelText('Text'), 'We pay.');
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    expect(given).toMatchObject([['knowledge:save', { validUntil: until, en: { title: 'Postage', body: 'We pay.' } }]]);
    stop();
  });

  it('does not send what is for ourselves only', async () => {
    const { inserted, stop } = shown('find', { hits: [hit(article(1, { audience: 'internal' }))] });
    await userEvent.keyboard('{Control>}{Shift>}f{/Shift}{/Control}');
    await screen.findByRole('option');
    expect(screen.getByRole<HTMLButtonElement>('button', { name: '本文を挿入' }).disabled).toBe(true);
    await userEvent.keyboard('{Enter}');
    expect(inserted).toEqual([]);
    stop();
  });

  it('tells the editors what was looked for in vain, once, when the search is left', async () => {
    const { asked, stop } = shown('find');
    await userEvent.keyboard('{Control>}{Shift>}f{/Shift}{/Control}');
    await userEvent.type(await screen.findByRole('combobox'), 'ドローン');
    await screen.findByText(/編集担当に伝わります/);
    await userEvent.keyboard('{Escape}');
    const kept = asked.filter(
      ([name, input]) => name === 'knowledge.find' && (input as { keep?: boolean }).keep === true,
    );
    expect(kept).toMatchObject([['knowledge.find', { text: 'ドローン' }]]);
    stop();
  });

  it.each(['ja', 'en'] as const)('shows what to know today, to be confirmed by each, in %s', async (locale) => {
    const { given, container, stop } = shown('page', { locale });
    const card = within(await screen.findByRole('article'));
    expect(await axeFindings(container)).toEqual([]);
    await userEvent.click(card.getByRole('button', { name: locale === 'ja' ? '確認しました' : 'I have read this' }));
    expect(given).toEqual([['bulletin:confirm', { bulletinId: bulletin.id }]]);
    stop();
  });

  it('is written in one language or both, and put before a lead', async () => {
    const { given, stop } = shown('page', { locale: 'en' });
    await userEvent.click(screen.getByRole('tab', { name: 'Articles' }));
    await userEvent.click(await screen.findByRole('button', { name: 'New article' }));
    const english = within(screen.getByRole('group', { name: 'English' }));
    await userEvent.type(english.getByLabelText('Title'), 'Gift wrap');
    expect(screen.getByRole<HTMLButtonElement>('button', { name: /Put before a lead/ }).disabled).toBe(true);
    await userEvent.type(english.getByLabelText('Text'), 'Free of charge');
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    expect(given).toMatchObject([
      ['knowledge:save', { en: { title: 'Gift wrap', body: 'Free of charge' }, audience: 'public', submit: true }],
    ]);
    stop();
  });
});
