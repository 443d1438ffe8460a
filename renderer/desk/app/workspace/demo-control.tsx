import { useQueryClient } from '@tanstack/react-query';
import { ChevronDown } from 'lucide-react';
import { useSendCommand } from '#renderer/data/hooks/use-command.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Menu, MenuSwitch } from '#renderer/ui/menu.tsx';
import { showToast } from '#renderer/ui/toast.tsx';

/** The mark of a demo, and the one switch that stops its simulated customers. */
export function DemoControl({ isActive }: { readonly isActive: boolean }) {
  const { t } = useTranslation();
  const send = useSendCommand();
  const cache = useQueryClient();
  const set = async (active: boolean): Promise<void> => {
    const answer = await send('demo:set-simulation', { active });
    if (!answer.ok) showToast({ title: answer.error.message, tone: 'bad' });
    // `me` says whether they come; no push tells it.
    await cache.invalidateQueries({ queryKey: ['me'] });
  };
  return (
    <Menu
      trigger={
        <button
          type="button"
          className="inline-flex items-center gap-1 whitespace-nowrap rounded-full border border-line bg-raised px-2.5 py-px hover:border-field-line hover:text-ink"
        >
          {t('frame.demo')}
          <ChevronDown aria-hidden="true" size={12} />
        </button>
      }
    >
      <MenuSwitch isOn={isActive} onChange={(next) => void set(next)}>
        {t('frame.simulatedCustomers')}
      </MenuSwitch>
    </Menu>
  );
}
