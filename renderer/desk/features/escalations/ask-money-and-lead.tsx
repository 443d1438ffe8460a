import { useLocale } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Field, TextInput } from '#renderer/ui/field.tsx';
import { Select } from '#renderer/ui/select.tsx';
import type { Agent } from '#shared/domain/people.ts';
import type { AskDraft } from './ask-drafts.ts';

const CURRENCIES = ['JPY', 'USD', 'EUR'] as const;
const ANY = 'any';

type Props = {
  readonly draft: AskDraft;
  readonly onChange: (patch: Partial<AskDraft>) => void;
  readonly onLeave: () => void;
  readonly isAmountBad: boolean;
  readonly leads: readonly Agent[];
  readonly reviewerId: string | null;
};

/** What may be said besides: how much it is about, and which lead. */
export function AskMoneyAndLead({ draft, onChange, onLeave, isAmountBad, leads, reviewerId }: Props) {
  const { t } = useTranslation(['escalations', 'common']);
  const locale = useLocale();
  const nameOf = ({ name, presence }: Agent): string =>
    locale === 'ja'
      ? `${name}（${t(`common:presence.${presence}`)}）`
      : `${name} · ${t(`common:presence.${presence}`)}`;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_96px_minmax(0,1.4fr)] items-start gap-3">
      <Field label={t('escalations:ask.amount')} {...(isAmountBad ? { error: t('escalations:ask.amountBad') } : {})}>
        <TextInput
          inputMode="decimal"
          placeholder={t('escalations:ask.amountHint')}
          value={draft.amount}
          onChange={(event) => onChange({ amount: event.target.value })}
          onBlur={onLeave}
          className="figures"
        />
      </Field>
      <Field label={t('escalations:ask.currency')}>
        <Select
          label={t('escalations:ask.currency')}
          value={draft.currency}
          onChange={(currency) => onChange({ currency })}
          options={CURRENCIES.map((value) => ({ value, label: value }))}
        />
      </Field>
      <Field label={t('escalations:ask.lead')}>
        <Select
          label={t('escalations:ask.lead')}
          value={reviewerId ?? ANY}
          onChange={(id) => onChange({ reviewerId: id === ANY ? null : id })}
          options={[
            { value: ANY, label: t('escalations:anyLead') },
            ...leads.map((lead) => ({ value: lead.id, label: nameOf(lead) })),
          ]}
        />
      </Field>
    </div>
  );
}
