import { z } from 'zod';
import { consentSchema, reachSchema } from '#shared/domain/consent.ts';
import { wireRow } from '../registry.ts';

/** Which ways to a customer are open now, and what they agreed to. */
export const consentQueries = [
  wireRow({
    name: 'customer.reachability',
    action: 'thread.read',
    summary: 'By which channels a customer can be reached now, and why not by the others; their consents.',
    input: z.object({ customerId: z.uuid() }),
    output: z.object({ ways: z.array(reachSchema), consents: z.array(consentSchema) }),
  }),
] as const;
