import type { Locale } from '#shared/domain/people.ts';
import { SCORE_WORDS } from '../score-words.ts';
import { el } from '../view/dom.ts';
import { type Answering, type Given, scoreForm } from '../view/score-form.ts';
import { RATE_WORDS } from './words.ts';

/** What the page shows: one thing at a time. */
export type Shown =
  | { readonly what: 'loading' | 'over' }
  | { readonly what: 'failed'; readonly word: 'wait' | 'unreachable' }
  | { readonly what: 'question'; readonly question: string; readonly chosen: number | null }
  | { readonly what: 'thanks'; readonly thanks: string; readonly score: number };

type Acts = {
  readonly answer: Answering;
  readonly done: (given: Given) => void;
  readonly retry: () => void;
  readonly again: () => void;
  readonly toggleLanguage: () => void;
};

/** One card with the company's name, the question, and what came of it. */
export function createPage(main: HTMLElement, acts: Acts) {
  const company = main.dataset['company'] ?? '';

  function button(text: string, kind: 'primary' | 'plain', act: () => void): HTMLButtonElement {
    const node = el('button', { type: 'button', class: kind }, text);
    node.addEventListener('click', act);
    return node;
  }

  function bodyOf(shown: Shown, locale: Locale): HTMLElement[] {
    const words = RATE_WORDS[locale];
    switch (shown.what) {
      case 'loading':
        return [el('p', { class: 'text', role: 'status' }, words.loading)];
      case 'over':
        return [el('h1', { tabindex: '-1' }, words.over), el('p', { class: 'text' }, words.overText)];
      case 'failed': {
        const alert = el('p', { class: 'alert', role: 'alert' }, words[shown.word]);
        return [el('h1', { class: 'hidden' }, company), alert, button(words.retry, 'primary', acts.retry)];
      }
      case 'question': {
        const { question, chosen } = shown;
        const form = scoreForm({ locale, question, chosen, answer: acts.answer, done: acts.done });
        return [el('h1', {}, question), form];
      }
      case 'thanks': {
        const given = SCORE_WORDS[locale].given.replace('{score}', String(shown.score));
        const again = button(SCORE_WORDS[locale].again, 'plain', acts.again);
        const head = el('h1', { tabindex: '-1' }, words.thanks);
        return [head, el('p', { class: 'text' }, shown.thanks), el('p', { class: 'hint' }, given), again];
      }
    }
  }

  return {
    draw(shown: Shown, locale: Locale): void {
      document.documentElement.lang = locale;
      const other = locale === 'ja' ? 'en' : 'ja';
      const language = button(RATE_WORDS[locale].language, 'plain', acts.toggleLanguage);
      language.lang = other;
      const head = el('header', {}, el('div', { class: 'company' }, company), language);
      main.replaceChildren(el('div', { class: 'card' }, head, ...bodyOf(shown, locale)));
      // What was pressed is gone; who hears the page hears what came of it.
      if (shown.what === 'thanks' || shown.what === 'over') main.querySelector('h1')?.focus();
    },
  };
}
