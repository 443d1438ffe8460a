import { Dialog as Base } from '@base-ui/react/dialog';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { classNames } from '#renderer/ui/class-names.ts';
import { POPUP } from '#renderer/ui/popup-look.ts';
import { DIALOG_SCOPE } from '#renderer/ui/shortcuts.ts';
import { PaletteBody } from './palette-body.tsx';
import { useOpenedCustomer, useRecentCustomers } from './use-recent-customers.ts';

type PaletteProps = { readonly open: boolean; readonly onClose: () => void };

/** Search and commands (Ctrl K). Closed, it remembers whom one had open; opened, it starts empty with the focus in its field. */
export function PalettePart({ open, onClose }: PaletteProps) {
  const { t } = useTranslation('palette');
  const opened = useOpenedCustomer();
  const recent = useRecentCustomers(opened);
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim" />
        <Base.Popup
          {...DIALOG_SCOPE}
          className={classNames(
            POPUP,
            '-translate-x-1/2 fixed top-[64px] left-1/2 z-40 w-[640px] max-w-[calc(100vw-32px)] overflow-hidden rounded-xl p-0',
          )}
        >
          <Base.Title className="sr-only">{t('title')}</Base.Title>
          <PaletteBody openedCustomerId={opened.customerId} recent={recent} onClose={onClose} />
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
