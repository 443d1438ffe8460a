import { Route } from 'lucide-react';
import { useState } from 'react';
import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { ErrorState } from '#renderer/ui/error-state.tsx';
import { SkeletonRows } from '#renderer/ui/skeleton.tsx';
import { Tabs } from '#renderer/ui/tabs.tsx';
import { JOURNEY_PARTS, type JourneyAsk, type JourneyPart, type JourneyReport } from '#shared/domain/journey/report.ts';
import { RulesScreen } from '../rules/rules-screen.tsx';
import { BreaksPart } from './breaks-part.tsx';
import { CustomersDialog } from './customers-dialog.tsx';
import { EffortPart } from './effort-part.tsx';
import type { Opened } from './figure-table.tsx';
import { FlowPart } from './flow-part.tsx';
import { OrdersPart } from './orders-part.tsx';
import { PeriodControls } from './period-controls.tsx';
import { SegmentsPart } from './segments-part.tsx';
import { StepsPart } from './steps-part.tsx';
import { usePeriod } from './use-period.ts';

const TABS = [...JOURNEY_PARTS, 'rules'] as const;

/** The ways of all customers, for leads; and the rules that say what is what. */
export function JourneyPage() {
  const { t } = useTranslation('journey');
  const [tab, setTab] = useState<(typeof TABS)[number]>('flow');
  const asked = usePeriod();
  return (
    <section aria-label={t('title')} className="flex h-full min-h-0 flex-col">
      <h1 className="px-(--pad-x) pt-3 pb-1 font-semibold text-xl">{t('title')}</h1>
      <Tabs
        tabs={TABS.map((value) => ({ value, label: t(`part.${value}`) }))}
        value={tab}
        onChange={setTab}
        label={t('title')}
        className="min-h-0 flex-1"
        panelClassName="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto px-(--pad-x) py-3"
      >
        {tab === 'rules' ? (
          <RulesScreen />
        ) : (
          <>
            <PeriodControls asked={asked} bySegment={tab !== 'segments' && tab !== 'steps'} />
            {asked.ask !== null && <Part key={tab} part={tab} ask={narrowed(asked.ask, tab)} />}
          </>
        )}
      </Tabs>
    </section>
  );
}

/** Segments stand beside each other there, and a decision has none. */
const narrowed = ({ segment, ...ask }: JourneyAsk, part: JourneyPart): JourneyAsk =>
  segment === undefined || part === 'segments' || part === 'steps' ? ask : { ...ask, segment };

function Part({ part, ask }: { readonly part: JourneyPart; readonly ask: JourneyAsk }) {
  const { t } = useTranslation(['journey', 'common']);
  const answer = useHubQuery('journey.report', { ...ask, part }, { keepPrevious: true, everyMs: 60_000 });
  // With its question: the figures may be others once they are asked for again.
  const [opened, setOpened] = useState<{ readonly number: Opened; readonly ask: JourneyAsk } | null>(null);
  if (answer.state === 'loading') return <SkeletonRows rows={8} label={t('common:loading')} />;
  if (answer.state === 'error')
    return (
      <ErrorState
        title={t('journey:page.failed')}
        detail={answer.error.message}
        action={<Button onClick={answer.retry}>{t('common:retry')}</Button>}
      />
    );
  const report = answer.data;
  if (isEmpty(report))
    return (
      <EmptyState
        icon={<Route aria-hidden="true" size={22} />}
        title={t('journey:page.empty')}
        detail={t('journey:page.emptyDetail')}
      />
    );
  return (
    <>
      <OnePart report={report} onOpen={(number) => setOpened({ number, ask })} />
      <p className="text-ink-3">{t('journey:page.hint')}</p>
      {opened !== null && <CustomersDialog opened={opened.number} ask={opened.ask} onClose={() => setOpened(null)} />}
    </>
  );
}

function isEmpty(report: JourneyReport): boolean {
  switch (report.part) {
    case 'flow':
      return report.stops === 0;
    case 'effort':
      return report.contacts === 0 && report.paths.length === 0;
    default:
      return report.rows.length === 0;
  }
}

function OnePart({ report, onOpen }: { readonly report: JourneyReport; readonly onOpen: (opened: Opened) => void }) {
  switch (report.part) {
    case 'flow':
      return <FlowPart report={report} onOpen={onOpen} />;
    case 'breaks':
      return <BreaksPart report={report} onOpen={onOpen} />;
    case 'effort':
      return <EffortPart report={report} onOpen={onOpen} />;
    case 'orders':
      return <OrdersPart report={report} onOpen={onOpen} />;
    case 'segments':
      return <SegmentsPart report={report} onOpen={onOpen} />;
    case 'steps':
      return <StepsPart report={report} onOpen={onOpen} />;
  }
}
