import { ArrowLeft } from 'lucide-react';
import { useEffect } from 'react';
import { useLookBack } from '#renderer/desk/app/look-back.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx';
import { lookAt, type ShownThread } from './look-at.ts';
import type { ThreadSlot } from './review-place.ts';

type Props = {
  readonly shown: ShownThread;
  readonly onClose: () => void;
  readonly thread: ThreadSlot;
};

/** The thread in the list's place, so that a lead judges on what was said ([ES1]). */
export function ReviewThread({ shown, onClose, thread }: Props) {
  const { t } = useTranslation('escalations');
  const { escalation, as } = shown;
  const { id, customerId, conversationId } = escalation;
  // The thread has its own way back to now; what it shows is what is marked here.
  const isPast = useLookBack([customerId]) !== null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: which one and how, not each of its revisions
  useEffect(() => lookAt(shown), [id, as]);
  return (
    <section aria-label={t(isPast ? 'thread' : 'threadNow')} className="flex min-h-0 flex-col">
      <div className="flex flex-wrap items-center gap-3 border-line border-b px-5 py-2">
        <Button icon={<ArrowLeft aria-hidden="true" size={14} />} onClick={onClose}>
          {t('threadBack')}
        </Button>
        <SegmentedControl
          label={t('show.label')}
          value={isPast ? 'then' : 'now'}
          onChange={(next) => lookAt({ escalation, as: next })}
          segments={[
            { value: 'then', label: t('thread') },
            { value: 'now', label: t('threadNow') },
          ]}
        />
      </div>
      <div className="min-h-0 flex-1">{thread({ customerId, conversationId })}</div>
    </section>
  );
}
