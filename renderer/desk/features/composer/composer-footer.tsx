import { MessageSquareQuote, Paperclip, StickyNote } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { useConnection } from '#renderer/data/hooks/use-connection.ts';
import { useLocalState } from '#renderer/data/hooks/use-outbox.ts';
import { formatCount, formatTime } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ChannelIcon, dyeClass } from '#renderer/ui/channel-icon.tsx';
import { chordId } from '#renderer/ui/chord.ts';
import { classNames } from '#renderer/ui/class-names.ts';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { chordOf } from '#renderer/ui/keyboard-map.ts';
import { Words } from '#renderer/ui/words.tsx';
import type { Channel } from '#shared/domain/channels.ts';
import type { Draft, Mode } from './composer-store.ts';

/** From there on it is said how much is left. */
const NEAR = 0.9;

type ModeChipProps = {
  readonly isOn: boolean;
  readonly className?: string | undefined;
  readonly onClick: () => void;
  readonly children: ReactNode;
};

function ModeChip({ isOn, className, onClick, children }: ModeChipProps) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      aria-keyshortcuts={isOn ? undefined : chordId(chordOf('note-mode'))}
      onClick={onClick}
      className={classNames(
        'inline-flex min-h-7 shrink-0 items-center gap-1.5 whitespace-nowrap rounded-full border px-2.5',
        isOn ? classNames('border-current font-semibold', className) : 'border-line text-ink-2 hover:text-ink',
      )}
    >
      {children}
    </button>
  );
}

function DraftState({ draft, isSending }: { readonly draft: Draft; readonly isSending: boolean }) {
  const { t } = useTranslation('composer');
  const context = useFormatContext();
  const isAway = useConnection().state === 'offline';
  const isKept = useLocalState().state === 'kept';
  if (isSending || (draft.text === '' && draft.attachments.length === 0)) return null;
  const unsaved = isAway ? t(isKept ? 'draftHere' : 'draftNowhere') : t('draftSaving');
  const words =
    draft.state === 'saved' && draft.savedAt !== null
      ? `${t('draftSaved')} ${formatTime(draft.savedAt, context)}`
      : unsaved;
  return <span className="figures whitespace-nowrap text-ink-3">{words}</span>;
}

function LimitCount({ length, most }: { readonly length: number; readonly most: number }) {
  const { t } = useTranslation('composer');
  const { locale } = useFormatContext();
  if (length < most * NEAR) return null;
  const left = most - length;
  return (
    <span role="status" className={classNames('figures whitespace-nowrap', left < 0 ? 'text-bad' : 'text-warn')}>
      {left < 0 ? t('tooLong', { count: -left }) : t('charactersLeft', { left: formatCount(left, locale) })}
    </span>
  );
}

type ComposerFooterProps = {
  readonly mode: Mode;
  readonly channel: Channel;
  readonly draft: Draft;
  /** As much as one message holds. */
  readonly mostCharacters: number;
  readonly isSending: boolean;
  readonly canSend: boolean;
  readonly canWrite: boolean;
  /** Who of the customer's side is typing; absent when nobody is. */
  readonly customerTyping: string | undefined;
  readonly promise: ReactNode;
  readonly onMode: (mode: Mode) => void;
  readonly onFiles: (files: readonly File[]) => void;
  readonly onSavedReplies: () => void;
  readonly onSend: () => void;
};

/** What one is writing, what goes with it, and the way to send. */
export function ComposerFooter(props: ComposerFooterProps) {
  const { mode, channel, draft, isSending, canWrite, customerTyping } = props;
  const { t } = useTranslation('composer');
  const { t: common } = useTranslation();
  const filesRef = useRef<HTMLInputElement>(null);
  const isNote = mode === 'note';
  return (
    <div className="flex flex-wrap items-center gap-1.5 border-line border-t px-2.5 py-2 text-ink-2 @[640px]:flex-nowrap">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset brings a box that is not wanted here */}
      <div role="group" aria-label={t('mode.label')} className="flex shrink-0 gap-1.5">
        <ModeChip
          isOn={!isNote}
          className={classNames(dyeClass(channel), 'text-dye')}
          onClick={() => props.onMode('reply')}
        >
          <ChannelIcon sign={channel} />
          {common(`channel.${channel}`)}
        </ModeChip>
        <ModeChip isOn={isNote} className="bg-note-ground text-ink" onClick={() => props.onMode('note')}>
          <StickyNote aria-hidden="true" size={14} />
          {t('mode.note')}
        </ModeChip>
      </div>
      <input
        ref={filesRef}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          props.onFiles([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
      <IconButton
        label={t('attach')}
        icon={<Paperclip aria-hidden="true" size={16} />}
        disabled={!canWrite}
        onClick={() => filesRef.current?.click()}
      />
      <IconButton
        label={t('savedReplies')}
        icon={<MessageSquareQuote aria-hidden="true" size={16} />}
        disabled={!canWrite}
        onClick={props.onSavedReplies}
      />
      {props.promise}
      {/* A line of its own where the row has no room for it; always there, so that nothing moves when someone types. */}
      <div className="-order-1 flex min-h-5 min-w-0 basis-full items-center gap-3 px-1 @[640px]:order-none @[640px]:flex-1 @[640px]:basis-0">
        <span role="status" className="min-w-0 flex-1 truncate">
          {customerTyping !== undefined && <Words>{t('customerTyping', { name: customerTyping })}</Words>}
        </span>
        <LimitCount length={draft.text.length} most={props.mostCharacters} />
        <DraftState draft={draft} isSending={isSending} />
      </div>
      <span className="flex-1 @[640px]:hidden" />
      <Button
        variant="primary"
        chord={chordOf('send')}
        busy={isSending}
        disabled={!props.canSend}
        onClick={props.onSend}
        className={classNames('@max-[500px]:[&_kbd]:hidden', isNote && 'border-note-line! bg-note-line! text-raised!')}
      >
        {isNote ? t('saveNote') : t('send')}
      </Button>
    </div>
  );
}
