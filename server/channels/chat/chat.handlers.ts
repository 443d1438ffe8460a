import type { CommandHandlers } from '#server/asking.ts';
import { markVisitorRead } from '#server/domains/messages/read-marks.service.ts';
import { itemForVisitor } from '#shared/domain/item-for-visitor.ts';
import { askToBeCalled } from './ask-to-be-called.service.ts';
import { hearVisitor } from './hear-visitor.service.ts';

export const chatHandlers = {
  'visitor:send': async (work, asking, input) => ({ item: itemForVisitor(await hearVisitor(work, asking, input)) }),
  'visitor:call-me': async (work, asking, input) => ({
    item: itemForVisitor(await askToBeCalled(work, asking, input)),
  }),
  'visitor:mark-read': async (work, asking, input) => {
    await markVisitorRead(work, asking.actor.id, input.seq);
    return {};
  },
} satisfies Pick<CommandHandlers, 'visitor:send' | 'visitor:call-me' | 'visitor:mark-read'>;
