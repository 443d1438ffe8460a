import { CircleAlert, X } from 'lucide-react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { AddressQuestion } from './address-question.tsx';
import type { Refusal } from './composer-store.ts';
import { NewItem } from './new-item.tsx';

type RefusalPanelProps = {
  readonly refusal: Refusal;
  readonly onInsist: () => void;
  readonly onEdit: () => void;
  readonly onDiscard: () => void;
  readonly onDismiss: () => void;
};

/** Nothing was sent: what came meanwhile and what now ([CV3]), or the reason in words. What was written is in the field. */
export function RefusalPanel({ refusal, onInsist, onEdit, onDiscard, onDismiss }: RefusalPanelProps) {
  const { t } = useTranslation('composer');
  const { t: common } = useTranslation();
  if (refusal.kind === 'address')
    return <AddressQuestion addresses={refusal.addresses} onSend={onInsist} onEdit={onEdit} />;
  if (refusal.kind !== 'stale') {
    return (
      <div role="alert" className="tint-bad mb-2 flex items-start gap-2.5 rounded-r border border-bad px-3 py-2">
        <CircleAlert aria-hidden="true" size={16} className="mt-0.5 shrink-0 text-bad" />
        <p className="flex-1">
          <span className="font-semibold text-bad">{t('failed')}</span> <span>{refusal.message}</span>{' '}
          <span className="text-ink-2">{t('draftKept')}</span>
        </p>
        <button
          type="button"
          aria-label={common('close')}
          onClick={onDismiss}
          className="grid size-7 shrink-0 place-items-center rounded-s text-ink-2 hover:bg-line"
        >
          <X aria-hidden="true" size={14} />
        </button>
      </div>
    );
  }
  return (
    <section
      role="alertdialog"
      aria-label={t('stale.title')}
      className="tint-warn mb-2 flex flex-col gap-2.5 rounded-r border border-warn px-3.5 py-3"
    >
      <div role="alert">
        <p className="font-semibold text-warn">{t('stale.title')}</p>
        <p className="text-ink-2">{t('stale.detail')}</p>
      </div>
      <ul className="flex max-h-44 flex-col gap-2 overflow-y-auto">
        {refusal.items.map((item) => (
          <NewItem key={item.id} item={item} />
        ))}
      </ul>
      <div className="flex flex-wrap justify-end gap-2">
        <Button variant="ghost" onClick={onDiscard}>
          {t('stale.discard')}
        </Button>
        <Button onClick={onEdit}>{t('stale.edit')}</Button>
        <Button variant="primary" onClick={onInsist}>
          {t('stale.send')}
        </Button>
      </div>
    </section>
  );
}
