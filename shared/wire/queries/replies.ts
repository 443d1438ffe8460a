import { z } from 'zod';
import { libraryReplySchema } from '#shared/domain/saved-reply.ts';
import { wordingRuleSchema } from '#shared/domain/wording/wording-rule.ts';
import { wireRow } from '../registry.ts';

export const repliesQueries = [
  wireRow({
    name: 'reply.list',
    action: 'knowledge.write',
    summary: 'The library of saved replies: what waits for a lead first, what is retired last.',
    input: z.object({ limit: z.int().min(1).max(1000).default(500) }),
    output: z.object({ replies: z.array(libraryReplySchema) }),
  }),
  wireRow({
    name: 'wording.list',
    action: 'knowledge.read',
    summary: 'Every rule of wording, those that are switched off among them.',
    input: z.object({}),
    output: z.object({ rules: z.array(wordingRuleSchema) }),
  }),
] as const;
