import { useRef, useState } from 'react';
import { useSendCommand } from '#renderer/data/hooks/use-command.ts';
import { useConversation, useCustomerPanel } from '#renderer/data/hooks/use-conversation.ts';
import { useMe } from '#renderer/data/hooks/use-session.ts';
import { keepLastChoices } from '#renderer/data/last-choices.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ChoiceList } from '#renderer/ui/choice-list.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Field, TextArea } from '#renderer/ui/field.tsx';
import { chordOf } from '#renderer/ui/keyboard-map.ts';
import { useShortcut } from '#renderer/ui/shortcuts.ts';
import { Skeleton } from '#renderer/ui/skeleton.tsx';
import { showToast } from '#renderer/ui/toast.tsx';
import type { Conversation } from '#shared/domain/conversation.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';
import { useWrapUpChoices } from './use-wrap-up-choices.tsx';

type FieldName = 'category' | 'outcome' | 'note';
type WrapUpDialogProps = { readonly conversationId: string; readonly onClose: () => void };

/** Resolving: category, outcome, note, with what was chosen last on top ([CV8]). Enter goes on, the chord resolves. */
export function WrapUpDialog({ conversationId, onClose }: WrapUpDialogProps) {
  const { t } = useTranslation('wrapUp');
  const { t: common } = useTranslation();
  const conversation = useConversation(conversationId);
  const me = useMe();
  if (conversation.state === 'ready' && me.state === 'ready') {
    return <ReadyDialog conversation={conversation.data} me={me.data} onClose={onClose} />;
  }
  const error = [conversation, me].find((one) => one.state === 'error');
  return (
    <Dialog open onClose={onClose} title={t('title')} closeLabel={common('close')}>
      {error?.state === 'error' ? (
        <p role="alert" className="text-bad">
          {error.error.message}
        </p>
      ) : (
        <div role="status" className="flex h-80 flex-col gap-3">
          <Skeleton className="w-1/2" />
          <Skeleton className="w-4/5" />
        </div>
      )}
    </Dialog>
  );
}

type ReadyDialogProps = {
  readonly conversation: Conversation;
  readonly me: QueryOutput<'me'>;
  readonly onClose: () => void;
};

/** What `wrapup_missing` names, as far as this dialog has it. */
const missingOf = (details: Readonly<Record<string, unknown>> | undefined): FieldName[] =>
  (Array.isArray(details?.['fields']) ? details['fields'] : []).filter(
    (field): field is FieldName => field === 'category' || field === 'outcome' || field === 'note',
  );

function useResolve({ conversation, me, onClose }: ReadyDialogProps) {
  const { t } = useTranslation('wrapUp');
  const send = useSendCommand();
  const required = me.teams.find((team) => team.id === conversation.team.id)?.wrapUp ?? [];
  const [category, setCategory] = useState<string | null>(conversation.categoryId ?? null);
  const [outcome, setOutcome] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const [missing, setMissing] = useState<readonly FieldName[]>([]);
  const [error, setError] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const filled = { category: category !== null, outcome: outcome !== null, note: note.trim() !== '' };

  async function resolve(): Promise<readonly FieldName[]> {
    if (isBusy) return [];
    const lacking = required.filter((field) => !filled[field]);
    setMissing(lacking);
    setError(null);
    if (lacking.length > 0) return lacking;
    setIsBusy(true);
    const answer = await send('conversation:resolve', {
      conversationId: conversation.id,
      epoch: conversation.epoch,
      ...(category !== null && { categoryId: category }),
      ...(outcome !== null && { outcome }),
      ...(filled.note && { note: note.trim() }),
    });
    setIsBusy(false);
    if (answer.ok) {
      keepLastChoices(me.agent.id, { categoryId: category, outcome });
      showToast({ title: t('resolved'), detail: `#${conversation.number}` });
      onClose();
      return [];
    }
    const named = answer.error.code === 'wrapup_missing' ? missingOf(answer.error.details) : [];
    setMissing(named);
    if (named.length === 0) setError(answer.error.message);
    return named;
  }

  const isMissing = (field: FieldName): boolean => missing.includes(field) && !filled[field];
  return {
    category,
    setCategory,
    outcome,
    setOutcome,
    note,
    setNote,
    required,
    error,
    isBusy,
    isMissing,
    resolve,
  };
}

