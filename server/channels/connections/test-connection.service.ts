import { ProviderError } from '#server/channels/provider.ts';
import { providerOf } from '#server/channels/providers.ts';
import type { Deps } from '#server/deps.ts';
import { AppError } from '#server/errors.ts';
import type { ConnectionTest } from '#shared/domain/channel-connection.ts';
import { connectionOf, reportFailed, reportWorked } from './open-connection.ts';

/** Tries a connection now; what it showed is its health too. Throws `not_found`, `connection_refused` where there is no test. */
export async function testConnection(deps: Deps, id: string): Promise<ConnectionTest> {
  const connection = await connectionOf(deps, id);
  const test = providerOf(connection.adapter)?.test;
  if (test === undefined) throw new AppError('connection_refused', { details: { reason: 'it has no test' } });
  const result = await test(deps, connection).catch(asTest);
  if (result.ok) await reportWorked(deps, id);
  else {
    const failed = result.steps.find((step) => !step.ok);
    await reportFailed(deps, id, 'test_failed', `${failed?.name.en ?? 'test'}: ${failed?.detail ?? 'failed'}`);
  }
  return result;
}

function asTest(error: unknown): ConnectionTest {
  if (!(error instanceof ProviderError)) throw error;
  const name = { ja: '接続', en: 'Connect' };
  return { ok: false, steps: [{ name, ok: false, detail: `${error.code}: ${error.message}` }] };
}
