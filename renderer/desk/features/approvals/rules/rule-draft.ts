import type { ApprovalRule, ApprovalRuleFields } from '#shared/domain/approval.ts';
import type { CommandInput } from '#shared/wire/commands.ts';

/** A rule as it is typed: words one a line, its last day as a date. */
export type RuleDraft = Omit<ApprovalRuleFields, 'words' | 'until'> & {
  readonly words: string;
  readonly until: string;
};

export const EMPTY_RULE: RuleDraft = {
  name: '',
  enabled: true,
  agentIds: [],
  teamIds: [],
  categoryIds: [],
  channels: [],
  words: '',
  until: '',
};

/** Words that a new rule may begin with. */
export const BEGINNINGS = {
  newcomers: '',
  complaints: '苦情\nクレーム\n責任者\n消費者センター\ncomplaint\nmanager\nunacceptable',
  refunds: '返金\n払い戻し\n返品\nrefund\nreimburse\nchargeback',
} as const;
export type Beginning = keyof typeof BEGINNINGS;

export function draftOf(rule: ApprovalRule): RuleDraft {
  const { id: _, revision: _r, words, until, ...rest } = rule;
  return { ...rest, words: words.join('\n'), until: until === undefined ? '' : localDay(until) };
}

/** The last day on which it holds, by this computer's calendar. */
function localDay(until: string): string {
  const last = new Date(Date.parse(until) - 1);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${last.getFullYear()}-${two(last.getMonth() + 1)}-${two(last.getDate())}`;
}

/** To the end of that day. */
function endOf(day: string): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + 1).toISOString();
}

type Saved = Pick<ApprovalRule, 'id'> & { readonly revision?: number };

/** What is given to the hub; null while it has no name. */
export function ruleOf(draft: RuleDraft, { id, revision }: Saved): CommandInput<'approval-rule:save'> | null {
  const { words, until, name, ...rest } = draft;
  if (name.trim() === '') return null;
  const lines = words.split('\n').map((word) => word.trim());
  return {
    ...rest,
    id,
    name: name.trim(),
    words: [...new Set(lines.filter((word) => word !== ''))],
    ...(until !== '' && { until: endOf(until) }),
    ...(revision !== undefined && { revision }),
  };
}
