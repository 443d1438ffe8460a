import { useQuery } from '@tanstack/react-query';
import { LogOut } from 'lucide-react';
import { useCounterClient } from '#renderer/data/counter/counter-client.tsx';
import { TimeZoneProvider } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { Spinner } from '#renderer/ui/spinner.tsx';
import { FindCustomer } from './find-customer.tsx';
import { LanguageChoice } from './language-choice.tsx';
import { Questions } from './questions.tsx';

/** How often the desk's questions are asked for, in milliseconds: a counter's machine sleeps, and its line is poor. */
const ASK_EVERY_MS = 5000;

/** The store's counter: find a customer, write down, hand over; beside it what the desk asks. */
export function Counter() {
  const { t } = useTranslation('clerk');
  const { ask, session } = useCounterClient();
  const me = useQuery({
    queryKey: ['clerk.me'],
    queryFn: () => ask('clerk.me', {}),
    refetchInterval: ASK_EVERY_MS,
    retry: false,
  });
  if (me.data === undefined) {
    return (
      <main className="grid h-full place-items-center">
        {me.isError ? <EmptyState title={me.error.message} detail={t('offline')} /> : <Spinner />}
      </main>
    );
  }
  const { store, name, workspace, timeZone, questions } = me.data;
  return (
    <TimeZoneProvider timeZone={timeZone}>
      <div className="grid h-full grid-rows-[auto_minmax(0,1fr)]">
        <header className="flex items-center gap-3 border-line border-b px-5 py-2">
          <h1 className="font-semibold text-lg">{store?.name ?? t('title')}</h1>
          <span className="text-ink-2">{workspace}</span>
          <span className="flex-1" />
          {me.isError && (
            <span role="status" className="text-warn">
              {t('offline')}
            </span>
          )}
          <span className="text-ink-2">{name}</span>
          <LanguageChoice />
          <IconButton
            label={t('signOut')}
            icon={<LogOut aria-hidden="true" size={16} />}
            onClick={() => void session.signOut()}
          />
        </header>
        {store === undefined ? (
          <main>
            <EmptyState title={t('noStore.title')} detail={t('noStore.detail')} />
          </main>
        ) : (
          <div className="mx-auto grid min-h-0 w-full max-w-[1180px] gap-6 overflow-y-auto p-5 lg:grid-cols-[minmax(0,1fr)_380px]">
            <main className="min-w-0">
              <FindCustomer />
            </main>
            <aside className="min-w-0">
              <Questions questions={questions} />
            </aside>
          </div>
        )}
      </div>
    </TimeZoneProvider>
  );
}
