import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import { goTo, usePlace } from '#renderer/desk/routes.ts';
import { formatShortDate } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { classNames } from '#renderer/ui/class-names.ts';
import { Words } from '#renderer/ui/words.tsx';
import { SURVEY_OUT_OF, type SurveyAnswer } from '#shared/domain/survey.ts';
import { scoreText } from './score-text.ts';

/** So many are shown; the others are on the thread. */
const SHOWN = 3;

/** How a customer said it was, the newest first; nothing where they were never asked or never answered. */
export function Satisfaction({ customerId }: { readonly customerId: string }) {
  const { t } = useTranslation('surveys');
  const surveys = useHubQuery('survey.of', { customerId });
  if (surveys.state !== 'ready' || surveys.data.answers.length === 0) return null;
  const { answers, figures } = surveys.data;
  return (
    <section aria-label={t('satisfaction')} className="flex flex-col gap-1.5 pt-3.5">
      <div className="flex items-baseline justify-between gap-2 font-semibold text-ink-3">
        <h3>{t('satisfaction')}</h3>
        {figures.average !== null && (
          <span className="figures">
            {t('averageOf', { average: scoreText(figures.average), outOf: SURVEY_OUT_OF, count: figures.answered })}
          </span>
        )}
      </div>
      <ul className="flex flex-col gap-1">
        {answers.slice(0, SHOWN).map((answer) => (
          <Answer key={answer.surveyId} answer={answer} />
        ))}
      </ul>
    </section>
  );
}

function Answer({ answer }: { readonly answer: SurveyAnswer }) {
  const { t } = useTranslation(['surveys', 'common']);
  const format = useFormatContext();
  const { tab } = usePlace();
  const { score, low, comment, conversationNumber, conversationId, agent } = answer;
  const facts = [t(`common:channel.${answer.channel}`), agent?.name, formatShortDate(answer.at, format)];
  return (
    <li>
      <button
        type="button"
        className="-mx-1.5 w-full rounded-s px-1.5 py-0.5 text-left text-ink-2 hover:bg-raised"
        onClick={() => goTo({ tab, conversationId })}
      >
        <span className="flex items-baseline gap-2 text-ink">
          <span className={classNames('figures font-semibold', low && 'text-bad')}>
            {t('surveys:outOf', { score, outOf: SURVEY_OUT_OF })}
          </span>
          <span className="figures text-ink-3">#{conversationNumber}</span>
          {low && <span className="text-bad">{t('surveys:lowMark')}</span>}
        </span>
        {comment !== undefined && (
          <span className="block text-ink">
            <Words>{comment}</Words>
          </span>
        )}
        <Words>{facts.filter((fact) => fact !== undefined).join(' · ')}</Words>
      </button>
    </li>
  );
}
