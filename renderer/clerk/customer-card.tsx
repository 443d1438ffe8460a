import { formatDayTime } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Words } from '#renderer/ui/words.tsx';
import type { ClerkCustomer } from '#shared/domain/store.ts';
import { ExpectedHere } from './expected.tsx';
import { Questions } from './questions.tsx';
import { ReceiptCode } from './receipt-code.tsx';
import { WriteDown } from './write-down.tsx';

/** Who stands at the counter: what to know, what happened here, what the desk is on, and what to do. */
export function CustomerCard({ customer }: { readonly customer: ClerkCustomer }) {
  const { t } = useTranslation('clerk');
  const name = customer.name ?? t('customer.unnamed');
  return (
    <section
      aria-label={name}
      className="flex flex-col gap-4 rounded-xl border border-line bg-raised p-5 shadow-raised"
    >
      <header className="flex flex-wrap items-baseline gap-x-3">
        <h2 className="font-semibold text-xl">
          <Words>{name}</Words>
        </h2>
        {customer.kana !== undefined && <span className="text-ink-2">{customer.kana}</span>}
        {customer.rank !== undefined && (
          <span className="rounded-full border border-line px-2.5 text-ink-2">{customer.rank}</span>
        )}
      </header>
      {customer.care.map((care) => (
        <div key={care.title} className="border-warn border-l-4 pl-3">
          <p className="font-semibold">
            <span className="sr-only">{t('customer.care')}: </span>
            {care.title}
          </p>
          {care.detail !== undefined && <p className="text-ink-2">{care.detail}</p>}
        </div>
      ))}
      <ExpectedHere customerId={customer.customerId} expected={customer.expected} />
      {customer.questions.length > 0 && <Questions questions={customer.questions} isInCard />}
      {customer.conversations.length > 0 && (
        <div>
          <h3 className="font-semibold text-ink-2">{t('customer.matters')}</h3>
          <ul>
            {customer.conversations.map(({ number, subject }) => (
              <li key={number} className="flex flex-wrap items-baseline gap-x-3 gap-y-1 py-1">
                <span className="figures">{t('customer.matter', { number, subject })}</span>
                <ReceiptCode customerId={customer.customerId} number={number} />
              </li>
            ))}
          </ul>
        </div>
      )}
      <CounterHistory counter={customer.counter} />
      <WriteDown customerId={customer.customerId} />
    </section>
  );
}

function CounterHistory({ counter }: Pick<ClerkCustomer, 'counter'>) {
  const { t } = useTranslation('clerk');
  const context = useFormatContext();
  return (
    <div>
      <h3 className="mb-1 font-semibold text-ink-2">{t('customer.counter')}</h3>
      {counter.length === 0 && <p className="text-ink-2">{t('customer.nothing')}</p>}
      <ul className="flex flex-col gap-1">
        {counter.map((one) => (
          <li key={one.at + one.kind + one.words} className="grid grid-cols-[168px_72px_minmax(0,1fr)] gap-2">
            <time className="figures text-ink-2" dateTime={one.at}>
              {formatDayTime(one.at, context)}
            </time>
            <span className="text-channel-store">{t(`kinds.${one.kind}`)}</span>
            <span className="min-w-0 truncate" title={one.words}>
              {[one.store, one.words, one.receiptNumber].filter(Boolean).join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
