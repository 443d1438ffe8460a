import { useState } from 'react';
import { useConnection } from '#renderer/data/hooks/use-connection.ts';
import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import { usePeople, useSession } from '#renderer/data/hooks/use-session.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { ErrorState } from '#renderer/ui/error-state.tsx';
import { Field } from '#renderer/ui/field.tsx';
import { chordOf } from '#renderer/ui/keyboard-map.ts';
import { Select } from '#renderer/ui/select.tsx';
import { useShortcut } from '#renderer/ui/shortcuts.ts';
import { SkeletonRows } from '#renderer/ui/skeleton.tsx';
import type { SignedInAgent } from '#shared/ipc/contract.ts';
import { ShiftList } from './shift-list.tsx';
import { ShiftResults } from './shift-results.tsx';
import { useHandOver } from './use-hand-over.ts';

type ShiftDialogProps = { readonly me: SignedInAgent; readonly firstId: string; readonly onClose: () => void };

/** Everything somebody has at the end of their shift, and the one act that hands it over ([CV6]). */
export function ShiftDialog({ me, firstId, onClose }: ShiftDialogProps) {
  const [agentId, setAgentId] = useState(firstId);
  return <ShiftOf key={agentId} me={me} agentId={agentId} onAgent={setAgentId} onClose={onClose} />;
}

type ShiftOfProps = Omit<ShiftDialogProps, 'firstId'> & {
  readonly agentId: string;
  readonly onAgent: (agentId: string) => void;
};

function ShiftOf({ me, agentId, onAgent, onClose }: ShiftOfProps) {
  const { t } = useTranslation('shift');
  const { t: common } = useTranslation();
  const { signOut } = useSession();
  const { state: line } = useConnection();
  const overview = useHubQuery('shift.overview', { agentId });
  const handOver = useHandOver(agentId);
  const isOwn = agentId === me.id;
  const entries = overview.state === 'ready' ? overview.data.entries : [];
  const isReady = overview.state === 'ready' && handOver.results === null && line !== 'offline';
  const act = (): void => {
    if (isReady) void handOver.handOver(entries);
  };
  useShortcut('send', act, { scope: 'dialog', enabled: isReady });
  const name = overview.state === 'ready' ? overview.data.agent.name : '';
  const title = isOwn ? t('title') : t('titleOf', { name });
  const footer =
    handOver.results === null ? (
      <>
        {handOver.error !== null && (
          <span role="alert" className="mr-auto min-w-0 text-bad">
            {handOver.error}
          </span>
        )}
        {line === 'offline' && <span className="mr-auto min-w-0 text-warn">{t('offline')}</span>}
        <Button onClick={onClose}>{common('cancel')}</Button>
        <Button variant="primary" chord={chordOf('send')} busy={handOver.isBusy} disabled={!isReady} onClick={act}>
          {entries.length === 0 ? t('endEmpty') : t('end', { count: entries.length })}
        </Button>
      </>
    ) : (
      <>
        <Button onClick={onClose}>{common('close')}</Button>
        {isOwn && (
          <Button variant="primary" onClick={() => void signOut()}>
            {t('signOut')}
          </Button>
        )}
      </>
    );
  return (
    <Dialog
      open
      onClose={onClose}
      width="l"
      title={title}
      description={isOwn ? t('detail') : t('detailOf')}
      closeLabel={common('close')}
      footer={footer}
    >
      {handOver.results !== null ? (
        <ShiftResults results={handOver.results} />
      ) : (
        <div className="flex flex-col gap-3">
          {me.role === 'lead' && <WhoseShift me={me} agentId={agentId} onAgent={onAgent} />}
          {overview.state === 'loading' && <SkeletonRows rows={5} label={common('loading')} />}
          {overview.state === 'error' && (
            <ErrorState
              title={t('failed')}
              detail={overview.error.message}
              action={<Button onClick={overview.retry}>{common('retry')}</Button>}
            />
          )}
          {overview.state === 'ready' && <ShiftList entries={entries} agentId={agentId} handOver={handOver} />}
        </div>
      )}
    </Dialog>
  );
}

type WhoseShiftProps = { readonly me: SignedInAgent; readonly agentId: string; readonly onAgent: (id: string) => void };

/** A lead ends the shift of somebody in their teams too. */
function WhoseShift({ me, agentId, onAgent }: WhoseShiftProps) {
  const { t } = useTranslation(['shift', 'common']);
  const { agents, byId } = usePeople();
  const mine = byId(me.id)?.teamIds ?? [];
  const others = agents.filter(
    ({ id, role, teamIds }) =>
      id !== me.id && (role === 'agent' || role === 'lead') && teamIds.some((team) => mine.includes(team)),
  );
  return (
    <div className="max-w-80">
      <Field label={t('shift:whose')}>
        <Select
          options={[
            { value: me.id, label: t('shift:own') },
            ...others.map(({ id, name, presence }) => ({
              value: id,
              label: `${name} · ${t(`common:presence.${presence}`)}`,
            })),
          ]}
          value={agentId}
          onChange={onAgent}
        />
      </Field>
    </div>
  );
}
