import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPage, type Shown } from '#renderer/widget/rate/page.ts';
import { NO_CHAT, withItem } from '#renderer/widget/sync/chat-state.ts';
import type { Bubble } from '#renderer/widget/view/rows.ts';
import { rowsOf } from '#renderer/widget/view/rows.ts';
import { type Given, scoreForm } from '#renderer/widget/view/score-form.ts';
import { surveyCard } from '#renderer/widget/view/survey-card.ts';
import { WORDS } from '#renderer/widget/words.ts';
import { CUSTOMER, message } from './items.ts';

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));
const all = <E extends Element = HTMLElement>(selector: string): E[] => [...document.querySelectorAll<E>(selector)];
const one = <E extends Element = HTMLElement>(selector: string): E => {
  const [found] = all<E>(selector);
  if (found === undefined) throw new Error(`no ${selector}`);
  return found;
};
const radios = () => all<HTMLInputElement>('input[type=radio]');
function choose(score: number): void {
  radios()[score - 1]?.click();
}
async function findings(): Promise<string[]> {
  // jsdom paints nothing: contrast is looked at in the real window.
  const { violations } = await axe.run(document.body, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

beforeEach(() => {
  document.documentElement.lang = 'en';
  document.title = 'Test';
});
afterEach(() => document.body.replaceChildren());

describe.each(['ja', 'en'] as const)('the five buttons in %s', (locale) => {
  const show = (answer: (given: Given) => Promise<string | null>, chosen: number | null = null) => {
    const done = vi.fn();
    document.body.append(scoreForm({ locale, question: 'Q?', chosen, answer, done }));
    return done;
  };

  it('are radio buttons with a name each, in a group with the question; axe finds nothing', async () => {
    show(async () => null);
    expect(one('fieldset legend').textContent).toContain('Q?');
    expect(radios().map((radio) => radio.closest('label')?.textContent)).toHaveLength(5);
    for (const radio of radios()) expect(radio.closest('label')?.textContent).toMatch(/^[1-5]./);
    expect(new Set(radios().map(({ name }) => name)).size).toBe(1);
    choose(3);
    expect(await findings()).toEqual([]);
  });

  it('send what was chosen with the word that was added, once one is chosen', async () => {
    const answer = vi.fn(async () => null);
    const done = show(answer);
    expect(one('.score-more').hidden).toBe(true);
    choose(4);
    expect(one('.score-more').hidden).toBe(false);
    one<HTMLTextAreaElement>('textarea').value = '  早かった  ';
    one<HTMLButtonElement>('button[type=submit]').click();
    await settled();
    expect(answer).toHaveBeenCalledExactlyOnceWith({ score: 4, comment: '早かった' });
    expect(done).toHaveBeenCalledOnce();
  });

  it('keep what was typed when it could not be sent, and say so', async () => {
    const done = show(async () => '', 2);
    one<HTMLTextAreaElement>('textarea').value = 'words';
    one<HTMLButtonElement>('button[type=submit]').click();
    await settled();
    expect(done).not.toHaveBeenCalled();
    expect(one('[role=alert]').textContent).not.toBe('');
    expect(one<HTMLTextAreaElement>('textarea').value).toBe('words');
    expect(one<HTMLButtonElement>('button[type=submit]').disabled).toBe(false);
  });
});

describe('the card in the chat', () => {
  const card = { kind: 'survey', surveyId: 's1', thanks: 'ありがとうございます' } as const;

  it('thanks, with the focus, and can be changed', async () => {
    let known: number | null = null;
    const answerSurvey = vi.fn(async (_id: string, { score }: Given) => {
      known = score;
      return null;
    });
    document.body.append(surveyCard(card, { answerSurvey, surveyAnswer: () => known, locale: 'ja', question: 'Q?' }));
    choose(2);
    one<HTMLButtonElement>('button[type=submit]').click();
    await settled();
    expect(document.activeElement?.textContent).toContain('ありがとうございます');
    expect(document.activeElement?.textContent).toContain('2');
    one<HTMLButtonElement>('button').click();
    expect(radios().findIndex(({ checked }) => checked)).toBe(1);
    choose(5);
    one<HTMLButtonElement>('button[type=submit]').click();
    await settled();
    expect(answerSurvey.mock.calls.map(([id, given]) => [id, given.score])).toEqual([
      ['s1', 2],
      ['s1', 5],
    ]);
  });

  it('is there as long as an answer counts', () => {
    const until = '2026-11-23T00:00:00.000Z';
    const question = message(1, {
      direction: 'out',
      author: { type: 'system' },
      data: { text: 'How did we do?', survey: { surveyId: 's1', until, thanks: 'Thanks' } },
    });
    const at = (now: string) => {
      const thread = withItem({ ...NO_CHAT, customerId: CUSTOMER }, question);
      const rows = rowsOf({
        thread,
        outbox: [],
        greeting: null,
        isUp: true,
        words: WORDS.en,
        locale: 'en',
        now: new Date(now),
      });
      return rows.find((row): row is Bubble => row.type === 'bubble');
    };
    expect(at('2026-11-22T00:00:00.000Z')?.card).toEqual({ kind: 'survey', surveyId: 's1', thanks: 'Thanks' });
    expect(at('2026-11-22T00:00:00.000Z')?.who).toBe('Support');
    expect(at(until)?.card).toBeNull();
  });
});

describe.each(['ja', 'en'] as const)('the answer page in %s', (locale) => {
  const acts = { answer: async () => null, done: vi.fn(), retry: vi.fn(), again: vi.fn(), toggleLanguage: vi.fn() };
  const shown: readonly Shown[] = [
    { what: 'loading' },
    { what: 'question', question: 'Q?', chosen: 4 },
    { what: 'thanks', thanks: 'Thanks', score: 4 },
    { what: 'over' },
    { what: 'failed', word: 'unreachable' },
  ];
  it.each(shown)('shows one thing at a time, without a finding of axe: $what', async (what) => {
    const main = document.createElement('main');
    main.dataset['company'] = '北の焙煎所';
    document.body.append(main);
    createPage(main, acts).draw(what, locale);
    expect(document.documentElement.lang).toBe(locale);
    expect(main.textContent).toContain('北の焙煎所');
    if (what.what === 'question') expect(radios().findIndex(({ checked }) => checked)).toBe(3);
    expect(await findings()).toEqual([]);
  });
});
