import { z } from 'zod';
import { wireRow } from '../registry.ts';

const why = z.string().trim().min(2).max(500);
const point = { contactPointId: z.uuid(), customerId: z.uuid() };

/** Who is who: joining, undoing, and what contact points are ([ID2], [ID3], [ID4]). */
export const identityCommands = [
  wireRow({
    name: 'identity:join',
    action: 'identity.decide',
    summary: 'Make one thread of two customers by a link that can be undone ([ID3]); of those already joined, nothing.',
    input: z.object({ customerId: z.uuid(), otherId: z.uuid(), reason: why.optional() }),
    output: z.object({
      /** Null when they were one thread already. */
      linkId: z.uuid().nullable(),
      members: z.array(z.uuid()),
    }),
  }),
  wireRow({
    name: 'identity:undo',
    action: 'identity.decide',
    summary: 'Take a link back: each record is again as it was, plus what came since on its side ([ID3]).',
    input: z.object({ linkId: z.uuid(), reason: why.optional() }),
    output: z.object({ threads: z.array(z.array(z.uuid())) }),
  }),
  wireRow({
    name: 'identity:decide',
    action: 'identity.decide',
    summary:
      'Say that two are one household, whose common points are shared ([ID4]), or that they are not the same, for good ([ID2]).',
    input: z.object({
      customerId: z.uuid(),
      otherId: z.uuid(),
      decision: z.enum(['household', 'not_same']),
      reason: why.optional(),
    }),
    output: z.object({}),
  }),
  wireRow({
    name: 'contact-point:share',
    action: 'identity.decide',
    summary:
      'Mark a contact point as shared by several, so that it matches nobody by itself ([ID4]), or take that back.',
    input: z.object({ ...point, shared: z.boolean(), reason: why }),
    output: z.object({}),
  }),
  wireRow({
    name: 'contact-point:block',
    action: 'identity.decide',
    summary:
      'Keep what comes from a contact point quiet and send nothing to it, until a time if one is given; or unblock it.',
    input: z.object({ ...point, blocked: z.boolean(), until: z.iso.datetime().optional(), reason: why }),
    output: z.object({}),
  }),
  wireRow({
    name: 'contact-point:verify',
    action: 'identity.decide',
    summary: 'Say that a contact point is proven to be this customer’s, and how.',
    input: z.object({ ...point, reason: why }),
    output: z.object({}),
  }),
  wireRow({
    name: 'contact-point:remove',
    action: 'identity.decide',
    summary: 'A customer does not hold this contact point any more; that they did stays on record.',
    input: z.object({ ...point, reason: why }),
    output: z.object({}),
  }),
  wireRow({
    name: 'contact-point:move',
    action: 'identity.decide',
    summary: 'A contact point is another customer’s from now on; what was said on it stays where it is ([ID3]).',
    input: z.object({ ...point, toCustomerId: z.uuid(), reason: why }),
    output: z.object({}),
  }),
] as const;
