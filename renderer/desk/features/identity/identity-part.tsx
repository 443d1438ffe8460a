import { Clock, Home } from 'lucide-react';
import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import { askIdentity } from '#renderer/desk/app/identity-questions.ts';
import { goTo, usePlace } from '#renderer/desk/routes.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Words } from '#renderer/ui/words.tsx';
import type { Customer } from '#shared/domain/customer.ts';
import type { Person } from '#shared/domain/identity.ts';
import { LineCard } from './line-card.tsx';
import { SuggestionCard } from './suggestion-card.tsx';

/** Who else this customer may be, is, or lives with; and what was decided about it. */
export function IdentityPart({ customer }: { readonly customer: Customer }) {
  const { t } = useTranslation(['identity', 'customer', 'common']);
  const asked = useHubQuery('identity.suggestions', { customerId: customer.id });
  const found = asked.state === 'ready' ? asked.data : null;
  const [first, ...more] = found?.suggestions ?? [];
  const lines = found?.lineHolders ?? [];
  const members = customer.members ?? [];
  return (
    <div className="flex flex-col gap-2 pt-3.5 empty:pt-0">
      {first !== undefined && <SuggestionCard key={first.id} suggestion={first} more={more.length} />}
      {first === undefined && lines.length > 0 && <LineCard customerId={customer.id} holders={lines} />}
      {members.length > 1 && (
        <p className="text-ink-2">
          {t('identity:oneThread', { count: members.length })}{' '}
          <Words>{members.map((one) => one.name ?? one.kana ?? t('common:words.nameUnknown')).join(' · ')}</Words>
        </p>
      )}
      {found?.households.map((person) => (
        <Household key={person.customerId} person={person} />
      ))}
      <div>
        <button
          type="button"
          className="inline-flex min-h-6 items-center gap-1.5 text-ink-3 hover:text-accent"
          onClick={() => askIdentity({ what: 'history', customerId: customer.id })}
        >
          <Clock aria-hidden="true" size={14} />
          {t('identity:history')}
        </button>
      </div>
    </div>
  );
}

/** The other of a household: a thread of its own, one click away. */
function Household({ person }: { readonly person: Person }) {
  const { t } = useTranslation(['identity', 'common']);
  const { tab } = usePlace();
  return (
    <button
      type="button"
      className="flex min-h-6 items-center gap-1.5 text-left hover:text-accent"
      onClick={() => goTo({ tab, conversationId: null, customerId: person.customerId })}
    >
      <Home aria-hidden="true" size={14} className="text-ink-3" />
      <span className="text-ink-3">{t('identity:sameHousehold')}</span>
      <Words>{person.name === '' ? t('common:words.nameUnknown') : person.name}</Words>
    </button>
  );
}
