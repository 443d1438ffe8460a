import { type CommandHandlers, demand } from '#server/asking.ts';
import { sayPresence } from './presence.service.ts';

export const presenceCommands: Pick<CommandHandlers, 'presence:set'> = {
  'presence:set': async (work, asking, input) => {
    demand(asking, 'presence.set', { ownerId: asking.actor.id });
    await sayPresence(work, asking.actor.id, input.presence, input.reason ?? null);
    return {};
  },
};
