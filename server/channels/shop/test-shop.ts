import { ProviderError } from '#server/channels/provider.ts';
import type { ConnectionTest } from '#shared/domain/channel-connection.ts';

/** Whether the shop answers with the keys that were given. */
export async function testShop(ask: () => Promise<unknown>): Promise<ConnectionTest> {
  const name = { ja: 'ショップに問い合わせる', en: 'Ask the shop' };
  try {
    await ask();
    return { ok: true, steps: [{ name, ok: true }] };
  } catch (error) {
    const detail = error instanceof ProviderError ? `${error.code}: ${error.message}` : 'fault';
    return { ok: false, steps: [{ name, ok: false, detail }] };
  }
}
