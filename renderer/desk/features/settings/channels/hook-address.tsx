import { useTranslation } from '#renderer/i18n/translation.ts';
import { AddressCard } from '../address-card.tsx';

/** The address to give to the provider. */
export function HookAddress({ url }: { readonly url: string }) {
  const { t } = useTranslation('channelSettings');
  return <AddressCard title={t('hook.title')} detail={t('hook.detail')} url={url} />;
}
