import { ProviderError } from '#server/channels/provider.ts';
import type { ConnectionTest, Localised } from '#shared/domain/channel-connection.ts';

/** A try of one step: what it gave, or why it did not work. */
export async function tried(name: Localised, step: () => Promise<string>): Promise<ConnectionTest> {
  try {
    return { ok: true, steps: [{ name, ok: true, detail: await step() }] };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return { ok: false, steps: [{ name, ok: false, detail: `${error.code}: ${error.message}` }] };
  }
}
