import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Hostile } from '#renderer/ui/hostile.tsx';

type AddressQuestionProps = {
  readonly addresses: readonly string[];
  readonly onSend: () => void;
  readonly onEdit: () => void;
};

/** Nothing was sent: these were never on the customer's thread. Asked once for each address of a draft. */
export function AddressQuestion({ addresses, onSend, onEdit }: AddressQuestionProps) {
  const { t } = useTranslation('composer');
  return (
    <section
      role="alertdialog"
      aria-label={t('address.title')}
      className="tint-warn mb-2 flex flex-col gap-2.5 rounded-r border border-warn px-3.5 py-3"
    >
      <div role="alert">
        <p className="font-semibold text-warn">{t('address.title')}</p>
        <p className="text-ink-2">{t('address.detail')}</p>
      </div>
      <ul className="flex max-h-28 flex-col gap-1 overflow-y-auto">
        {addresses.map((address) => (
          <li key={address} className="break-all font-medium">
            <Hostile>{address}</Hostile>
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onEdit}>{t('address.edit')}</Button>
        <Button variant="primary" onClick={onSend}>
          {t('address.send')}
        </Button>
      </div>
    </section>
  );
}
