import { useEffect, useRef } from 'react';
import { useEscalationCounts } from '#renderer/data/hooks/use-escalations.ts';
import { useSession } from '#renderer/data/hooks/use-session.ts';
import { goToPage } from '#renderer/desk/routes.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx';
import { reachOf } from '#shared/wire/policy.ts';
import { Escalations } from './escalations.tsx';
import { type LiveSlot, REVIEW_PAGE, type ThreadSlot } from './review-place.ts';
import { RulesScreen } from './rules/rules-screen.tsx';

type Props = {
  /** Empty, `over`, `rules`, `rules/ID`, or an escalation's id. */
  readonly rest: string;
  /** Another feature's: the thread. */
  readonly thread: ThreadSlot;
  /** Another feature's: what is said now, under an escalation. */
  readonly live?: LiveSlot | undefined;
};

type Show = 'open' | 'over' | 'rules';

function showOf(rest: string): Show {
  const [first] = rest.split('/');
  return first === 'over' || first === 'rules' ? first : 'open';
}

/** Leads decide here on what was asked and found ([ES1]–[ES3]); agents see what they asked. */
export function ReviewPage({ rest, thread, live }: Props) {
  const { t } = useTranslation('escalations');
  const { agent } = useSession();
  const counts = useEscalationCounts();
  const isLead = agent !== null && reachOf(agent.role, 'escalation.decide') !== null;
  const mayRule = agent !== null && reachOf(agent.role, 'escalation.rules') !== null;
  const asked = showOf(rest);
  const show = asked === 'rules' && !mayRule ? 'open' : asked;
  const [, id = null] = rest.split('/');
  const lastOpen = useRef('');
  useEffect(() => {
    if (show === 'open') lastOpen.current = rest;
  }, [show, rest]);
  const shows: readonly Show[] = mayRule ? ['open', 'over', 'rules'] : ['open', 'over'];
  return (
    <div className="flex h-full min-h-0 flex-col">
      <header className="flex flex-wrap items-end gap-x-6 gap-y-2 border-line border-b px-5 py-3">
        <div className="min-w-60 flex-1">
          <h1 className="flex flex-wrap items-baseline gap-x-3 font-semibold text-xl">
            {t(isLead ? 'title' : 'mine')}
            {counts !== null && <span className="figures font-normal text-base text-ink-2">{t('counts', counts)}</span>}
          </h1>
          <p className="max-w-[70ch] text-ink-2">{t(isLead ? 'about' : 'aboutMine')}</p>
        </div>
        <SegmentedControl
          label={t('show.label')}
          value={show}
          onChange={(next) => goToPage(REVIEW_PAGE, next === 'open' ? lastOpen.current : next)}
          segments={shows.map((value) => ({ value, label: t(`show.${value}`) }))}
        />
      </header>
      {show === 'rules' ? (
        <RulesScreen id={id} />
      ) : (
        <Escalations
          key={show}
          show={show}
          id={show === 'over' ? id : rest || null}
          isLead={isLead}
          thread={thread}
          live={live}
        />
      )}
    </div>
  );
}
