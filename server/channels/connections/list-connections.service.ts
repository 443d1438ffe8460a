import type { Provider } from '#server/channels/provider.ts';
import { PROVIDERS, providerOf } from '#server/channels/providers.ts';
import type { Deps } from '#server/deps.ts';
import type { AdapterFacts, ChannelConnection, ConnectionHealth } from '#shared/domain/channel-connection.ts';
import { type ConnectionRecord, countWaiting, listConnections } from './connections.repository.ts';
import { hookUrlOf, readableSecretsOf } from './open-connection.ts';

const NOTHING = { waiting: 0, failed: 0 };

/** Every adapter as settings show it. */
export const adapterFacts = (): AdapterFacts[] => PROVIDERS.map(factsOf);

const factsOf = (provider: Provider): AdapterFacts => ({
  adapter: provider.adapter,
  channel: provider.channel,
  name: provider.name,
  about: provider.about,
  fields: [...provider.fields],
  webhook: provider.webhook !== undefined,
  testable: provider.test !== undefined,
});

/** Connected channels with their health; no secret leaves, only which are set. */
export async function connectionList(deps: Pick<Deps, 'db' | 'vault' | 'publicUrl'>): Promise<ChannelConnection[]> {
  const [records, counts] = await Promise.all([listConnections(deps.db), countWaiting(deps.db)]);
  return records.map((record) => {
    const hookUrl = addressOf(deps, record);
    return {
      id: record.id,
      channel: record.channel,
      adapter: record.adapter,
      name: record.name,
      ...(record.teamId === null ? {} : { teamId: record.teamId }),
      settings: record.settings,
      secretsSet: secretNames(deps, record),
      ...(hookUrl === null ? {} : { hookUrl }),
      state: record.state,
      health: healthOf(record, counts.get(record.id) ?? NOTHING),
      createdAt: record.createdAt.toISOString(),
      updatedAt: record.updatedAt.toISOString(),
    };
  });
}

/**
 * Where its provider calls us, or its page for customers. Without an address of ours that the outside knows, at least the
 * part that never changes.
 */
function addressOf({ publicUrl }: Pick<Deps, 'publicUrl'>, record: ConnectionRecord): string | null {
  const provider = providerOf(record.adapter);
  const page = provider?.publicPath?.(record);
  if (page !== undefined) return `${publicUrl ?? ''}${page}`;
  return provider?.webhook === undefined ? null : hookUrlOf(publicUrl ?? '', record);
}

/** Names of the secrets set; a former one shows as `name:former`. None when the hub's key has changed. */
const secretNames = (deps: Pick<Deps, 'vault'>, record: ConnectionRecord): string[] =>
  Object.keys(readableSecretsOf(deps.vault, record) ?? {}).sort();

function healthOf(record: ConnectionRecord, counts: { waiting: number; failed: number }): ConnectionHealth {
  const { lastOkAt, lastErrorAt, lastErrorCode, lastErrorDetail } = record;
  return {
    state: stateOf(record),
    ...counts,
    ...(lastOkAt === null ? {} : { lastOkAt: lastOkAt.toISOString() }),
    ...(lastErrorAt === null ? {} : { lastErrorAt: lastErrorAt.toISOString() }),
    ...(lastErrorCode === null ? {} : { lastErrorCode }),
    ...(lastErrorDetail === null ? {} : { lastErrorDetail }),
  };
}

function stateOf(record: ConnectionRecord): ConnectionHealth['state'] {
  if (record.state === 'paused') return 'paused';
  // A success clears the error's code, so one that stands is the newest thing known.
  if (record.lastErrorCode !== null) return 'failing';
  return record.lastOkAt === null ? 'silent' : 'ok';
}
