import { usePlace } from '#renderer/desk/routes.ts';
import { NoConversation } from './workspace/no-conversation.tsx';
import { WorkspaceFrame } from './workspace/workspace-frame.tsx';

/** Wiring only: which screen is shown, and which feature stands in which place of it. */
export function Desk() {
  const place = usePlace();
  return (
    <WorkspaceFrame
      workspaceName=""
      connection={{ state: 'connecting', completeUpTo: null }}
      me={{ name: '', presence: 'signed_out' }}
      onPresence={() => undefined}
      onSignOut={() => undefined}
      onSearch={() => undefined}
      conversationId={place.conversationId}
      inbox={null}
      conversation={<NoConversation />}
    />
  );
}
