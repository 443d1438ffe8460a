import { useRef, useState } from 'react';
import { usePeople, useSession } from '#renderer/data/hooks/use-session.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Field, TextInput } from '#renderer/ui/field.tsx';
import { chordOf } from '#renderer/ui/keyboard-map.ts';
import { Select } from '#renderer/ui/select.tsx';
import { useShortcut } from '#renderer/ui/shortcuts.ts';
import { type LibraryReply, shortcutSchema } from '#shared/domain/saved-reply.ts';
import { InUse } from './in-use.tsx';
import { LeadActs } from './lead-acts.tsx';
import { ReplyPreview } from './reply-preview.tsx';
import { typedOf, type Variant, wholeLanguages } from './reply-typed.ts';
import { ReplyWords } from './reply-words.tsx';
import { useRepliesAct } from './use-replies-act.ts';

type ReplyEditorProps = { readonly reply: LibraryReply | null; readonly onClose: () => void };

const EVERYBODY = 'everybody';

/** Writes a saved reply in both languages and puts it before a lead, who approves it here. */
export function ReplyEditor({ reply, onClose }: ReplyEditorProps) {
  const { t } = useTranslation(['replies', 'common']);
  const { agent } = useSession();
  const { teams, agents } = usePeople();
  const { act, isBusy, error } = useRepliesAct();
  const rootRef = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState(() => typedOf(reply));
  const [variant, setVariant] = useState<Variant>('body');
  const [shortcut, setShortcut] = useState(reply?.shortcut ?? '');
  const [teamId, setTeamId] = useState(reply?.teamId ?? EVERYBODY);
  const ownerBefore = reply?.owner?.id ?? agent?.id ?? '';
  const [ownerId, setOwnerId] = useState(ownerBefore);
  const words = wholeLanguages(typed);
  const canSave = words !== null && shortcutSchema.safeParse(shortcut).success;
  const isChanged =
    JSON.stringify([typed, shortcut, teamId, ownerId]) !==
    JSON.stringify([typedOf(reply), reply?.shortcut ?? '', reply?.teamId ?? EVERYBODY, ownerBefore]);
  const isLead = agent?.role === 'lead';
  /** A lead who reads what waits for them decides; who changes it puts it before a lead again. */
  const isDeciding = isLead && reply?.state === 'submitted' && !isChanged;
  const decide = async (decision: 'approve' | 'return' | 'retire'): Promise<void> => {
    if (reply === null) return;
    const { id: replyId, revision } = reply;
    if (await act('reply:decide', { replyId, revision, decision })) onClose();
  };
  const save = async (submit: boolean): Promise<void> => {
    if (words === null || !canSave) return;
    const saved = await act('reply:save', {
      ...(reply !== null && { replyId: reply.id, revision: reply.revision }),
      ...words,
      shortcut: shortcut.trim(),
      ...(teamId !== EVERYBODY && { teamId }),
      ...(ownerId !== '' && { ownerId }),
      submit,
    });
    if (saved) onClose();
  };
  useShortcut('send', () => void (isDeciding ? decide('approve') : save(true)), { scope: 'dialog' });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(reply === null ? 'replies:new' : 'replies:edit')}
      description={t('replies:detail')}
      closeLabel={t('common:close')}
      initialFocus={rootRef}
      width="xl"
      footer={
        <>
          {isLead && reply !== null && (
            <LeadActs reply={reply} isBusy={isBusy} isChanged={isChanged} onDecide={decide} />
          )}
          <Button busy={isBusy} disabled={!canSave} onClick={() => void save(false)}>
            {t('replies:draft')}
          </Button>
          <Button
            {...(!isDeciding && { variant: 'primary', chord: chordOf('send') })}
            busy={isBusy}
            disabled={!canSave}
            onClick={() => void save(true)}
          >
            {t('replies:submit')}
          </Button>
        </>
      }
    >
      <div ref={rootRef} tabIndex={-1} className="flex flex-col gap-3 outline-none">
        <div className="grid grid-cols-3 gap-4">
          <Field label={t('replies:shortcut')}>
            <TextInput value={shortcut} maxLength={30} onChange={(event) => setShortcut(event.target.value)} />
          </Field>
          <Field label={t('replies:team')}>
            <Select
              label={t('replies:team')}
              value={teamId}
              onChange={setTeamId}
              options={[
                { value: EVERYBODY, label: t('replies:everybody') },
                ...teams.map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
          </Field>
          <Field label={t('replies:owner')}>
            <Select
              label={t('replies:owner')}
              value={ownerId}
              onChange={setOwnerId}
              placeholder={t('replies:nobody')}
              options={agents.map(({ id, name }) => ({ value: id, label: name }))}
            />
          </Field>
        </div>
        <ReplyWords value={typed} variant={variant} onVariant={setVariant} onChange={setTyped} />
        <ReplyPreview typed={typed} variant={variant} />
        {reply !== null && <InUse reply={reply} />}
        {error !== null && (
          <p role="alert" className="text-bad">
            {error}
          </p>
        )}
      </div>
    </Dialog>
  );
}
