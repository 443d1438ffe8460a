import { z } from 'zod';
import { CONSENT_SOURCES, consentScopeSchema } from '#shared/domain/consent.ts';
import { timelineItemSchema } from '#shared/domain/timeline-item.ts';
import { wireRow } from '../registry.ts';

/** What customers agree to be written to for, by channel and purpose ([PR2]). */
export const consentCommands = [
  wireRow({
    name: 'consent:record',
    action: 'consent.write',
    summary: 'Put a customer’s consent, or its withdrawal, on their thread; it decides about every send from then on.',
    input: z.object({
      customerId: z.uuid(),
      ...consentScopeSchema,
      granted: z.boolean(),
      source: z.enum(CONSENT_SOURCES),
      /** The customer's words, or where they are kept. */
      evidence: z.string().trim().max(2000).optional(),
      conversationId: z.uuid().optional(),
    }),
    output: z.object({ item: timelineItemSchema }),
  }),
] as const;
