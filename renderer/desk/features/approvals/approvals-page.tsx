import { goToPage } from '#renderer/desk/routes.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx';
import { APPROVALS_PAGE, type ThreadSlot } from './approvals-place.ts';
import { ApprovalRules } from './rules/approval-rules.tsx';
import { Waiting } from './waiting.tsx';

type Props = {
  /** Empty, an answer's id, `rules` or `rules/ID`. */
  readonly rest: string;
  /** Another feature's: the thread. */
  readonly thread: ThreadSlot;
};

/** Leads decide here on answers that wait before they leave, and keep the rules about which do. */
export function ApprovalsPage({ rest, thread }: Props) {
  const { t } = useTranslation('approvals');
  const [first = '', id = null] = rest.split('/');
  const show = first === 'rules' ? 'rules' : 'waiting';
  return (
    <div className="flex h-full min-h-0 flex-col">
      <header className="flex flex-wrap items-end gap-x-6 gap-y-2 border-line border-b px-5 py-3">
        <div className="min-w-60 flex-1">
          <h1 className="font-semibold text-xl">{t('title')}</h1>
          <p className="max-w-[70ch] text-ink-2">{t('about')}</p>
        </div>
        <SegmentedControl
          label={t('title')}
          value={show}
          onChange={(next) => goToPage(APPROVALS_PAGE, next === 'rules' ? 'rules' : '')}
          segments={(['waiting', 'rules'] as const).map((value) => ({ value, label: t(`show.${value}`) }))}
        />
      </header>
      {show === 'rules' ? <ApprovalRules id={id} /> : <Waiting id={first === '' ? null : first} thread={thread} />}
    </div>
  );
}
