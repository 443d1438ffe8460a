import { Ellipsis } from 'lucide-react';
import { useOpenHandoff } from '#renderer/data/hooks/use-conversation.ts';
import { openDialog } from '#renderer/desk/app/open-dialog.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { chordId } from '#renderer/ui/chord.ts';
import { chordOf } from '#renderer/ui/keyboard-map.ts';
import { Menu, MenuItem } from '#renderer/ui/menu.tsx';
import { useShortcut } from '#renderer/ui/shortcuts.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import { StatusPopover } from './status-popover.tsx';
import { useAct } from './use-act.ts';
import { useReceivedHandoff } from './use-received-handoff.ts';

type ConversationActsProps = { readonly conversation: Conversation; readonly agentId: string | undefined };

/** What this agent can do with the conversation as it stands: nothing when somebody else owns it. */
export function ConversationActs({ conversation, agentId }: ConversationActsProps) {
  if (conversation.mergedInto !== undefined) return null;
  if (conversation.status === 'resolved') return <ReopenAct conversation={conversation} />;
  if (conversation.owner.type === 'team') return <TakeAct conversation={conversation} />;
  return conversation.owner.id === agentId ? <OwnerActs conversation={conversation} /> : null;
}

function ReopenAct({ conversation }: { readonly conversation: Conversation }) {
  const { t } = useTranslation('wrapUp');
  const { act, isBusy } = useAct(conversation.id);
  const { id: conversationId, epoch } = conversation;
  return (
    <Button busy={isBusy} onClick={() => void act('conversation:reopen', { conversationId, epoch })}>
      {t('reopen')}
    </Button>
  );
}

function TakeAct({ conversation }: { readonly conversation: Conversation }) {
  const { t } = useTranslation('inbox');
  const { act, isBusy } = useAct(conversation.id);
  const { id: conversationId, epoch } = conversation;
  const take = (): void => void act('conversation:claim', { conversationId, epoch });
  useShortcut('claim', take, { enabled: !isBusy });
  return (
    <Button variant="primary" busy={isBusy} aria-keyshortcuts={chordId(chordOf('claim'))} onClick={take}>
      {t('row.claim')}
    </Button>
  );
}

function OwnerActs({ conversation }: { readonly conversation: Conversation }) {
  const { t } = useTranslation(['thread', 'askStore', 'escalations', 'handoff', 'matters', 'wrapUp', 'common']);
  const { act, isBusy } = useAct(conversation.id);
  const { id: conversationId, epoch } = conversation;
  const isOffered = useOpenHandoff(conversationId) !== null;
  const canReturn = useReceivedHandoff(conversation) !== null;
  return (
    <>
      <Menu
        align="end"
        trigger={
          <Button variant="ghost" className="px-1.5" aria-label={t('thread:top.more')} disabled={isBusy}>
            <Ellipsis aria-hidden="true" size={16} />
          </Button>
        }
      >
        {canReturn && (
          <MenuItem onSelect={() => openDialog('return', { conversationId })}>{t('handoff:return')}</MenuItem>
        )}
        <MenuItem onSelect={() => openDialog('merge', { conversationId })}>{t('matters:merge')}</MenuItem>
        <MenuItem onSelect={() => openDialog('split', { conversationId })}>{t('matters:split')}</MenuItem>
        <MenuItem chord={chordOf('ask-lead')} onSelect={() => openDialog('ask-lead', { conversationId })}>
          {t('escalations:ask.act')}
        </MenuItem>
        <MenuItem onSelect={() => openDialog('ask-store', { conversationId })}>{t('askStore:act')}</MenuItem>
        <MenuItem onSelect={() => void act('conversation:release', { conversationId, epoch })}>
          {t('thread:top.release')}
        </MenuItem>
      </Menu>
      {/* In a narrow column it is in the menu alone. */}
      <span className="hidden @min-[640px]:inline">
        <Button
          disabled={isBusy}
          aria-keyshortcuts={chordId(chordOf('ask-lead'))}
          onClick={() => openDialog('ask-lead', { conversationId })}
        >
          {t('escalations:ask.act')}
        </Button>
      </span>
      <StatusPopover conversation={conversation} />
      <Button
        disabled={isBusy}
        aria-keyshortcuts={chordId(chordOf('resolve'))}
        onClick={() => openDialog('resolve', { conversationId })}
      >
        {t('wrapUp:resolve')}
      </Button>
      <Button
        variant="primary"
        disabled={isBusy || isOffered}
        aria-keyshortcuts={chordId(chordOf('hand-off'))}
        onClick={() => openDialog('hand-off', { conversationId })}
      >
        {t('handoff:handOff')}
      </Button>
    </>
  );
}
