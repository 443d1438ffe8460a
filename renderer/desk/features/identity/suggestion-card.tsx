import { askIdentity } from '#renderer/desk/app/identity-questions.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import type { Suggestion } from '#shared/domain/identity.ts';
import { PersonLine } from './person-line.tsx';
import { reasonWords } from './reason-words.ts';
import { useDecide } from './use-decide.ts';

type SuggestionCardProps = { readonly suggestion: Suggestion; readonly more: number };

/** Asks whether two are one person, with what speaks for it; each answer can be taken back but the last, and says so. */
export function SuggestionCard({ suggestion, more }: SuggestionCardProps) {
  const { t } = useTranslation(['identity', 'customer', 'common']);
  const { busy, say } = useDecide();
  const { self, other, reasons } = suggestion;
  const pair = { customerId: self.customerId, otherId: other.customerId };
  const household = reasons.includes('other_name');
  return (
    <section
      aria-label={t('identity:samePerson')}
      className="flex flex-col gap-2 rounded-r border border-line-strong bg-raised px-3.5 py-3"
    >
      <h3 className="font-semibold">{t('identity:samePerson')}</h3>
      <PersonLine person={self} />
      <PersonLine person={other} />
      <p className="text-ink-2">
        {reasonWords(reasons, t).join(' · ')}
        {household && <span className="text-ink"> · {t('identity:householdAsked')}</span>}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" onClick={() => askIdentity({ what: 'merge', ...pair })}>
          {t('identity:previewJoin')}
        </Button>
        <Button busy={busy} onClick={() => void say('household', pair)}>
          {t('identity:household')}
        </Button>
        <Button busy={busy} onClick={() => void say('not_same', pair)}>
          {t('identity:notSame')}
        </Button>
      </div>
      <p className="text-ink-3">
        {t('identity:undoNote')}
        {more > 0 && ` ${t('identity:more', { count: more })}`}
      </p>
    </section>
  );
}
