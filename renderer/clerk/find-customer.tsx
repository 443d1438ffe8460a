import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useCounterClient } from '#renderer/data/counter/counter-client.tsx';
import { formatDayTime } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Field, TextInput } from '#renderer/ui/field.tsx';
import { Spinner } from '#renderer/ui/spinner.tsx';
import type { QueryOutput } from '#shared/wire/queries.ts';
import { CustomerCard } from './customer-card.tsx';

type Found = QueryOutput<'clerk.find'>;

/** The field that a scanner types into, and whom it finds. Every search is a view on record, so none runs by itself. */
export function FindCustomer() {
  const { t } = useTranslation('clerk');
  const { ask } = useCounterClient();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [asked, setAsked] = useState<string | null>(null);
  const found = useQuery({
    queryKey: ['clerk.find', asked],
    queryFn: () => ask('clerk.find', { text: asked ?? '' }),
    enabled: asked !== null,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  // The counter is for the next customer: the field is ready when the page is.
  useEffect(() => field.current?.focus(), []);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const plain = text.trim();
    if (plain.length < 3) return;
    if (plain === asked) void found.refetch();
    else setAsked(plain);
    field.current?.select();
  };
  return (
    <div className="flex flex-col gap-4">
      <form onSubmit={submit} className="flex items-end gap-2">
        <div className="min-w-0 flex-1">
          <Field label={t('find.label')}>
            <TextInput
              ref={field}
              value={text}
              onChange={(event) => setText(event.target.value)}
              placeholder={t('find.hint')}
              autoComplete="off"
              className="h-10 text-lg"
            />
          </Field>
        </div>
        <Button type="submit" variant="primary" className="h-10" icon={<Search aria-hidden="true" size={16} />}>
          {t('find.submit')}
        </Button>
      </form>
      {found.isFetching && <Spinner />}
      {found.isError && (
        <p role="alert" className="tint-bad rounded-s border border-bad px-3 py-2">
          {found.error.message}
        </p>
      )}
      {found.data !== undefined && asked !== null && <Results found={found.data} />}
    </div>
  );
}

function Results({ found }: { readonly found: Found }) {
  const { t } = useTranslation('clerk');
  if (found.customers.length === 0 && found.unclaimed.length === 0) {
    return (
      <div role="status" className="rounded-r border border-line bg-raised p-4">
        <p className="font-semibold">{t('find.none')}</p>
        <p className="text-ink-2">{t('find.noneDetail')}</p>
      </div>
    );
  }
  return (
    <>
      {found.unclaimed.map((receipt) => (
        <Unclaimed key={receipt.receiptNumber + receipt.store + receipt.at} receipt={receipt} />
      ))}
      {found.customers.map((customer) => (
        <CustomerCard key={customer.customerId} customer={customer} />
      ))}
    </>
  );
}

/** Kept while the clerk finds whose it is; then one press puts it there. */
function Unclaimed({ receipt }: { readonly receipt: Found['unclaimed'][number] }) {
  const { t } = useTranslation('clerk');
  const context = useFormatContext();
  const cache = useQueryClient();
  const { give } = useCounterClient();
  const [result, setResult] = useState<string | null>(null);
  const last = cache
    .getQueriesData<Found>({ queryKey: ['clerk.find'] })
    .flatMap(([, data]) => data?.customers ?? [])
    .at(-1);
  const claim = async (customerId: string): Promise<void> => {
    const shown = { store: receipt.store, at: receipt.at };
    const answer = await give('clerk:claim-receipt', { customerId, receiptNumber: receipt.receiptNumber, shown });
    if (!answer.ok) setResult(answer.error.message);
    else setResult(answer.data.claimed === 0 ? t('unclaimed.taken') : t('unclaimed.claimed'));
  };
  const { store, at, words, receiptNumber } = receipt;
  return (
    <section className="flex flex-col gap-2 rounded-r border border-line border-l-4 border-l-channel-store bg-raised p-4">
      <h2 className="font-semibold">{t('unclaimed.title', { number: receiptNumber })}</h2>
      <p className="text-ink-2">{t('unclaimed.detail', { store, time: formatDayTime(at, context), words })}</p>
      {result !== null && <p role="status">{result}</p>}
      {result === null && last === undefined && <p className="text-ink-2">{t('unclaimed.whose')}</p>}
      {result === null && last !== undefined && (
        <Button className="self-start" onClick={() => void claim(last.customerId)}>
          {t('unclaimed.claim', { name: last.name ?? t('customer.unnamed') })}
        </Button>
      )}
    </section>
  );
}
