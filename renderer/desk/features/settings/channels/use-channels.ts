import type { Loadable } from '#renderer/data/client/loadable.ts';
import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import type { AdapterFacts, ChannelConnection } from '#shared/domain/channel-connection.ts';

/** Health is nobody's to push: it is asked for again while the page is shown. */
const HEALTH_EVERY_MS = 5000;
const ADAPTERS_STALE_MS = 10 * 60_000;

export type Channels = {
  readonly connections: readonly ChannelConnection[];
  readonly adapters: readonly AdapterFacts[];
};

/** The connected channels, and the ways there are of connecting one. */
export function useChannels(): Loadable<Channels> {
  const list = useHubQuery('channel.list', {}, { everyMs: HEALTH_EVERY_MS });
  const facts = useHubQuery('channel.adapters', {}, { staleMs: ADAPTERS_STALE_MS });
  if (list.state === 'error') return list;
  if (facts.state === 'error') return facts;
  if (list.state === 'loading' || facts.state === 'loading') return { state: 'loading' };
  return { state: 'ready', data: { connections: list.data.connections, adapters: facts.data.adapters } };
}
