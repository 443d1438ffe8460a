import { Download, TriangleAlert } from 'lucide-react';
import { desktop } from '#renderer/data/desktop.ts';
import { type UpdateDoor, useTellLive, useUpdate } from '#renderer/data/hooks/use-update.ts';
import { useIsUnsaved } from '#renderer/desk/app/unsaved.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { classNames } from '#renderer/ui/class-names.ts';
import { Popover } from '#renderer/ui/popover.tsx';
import { isShown, UpdateDetail } from './update-detail.tsx';

/**
 * [DK4] A new version, beside the line to the hub: what is new in it, and the restart that the agent chooses. Nothing while
 * all is current, and in a browser.
 */
export function UpdateStatus({ door = desktop }: { readonly door?: UpdateDoor | null }) {
  return door === null ? null : <DesktopUpdate door={door} />;
}

function DesktopUpdate({ door }: { readonly door: UpdateDoor }) {
  useTellLive(door, useIsUnsaved());
  const { t } = useTranslation('updates');
  const update = useUpdate(door);
  if (update === null || !isShown(update)) return null;
  const isWrong = update.state === 'refused' || update.state === 'failed';
  const Icon = isWrong ? TriangleAlert : Download;
  return (
    <Popover
      title={t(`title.${update.state}`)}
      align="end"
      trigger={
        <button
          type="button"
          className={classNames(
            'flex min-h-6 items-center gap-1 whitespace-nowrap rounded-s underline decoration-dotted',
            isWrong ? 'text-warn' : 'text-ink-2',
          )}
        >
          <Icon aria-hidden="true" size={14} />
          <span role="status">{t(`short.${update.state}`)}</span>
        </button>
      }
    >
      <UpdateDetail update={update} door={door} />
    </Popover>
  );
}
