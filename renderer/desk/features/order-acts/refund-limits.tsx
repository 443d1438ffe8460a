import { useState } from 'react';
import { useSendCommand } from '#renderer/data/hooks/use-command.ts';
import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Field, TextInput } from '#renderer/ui/field.tsx';
import { showToast } from '#renderer/ui/toast.tsx';
import type { RefundLimit } from '#shared/domain/shop.ts';

/** The most that each role may give back on one order, by currency, for an administrator to change. */
export function RefundLimits() {
  const { t } = useTranslation('shop');
  const limits = useHubQuery('shop.refund-limits', {});
  if (limits.state === 'loading') return null;
  return (
    <section aria-label={t('limits.title')} className="flex flex-col gap-3">
      <h2 className="font-semibold text-lg">{t('limits.title')}</h2>
      <p className="text-ink-2">{t('limits.about')}</p>
      {limits.state === 'error' && <p role="alert">{limits.error.message}</p>}
      {limits.state === 'ready' &&
        limits.data.limits.map((limit) => <OneLimit key={`${limit.role}:${limit.currency}`} limit={limit} />)}
    </section>
  );
}

function OneLimit({ limit }: { readonly limit: RefundLimit }) {
  const { t } = useTranslation('shop');
  const send = useSendCommand();
  const [amount, setAmount] = useState(String(limit.amount));
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const value = Number(amount.normalize('NFKC').replace(/[,\s]/g, '') || Number.NaN);
  const save = async (): Promise<void> => {
    setIsBusy(true);
    const answer = await send('shop:save-refund-limit', { ...limit, amount: value });
    setIsBusy(false);
    setError(answer.ok ? null : answer.error.message);
    if (answer.ok) showToast({ title: t('limits.saved') });
  };
  return (
    <div className="flex items-end gap-2">
      <Field
        label={t('limits.of', { role: t(`limits.role.${limit.role}`), currency: limit.currency })}
        {...(error !== null && { error })}
      >
        <TextInput
          inputMode="decimal"
          value={amount}
          className="figures w-40"
          onChange={(event) => setAmount(event.target.value)}
        />
      </Field>
      <Button busy={isBusy} disabled={!(value >= 0) || value === limit.amount} onClick={() => void save()}>
        {t('limits.save')}
      </Button>
    </div>
  );
}
