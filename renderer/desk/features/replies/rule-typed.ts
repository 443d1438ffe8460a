import type { Channel } from '#shared/domain/channels.ts';
import { type WordingRule, type WordingTest, wordingRuleSchema } from '#shared/domain/wording/wording-rule.ts';

/** A rule of wording as it is typed: lists as lines. */
export type TypedRule = {
  readonly locale: 'ja' | 'en';
  readonly kind: WordingTest['kind'];
  readonly find: string;
  readonly replace: string;
  /** Nothing is written in its place: it is banned. */
  readonly isBanned: boolean;
  readonly except: string;
  readonly signs: Extract<WordingTest, { kind: 'width' }>['signs'];
  readonly want: Extract<WordingTest, { kind: 'width' }>['want'];
  readonly reason: string;
  readonly level: WordingRule['level'];
  readonly channels: readonly Channel[];
  readonly enabled: boolean;
};

const NEW_RULE: TypedRule = {
  locale: 'ja',
  kind: 'words',
  find: '',
  replace: '',
  isBanned: false,
  except: '',
  signs: 'digits',
  want: 'one_byte',
  reason: '',
  level: 'warn',
  channels: [],
  enabled: true,
};

export function typedRule(rule: WordingRule | null): TypedRule {
  if (rule === null) return NEW_RULE;
  const { test, locale, reason, level, channels, enabled } = rule;
  const common = { ...NEW_RULE, kind: test.kind, locale, reason, level, channels, enabled };
  if (test.kind === 'width') return { ...common, signs: test.signs, want: test.want };
  const { find, replace, except } = test;
  return {
    ...common,
    find: find.join('\n'),
    replace: replace ?? '',
    isBanned: replace === undefined,
    except: except.join('\n'),
  };
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** The rule as the hub takes it; null while something is missing. */
export function wholeRule(typed: TypedRule): Omit<WordingRule, 'id' | 'revision'> | null {
  const { kind, locale, reason, level, channels, enabled, signs, want } = typed;
  const replace = typed.isBanned ? {} : { replace: typed.replace.trim() };
  const test: WordingTest =
    kind === 'width'
      ? { kind, signs, want }
      : { kind, find: linesOf(typed.find), except: linesOf(typed.except), ...replace };
  const isMissing = kind === 'words' && !typed.isBanned && typed.replace.trim() === '';
  const rule = { locale, test, reason: reason.trim(), level, channels: [...channels], enabled };
  const whole = wordingRuleSchema.omit({ id: true, revision: true }).safeParse(rule);
  return isMissing || !whole.success ? null : whole.data;
}
