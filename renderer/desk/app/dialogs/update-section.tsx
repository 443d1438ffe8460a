import { useState } from 'react';
import { type UpdateDoor, useUpdate } from '#renderer/data/hooks/use-update.ts';
import { formatDayTime } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import type { DesktopBridge } from '#shared/ipc/bridge.ts';
import type { UpdateState } from '#shared/ipc/updates.ts';

/** As much of the desktop as a look for updates needs. */
export type LookDoor = UpdateDoor & Pick<DesktopBridge, 'checkForUpdate'>;

/** [DK4] What is known of updates, and a look at once. What to do about a new version is said where it is told, above the inbox. */
export function UpdateSection({ door }: { readonly door: LookDoor }) {
  const { t } = useTranslation('settings');
  const update = useUpdate(door);
  const [isLooking, setIsLooking] = useState(false);
  const look = async (): Promise<void> => {
    setIsLooking(true);
    await door.checkForUpdate();
    setIsLooking(false);
  };
  return (
    <section className="flex items-center justify-between gap-4 border-line border-t py-3">
      <div className="min-w-0">
        <h3 className="font-semibold">{t('computer.updates')}</h3>
        <p role="status" className="text-ink-2">
          {update !== null && <UpdateWords update={update} />}
        </p>
      </div>
      {update !== null && update.state !== 'off' && (
        <Button
          className="shrink-0"
          busy={isLooking}
          disabled={update.state === 'downloading' || update.state === 'installing'}
          onClick={() => void look()}
        >
          {t('computer.updateLook')}
        </Button>
      )}
    </section>
  );
}

function UpdateWords({ update }: { readonly update: UpdateState }) {
  const { t } = useTranslation(['settings', 'updates']);
  const context = useFormatContext();
  switch (update.state) {
    case 'off':
      return t(`computer.update.off.${update.reason}`);
    case 'current':
      return update.checkedAt === null
        ? t('computer.update.never')
        : t('computer.update.current', { time: formatDayTime(update.checkedAt, context) });
    case 'unreachable':
      return t('computer.update.unreachable', { time: formatDayTime(update.since, context) });
    case 'downloading':
      return t('computer.update.downloading', { version: update.offered.version, percent: update.percent });
    case 'refused':
      return t('updates:title.refused');
    default:
      return `${t(`updates:title.${update.state}`)} (${t('updates:version', { version: update.offered.version })})`;
  }
}
