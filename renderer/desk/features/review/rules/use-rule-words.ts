import { formatMoney } from '#renderer/i18n/format.ts';
import { useLocale } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import type { RuleTest } from '#shared/domain/escalation.ts';

/** What a rule looks for, in one line. */
export function useRuleWords(): (test: RuleTest) => string {
  const { t } = useTranslation('escalations');
  const locale = useLocale();
  return (test) => {
    switch (test.kind) {
      case 'repeat_contact':
        return t('rules.summary.repeat_contact', { times: test.times, days: test.days });
      case 'target_missed':
        return test.minutes === 0
          ? t('rules.summary.target_missedAtOnce')
          : t('rules.summary.target_missed', { minutes: test.minutes });
      case 'words':
        return t('rules.summary.words', { count: test.words.ja.length + test.words.en.length });
      case 'amount':
        return t('rules.summary.amount', { amount: formatMoney(test.above, test.currency, locale) });
      case 'ping_pong':
        return t('rules.summary.ping_pong', { times: test.times });
      case 'commitment_broken':
        return t('rules.summary.commitment_broken');
    }
  };
}
