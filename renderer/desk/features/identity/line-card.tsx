import { askIdentity } from '#renderer/desk/app/identity-questions.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import type { Person } from '#shared/domain/identity.ts';
import { PersonLine } from './person-line.tsx';

type LineCardProps = { readonly customerId: string; readonly holders: readonly Person[] };

/** Somebody on a line that several share: asks which of them it is ([ID4]). */
export function LineCard({ customerId, holders }: LineCardProps) {
  const { t } = useTranslation(['identity', 'common']);
  return (
    <section
      aria-label={t('identity:whoseLine')}
      className="flex flex-col gap-2 rounded-r border border-line-strong bg-raised px-3.5 py-3"
    >
      <h3 className="font-semibold">{t('identity:whoseLine')}</h3>
      <ul className="flex flex-col gap-2">
        {holders.map((person) => (
          <li key={person.customerId} className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-2">
            <PersonLine person={person} />
            <Button onClick={() => askIdentity({ what: 'merge', customerId, otherId: person.customerId })}>
              {t('identity:thisOne')}
            </Button>
          </li>
        ))}
      </ul>
      <p className="text-ink-3">{t('identity:whoseLineNote')}</p>
    </section>
  );
}
