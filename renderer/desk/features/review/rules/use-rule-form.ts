import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { v7 } from 'uuid';
import { useOneAct } from '#renderer/desk/app/use-one-act.ts';
import type { EscalationRule } from '#shared/domain/escalation.ts';
import type { WireError } from '#shared/wire/ack.ts';
import { draftOf, NEW_RULE, problemOf, type RuleDraft, ruleOf } from './rule-draft.ts';

type Base = { readonly draft: RuleDraft; readonly revision: number | null };

export type RuleForm = {
  readonly draft: RuleDraft;
  readonly set: (patch: Partial<RuleDraft>) => void;
  readonly isDirty: boolean;
  readonly isBusy: boolean;
  readonly refusal: WireError | null;
  /** What was here when the typing began and what is saved now, when somebody else saved between. */
  readonly conflict: { readonly before: RuleDraft; readonly theirs: RuleDraft } | null;
  readonly discard: () => void;
  /** Goes on from what is saved now with what was typed. */
  readonly keepMine: () => void;
  readonly save: () => Promise<string | null>;
  readonly remove: () => Promise<boolean>;
};

const isSame = (a: RuleDraft, b: RuleDraft): boolean => JSON.stringify(a) === JSON.stringify(b);
const baseOf = (rule: EscalationRule | null): Base => ({
  draft: rule === null ? NEW_RULE : draftOf(rule),
  revision: rule?.revision ?? null,
});

/** What is typed over a rule. A newer version takes its place while nothing was typed, and is shown beside it once something was. */
export function useRuleForm(rule: EscalationRule | null): RuleForm {
  const queries = useQueryClient();
  const { act, isBusy, refusal, clear } = useOneAct();
  const [id] = useState(() => rule?.id ?? v7());
  const [base, setBase] = useState(() => baseOf(rule));
  const [draft, setDraft] = useState(base.draft);
  const isDirty = !isSame(draft, base.draft);
  const isBehind = rule !== null && base.revision !== null && rule.revision > base.revision;
  if (isBehind && !isDirty) {
    const newest = baseOf(rule);
    setBase(newest);
    setDraft(newest.draft);
  }
  const again = (): void => void queries.invalidateQueries({ queryKey: ['escalation-rule.list'] });
  return {
    draft,
    set: (patch) => {
      clear();
      setDraft((now) => ({ ...now, ...patch }));
    },
    isDirty,
    isBusy,
    refusal,
    conflict: isBehind && isDirty ? { before: base.draft, theirs: draftOf(rule) } : null,
    discard: () => {
      const newest = baseOf(rule);
      clear();
      setBase(newest);
      setDraft(newest.draft);
    },
    keepMine: () => setBase(baseOf(rule)),
    async save() {
      if (problemOf(draft) !== null) return null;
      const { revision } = base;
      const input = { rule: ruleOf(id, draft), ...(revision !== null && { revision }) };
      const answer = await act('escalation-rule:save', input);
      again();
      if (answer === null) return null;
      const saved = baseOf(answer.rule);
      setBase(saved);
      setDraft(saved.draft);
      return answer.rule.id;
    },
    async remove() {
      const { revision } = base;
      if (revision === null) return true;
      const answer = await act('escalation-rule:remove', { ruleId: id, revision });
      again();
      return answer !== null;
    },
  };
}
