import type { Locale } from '#shared/domain/people.ts';
import { el } from '../view/dom.ts';
import { GO_WORDS, type Words } from './words.ts';

/** What the page shows before the chat, or behind it. */
export type Shown =
  | { readonly what: 'link' | 'known' | 'over' | 'code' }
  | { readonly what: 'failed'; readonly word: 'wait' | 'unreachable'; readonly from: 'link' | 'code' };

type Acts = {
  readonly start: () => void;
  readonly chat: () => void;
  readonly typed: (code: string) => void;
  readonly toggleLanguage: () => void;
};

type Draw = {
  readonly shown: Shown;
  readonly locale: Locale;
  readonly isBusy: boolean;
  /** Somebody has chatted in this browser before. */
  readonly isKnown: boolean;
};

/** The page: one card with the company's name, and one thing to do. */
export function createPage(main: HTMLElement, acts: Acts) {
  const company = main.dataset['company'] ?? '';
  let typed = '';

  function button(text: string, act: () => void, isBusy = false): HTMLButtonElement {
    const node = el('button', { type: 'button', class: 'primary' }, text);
    node.disabled = isBusy;
    node.addEventListener('click', act);
    return node;
  }

  function codeForm(words: Words, isBusy: boolean): HTMLElement {
    const field = el('input', {
      id: 'code',
      name: 'code',
      type: 'text',
      autocomplete: 'off',
      autocapitalize: 'characters',
      spellcheck: 'false',
      maxlength: '20',
      required: true,
      'aria-describedby': 'code-hint',
    });
    field.value = typed;
    field.addEventListener('input', () => {
      typed = field.value;
    });
    const send = el('button', { type: 'submit', class: 'primary' }, isBusy ? words.starting : words.codeStart);
    send.disabled = isBusy;
    const label = el('label', { for: 'code' }, words.code);
    const form = el('form', {}, label, field, el('p', { class: 'hint', id: 'code-hint' }, words.codeHint), send);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      acts.typed(field.value);
    });
    return form;
  }

  function bodyOf({ shown, locale, isBusy, isKnown }: Draw): HTMLElement[] {
    const words = GO_WORDS[locale];
    const start = () => button(isBusy ? words.starting : words.start, acts.start, isBusy);
    const text = (of: string, kind = 'text') => el('p', { class: kind }, of);
    switch (shown.what) {
      case 'link':
        return [el('h1', {}, words.goOn), text(words.goOnText), start(), text(words.once, 'hint')];
      case 'known':
        return [el('h1', {}, words.codeTitle), text(words.backText), button(words.back, acts.chat)];
      case 'over':
        return [el('h1', {}, words.over), text(words.overText), button(words.fresh, acts.chat)];
      case 'code': {
        const fresh = el('button', { type: 'button', class: 'plain' }, isKnown ? words.back : words.fresh);
        fresh.addEventListener('click', acts.chat);
        return [el('h1', {}, words.codeTitle), codeForm(words, isBusy), text(words.orFresh, 'hint'), fresh];
      }
      case 'failed': {
        const again = shown.from === 'link' ? [start()] : [codeForm(words, isBusy)];
        const alert = el('p', { class: 'alert', role: 'alert' }, words[shown.word]);
        return [el('h1', {}, shown.from === 'link' ? words.goOn : words.codeTitle), alert, ...again];
      }
    }
  }

  return {
    draw(now: Draw): void {
      const words = GO_WORDS[now.locale];
      document.documentElement.lang = now.locale;
      const language = el('button', { type: 'button', class: 'plain', lang: now.locale === 'ja' ? 'en' : 'ja' });
      language.textContent = words.language;
      language.addEventListener('click', acts.toggleLanguage);
      const head = el('header', {}, el('div', { class: 'company' }, company), language);
      main.replaceChildren(el('div', { class: 'card', 'aria-live': 'polite' }, head, ...bodyOf(now)));
    },
  };
}
