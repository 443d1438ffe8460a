import { z } from 'zod';
import { checklistSchema, checkStateSchema } from '#shared/domain/identity-check.ts';
import { wireRow } from '../registry.ts';

/** Queries of this part; see the registry. */
export const checkQueries = [
  wireRow({
    name: 'check.state',
    action: 'check.do',
    summary: 'How far the customer of a conversation is checked, for each purpose, and what is asked for it.',
    input: z.object({ conversationId: z.uuid() }),
    output: z.object({ purposes: z.array(checkStateSchema) }),
  }),
  wireRow({
    name: 'check.lists',
    action: 'settings.read',
    summary: 'What is asked for each purpose, for an administrator to change.',
    input: z.object({}),
    output: z.object({ lists: z.array(checklistSchema) }),
  }),
] as const;
