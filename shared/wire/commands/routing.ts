import { z } from 'zod';
import { conversationSchema } from '#shared/domain/conversation.ts';
import { workDeclineReasonSchema, workOfferSchema } from '#shared/domain/work-offer.ts';
import { wireRow } from '../registry.ts';

export const routingCommands = [
  wireRow({
    name: 'routing:accept',
    action: 'routing.decide',
    summary:
      'Take a conversation that the hub offers from a queue; `work_offer_over` when its deadline passed or somebody took it ([CV2]).',
    input: z.object({ offerId: z.uuid() }),
    output: z.object({ conversation: conversationSchema }),
  }),
  wireRow({
    name: 'routing:decline',
    action: 'routing.decide',
    summary: 'Say no to a conversation that the hub offers, with a reason; the next person is asked.',
    input: z.object({ offerId: z.uuid(), reason: workDeclineReasonSchema }),
    output: z.object({ offer: workOfferSchema }),
  }),
  wireRow({
    name: 'presence:fact',
    action: 'presence.set',
    summary:
      'Tell what became of one’s machine: a locked screen or sleep is away, and coming back gives back what was said before.',
    input: z.object({ fact: z.enum(['asleep', 'locked', 'back']) }),
    output: z.object({}),
  }),
] as const;
