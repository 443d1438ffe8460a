import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import { SessionList } from '#renderer/desk/app/session-list.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Loaded } from '../loaded.tsx';
import { Card } from '../section-frame.tsx';
import { useSave } from '../use-save.ts';

const LOOK_AGAIN_MS = 15_000;

/** Where somebody is signed in; an administrator ends it at once, for a laptop left in a train. */
export function PersonSessions({ agentId }: { readonly agentId: string }) {
  const { t } = useTranslation('signOn');
  const sessions = useHubQuery('sign-in.of', { agentId }, { everyMs: LOOK_AGAIN_MS });
  const saving = useSave();
  const hasSome = sessions.state === 'ready' && sessions.data.signIns.length > 0;
  return (
    <Card
      title={t('sessions.title')}
      detail={t('sessions.ofDetail')}
      actions={
        hasSome && (
          <Button variant="danger" busy={saving.isBusy} onClick={() => void saving.save('sign-in:end-of', { agentId })}>
            {t('sessions.endAll')}
          </Button>
        )
      }
    >
      {saving.error !== null && (
        <p role="alert" className="mb-2 text-bad">
          {saving.error.message}
        </p>
      )}
      <Loaded what={sessions}>
        {(data) => (
          <SessionList
            sessions={data.signIns}
            onEnd={async (id) => (await saving.save('sign-in:end-of', { agentId, id })) !== null}
          />
        )}
      </Loaded>
    </Card>
  );
}
