import { type CommandHandlers, demand } from '#server/asking.ts';
import { recordCachedViews } from './record-view.service.ts';
import { revealContactPoint } from './reveal.service.ts';

export const auditHandlers = {
  'contact-point:reveal': async (work, asking, input) => {
    demand(asking, 'contact_point.reveal');
    return { value: await revealContactPoint(work, asking, input) };
  },
  'view:record-cached': async (work, asking, { views }) => {
    await recordCachedViews(work, asking, views);
    return {};
  },
} satisfies Pick<CommandHandlers, 'contact-point:reveal' | 'view:record-cached'>;
