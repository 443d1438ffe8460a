import { z } from 'zod';
import { signOnFieldsSchema } from '#shared/domain/sign-on.ts';
import { wireRow } from '../registry.ts';
import { secretTextSchema } from '../sign-on.ts';

const done = z.object({});
const ended = z.object({ ended: z.int().nonnegative() });

export const signOnCommands = [
  wireRow({
    name: 'sign-on:set',
    action: 'settings.manage',
    summary:
      'Set up signing in with the company’s accounts; `break_glass_needed` when passwords are off and nobody is named.',
    input: signOnFieldsSchema.extend({
      revision: z.int().positive(),
      /** Absent leaves it as it is, null takes it away. */
      secret: z.string().min(1).max(1000).nullable().optional(),
    }),
    output: z.object({ revision: z.int().positive() }),
  }),
  wireRow({
    name: 'sign-on:link',
    action: 'settings.manage',
    summary: 'Say whose the company account was that came in vain; `sign_on_taken` when it is somebody else’s.',
    input: z.object({ knockId: z.uuid(), agentId: z.uuid() }),
    output: done,
  }),
  wireRow({
    name: 'sign-on:dismiss',
    action: 'settings.manage',
    summary: 'Forget a company account that came in vain, until it comes again.',
    input: z.object({ knockId: z.uuid() }),
    output: done,
  }),
  wireRow({
    name: 'sign-on:link-own',
    action: 'sign_in.own',
    summary: 'Link one’s own company account, shown to be one’s own a moment ago by the code and the verifier.',
    input: z.object({ code: secretTextSchema, verifier: secretTextSchema }),
    output: z.object({ shown: z.string() }),
  }),
  wireRow({
    name: 'sign-on:unlink',
    action: 'settings.manage',
    summary: 'Take a link away; what was signed in by the company’s account ends at once.',
    input: z.object({ issuer: z.string().max(500), subject: z.string().max(255) }),
    output: done,
  }),
  wireRow({
    name: 'sign-in:end',
    action: 'sign_in.own',
    summary: 'End one of one’s own sign-ins, on every transport, within two seconds.',
    input: z.object({ id: z.uuid() }),
    output: ended,
  }),
  wireRow({
    name: 'sign-in:end-others',
    action: 'sign_in.own',
    summary: 'End all of one’s own sign-ins but the one that asks.',
    input: z.object({}),
    output: ended,
  }),
  wireRow({
    name: 'sign-in:end-of',
    action: 'settings.manage',
    summary: 'End one of somebody’s sign-ins, or, without `id`, all of them.',
    input: z.object({ agentId: z.uuid(), id: z.uuid().optional() }),
    output: ended,
  }),
] as const;
