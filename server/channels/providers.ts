import { assertMayLeave } from '#server/domains/messages/may-leave.ts';
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
].map(checkedAtTheDoor);

/** The provider behind an adapter's name, or null: this version does not know it. */
export const providerOf = (adapter: string): Provider | null =>
  PROVIDERS.find((provider) => provider.adapter === adapter) ?? null;

/** The outbound boundary of every provider ([TL5]): whoever calls it, and however, only words to the customer pass. */
function checkedAtTheDoor(provider: Provider): Provider {
  const { deliver } = provider;
  if (deliver === undefined) return provider;
  return {
    ...provider,
    deliver: async (deps, connection, out) => {
      assertMayLeave(out.item);
      return deliver(deps, connection, out);
    },
  };
}
