import { Phone as PhoneIcon } from 'lucide-react';
import { usePhone } from '#renderer/data/phone/phone-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import type { CommandInput } from '#shared/wire/commands.ts';
import { said } from './use-my-phone.ts';

type Props = { readonly to: CommandInput<'call:place'>['to']; readonly shown: string };

/** Calls a number that stands on the screen. Nothing where nobody can telephone. */
export function CallNumber({ to, shown }: Props) {
  const phone = usePhone();
  const { t } = useTranslation('phone');
  if (phone === null) return null;
  return (
    <IconButton
      label={t('dial.callNumber', { number: shown })}
      icon={<PhoneIcon size={14} />}
      onClick={() => void phone.place({ to }).then(said)}
    />
  );
}
