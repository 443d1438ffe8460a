import type { EscalationRule, RuleTest } from '#shared/domain/escalation.ts';

export const RULE_KINDS = [
  'repeat_contact',
  'target_missed',
  'words',
  'amount',
  'ping_pong',
  'commitment_broken',
] as const satisfies readonly RuleTest['kind'][];
export type RuleKind = (typeof RULE_KINDS)[number];

/** A rule as it is typed: numbers as text, words one a line; what a kind does not have is kept while kinds are tried. */
export type RuleDraft = {
  readonly name: string;
  readonly kind: RuleKind;
  /** Empty is every team's. */
  readonly teamId: string;
  readonly enabled: boolean;
  readonly dueMinutes: string;
  readonly times: string;
  readonly bounces: string;
  readonly days: string;
  readonly minutes: string;
  readonly wordsJa: string;
  readonly wordsEn: string;
  readonly currency: string;
  readonly above: string;
};
export type RuleField = keyof RuleDraft;

export const NEW_RULE: RuleDraft = {
  name: '',
  kind: 'words',
  teamId: '',
  enabled: true,
  dueMinutes: '30',
  times: '3',
  bounces: '3',
  days: '7',
  minutes: '0',
  wordsJa: '',
  wordsEn: '',
  currency: 'JPY',
  above: '0',
};

export function draftOf({ name, test, teamId = '', enabled, dueMinutes }: EscalationRule): RuleDraft {
  const base = { ...NEW_RULE, name, kind: test.kind, teamId, enabled, dueMinutes: String(dueMinutes) };
  switch (test.kind) {
    case 'repeat_contact':
      return { ...base, times: String(test.times), days: String(test.days) };
    case 'target_missed':
      return { ...base, minutes: String(test.minutes) };
    case 'words':
      return { ...base, wordsJa: test.words.ja.join('\n'), wordsEn: test.words.en.join('\n') };
    case 'amount':
      return { ...base, currency: test.currency, above: String(test.above) };
    case 'ping_pong':
      return { ...base, bounces: String(test.times) };
    case 'commitment_broken':
      return base;
  }
}

/** Each word once, without what surrounds it. */
export const linesOf = (text: string): string[] => [
  ...new Set(
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  ),
];

const numberOf = (text: string): number => {
  const plain = text.normalize('NFKC').replaceAll(/[\s,]/gu, '');
  return plain === '' ? Number.NaN : Number(plain);
};

export type RuleProblem =
  | { readonly field: 'name' | 'wordsJa' | 'currency' }
  | { readonly field: RuleField; readonly from: number; readonly to: number };

const RANGES = {
  repeat_contact: { times: [2, 20], days: [1, 90] },
  target_missed: { minutes: [0, 10_000] },
  words: {},
  amount: { above: [0, 1_000_000_000] },
  ping_pong: { bounces: [1, 20] },
  commitment_broken: {},
} as const satisfies Record<RuleKind, Partial<Record<RuleField, readonly [number, number]>>>;

/** What is not as it has to be, the first of it; null when it can be saved. */
export function problemOf(draft: RuleDraft): RuleProblem | null {
  if (draft.name.trim() === '') return { field: 'name' };
  const ranges: Partial<Record<RuleField, readonly [number, number]>> = {
    ...RANGES[draft.kind],
    dueMinutes: [1, 10_000],
  };
  for (const [field, [from, to]] of Object.entries(ranges) as [RuleField, readonly [number, number]][]) {
    const value = numberOf(String(draft[field]));
    if (!Number.isInteger(value) || value < from || value > to) return { field, from, to };
  }
  if (draft.kind === 'amount' && !/^[A-Z]{3}$/.test(draft.currency)) return { field: 'currency' };
  if (draft.kind === 'words' && linesOf(draft.wordsJa).length + linesOf(draft.wordsEn).length === 0)
    return { field: 'wordsJa' };
  return null;
}

function testOf(draft: RuleDraft): RuleTest {
  const { kind } = draft;
  switch (kind) {
    case 'repeat_contact':
      return { kind, times: numberOf(draft.times), days: numberOf(draft.days) };
    case 'target_missed':
      return { kind, minutes: numberOf(draft.minutes) };
    case 'words':
      return { kind, words: { ja: linesOf(draft.wordsJa), en: linesOf(draft.wordsEn) } };
    case 'amount':
      return { kind, currency: draft.currency, above: numberOf(draft.above) };
    case 'ping_pong':
      return { kind, times: numberOf(draft.bounces) };
    case 'commitment_broken':
      return { kind };
  }
}

/** What is sent; only of a draft without a problem. */
export const ruleOf = (id: string, draft: RuleDraft): Omit<EscalationRule, 'revision'> => ({
  id,
  name: draft.name.trim(),
  test: testOf(draft),
  ...(draft.teamId !== '' && { teamId: draft.teamId }),
  enabled: draft.enabled,
  dueMinutes: numberOf(draft.dueMinutes),
});

/** The fields that two versions of a rule differ in, as far as they are shown for their kind. */
export function changedFields(before: RuleDraft, after: RuleDraft): readonly RuleField[] {
  const shown: readonly RuleField[] = ['name', 'kind', 'teamId', 'dueMinutes', 'enabled', ...fieldsOfKind(after.kind)];
  return shown.filter((field) => before[field] !== after[field]);
}

export function fieldsOfKind(kind: RuleKind): readonly RuleField[] {
  switch (kind) {
    case 'repeat_contact':
      return ['times', 'days'];
    case 'target_missed':
      return ['minutes'];
    case 'words':
      return ['wordsJa', 'wordsEn'];
    case 'amount':
      return ['above', 'currency'];
    case 'ping_pong':
      return ['bounces'];
    case 'commitment_broken':
      return [];
  }
}
