import { z } from 'zod';
import { contactPointKindSchema } from './contact-point.ts';

/** Who a customer is, as another system says it: at least one contact point ([ID2] decides what that is worth). */
export const givenCustomerSchema = z.object({
  name: z.string().trim().max(200).optional(),
  kana: z.string().trim().max(200).optional(),
  locale: z.enum(['ja', 'en']).optional(),
  contactPoints: z
    .array(
      z.object({ kind: contactPointKindSchema, value: z.string().min(1).max(320), verified: z.boolean().optional() }),
    )
    .min(1)
    .max(20),
});
