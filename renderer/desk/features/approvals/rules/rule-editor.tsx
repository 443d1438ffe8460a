import { type FormEvent, useState } from 'react';
import { v7 } from 'uuid';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Checkbox } from '#renderer/ui/checkbox.tsx';
import { Field, TextInput } from '#renderer/ui/field.tsx';
import { showToast } from '#renderer/ui/toast.tsx';
import type { ApprovalRule } from '#shared/domain/approval.ts';
import { useApprovalAct } from '../use-approval-act.ts';
import { BEGINNINGS, type Beginning, draftOf, EMPTY_RULE, type RuleDraft, ruleOf } from './rule-draft.ts';
import { RuleScope } from './rule-scope.tsx';

type Props = {
  /** Null is a new one. */
  readonly rule: ApprovalRule | null;
  readonly onSaved: (id: string) => void;
  readonly onGone: () => void;
};

const BEGIN = Object.keys(BEGINNINGS) as Beginning[];

/** One rule: whose answers, where, about what and until when; and whether it is in use. */
export function RuleEditor({ rule, onSaved, onGone }: Props) {
  const { t } = useTranslation('approvals');
  const { act, isBusy, refusal } = useApprovalAct();
  const [draft, setDraft] = useState<RuleDraft>(() => (rule === null ? EMPTY_RULE : draftOf(rule)));
  const [id] = useState(() => rule?.id ?? v7());
  const [isSure, setIsSure] = useState(false);
  const set = (change: Partial<RuleDraft>): void => setDraft((now) => ({ ...now, ...change }));
  const given = ruleOf(draft, rule ?? { id });

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (given === null) return;
    const answer = await act('approval-rule:save', given);
    if (answer?.ok !== true) return;
    showToast({ title: t('rules.saved') });
    onSaved(id);
  }
  async function remove(): Promise<void> {
    if (rule === null) return;
    if (!isSure) return setIsSure(true);
    const answer = await act('approval-rule:remove', { id: rule.id, revision: rule.revision });
    if (answer?.ok === true) onGone();
  }

  return (
    <form
      aria-label={rule?.name ?? t('rules.new')}
      className="flex h-full min-h-0 flex-col"
      onSubmit={(event) => void save(event)}
    >
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="grid max-w-3xl gap-4 px-5 py-4">
          <h2 className="font-semibold text-lg">{rule?.name ?? t('rules.new')}</h2>
          {rule === null && (
            <div className="flex flex-wrap items-center gap-2">
              <span className="text-ink-2">{t('rules.beginWith')}</span>
              {BEGIN.map((one) => (
                <Button key={one} onClick={() => set({ name: t(`rules.begin.${one}`), words: BEGINNINGS[one] })}>
                  {t(`rules.begin.${one}`)}
                </Button>
              ))}
            </div>
          )}
          <Field label={t('rules.name')}>
            <TextInput value={draft.name} maxLength={100} onChange={(event) => set({ name: event.target.value })} />
          </Field>
          <RuleScope draft={draft} set={set} />
          <Checkbox checked={draft.enabled} onChange={(enabled) => set({ enabled })}>
            {t('rules.enabled')}
          </Checkbox>
        </div>
      </div>
      <div className="flex min-h-13 items-center gap-2 border-line border-t px-5 py-2.5">
        {rule !== null && (
          <Button variant={isSure ? 'danger' : 'ghost'} disabled={isBusy} onClick={() => void remove()}>
            {t(isSure ? 'rules.removeSure' : 'rules.remove')}
          </Button>
        )}
        <p role="alert" className="min-w-0 flex-1 text-bad">
          {refusal?.message}
        </p>
        <Button type="submit" variant="primary" busy={isBusy} disabled={given === null}>
          {t('rules.save')}
        </Button>
      </div>
    </form>
  );
}
