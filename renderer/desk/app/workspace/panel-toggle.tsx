import { PanelRightClose, PanelRightOpen } from 'lucide-react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { chordOf } from '#renderer/ui/keyboard-map.ts';

/** Shows and hides the customer panel. */
export function PanelToggle({ isOpen, onToggle }: { readonly isOpen: boolean; readonly onToggle: () => void }) {
  const { t } = useTranslation();
  const Icon = isOpen ? PanelRightClose : PanelRightOpen;
  return (
    <IconButton
      label={isOpen ? t('frame.hideCustomerPanel') : t('frame.showCustomerPanel')}
      icon={<Icon aria-hidden="true" size={16} />}
      chord={chordOf('customer-panel')}
      aria-expanded={isOpen}
      onClick={onToggle}
    />
  );
}
