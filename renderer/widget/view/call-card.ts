import type { Chat } from '../chat.ts';
import type { Words } from '../words.ts';
import { el, setText } from './dom.ts';
import type { CallCard } from './rows.ts';

type Parts = { readonly words: Words; readonly callMe: Chat['callMe'] };

let made = 0;

/** Below an agent's words that lead to the telephone: our number to press, or a field for theirs. */
export function callCard(card: CallCard, { words, callMe }: Parts): HTMLElement {
  if (card.kind === 'call') return el('a', { class: 'call-button', href: `tel:${card.number}` }, words.callUs);
  made += 1;
  const id = `call-me-${made}`;
  const field = el('input', {
    id,
    class: 'call-field',
    type: 'tel',
    inputmode: 'tel',
    autocomplete: 'tel',
    maxlength: '40',
    required: true,
  });
  const send = el('button', { type: 'submit', class: 'call-button' }, words.callMe);
  const trouble = el('div', { class: 'reason', role: 'alert' });
  const form = el('form', { class: 'call-form' }, el('label', { for: id }, words.yourNumber), field, send, trouble);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void submit();
  });

  async function submit(): Promise<void> {
    send.disabled = true;
    const refused = await callMe(field.value.trim());
    send.disabled = false;
    if (refused !== null) setText(trouble, refused === '' ? words.callFailed : refused);
  }
  return form;
}
