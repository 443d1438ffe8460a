import { useSession } from '#renderer/data/hooks/use-session.ts';
import { windowKind } from '#renderer/data/window-kind.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Spinner } from '#renderer/ui/spinner.tsx';
import type { DeskFeatures } from './desk-features.ts';
import { SignInFrame } from './sign-in/sign-in-frame.tsx';
import { ConversationScreen } from './workspace/conversation-screen.tsx';
import { WorkspaceScreen } from './workspace/workspace-screen.tsx';

function Starting() {
  const { t } = useTranslation('auth');
  return (
    <main className="grid h-full place-items-center text-ink-2">
      <p className="flex items-center gap-2">
        <Spinner />
        <span role="status">{t('restoring')}</span>
      </p>
    </main>
  );
}

/** Which screen is shown: the way in, or the workspace. */
export function Desk({ features }: { readonly features: DeskFeatures }) {
  const { status, reason } = useSession();
  switch (status) {
    case 'starting':
      return <Starting />;
    case 'signed_out':
      return (
        <SignInFrame>
          <features.signIn reason={reason} />
        </SignInFrame>
      );
    case 'signed_in':
      return windowKind() === 'conversation' ? (
        <ConversationScreen features={features} />
      ) : (
        <WorkspaceScreen features={features} />
      );
  }
}
