import { z } from 'zod';
import type { DeskClient } from '#renderer/data/client/desk-client-types.ts';
import { asWireError } from '#renderer/data/sync/hub-error.ts';
import type { QueryInput, QueryName, QueryOutput } from '#shared/wire/queries.ts';
import type { LocalStore } from './local-store.ts';

/** Queries whose last answer is kept, by what it is about: what a desk needs to stand without its hub. */
const KEPT: Readonly<Partial<Record<QueryName, (input: never) => string>>> = {
  me: () => 'me',
  'people.list': () => 'people',
  'customer.panel': ({ customerId }: QueryInput<'customer.panel'>) => `panel.${customerId}`,
  'conversation.get': (input: QueryInput<'conversation.get'>) =>
    'conversationId' in input ? `conversation.${input.conversationId}` : `number.${input.number}`,
};

/** Asks the hub; when it can not be reached, what it said last of the few things that are kept ([SY5]). */
export function cachedAsk(
  local: LocalStore,
  ask: DeskClient['ask'],
  onCached: (name: QueryName) => void,
): DeskClient['ask'] {
  return async <N extends QueryName>(name: N, input: QueryInput<N>): Promise<QueryOutput<N>> => {
    const key = (KEPT[name] as ((input: QueryInput<N>) => string) | undefined)?.(input);
    if (key === undefined) return ask(name, input);
    try {
      const answer = await ask(name, input);
      void local.put('base', key, answer);
      return answer;
    } catch (error) {
      if (asWireError(error).code !== 'hub_unreachable') throw error;
      // Sealed by ourselves and of this version, so it has the shape that the hub gave it.
      const kept = await local.get('base', key, z.unknown());
      if (kept === null) throw error;
      onCached(name);
      return kept as QueryOutput<N>;
    }
  };
}