/** Promises that stay open when the matter is closed: told, not forbidden. */
function OpenPromises({ conversation }: { readonly conversation: Conversation }) {
  const { t } = useTranslation('wrapUp');
  const panel = useCustomerPanel(conversation.customerId);
  const promises = panel.state === 'ready' ? panel.data.promises : [];
  const count = promises.filter((one) => one.conversationId === conversation.id && one.state === 'open').length;
  if (count === 0) return null;
  return <p className="mb-3 text-warn">{t('openPromises', { count })}</p>;
}

function ReadyDialog({ conversation, me, onClose }: ReadyDialogProps) {
  const { t } = useTranslation('wrapUp');
  const { t: common } = useTranslation();
  const categoryRef = useRef<HTMLInputElement>(null);
  const outcomeRef = useRef<HTMLInputElement>(null);
  const noteRef = useRef<HTMLTextAreaElement>(null);
  const form = useResolve({ conversation, me, onClose });
  const lists = useWrapUpChoices(me, me.agent.id);
  const needs = (field: FieldName): string => (form.required.includes(field) ? '' : ` (${common('optional')})`);
  const resolve = async (): Promise<void> => {
    const [first] = await form.resolve();
    if (first === undefined) return;
    ({ category: categoryRef, outcome: outcomeRef, note: noteRef })[first].current?.focus();
  };
  useShortcut('send', () => void resolve(), { scope: 'dialog' });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('title')}
      aside={<span className="figures pt-1 text-ink-2">#{conversation.number}</span>}
      closeLabel={common('close')}
      initialFocus={categoryRef}
      footer={
        <>
          {form.error !== null && (
            <p role="alert" className="flex-1 text-bad">
              {form.error}
            </p>
          )}
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button variant="primary" chord={chordOf('send')} busy={form.isBusy} onClick={() => void resolve()}>
            {t('resolve')}
          </Button>
        </>
      }
    >
      <OpenPromises conversation={conversation} />
      <div className="grid grid-cols-[minmax(0,3fr)_minmax(0,2fr)] gap-4">
        <div className="flex flex-col gap-1">
          <h3 className="font-medium text-ink-2">
            {t('category')}
            <span className="font-normal text-ink-3">{needs('category')}</span>
          </h3>
          <ChoiceList
            label={t('category')}
            placeholder={t('searchCategory')}
            none={t('none')}
            choices={lists.categories}
            isFound={lists.isCategoryFound}
            value={form.category}
            onChange={form.setCategory}
            onEnter={() => outcomeRef.current?.focus()}
            error={form.isMissing('category') ? t('chooseCategory') : undefined}
            inputRef={categoryRef}
            listClassName="h-64"
          />
        </div>
        <div className="flex flex-col gap-1">
          <h3 className="font-medium text-ink-2">
            {t('outcome')}
            <span className="font-normal text-ink-3">{needs('outcome')}</span>
          </h3>
          <ChoiceList
            label={t('outcome')}
            placeholder={t('searchOutcome')}
            none={t('noOutcome')}
            choices={lists.outcomes}
            isFound={lists.isOutcomeFound}
            value={form.outcome}
            onChange={form.setOutcome}
            onEnter={() => noteRef.current?.focus()}
            error={form.isMissing('outcome') ? t('chooseOutcome') : undefined}
            inputRef={outcomeRef}
            listClassName="h-64"
          />
        </div>
      </div>
      <div className="mt-3">
        <Field
          label={t('note')}
          required={form.required.includes('note') ? undefined : common('optional')}
          {...(form.isMissing('note') && { error: t('writeNote') })}
        >
          <TextArea
            ref={noteRef}
            value={form.note}
            maxLength={5000}
            onChange={(event) => form.setNote(event.target.value)}
            className="h-16"
          />
        </Field>
      </div>
    </Dialog>
  );
}
