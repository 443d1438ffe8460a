import { type ReactNode, useState } from 'react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Tabs } from '#renderer/ui/tabs.tsx';
import { Articles } from './articles.tsx';
import { Bulletins } from './bulletins.tsx';
import { Missing } from './missing.tsx';

const VIEWS = ['bulletins', 'articles', 'missing'] as const;

export type KnowledgeTab = {
  readonly value: string;
  readonly label: string;
  readonly count?: number | undefined;
  readonly panel: ReactNode;
};

type KnowledgePageProps = {
  /** What other features keep here, behind what is known. */
  readonly more?: readonly KnowledgeTab[] | undefined;
};

/** What everybody has to know today, what the company knows, and what somebody looked for in vain. */
export function KnowledgePage({ more = [] }: KnowledgePageProps) {
  const { t } = useTranslation('knowledge');
  const [view, setView] = useState<string>('bulletins');
  return (
    <section aria-label={t('title')} className="flex h-full min-h-0 flex-col">
      <h1 className="px-(--pad-x) pt-3 pb-1 font-semibold text-xl">{t('title')}</h1>
      <Tabs
        tabs={[...VIEWS.map((value) => ({ value, label: t(`view.${value}`) })), ...more]}
        value={view}
        onChange={setView}
        label={t('title')}
        className="min-h-0 flex-1"
        panelClassName="min-h-0 flex-1 overflow-y-auto px-(--pad-x) py-3"
      >
        {view === 'bulletins' && <Bulletins />}
        {view === 'articles' && <Articles />}
        {view === 'missing' && <Missing />}
        {more.find(({ value }) => value === view)?.panel}
      </Tabs>
    </section>
  );
}
