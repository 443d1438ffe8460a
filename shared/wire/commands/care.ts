import { z } from 'zod';
import { itemRefSchema } from '#shared/domain/brief.ts';
import { CARE_KINDS, careIncidentSchema, careMarkSchema, careRulesSchema } from '#shared/domain/care.ts';
import { wireRow } from '../registry.ts';

const markOut = z.object({ mark: careMarkSchema });
const reason = z.string().trim().min(1).max(500);

export const careCommands = [
  wireRow({
    name: 'care:propose',
    action: 'care.propose',
    summary:
      'Propose a mark on a customer: facts, where they can be seen, and until when it is to stand. A lead decides.',
    input: z.object({
      customerId: z.uuid(),
      kind: z.enum(CARE_KINDS),
      title: z.string().trim().min(1).max(100),
      facts: z.string().trim().min(1).max(2000),
      items: z.array(itemRefSchema).max(10).default([]),
      expiresAt: z.iso.datetime(),
    }),
    output: markOut,
  }),
  wireRow({
    name: 'care:decide',
    action: 'care.decide',
    summary: 'Approve or decline a proposed mark. One decision; whoever proposed it does not decide on it.',
    input: z.object({
      markId: z.uuid(),
      decision: z.enum(['approve', 'decline']),
      /** Needed to decline. */
      note: z.string().trim().max(500).optional(),
    }),
    output: markOut,
  }),
  wireRow({
    name: 'care:end',
    action: 'care.decide',
    summary: 'End a mark before its time, with the reason.',
    input: z.object({ markId: z.uuid(), note: reason }),
    output: markOut,
  }),
  wireRow({
    name: 'care:warn',
    action: 'care.propose',
    summary: 'Write down that the customer was warned: the next step, and what was said. Only of harassment in force.',
    input: z.object({ markId: z.uuid(), step: z.int().min(1).max(3), said: z.string().trim().min(1).max(500) }),
    output: markOut,
  }),
  wireRow({
    name: 'care:tick',
    action: 'care.propose',
    summary: 'Say that a step of an incident’s checklist is done, or is not.',
    input: z.object({ incidentId: z.uuid(), code: z.string().max(40), done: z.boolean() }),
    output: z.object({ incident: careIncidentSchema }),
  }),
  wireRow({
    name: 'care:close',
    action: 'care.decide',
    summary: 'Close an incident with its result; every step has to be done, or the result says why not.',
    input: z.object({ incidentId: z.uuid(), result: z.string().trim().min(1).max(1000) }),
    output: z.object({ incident: careIncidentSchema }),
  }),
  wireRow({
    name: 'care:save-rules',
    action: 'care.decide',
    summary: 'Change the safety words, the checklist and the script, from the revision they were read at.',
    input: careRulesSchema,
    output: z.object({ rules: careRulesSchema }),
  }),
] as const;
