import type { Chat } from '../chat.ts';
import { SCORE_WORDS } from '../score-words.ts';
import { el } from './dom.ts';
import type { SurveyCard } from './rows.ts';
import { scoreForm } from './score-form.ts';

type Parts = Pick<Chat, 'answerSurvey' | 'surveyAnswer'> & { readonly locale: 'ja' | 'en'; readonly question: string };

/** Below the question how it was: five buttons, then the thanks and the way to change it as long as it counts. */
export function surveyCard(card: SurveyCard, { answerSurvey, surveyAnswer, locale, question }: Parts): HTMLElement {
  const words = SCORE_WORDS[locale];
  const box = el('div', { class: 'score-card' });
  const known = surveyAnswer(card.surveyId);
  if (known === null) box.append(form(null));
  else box.append(...thanked(known));

  function form(chosen: number | null): HTMLElement {
    return scoreForm({
      locale,
      question,
      chosen,
      answer: (given) => answerSurvey(card.surveyId, given),
      done({ score }) {
        const said = thanked(score);
        box.replaceChildren(...said);
        // What was pressed is gone: whoever uses the keyboard goes on here, and hears the thanks.
        said[0]?.focus();
      },
    });
  }

  function thanked(score: number): [HTMLElement, HTMLElement] {
    const text = el('p', { class: 'score-thanks', tabindex: '-1' }, card.thanks);
    text.append(el('span', { class: 'score-given' }, words.given.replace('{score}', String(score))));
    const again = el('button', { type: 'button', class: 'text-button' }, words.again);
    again.addEventListener('click', () => {
      box.replaceChildren(form(score));
      box.querySelector<HTMLInputElement>('input:checked')?.focus();
    });
    return [text, again];
  }
  return box;
}
