import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useCounterClient } from '#renderer/data/counter/counter-client.tsx';
import { formatDayTime } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Field, TextArea } from '#renderer/ui/field.tsx';
import { COUNTER_CHANNEL } from '#shared/domain/channels.ts';
import type { ClerkCustomer } from '#shared/domain/store.ts';

type Expected = ClerkCustomer['expected'][number];
type ExpectedProps = { readonly customerId: string; readonly expected: readonly Expected[] };

/** What the desk sends to this counter, with what it says about it; and codes to give them that lead on from here. */
export function ExpectedHere({ customerId, expected }: ExpectedProps) {
  return (
    <>
      {expected.map((one) => (
        <One key={one.invitationId} customerId={customerId} one={one} />
      ))}
    </>
  );
}

function One({ customerId, one }: { readonly customerId: string; readonly one: Expected }) {
  const { t } = useTranslation('clerk');
  const context = useFormatContext();
  const isHere = one.channel === COUNTER_CHANNEL;
  const { number, subject, by, code } = one;
  return (
    <article className="flex flex-col gap-2 rounded-r border border-line border-l-4 border-l-channel-store bg-raised p-3">
      <h3 className="font-semibold">
        {t(isHere ? 'expected.here' : 'expected.on', { name: by })}{' '}
        <span className="figures">{t('customer.matter', { number, subject })}</span>
      </h3>
      {one.lines.length > 0 && (
        <ul className="list-disc ps-5">
          {one.lines.map((line) => (
            <li key={line} className="break-words">
              {line}
            </li>
          ))}
        </ul>
      )}
      <p className="text-ink-2">
        {t('expected.code')} <strong className="figures text-ink text-lg">{code}</strong>{' '}
        {t('expected.until', { time: formatDayTime(one.until, context) })}
      </p>
      {isHere && <Serve customerId={customerId} invitationId={one.invitationId} />}
    </article>
  );
}

function Serve({ customerId, invitationId }: { readonly customerId: string; readonly invitationId: string }) {
  const { t } = useTranslation('clerk');
  const { give } = useCounterClient();
  const cache = useQueryClient();
  const [text, setText] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  async function serve(): Promise<void> {
    setIsBusy(true);
    const answer = await give('clerk:serve', { customerId, invitationId, text: text.trim() });
    setIsBusy(false);
    if (!answer.ok) return setRefusal(answer.error.message);
    await cache.invalidateQueries({ queryKey: ['clerk.find'] });
  }
  return (
    <>
      <Field label={t('expected.did')}>
        <TextArea rows={2} value={text} maxLength={5000} onChange={(event) => setText(event.target.value)} />
      </Field>
      {refusal !== null && (
        <p role="alert" className="text-bad">
          {refusal}
        </p>
      )}
      <Button
        variant="primary"
        className="self-start"
        busy={isBusy}
        disabled={text.trim() === ''}
        onClick={() => void serve()}
      >
        {t('expected.serve')}
      </Button>
    </>
  );
}
