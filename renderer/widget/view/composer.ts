import type { Chat } from '../chat.ts';
import { PHOTO_TYPES } from '../shrink.ts';
import type { Store } from '../store.ts';
import { say, type Words } from '../words.ts';
import { el, setAttribute, setText } from './dom.ts';
import { createEnterKey } from './enter-key.ts';
import { icon } from './icons.ts';
import { createPhotoTray } from './photo-tray.ts';

/** The line to write in, with photos waiting to go along. */
export type Composer = {
  readonly node: HTMLElement;
  readonly focus: () => void;
  readonly draw: (words: Words) => void;
};

type Parts = {
  readonly chat: Pick<Chat, 'send' | 'typing' | 'upload'>;
  readonly tab: Store;
  readonly words: () => Words;
  readonly sent: () => void;
};

const MOST_CHARACTERS = 4000;
/** The hub forgets it after a while, so it is said again while writing goes on. */
const TYPING_EVERY_MS = 3000;
const DRAFT = 'draft';

export function createComposer({ chat, tab, words, sent }: Parts): Composer {
  const area = el('textarea', { rows: '1', autocomplete: 'off', 'aria-describedby': 'keys' });
  const keys = el('span', { id: 'keys', class: 'hidden' });
  const picker = el('input', { type: 'file', accept: PHOTO_TYPES.join(','), multiple: true, hidden: true });
  const attach = el('button', { type: 'button', class: 'icon-button' }, icon('photo'));
  const send = el('button', { type: 'submit', class: 'send' });
  const trouble = el('div', { class: 'trouble', role: 'alert' });
  const complain = (text: string): void => setText(trouble, text);
  const tray = createPhotoTray({
    upload: chat.upload,
    words,
    complain,
    changed: refresh,
    removed: () => area.focus(),
  });
  const entry = el('div', { class: 'entry' }, area, picker, attach, send);
  const form = el('form', { class: 'composer', novalidate: true }, trouble, tray.node, entry, keys);
  const enter = createEnterKey();
  let typedAtMs = 0;

  area.value = tab.get(DRAFT) ?? '';

  function refresh(): void {
    const nothing = area.value.trim() === '' && tray.isEmpty();
    setAttribute(send, 'aria-disabled', nothing || tray.ready() === null ? 'true' : null);
    area.style.height = 'auto';
    area.style.height = `${area.scrollHeight}px`;
  }

  function submit(): void {
    const text = area.value.trim();
    const attachments = tray.ready();
    if (attachments === null || (text === '' && attachments.length === 0)) return;
    if (text.length > MOST_CHARACTERS) {
      complain(say(words(), 'tooLong', { n: MOST_CHARACTERS }));
      return;
    }
    complain('');
    chat.send({ text, ...(attachments.length === 0 ? {} : { attachments }), ...pageOf() });
    area.value = '';
    tab.set(DRAFT, null);
    tray.clear();
    typed(false);
    sent();
    area.focus();
  }

  function typed(active: boolean): void {
    const nowMs = Date.now();
    if (active && nowMs - typedAtMs < TYPING_EVERY_MS) return;
    if (!active && typedAtMs === 0) return;
    typedAtMs = active ? nowMs : 0;
    chat.typing(active);
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
  });
  attach.addEventListener('click', () => picker.click());
  picker.addEventListener('change', () => {
    tray.choose(picker.files ?? []);
    picker.value = '';
  });
  area.addEventListener('paste', (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    tray.choose(files);
  });
  area.addEventListener('compositionstart', enter.composed);
  area.addEventListener('compositionend', enter.composed);
  area.addEventListener('input', () => {
    tab.set(DRAFT, area.value || null);
    complain('');
    typed(area.value.trim() !== '');
    refresh();
  });
  area.addEventListener('blur', () => typed(false));
  area.addEventListener('keydown', (event) => {
    // A keyboard on the screen leaves sending to the button; there Enter begins a new line.
    if (!enter.means(event) || matchMedia('(hover: none) and (pointer: coarse)').matches) return;
    event.preventDefault();
    submit();
  });

  return {
    node: form,
    focus: () => area.focus({ preventScroll: true }),
    draw(next) {
      setAttribute(area, 'placeholder', next.placeholder);
      setAttribute(area, 'aria-label', next.placeholder);
      setAttribute(attach, 'aria-label', next.attach);
      setAttribute(attach, 'title', next.attach);
      setText(send, next.send);
      setText(keys, next.keys);
      refresh();
    },
  };
}

/** Where the customer is; what the hub would refuse is left out. */
function pageOf(): { page?: { title: string; url: string } } {
  const { href, protocol } = window.location;
  // What follows the address may hold what is nobody's business: tokens, searches.
  const url = href.replace(/[?#].*$/, '');
  return /^https?:$/.test(protocol) && url.length <= 2000 ? { page: { title: document.title.slice(0, 200), url } } : {};
}
