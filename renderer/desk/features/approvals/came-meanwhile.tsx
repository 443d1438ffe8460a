import { formatTime } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { newestOf } from '#renderer/state/outbox-state.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ChannelDot } from '#renderer/ui/channel-icon.tsx';
import { Words } from '#renderer/ui/words.tsx';
import type { Snapshot } from '#shared/domain/brief.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';

type Props = {
  readonly items: readonly TimelineItem[];
  readonly isBusy: boolean;
  readonly onApprove: (seen: Snapshot) => void;
  readonly onLeave: () => void;
};

/** Nothing was sent: this came since its author wrote ([CV3]). Read, it may be let out all the same. */
export function CameMeanwhile({ items, isBusy, onApprove, onLeave }: Props) {
  const { t } = useTranslation(['approvals', 'thread']);
  const format = useFormatContext();
  return (
    <section
      role="alertdialog"
      aria-label={t('approvals:came.title')}
      className="tint-warn grid gap-2 rounded-r border border-warn px-3.5 py-3"
    >
      <div role="alert">
        <p className="font-semibold text-warn">{t('approvals:came.title')}</p>
        <p className="text-ink-2">{t('approvals:came.detail')}</p>
      </div>
      <ul className="grid max-h-44 gap-2 overflow-y-auto">
        {items.map((item) => (
          <li key={item.id} className="flex items-start gap-2.5">
            <ChannelDot sign={item.channel} />
            <span className="min-w-0">
              <span className="text-ink-3">{formatTime(item.occurredAt, format)}</span>
              <span className="block whitespace-pre-wrap">
                <Words>{item.kind === 'message' ? item.data.text : t(`thread:kind.${item.kind}`)}</Words>
              </span>
            </span>
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onLeave}>{t('approvals:came.leave')}</Button>
        <Button variant="primary" busy={isBusy} onClick={() => onApprove(newestOf(items))}>
          {t('approvals:came.approve')}
        </Button>
      </div>
    </section>
  );
}
