import { useState } from 'react';
import { useCounterClient } from '#renderer/data/counter/counter-client.tsx';
import { formatDayTime } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import type { CommandOutput } from '#shared/wire/commands.ts';

type ReceiptCodeProps = { readonly customerId: string; readonly number: number };

/** A code for the receipt, with which the customer goes on with an open matter in the chat. */
export function ReceiptCode({ customerId, number }: ReceiptCodeProps) {
  const { t } = useTranslation('clerk');
  const context = useFormatContext();
  const { give } = useCounterClient();
  const [isBusy, setIsBusy] = useState(false);
  const [made, setMade] = useState<CommandOutput<'clerk:receipt-code'> | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  async function make(): Promise<void> {
    setIsBusy(true);
    const answer = await give('clerk:receipt-code', { customerId, conversationNumber: number });
    setIsBusy(false);
    if (!answer.ok) return setRefusal(answer.error.message);
    setRefusal(null);
    setMade(answer.data);
  }
  return (
    <span className="flex flex-wrap items-baseline gap-x-3">
      <Button busy={isBusy} onClick={() => void make()}>
        {t('receipt.make')}
      </Button>
      <span role="status">
        {made !== null && (
          <>
            <strong className="figures text-lg">{made.code}</strong> {made.address}{' '}
            <span className="text-ink-2">{t('expected.until', { time: formatDayTime(made.until, context) })}</span>
          </>
        )}
        {refusal !== null && <span className="text-bad">{refusal}</span>}
      </span>
    </span>
  );
}
