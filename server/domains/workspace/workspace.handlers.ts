import type { CommandHandlers } from '#server/asking.ts';
import { switchSimulation } from './simulation.service.ts';

export const workspaceHandlers = {
  'demo:set-simulation': (work, asking, { active }) => switchSimulation(work, asking, active),
} satisfies Pick<CommandHandlers, 'demo:set-simulation'>;
