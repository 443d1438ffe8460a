import { z } from 'zod';
import { openSessionSchema, signOnSettingsSchema } from '#shared/domain/sign-on.ts';
import { wireRow } from '../registry.ts';

const signIns = z.object({ signIns: z.array(openSessionSchema) });

export const signOnQueries = [
  wireRow({
    name: 'settings.sign-on',
    action: 'settings.manage',
    summary: 'How signing in with the company’s accounts is set up, who is linked, and who came in vain.',
    input: z.object({}),
    output: signOnSettingsSchema,
  }),
  wireRow({
    name: 'settings.sign-on-test',
    action: 'settings.manage',
    summary: 'Read a provider’s configuration and keys without saving anything.',
    input: z.object({ issuer: z.string().trim().min(1).max(500) }),
    output: z.object({ ok: z.boolean(), keys: z.int().nonnegative(), problem: z.string().optional() }),
  }),
  wireRow({
    name: 'sign-in.own',
    action: 'sign_in.own',
    summary: 'Where the asker is signed in, the last used first.',
    input: z.object({}),
    output: signIns,
  }),
  wireRow({
    name: 'sign-in.of',
    action: 'settings.manage',
    summary: 'Where somebody is signed in.',
    input: z.object({ agentId: z.uuid() }),
    output: signIns,
  }),
] as const;
