import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useCounterClient } from '#renderer/data/counter/counter-client.tsx';
import { formatDayTime } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Field, TextArea } from '#renderer/ui/field.tsx';
import type { StoreQuestion } from '#shared/domain/store.ts';

type QuestionsProps = { readonly questions: readonly StoreQuestion[]; readonly isInCard?: boolean };

/** What the desk asks this store, each answered where it stands. */
export function Questions({ questions, isInCard = false }: QuestionsProps) {
  const { t } = useTranslation('clerk');
  const Heading = isInCard ? 'h3' : 'h2';
  return (
    <div className="flex flex-col gap-3">
      <Heading className="font-semibold text-ink-2">
        {t('questions.title')} {questions.length > 0 && <span className="figures">{questions.length}</span>}
      </Heading>
      {questions.length === 0 && <p className="text-ink-2">{t('questions.none')}</p>}
      {questions.map((question) => (
        <Question key={question.id} question={question} />
      ))}
    </div>
  );
}

function Question({ question }: { readonly question: StoreQuestion }) {
  const { t } = useTranslation('clerk');
  const context = useFormatContext();
  const cache = useQueryClient();
  const { give } = useCounterClient();
  const [text, setText] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const send = async (): Promise<void> => {
    setIsBusy(true);
    const answer = await give('clerk:answer', { questionId: question.id, text: text.trim() });
    setIsBusy(false);
    if (!answer.ok) return setRefusal(answer.error.message);
    await cache.invalidateQueries();
  };
  const { askedBy: name, askedAt, customerName: customer, conversationNumber: number } = question;
  return (
    <article className="flex flex-col gap-2 rounded-r border border-line border-l-4 border-l-channel-store bg-raised p-3">
      <p className="whitespace-pre-wrap break-words">{question.text}</p>
      <p className="text-ink-2 text-sm">
        {t('questions.from', { name, time: formatDayTime(askedAt, context), customer, number })}
      </p>
      <Field label={t('questions.answer')}>
        <TextArea rows={2} value={text} maxLength={5000} onChange={(event) => setText(event.target.value)} />
      </Field>
      {refusal !== null && (
        <p role="alert" className="text-bad">
          {refusal}
        </p>
      )}
      <Button className="self-start" busy={isBusy} disabled={text.trim() === ''} onClick={() => void send()}>
        {t('questions.send')}
      </Button>
    </article>
  );
}
