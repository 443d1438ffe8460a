import type { LineState } from '../sync/line.ts';
import { say, type Words } from '../words.ts';
import { el, setAttribute, setText } from './dom.ts';
import { icon } from './icons.ts';
import type { Lightbox } from './lightbox.ts';

/** The window of the chat: a floating one, and the whole screen on a telephone. */
export type Panel = {
  readonly node: HTMLElement;
  readonly isOpen: () => boolean;
  readonly show: () => void;
  readonly hide: () => void;
  readonly draw: (now: { words: Words; shop: string; subtitle: string; line: LineState }) => void;
};

type Parts = {
  readonly root: ShadowRoot;
  readonly lightbox: Lightbox;
  readonly close: () => void;
  readonly connectNow: () => void;
  readonly body: readonly HTMLElement[];
};

/** As in styles/devices.css. */
const whole = matchMedia('(max-width: 480px)');

export function createPanel({ root, lightbox, close, connectNow, body }: Parts): Panel {
  const shop = el('div', { class: 'shop' });
  const subtitle = el('div', { class: 'subtitle' });
  const shut = el('button', { type: 'button', class: 'icon-button' }, icon('close'));
  const trouble = el('span');
  const again = el('button', { type: 'button', class: 'text-button' });
  const strip = el('div', { class: 'strip', role: 'status' }, trouble, again);
  const header = el('div', { class: 'header' }, el('div', { class: 'titles' }, shop, subtitle), shut);
  const node = el('div', { class: 'panel', role: 'dialog', hidden: true }, header, strip, ...body);

  shut.addEventListener('click', close);
  again.addEventListener('click', connectNow);
  root.addEventListener('keydown', (event) => {
    if (!(event instanceof KeyboardEvent) || event.isComposing || event.keyCode === 229) return;
    if (event.key === 'Escape') {
      event.stopPropagation();
      if (lightbox.isOpen()) lightbox.close();
      else close();
    } else if (event.key === 'Tab' && whole.matches && !lightbox.isOpen()) keepFocus(event);
  });

  /** Where the chat is the whole screen, what lies behind it can not be reached by Tab either. */
  function keepFocus(event: KeyboardEvent): void {
    const stops = [...node.querySelectorAll<HTMLElement>('button,textarea,a[href],[tabindex="0"]')].filter(
      (stop) => stop.offsetParent !== null,
    );
    const [first, last] = [stops[0], stops.at(-1)];
    const at = root.activeElement;
    if (event.shiftKey ? at === first : at === last) {
      event.preventDefault();
      (event.shiftKey ? last : first)?.focus();
    }
  }

  /** The keyboard on a telephone's screen covers what it does not tell the page about. */
  function fitScreen(): void {
    const seen = window.visualViewport;
    if (!seen) return;
    node.style.setProperty('--seen-height', `${seen.height}px`);
    node.style.setProperty('--seen-top', `${seen.offsetTop}px`);
  }

  function modality(): void {
    setAttribute(node, 'aria-modal', whole.matches ? 'true' : null);
  }

  return {
    node,
    isOpen: () => !node.hidden,
    show() {
      node.hidden = false;
      fitScreen();
      modality();
      whole.addEventListener('change', modality);
      window.visualViewport?.addEventListener('resize', fitScreen);
      window.visualViewport?.addEventListener('scroll', fitScreen);
    },
    hide() {
      node.hidden = true;
      whole.removeEventListener('change', modality);
      window.visualViewport?.removeEventListener('resize', fitScreen);
      window.visualViewport?.removeEventListener('scroll', fitScreen);
    },
    draw(now) {
      setAttribute(node, 'aria-label', say(now.words, 'dialog', { shop: now.shop }));
      setAttribute(shut, 'aria-label', now.words.close);
      setText(shop, now.shop);
      setText(subtitle, now.subtitle);
      const said = now.line === 'idle' || now.line === 'connected' ? '' : now.words[now.line];
      strip.hidden = said === '';
      setAttribute(strip, 'data-line', now.line);
      setText(trouble, said);
      again.hidden = now.line === 'connecting';
      setText(again, now.words.connectAgain);
    },
  };
}
