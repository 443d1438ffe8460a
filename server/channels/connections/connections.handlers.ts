import type { CommandHandlers, QueryHandlers } from '#server/asking.ts';
import { connect, dropFormerSecret, remove, rotateSecret, setState, update } from './connections.service.ts';
import { adapterFacts, connectionList } from './list-connections.service.ts';
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
  'channel:connect': async (work, asking, input) => ({ connectionId: await connect(work, work.vault, asking, input) }),
  'channel:update': async (work, asking, input) => {
    await update(work, work.vault, asking, input);
    return {};
  },
  'channel:pause': async (work, _asking, { connectionId }) => {
    await setState(work, connectionId, 'paused');
    return {};
  },
  'channel:resume': async (work, _asking, { connectionId }) => {
    await setState(work, connectionId, 'active');
    return {};
  },
  'channel:rotate-secret': async (work, _asking, input) => {
    await rotateSecret(work, work.vault, input);
    return {};
  },
  'channel:drop-former-secret': async (work, _asking, { connectionId, field }) => {
    await dropFormerSecret(work, work.vault, connectionId, field);
    return {};
  },
  'channel:remove': async (work, _asking, { connectionId }) => {
    await remove(work, connectionId);
    return {};
  },
} satisfies Pick<CommandHandlers, Commands>;

export const connectionQueries = {
  'channel.adapters': async () => ({ adapters: adapterFacts() }),
  'channel.list': async (deps) => ({ connections: await connectionList(deps) }),
  'channel.test': async (deps, _asking, { connectionId }) => testConnection(deps, connectionId),
  'conversation.sending': async (deps, asking, { conversationId }) => sendingFacts(deps, asking, conversationId),
} satisfies Pick<QueryHandlers, 'channel.adapters' | 'channel.list' | 'channel.test' | 'conversation.sending'>;
