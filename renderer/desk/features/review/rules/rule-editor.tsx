import { useState } from 'react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Checkbox } from '#renderer/ui/checkbox.tsx';
import { Field, TextInput } from '#renderer/ui/field.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { showToast } from '#renderer/ui/toast.tsx';
import type { EscalationRule } from '#shared/domain/escalation.ts';
import type { Team } from '#shared/domain/people.ts';
import { RuleConflict } from './rule-conflict.tsx';
import { problemOf, RULE_KINDS, type RuleProblem } from './rule-draft.ts';
import { labelOf, RuleFields } from './rule-fields.tsx';
import { useRuleForm } from './use-rule-form.ts';

const ALL = 'all';

type Props = {
  /** Null is a new one. */
  readonly rule: EscalationRule | null;
  readonly teams: readonly Team[];
  readonly onSaved: (id: string) => void;
  readonly onGone: () => void;
};

/** One rule: what it looks for, for whom, how soon it is to be decided, and whether it is in use. */
export function RuleEditor({ rule, teams, onSaved, onGone }: Props) {
  const { t } = useTranslation('escalations');
  const form = useRuleForm(rule);
  const { draft, set, conflict, refusal, isBusy, isDirty } = form;
  const [isTried, setIsTried] = useState(false);
  const [isSure, setIsSure] = useState(false);
  const problem = isTried ? problemOf(draft) : null;
  const sayProblem = (what: RuleProblem): string => {
    if ('from' in what)
      return t('rules.problem.number', { field: t(`rules.${labelOf(what.field)}`), from: what.from, to: what.to });
    if (what.field === 'wordsJa') return t('rules.problem.words');
    return what.field === 'currency' ? t('rules.problem.currency') : t('rules.problem.name');
  };
  const errorOf = (field: RuleProblem['field']) => (problem?.field === field ? { error: sayProblem(problem) } : {});

  async function save(): Promise<void> {
    setIsTried(true);
    const id = await form.save();
    if (id === null) return;
    setIsTried(false);
    showToast({ title: t('rules.saved') });
    onSaved(id);
  }
  async function remove(): Promise<void> {
    if (!isSure) return setIsSure(true);
    setIsSure(false);
    if (!(await form.remove())) return;
    showToast({ title: t('rules.removed') });
    onGone();
  }

  return (
    <form
      aria-label={rule?.name ?? t('rules.new')}
      className="flex h-full min-h-0 flex-col"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <div className="grid min-h-0 flex-1 content-start gap-4 overflow-y-auto px-5 py-4">
        <h2 className="font-semibold text-lg">{rule?.name ?? t('rules.new')}</h2>
        {conflict !== null && <RuleConflict {...conflict} teams={teams} onTake={form.discard} onKeep={form.keepMine} />}
        <Field label={t('rules.name')} {...errorOf('name')}>
          <TextInput value={draft.name} maxLength={100} onChange={(event) => set({ name: event.target.value })} />
        </Field>
        <div className="grid grid-cols-2 gap-3">
          <Field label={t('rules.kind')}>
            <Select
              label={t('rules.kind')}
              value={draft.kind}
              onChange={(kind) => set({ kind })}
              options={RULE_KINDS.map((value) => ({ value, label: t(`rules.kindName.${value}`) }))}
            />
          </Field>
          <Field label={t('rules.team')}>
            <Select
              label={t('rules.team')}
              value={draft.teamId === '' ? ALL : draft.teamId}
              onChange={(id) => set({ teamId: id === ALL ? '' : id })}
              options={[
                { value: ALL, label: t('rules.allTeams') },
                ...teams.map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
          </Field>
        </div>
        <RuleFields draft={draft} onChange={set} problem={problem} say={sayProblem} />
        <Field label={t('rules.due')} {...errorOf('dueMinutes')}>
          <TextInput
            inputMode="numeric"
            value={draft.dueMinutes}
            onChange={(event) => set({ dueMinutes: event.target.value })}
            className="figures max-w-32"
          />
        </Field>
        <Checkbox checked={draft.enabled} onChange={(enabled) => set({ enabled })}>
          {t('rules.enabled')}
        </Checkbox>
      </div>
      <div className="flex min-h-13 items-center gap-2 border-line border-t px-5 py-2.5">
        {rule !== null && (
          <Button variant={isSure ? 'danger' : 'ghost'} disabled={isBusy} onClick={() => void remove()}>
            {t(isSure ? 'rules.removeSure' : 'rules.remove')}
          </Button>
        )}
        <p role="alert" className="min-w-0 flex-1 text-bad">
          {conflict === null && refusal?.message}
        </p>
        <Button disabled={!isDirty || isBusy} onClick={form.discard}>
          {t('rules.discard')}
        </Button>
        <Button type="submit" variant="primary" busy={isBusy} disabled={!isDirty || conflict !== null}>
          {t('rules.save')}
        </Button>
      </div>
    </form>
  );
}
