import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { showName } from '#renderer/i18n/names.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Words } from '#renderer/ui/words.tsx';
import type { Customer } from '#shared/domain/customer.ts';
import { formatYear } from './format-year.ts';

/** The customer's name as the heading, the reading and how long they are a customer quietly beside it. */
export function CustomerTitle({ customer }: { readonly customer: Customer }) {
  const { t } = useTranslation(['customer', 'common']);
  const { locale, timeZone } = useFormatContext();
  const { name, beside } = showName(customer, locale);
  const facts = [...beside, t('customer:since', { year: formatYear(customer.since, timeZone) })];
  return (
    <div className="flex min-w-0 flex-wrap items-baseline gap-x-2.5">
      <h1 className="min-w-0 truncate font-[650] text-xl">
        <Words>{name === '' ? t('common:words.nameUnknown') : name}</Words>
      </h1>
      <p className="min-w-0 truncate text-ink-3">
        <Words>{facts.join(' · ')}</Words>
      </p>
    </div>
  );
}
