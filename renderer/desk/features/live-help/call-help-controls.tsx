import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx';
import type { HelpedCall } from '#shared/domain/live-help.ts';
import type { Act } from './use-act.ts';

type CallHelpControlsProps = { readonly call: HelpedCall; readonly agentId: string | null; readonly act: Act };

/** Onto the owner's call, as far as its telephony lets a lead; where it does not, that is said ([ES3]). */
export function CallHelpControls({ call, agentId, act: { act, isBusy } }: CallHelpControlsProps) {
  const { t } = useTranslation('liveHelp');
  const { callId, modes, why, helpers } = call;
  if (modes.length === 0) return <p className="text-ink-2">{t(`call.${why ?? 'softphone'}`)}</p>;
  const mine = helpers.find(({ lead }) => lead.id === agentId);
  const mode = mine?.mode ?? 'none';
  const segments = [
    ...(mine === undefined ? [{ value: 'none' as const, label: t('call.none') }] : []),
    ...modes.map((value) => ({ value, label: t(`call.${value}`) })),
  ];
  return (
    <div className="flex flex-wrap items-center gap-2">
      <SegmentedControl
        label={t('call.label')}
        value={mode}
        onChange={(next) => next !== 'none' && void act('help:call', { callId, mode: next })}
        segments={segments.map((segment) => ({ ...segment, disabled: isBusy }))}
      />
      {mine?.state === 'asked' && (
        <span role="status" className="text-ink-2">
          {t('call.ringing')}
        </span>
      )}
      {mine !== undefined && (
        <Button disabled={isBusy} onClick={() => void act('help:leave-call', { callId })}>
          {t('call.leave')}
        </Button>
      )}
    </div>
  );
}
