import { type CommandHandlers, demand } from '#server/asking.ts';
import { revealContactPoint } from './reveal.service.ts';

export const auditHandlers = {
  'contact-point:reveal': async (work, asking, input) => {
    demand(asking, 'contact_point.reveal');
    return { value: await revealContactPoint(work, asking, input) };
  },
} satisfies Pick<CommandHandlers, 'contact-point:reveal'>;
