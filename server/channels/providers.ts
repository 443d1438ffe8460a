import { emailProvider } from './email/email.provider.ts';
import { formProvider } from './form/form.provider.ts';
import { lineProvider } from './line/line.provider.ts';
import { phoneProviders } from './phone/index.ts';
import type { Provider } from './provider.ts';
import { shopProviders } from './shop/index.ts';
import { smsProvider } from './sms/sms.provider.ts';
import { storeProviders } from './store/index.ts';
import { whatsappProvider } from './whatsapp/whatsapp.provider.ts';

/** Every way of connecting a channel. Each folder adds its own; nothing else names them ([CH1]). */
export const PROVIDERS: readonly Provider[] = [
  emailProvider,
  formProvider,
  lineProvider,
  smsProvider,
  whatsappProvider,
  ...storeProviders,
  ...shopProviders,
  ...phoneProviders,
];

/** The provider behind an adapter's name, or null: this version does not know it. */
export const providerOf = (adapter: string): Provider | null =>
  PROVIDERS.find((provider) => provider.adapter === adapter) ?? null;
