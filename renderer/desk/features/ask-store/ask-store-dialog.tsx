import { useRef, useState } from 'react';
import { useSendCommand } from '#renderer/data/hooks/use-command.ts';
import { useConversation } from '#renderer/data/hooks/use-conversation.ts';
import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Field, TextArea } from '#renderer/ui/field.tsx';
import { chordOf } from '#renderer/ui/keyboard-map.ts';
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { useShortcut } from '#renderer/ui/shortcuts.ts';
import { showToast } from '#renderer/ui/toast.tsx';
import { AskedBefore } from './asked-before.tsx';

const HOUR_MS = 60 * 60_000;
const WAITS = { none: null, one: HOUR_MS, four: 4 * HOUR_MS, day: 24 * HOUR_MS } as const;
type Wait = keyof typeof WAITS;
const WAIT_NAMES = Object.keys(WAITS) as Wait[];

type Props = { readonly conversationId: string; readonly onClose: () => void };

/** Asks a store about the customer; its clerks answer from their page, and the answer comes into the conversation. */
export function AskStoreDialog({ conversationId, onClose }: Props) {
  const { t } = useTranslation('askStore');
  const { t: common } = useTranslation();
  const send = useSendCommand();
  const conversation = useConversation(conversationId);
  const list = useHubQuery('store.list', {});
  const asked = useHubQuery('store.questions', { conversationId });
  const field = useRef<HTMLTextAreaElement>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [text, setText] = useState('');
  const [wait, setWait] = useState<Wait>('four');
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const stores = list.state === 'ready' ? list.data.stores.filter((store) => store.active) : [];
  const store = stores.find(({ id }) => id === chosen) ?? stores[0];
  const canAsk = store !== undefined && text.trim() !== '' && conversation.state === 'ready' && !isBusy;

  async function ask(): Promise<void> {
    if (!canAsk || conversation.state !== 'ready' || store === undefined) return;
    setIsBusy(true);
    const waits = WAITS[wait];
    const answer = await send('store:ask', {
      conversationId,
      epoch: conversation.data.epoch,
      storeId: store.id,
      text: text.trim(),
      ...(waits === null ? {} : { until: new Date(Date.now() + waits).toISOString() }),
    });
    setIsBusy(false);
    if (!answer.ok) return setError(answer.error.message);
    showToast({ title: t('sent', { store: store.name }) });
    onClose();
  }
  useShortcut('send', () => void ask(), { scope: 'dialog' });

  return (
    <Dialog
      open
      onClose={onClose}
      width="s"
      title={t('title')}
      description={t('detail')}
      closeLabel={common('close')}
      initialFocus={field}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button variant="primary" chord={chordOf('send')} busy={isBusy} disabled={!canAsk} onClick={() => void ask()}>
            {t('send')}
          </Button>
        </>
      }
    >
      {list.state === 'ready' && stores.length === 0 ? (
        <p>{t('none')}</p>
      ) : (
        <div className="flex flex-col gap-4">
          <Field label={t('store')}>
            <Select
              label={t('store')}
              value={store?.id ?? ''}
              onChange={setChosen}
              options={stores.map(({ id, name }) => ({ value: id, label: name }))}
            />
          </Field>
          <Field label={t('question')} error={error ?? undefined}>
            <TextArea
              ref={field}
              rows={4}
              maxLength={5000}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          </Field>
          <div className="flex flex-col gap-1">
            <span className="font-medium text-ink-2">{t('waiting')}</span>
            <SegmentedControl
              label={t('waiting')}
              value={wait}
              onChange={setWait}
              segments={WAIT_NAMES.map((value) => ({ value, label: t(`hours.${value}`) }))}
            />
          </div>
          {asked.state === 'ready' && <AskedBefore questions={asked.data.questions} />}
        </div>
      )}
    </Dialog>
  );
}
