import { useRef, useState } from 'react';
import { useSendCommand } from '#renderer/data/hooks/use-command.ts';
import { useConversation } from '#renderer/data/hooks/use-conversation.ts';
import { useThread } from '#renderer/data/hooks/use-thread.ts';
import { goTo } from '#renderer/desk/routes.ts';
import { formatDayTime } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Checkbox } from '#renderer/ui/checkbox.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Field, TextInput } from '#renderer/ui/field.tsx';
import { chordOf } from '#renderer/ui/keyboard-map.ts';
import { useShortcut } from '#renderer/ui/shortcuts.ts';
import { showToast } from '#renderer/ui/toast.tsx';
import { Words } from '#renderer/ui/words.tsx';
import type { Conversation } from '#shared/domain/conversation.ts';
import { isHidden, type TimelineItem } from '#shared/domain/timeline-item.ts';

type Props = { readonly conversationId: string; readonly onClose: () => void };
const MOST_SHOWN = 30;

/** Begins another conversation for a part of this one: what it is about, which words belong to it, which leg goes along. */
export function SplitDialog({ conversationId, onClose }: Props) {
  const conversation = useConversation(conversationId);
  return conversation.state === 'ready' ? <Ready conversation={conversation.data} onClose={onClose} /> : null;
}

const keyOf = ({ customerId, seq }: { customerId: string; seq: number }): string => `${customerId} ${seq}`;

function Ready({ conversation, onClose }: { readonly conversation: Conversation; readonly onClose: () => void }) {
  const { t } = useTranslation(['matters', 'common']);
  const format = useFormatContext();
  const send = useSendCommand();
  const field = useRef<HTMLInputElement>(null);
  const { id, customerId, epoch, sessions } = conversation;
  const { items } = useThread(customerId, { conversationId: id });
  const said = items
    .filter((item): item is TimelineItem => !isHidden(item))
    .filter((item) => item.conversationId === id && item.kind === 'message')
    .slice(-MOST_SHOWN);
  const legs = sessions.filter(({ state }) => state === 'active');
  const [subject, setSubject] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [along, setAlong] = useState<ReadonlySet<string>>(new Set());
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const canSplit = subject.trim() !== '' && chosen.size > 0 && !isBusy;

  async function split(): Promise<void> {
    if (!canSplit) return;
    setIsBusy(true);
    const answer = await send('conversation:split', {
      conversationId: id,
      epoch,
      subject: subject.trim(),
      items: said
        .filter((item) => chosen.has(keyOf(item)))
        .map((item) => ({ customerId: item.customerId, seq: item.seq })),
      sessionIds: [...along],
    });
    setIsBusy(false);
    if (!answer.ok) return setError(answer.error.message);
    const made = answer.data.conversation;
    showToast({ title: t('matters:splitDone', { number: made.number }) });
    onClose();
    goTo({ tab: 'mine', conversationId: made.id });
  }
  useShortcut('send', () => void split(), { scope: 'dialog' });

  return (
    <Dialog
      open
      onClose={onClose}
      title={t('matters:split')}
      description={t('matters:splitDetail')}
      closeLabel={t('common:close')}
      initialFocus={field}
      footer={
        <>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button
            variant="primary"
            chord={chordOf('send')}
            busy={isBusy}
            disabled={!canSplit}
            onClick={() => void split()}
          >
            {t('matters:splitNow')}
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        <Field label={t('matters:subject')} error={error ?? undefined}>
          <TextInput ref={field} value={subject} maxLength={200} onChange={(event) => setSubject(event.target.value)} />
        </Field>
        <fieldset className="min-w-0">
          <legend className="font-medium text-ink-2">{t('matters:items')}</legend>
          <div className="max-h-[34vh] overflow-y-auto rounded-r border border-line px-3 py-1">
            {said.length === 0 && <p className="text-ink-3">{t('matters:noItems')}</p>}
            {said.map((item) => (
              <Checkbox
                key={keyOf(item)}
                checked={chosen.has(keyOf(item))}
                onChange={(on) => setChosen(withOrWithout(chosen, keyOf(item), on))}
              >
                <span className="line-clamp-2">
                  <span className="figures text-ink-3">{formatDayTime(item.occurredAt, format)}</span>{' '}
                  <Words>{`${item.author.name ?? ''} ${item.kind === 'message' ? item.data.text : ''}`.trim()}</Words>
                </span>
              </Checkbox>
            ))}
          </div>
        </fieldset>
        {legs.length > 0 && (
          <fieldset className="min-w-0">
            <legend className="font-medium text-ink-2">{t('matters:legs')}</legend>
            <p className="text-ink-3">{t('matters:legsDetail')}</p>
            {legs.map((leg) => (
              <Checkbox
                key={leg.id}
                checked={along.has(leg.id)}
                onChange={(on) => setAlong(withOrWithout(along, leg.id, on))}
              >
                {t(`common:channel.${leg.channel}`)} · {formatDayTime(leg.startedAt, format)}
              </Checkbox>
            ))}
          </fieldset>
        )}
      </div>
    </Dialog>
  );
}

function withOrWithout(set: ReadonlySet<string>, key: string, on: boolean): ReadonlySet<string> {
  const next = new Set(set);
  if (on) next.add(key);
  else next.delete(key);
  return next;
}
