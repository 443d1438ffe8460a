import { ListChecks, Plus } from 'lucide-react';
import { useEffect } from 'react';
import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import { usePeople } from '#renderer/data/hooks/use-session.ts';
import { goToPage } from '#renderer/desk/routes.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { ErrorState } from '#renderer/ui/error-state.tsx';
import { SkeletonRows } from '#renderer/ui/skeleton.tsx';
import { REVIEW_PAGE } from '../review-place.ts';
import { RuleEditor } from './rule-editor.tsx';
import { RuleList } from './rule-list.tsx';

/** In the address in place of an id: a rule that is not there yet. */
const NEW = 'new';

const goToRule = (id: string | null): void =>
  goToPage(REVIEW_PAGE, id === null ? 'rules' : `rules/${id}`, { replace: true });

/** The rules that raise escalations ([ES1]): all of them on the left, one to edit on the right. */
export function RulesScreen({ id }: { readonly id: string | null }) {
  const { t } = useTranslation(['escalations', 'common']);
  const { teams } = usePeople();
  const list = useHubQuery('escalation-rule.list', {});
  const rules = list.state === 'ready' ? list.data.rules : [];
  const rule = rules.find((one) => one.id === id);
  const firstId = rules[0]?.id;
  useEffect(() => {
    if (id === null && firstId !== undefined) goToRule(firstId);
  }, [id, firstId]);
  if (list.state === 'loading') return <SkeletonRows rows={6} label={t('common:loading')} />;
  if (list.state === 'error')
    return (
      <ErrorState
        title={t('escalations:rules.failed')}
        detail={list.error.message}
        action={<Button onClick={list.retry}>{t('common:retry')}</Button>}
      />
    );
  const add = (
    <Button icon={<Plus aria-hidden="true" size={14} />} onClick={() => goToRule(NEW)}>
      {t('escalations:rules.add')}
    </Button>
  );
  if (rules.length === 0 && id !== NEW)
    return (
      <EmptyState
        icon={<ListChecks size={22} />}
        title={t('escalations:rules.empty')}
        detail={t('escalations:rules.emptyDetail')}
        action={add}
      />
    );
  return (
    <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
      <div className="min-h-0 overflow-y-auto">
        <div className="flex items-center justify-between gap-3 px-5 py-3">
          <p className="text-ink-2">{t('escalations:rules.about')}</p>
          {add}
        </div>
        <RuleList rules={rules} teams={teams} chosen={id} onChoose={goToRule} />
      </div>
      <aside className="min-h-0 border-line border-l bg-panel">
        {(rule !== undefined || id === NEW) && (
          <RuleEditor
            key={id}
            rule={rule ?? null}
            teams={teams}
            onSaved={(savedId) => goToRule(savedId)}
            onGone={() => goToRule(null)}
          />
        )}
      </aside>
    </div>
  );
}
