import { useConversation } from '#renderer/data/hooks/use-conversation.ts';
import { useSession } from '#renderer/data/hooks/use-session.ts';
import { useShortcut } from '#renderer/ui/shortcuts.ts';
import { closeDialog, openDialog, useOpenDialog } from './app/open-dialog.ts';
import { AskStoreDialog } from './features/ask-store/index.ts';
import { AskLeadDialog } from './features/escalations/index.ts';
import { HandOffDialog, InviteAgainDialog, ReturnDialog } from './features/handoff/index.ts';
import { CheckDialog } from './features/identity-check/index.ts';
import { MergeDialog, SplitDialog } from './features/matters/index.ts';
import { WrapUpDialog } from './features/wrap-up/index.ts';

/** The dialogs of the conversation that is open: by their chords for its owner, and by `openDialog` from anywhere. */
export function DeskDialogs({ conversationId }: { readonly conversationId: string | null }) {
  const open = useOpenDialog();
  const { agent } = useSession();
  const conversation = useConversation(conversationId);
  const isOwner =
    conversation.state === 'ready' &&
    conversation.data.owner.id === agent?.id &&
    conversation.data.status !== 'resolved';
  const enabled = isOwner && conversationId !== null;
  useShortcut('hand-off', () => conversationId !== null && openDialog('hand-off', { conversationId }), { enabled });
  useShortcut('resolve', () => conversationId !== null && openDialog('resolve', { conversationId }), { enabled });
  useShortcut('identity-check', () => conversationId !== null && openDialog('identity-check', { conversationId }), {
    enabled,
  });
  useShortcut('ask-lead', () => conversationId !== null && openDialog('ask-lead', { conversationId }), { enabled });
  if (open === null) return null;
  const props = { conversationId: open.conversationId, onClose: closeDialog };
  switch (open.name) {
    case 'hand-off':
      return <HandOffDialog {...props} />;
    case 'invite-again':
      return <InviteAgainDialog {...props} />;
    case 'resolve':
      return <WrapUpDialog {...props} />;
    case 'return':
      return <ReturnDialog {...props} />;
    case 'identity-check':
      return <CheckDialog {...props} purpose={open.purpose} />;
    case 'merge':
      return <MergeDialog {...props} />;
    case 'split':
      return <SplitDialog {...props} />;
    case 'ask-lead':
      return <AskLeadDialog {...props} />;
    case 'ask-store':
      return <AskStoreDialog {...props} />;
  }
}
