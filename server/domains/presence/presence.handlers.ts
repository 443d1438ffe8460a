import { type CommandHandlers, demand } from '#server/asking.ts';
import { sayFact, sayPresence } from './presence.service.ts';

export const presenceCommands: Pick<CommandHandlers, 'presence:set' | 'presence:fact'> = {
  'presence:fact': async (work, asking, input) => {
    demand(asking, 'presence.set', { ownerId: asking.actor.id });
    await sayFact(work, asking.actor.id, input.fact);
    return {};
  },
  'presence:set': async (work, asking, input) => {
    demand(asking, 'presence.set', { ownerId: asking.actor.id });
    await sayPresence(work, asking.actor.id, input.presence, input.reason ?? null);
    return {};
  },
};
