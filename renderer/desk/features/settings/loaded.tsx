import type { ReactNode } from 'react';
import type { Loadable } from '#renderer/data/client/loadable.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ErrorState } from '#renderer/ui/error-state.tsx';
import { SkeletonRows } from '#renderer/ui/skeleton.tsx';

/** What a section shows once it is here: bars before, the reason and a way on when it could not be. */
export function Loaded<T>({
  what,
  children,
}: {
  readonly what: Loadable<T>;
  readonly children: (data: T) => ReactNode;
}) {
  const { t } = useTranslation('workspaceSettings');
  const { t: common } = useTranslation();
  switch (what.state) {
    case 'loading':
      return <SkeletonRows rows={8} label={t('loading')} />;
    case 'error':
      return (
        <ErrorState
          title={t('failed')}
          detail={what.error.message}
          code={what.error.code}
          action={<Button onClick={what.retry}>{common('retry')}</Button>}
        />
      );
    case 'ready':
      return children(what.data);
  }
}
