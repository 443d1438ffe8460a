import type { Escalation, EscalationReason, Found } from '#shared/domain/escalation.ts';
import type { Money } from '#shared/domain/item-data.ts';
import type { Locale } from '#shared/domain/people.ts';
import { formatDuration } from './duration.ts';
import { formatMoney } from './format.ts';
import { useLocale } from './format-context.tsx';
import { useTranslation } from './translation.ts';

const MINUTE_MS = 60_000;

type Translate = ReturnType<typeof useTranslation<'escalations'>>['t'];
type Says = { readonly t: Translate; readonly locale: Locale; readonly amount: Money | undefined };

const money = ({ amount, currency }: Money, locale: Locale): string => formatMoney(amount, currency, locale);

/** What each kind of rule found; null where the facts for it are not there. */
const FOUND: Readonly<Record<Exclude<EscalationReason, 'asked'>, (found: Found, says: Says) => string | null>> = {
  repeat_contact: ({ times, days }, { t }) =>
    times === undefined || days === undefined ? null : t('found.repeat_contact', { times, days }),
  target_missed: ({ minutes }, { t, locale }) =>
    minutes === undefined ? null : t('found.target_missed', { time: formatDuration(minutes * MINUTE_MS, locale) }),
  words({ word, text }, { t }) {
    if (word === undefined) return null;
    return text === undefined ? t('found.words', { word }) : t('found.wordsText', { word, text });
  },
  amount({ limit }, { t, locale, amount }) {
    if (amount === undefined) return null;
    const wanted = money(amount, locale);
    return limit === undefined
      ? t('found.amountPlain', { amount: wanted })
      : t('found.amount', { amount: wanted, limit: money(limit, locale) });
  },
  ping_pong: ({ times }, { t }) => (times === undefined ? null : t('found.ping_pong', { times })),
  commitment_broken: ({ text }, { t }) => (text === undefined ? null : t('found.commitment_broken', { text })),
};

/** Why it was raised, in the reader's language: the agent's question, or what the rule found. */
export function useWhy(): (escalation: Escalation) => string {
  const { t } = useTranslation('escalations');
  const locale = useLocale();
  return ({ reason, question, found, amount }) => {
    if (reason === 'asked' || found === undefined) return question;
    return FOUND[reason](found, { t, locale, amount }) ?? question;
  };
}
