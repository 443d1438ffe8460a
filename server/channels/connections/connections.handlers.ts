import type { CommandHandlers, QueryHandlers } from '#server/asking.ts';
import { dropFormerSecret, remove, rotateSecret, setState, update } from './connections.service.ts';
import { adapterFacts, connectionList } from './list-connections.service.ts';
import { connectOnRecord, onRecord } from './record-connection.ts';
import { sendingFacts } from './sending.service.ts';
import { testConnection } from './test-connection.service.ts';

type Commands =
  | 'channel:connect'
  | 'channel:update'
  | 'channel:pause'
  | 'channel:resume'
  | 'channel:rotate-secret'
  | 'channel:drop-former-secret'
  | 'channel:remove';

export const connectionCommands = {
  'channel:connect': async (work, asking, input) => {
    return { connectionId: await connectOnRecord(work, work.vault, asking, input) };
  },
  'channel:update': (work, asking, input) =>
    onRecord(work, asking, { act: 'channel:update', ...input }, () => update(work, work.vault, asking, input)),
  'channel:pause': (work, asking, { connectionId }) =>
    onRecord(work, asking, { act: 'channel:pause', connectionId }, () => setState(work, connectionId, 'paused')),
  'channel:resume': (work, asking, { connectionId }) =>
    onRecord(work, asking, { act: 'channel:resume', connectionId }, () => setState(work, connectionId, 'active')),
  'channel:rotate-secret': (work, asking, input) =>
    onRecord(work, asking, { act: 'channel:rotate-secret', ...input }, () => rotateSecret(work, work.vault, input)),
  'channel:drop-former-secret': (work, asking, { connectionId, field }) =>
    onRecord(work, asking, { act: 'channel:drop-former-secret', connectionId }, () =>
      dropFormerSecret(work, work.vault, connectionId, field),
    ),
  'channel:remove': (work, asking, { connectionId }) =>
    onRecord(work, asking, { act: 'channel:remove', connectionId }, () => remove(work, connectionId)),
} satisfies Pick<CommandHandlers, Commands>;

export const connectionQueries = {
  'channel.adapters': async () => ({ adapters: adapterFacts() }),
  'channel.list': async (deps) => ({ connections: await connectionList(deps) }),
  'channel.test': async (deps, _asking, { connectionId }) => testConnection(deps, connectionId),
  'conversation.sending': async (deps, asking, { conversationId }) => sendingFacts(deps, asking, conversationId),
} satisfies Pick<QueryHandlers, 'channel.adapters' | 'channel.list' | 'channel.test' | 'conversation.sending'>;
