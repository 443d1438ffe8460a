import { ListChecks, Plus } from 'lucide-react';
import { useEffect } from 'react';
import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import { goToPage } from '#renderer/desk/routes.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { classNames } from '#renderer/ui/class-names.ts';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { ErrorState } from '#renderer/ui/error-state.tsx';
import { SkeletonRows } from '#renderer/ui/skeleton.tsx';
import { Words } from '#renderer/ui/words.tsx';
import { APPROVALS_PAGE } from '../approvals-place.ts';
import { RuleEditor } from './rule-editor.tsx';

/** In the address in place of an id: a rule that is not there yet. */
const NEW = 'new';

const goToRule = (id: string | null): void =>
  goToPage(APPROVALS_PAGE, id === null ? 'rules' : `rules/${id}`, { replace: true });

/** The rules about which answers wait for a lead: all of them on the left, one to edit on the right. */
export function ApprovalRules({ id }: { readonly id: string | null }) {
  const { t } = useTranslation(['approvals', 'common']);
  const list = useHubQuery('approval-rule.list', {});
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
        title={t('approvals:rules.failed')}
        detail={list.error.message}
        action={<Button onClick={list.retry}>{t('common:retry')}</Button>}
      />
    );
  const add = (
    <Button icon={<Plus aria-hidden="true" size={14} />} onClick={() => goToRule(NEW)}>
      {t('approvals:rules.add')}
    </Button>
  );
  if (rules.length === 0 && id !== NEW)
    return (
      <EmptyState
        icon={<ListChecks size={22} />}
        title={t('approvals:rules.empty')}
        detail={t('approvals:rules.emptyDetail')}
        action={add}
      />
    );
  return (
    <div className="grid min-h-0 flex-1 grid-cols-[clamp(240px,26vw,360px)_minmax(0,1fr)]">
      <nav aria-label={t('approvals:show.rules')} className="min-h-0 overflow-y-auto border-line border-r">
        <ul>
          {rules.map(({ id: ruleId, name, enabled }) => (
            <li key={ruleId}>
              <button
                type="button"
                aria-current={ruleId === id}
                onClick={() => goToRule(ruleId)}
                className={classNames(
                  'flex w-full items-baseline gap-2 border-line border-b px-4 py-2 text-left',
                  ruleId === id ? 'tint-accent' : 'hover:bg-panel',
                )}
              >
                <span className="min-w-0 flex-1 truncate font-medium">
                  <Words>{name}</Words>
                </span>
                {!enabled && <span className="text-ink-3">{t('approvals:rules.off')}</span>}
              </button>
            </li>
          ))}
        </ul>
        <div className="px-4 py-3">{add}</div>
      </nav>
      {(rule !== undefined || id === NEW) && (
        <RuleEditor
          key={rule === undefined ? NEW : `${rule.id} ${rule.revision}`}
          rule={rule ?? null}
          onSaved={goToRule}
          onGone={() => goToRule(null)}
        />
      )}
    </div>
  );
}
