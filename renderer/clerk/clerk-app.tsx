import { useStore } from 'zustand';
import { useCounterClient } from '#renderer/data/counter/counter-client.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Spinner } from '#renderer/ui/spinner.tsx';
import { Counter } from './counter.tsx';
import { SignIn } from './sign-in.tsx';

/** Which screen the counter shows: the way in, the counter, or that somebody of the desk is signed in. */
export function ClerkApp() {
  const { session } = useCounterClient();
  const { t } = useTranslation('clerk');
  const view = useStore(session.view);
  if (view.status === 'starting') {
    return (
      <main className="grid h-full place-items-center">
        <Spinner />
      </main>
    );
  }
  if (view.status === 'signed_out') return <SignIn wasEnded={view.reason === 'refused'} />;
  if (view.agent?.role !== 'clerk') {
    return (
      <main className="grid h-full place-items-center">
        <EmptyState
          heading="h1"
          title={t('notClerk.title')}
          detail={t('notClerk.detail')}
          action={
            <a className="text-accent underline" href="/">
              {t('notClerk.desk')}
            </a>
          }
        />
      </main>
    );
  }
  return <Counter />;
}
