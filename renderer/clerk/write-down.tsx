import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useCounterClient } from '#renderer/data/counter/counter-client.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Field, TextArea } from '#renderer/ui/field.tsx';
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx';

type What = 'note' | 'visit' | 'fitting';

/** What it is about: written down on the thread, or handed to the desk with the same words. */
export function WriteDown({ customerId }: { readonly customerId: string }) {
  const { t } = useTranslation('clerk');
  const { give } = useCounterClient();
  const cache = useQueryClient();
  const [text, setText] = useState('');
  const [what, setWhat] = useState<What>('note');
  const [busy, setBusy] = useState<'save' | 'hand' | null>(null);
  const [result, setResult] = useState<{ readonly words: string; readonly isBad: boolean } | null>(null);
  const plain = text.trim();

  async function act(which: 'save' | 'hand'): Promise<void> {
    if (plain === '' || busy !== null) return;
    setBusy(which);
    const words =
      which === 'save'
        ? await give('clerk:note', { customerId, what, text: plain }).then((a) =>
            a.ok ? ok(t('act.saved')) : bad(a.error.message),
          )
        : await give('clerk:hand-to-desk', { customerId, text: plain }).then((a) =>
            a.ok ? ok(t('act.handed', { number: a.data.conversationNumber })) : bad(a.error.message),
          );
    setBusy(null);
    setResult(words);
    if (words.isBad) return;
    setText('');
    await cache.invalidateQueries({ queryKey: ['clerk.find'] });
  }

  return (
    <div className="flex flex-col gap-2 border-line border-t pt-4">
      <Field label={t('act.label')}>
        <TextArea
          rows={3}
          value={text}
          maxLength={5000}
          placeholder={t('act.placeholder')}
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      <div className="flex flex-wrap items-center gap-2">
        <Button variant="primary" busy={busy === 'hand'} disabled={plain === ''} onClick={() => void act('hand')}>
          {t('act.hand')}
        </Button>
        <Button busy={busy === 'save'} disabled={plain === ''} onClick={() => void act('save')}>
          {t('act.save')}
        </Button>
        <SegmentedControl
          label={t('act.what')}
          value={what}
          onChange={setWhat}
          segments={[
            { value: 'note', label: t('act.note') },
            { value: 'visit', label: t('act.visit') },
            { value: 'fitting', label: t('act.fitting') },
          ]}
        />
      </div>
      <p role="status" className={result?.isBad === true ? 'text-bad' : 'text-ok'}>
        {result?.words ?? ''}
      </p>
    </div>
  );
}

const ok = (words: string) => ({ words, isBad: false });
const bad = (words: string) => ({ words, isBad: true });
