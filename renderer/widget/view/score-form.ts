import { SCORE_WORDS, type ScoreWords } from '../score-words.ts';
import { el, setText } from './dom.ts';

export type Given = { readonly score: number; readonly comment: string };
/** The words of a refusal, empty where there are none; null when it was taken. */
export type Answering = (given: Given) => Promise<string | null>;

type Parts = {
  readonly locale: 'ja' | 'en';
  /** What the five buttons are about, for who does not see what stands above them. */
  readonly question: string;
  /** Chosen beforehand, by a link. */
  readonly chosen: number | null;
  readonly answer: Answering;
  readonly done: (given: Given) => void;
};

const SCORES = [1, 2, 3, 4, 5];
const LONGEST = 1000;
let made = 0;

/** Five buttons of which one is chosen, a word that may be added, and sending: radio buttons, so arrows and Space work. */
export function scoreForm({ locale, question, chosen, answer, done }: Parts): HTMLFormElement {
  made += 1;
  const words: ScoreWords = SCORE_WORDS[locale];
  const name = `score-${made}`;
  const send = el('button', { type: 'submit', class: 'score-send' }, words.send);
  const trouble = el('div', { class: 'reason', role: 'alert' });
  const comment = el('textarea', { id: `${name}-comment`, class: 'score-comment', rows: '2', maxlength: `${LONGEST}` });
  const more = el(
    'div',
    { class: 'score-more' },
    el('label', { for: `${name}-comment` }, words.comment),
    comment,
    send,
    trouble,
  );
  const radios = SCORES.map((score) => {
    const radio = el('input', { type: 'radio', name, value: `${score}`, required: true, class: 'score-radio' });
    radio.checked = score === chosen;
    radio.addEventListener('change', show);
    return radio;
  });
  const choices = radios.map((radio, index) => {
    const label = words.labels[index] ?? '';
    const face = el('span', { class: 'score-face' }, el('b', {}, `${index + 1}`), el('span', {}, label));
    return el('label', { class: 'score' }, radio, face);
  });
  const legend = el('legend', { class: 'hidden' }, `${question} ${words.hint}`);
  const form = el('form', { class: 'score-form' }, el('fieldset', { class: 'scores' }, legend, ...choices), more);

  /** A word may be added once something is chosen; before, it would only stand in the way. */
  function show(): void {
    more.hidden = !radios.some((radio) => radio.checked);
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const score = SCORES.find((_, index) => radios[index]?.checked === true);
    if (score !== undefined) void submit({ score, comment: comment.value.trim() });
  });

  async function submit(given: Given): Promise<void> {
    send.disabled = true;
    setText(trouble, '');
    const refused = await answer(given);
    send.disabled = false;
    if (refused === null) done(given);
    else setText(trouble, refused === '' ? words.failed : refused);
  }
  show();
  return form;
}
