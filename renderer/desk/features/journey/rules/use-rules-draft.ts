import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useSendCommand } from '#renderer/data/hooks/use-command.ts';
import { type JourneyRules, journeyRulesSchema } from '#shared/domain/journey/rules.ts';
import type { WireError } from '#shared/wire/ack.ts';

type Kept = { readonly rules: JourneyRules; readonly revision: number };
const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The parts in which two sets of rules differ. */
export const changedParts = (a: JourneyRules, b: JourneyRules): (keyof JourneyRules)[] =>
  (Object.keys(a) as (keyof JourneyRules)[]).filter((part) => !isSame(a[part], b[part]));

/**
 * What is typed over the rules that are kept. Somebody else's saving takes its place while nothing was typed; once something
 * was, it is a conflict and the lead says whose stand.
 */
export function useRulesDraft(kept: Kept) {
  const send = useSendCommand();
  const cache = useQueryClient();
  const [base, setBase] = useState(kept);
  const [rules, setRules] = useState(kept.rules);
  const [isBusy, setIsBusy] = useState(false);
  const [refusal, setRefusal] = useState<WireError | null>(null);
  const isDirty = !isSame(rules, base.rules);
  const take = (next: Kept): void => {
    setBase(next);
    setRules(next.rules);
    setRefusal(null);
  };
  if (kept.revision > base.revision && !isDirty) take(kept);
  const isBehind = isDirty && kept.revision > base.revision;
  return {
    rules,
    isDirty,
    isBusy,
    isBehind,
    refusal,
    isWhole: journeyRulesSchema.safeParse(rules).success,
    /** What they changed, once it is known. */
    theirs: isBehind ? changedParts(base.rules, kept.rules) : [],
    set: (patch: Partial<JourneyRules>) => setRules((now) => ({ ...now, ...patch })),
    discard: () => take(kept),
    /** One's own stand; the next saving knows theirs. */
    keepMine: () => {
      setBase(kept);
      setRefusal(null);
    },
    async save(): Promise<boolean> {
      if (isBusy) return false;
      setIsBusy(true);
      const answer = await send('journey:save-rules', { revision: base.revision, rules });
      setIsBusy(false);
      setRefusal(answer.ok ? null : answer.error);
      if (answer.ok) setBase({ rules, revision: answer.data.revision });
      await cache.invalidateQueries({ queryKey: ['journey.rules'] });
      return answer.ok;
    },
  };
}

export type RulesDraft = ReturnType<typeof useRulesDraft>;
