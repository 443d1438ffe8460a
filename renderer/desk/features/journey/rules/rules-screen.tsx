import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ErrorState } from '#renderer/ui/error-state.tsx';
import { SkeletonRows } from '#renderer/ui/skeleton.tsx';
import { showToast } from '#renderer/ui/toast.tsx';
import { DEFAULT_JOURNEY_RULES } from '#shared/domain/journey/rules.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';
import { EffortRulesFields, OtherFields } from './number-rules.tsx';
import { PhaseRules } from './phase-rules.tsx';
import { StepRules } from './step-rules.tsx';
import { type RulesDraft, useRulesDraft } from './use-rules-draft.ts';

/** The rules of journeys, to be read and edited by leads. */
export function RulesScreen() {
  const { t } = useTranslation(['journey', 'common']);
  const kept = useHubQuery('journey.rules', {}, { everyMs: 15_000 });
  if (kept.state === 'loading') return <SkeletonRows rows={8} label={t('common:loading')} />;
  if (kept.state === 'error')
    return (
      <ErrorState
        title={t('journey:page.failed')}
        detail={kept.error.message}
        action={<Button onClick={kept.retry}>{t('common:retry')}</Button>}
      />
    );
  return <Editor kept={kept.data} />;
}

function Editor({ kept }: { readonly kept: QueryOutput<'journey.rules'> }) {
  const { t } = useTranslation(['journey', 'common']);
  const draft = useRulesDraft(kept);
  const { rules, set, isDirty, isBusy, isWhole, isBehind, refusal } = draft;
  const isConflict = isBehind || refusal?.code === 'edited_meanwhile';
  const save = async (): Promise<void> => {
    if (await draft.save()) showToast({ title: t('journey:rules.saved') });
  };
  return (
    <form
      aria-label={t('journey:rules.label')}
      className="flex max-w-[1100px] flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <p className="text-ink-2">
        {t('journey:rules.detail')}
        {kept.uncounted > 0 && (
          <span className="figures ml-2 text-ink-3">{t('journey:rules.uncounted', { count: kept.uncounted })}</span>
        )}
      </p>
      {isConflict && <Conflict draft={draft} />}
      <PhaseRules rules={rules.phases} onChange={(phases) => set({ phases })} />
      <EffortRulesFields rules={rules.effort} onChange={(effort) => set({ effort })} />
      <StepRules rules={rules.steps} onChange={(steps) => set({ steps })} />
      <OtherFields rules={rules} onChange={set} />
      <div className="sticky -bottom-3 -mb-3 flex items-center gap-2 border-line border-t bg-ground py-2.5">
        <Button variant="ghost" disabled={isBusy} onClick={() => set(DEFAULT_JOURNEY_RULES)}>
          {t('journey:rules.defaults')}
        </Button>
        <p role="alert" className="min-w-0 flex-1 text-bad">
          {!isWhole &&
            t(rules.phases.some(({ kinds }) => kinds.length === 0) ? 'journey:rules.noKinds' : 'journey:rules.wrong')}
          {isWhole && !isConflict && refusal?.message}
        </p>
        <Button disabled={!isDirty || isBusy} onClick={draft.discard}>
          {t('journey:rules.discard')}
        </Button>
        <Button type="submit" variant="primary" busy={isBusy} disabled={!isDirty || !isWhole || isConflict}>
          {t('journey:rules.save')}
        </Button>
      </div>
    </form>
  );
}

/** Somebody else saved meanwhile: what they changed, and the two ways on. */
function Conflict({ draft }: { readonly draft: RulesDraft }) {
  const { t } = useTranslation(['journey', 'common']);
  const { refusal, theirs } = draft;
  const by = refusal?.details?.['by'];
  const names = theirs.map((part) => t(`journey:rules.${part}`));
  return (
    <section role="alert" className="tint-warn grid gap-2 rounded-r border border-warn px-3 py-2.5">
      <p className="font-semibold">{t('journey:rules.conflict', { by: typeof by === 'string' ? by : '–' })}</p>
      {names.length > 0 && <p>{t('journey:rules.conflictChanged', { what: names.join(t('common:listComma')) })}</p>}
      <span className="flex flex-wrap gap-1.5">
        <Button onClick={draft.discard}>{t('journey:rules.takeTheirs')}</Button>
        <Button onClick={draft.keepMine}>{t('journey:rules.keepMine')}</Button>
      </span>
    </section>
  );
}
