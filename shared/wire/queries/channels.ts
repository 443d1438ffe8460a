import { z } from 'zod';
import {
  adapterFactsSchema,
  channelConnectionSchema,
  connectionTestSchema,
} from '#shared/domain/channel-connection.ts';
import { sendingFactsSchema } from '#shared/domain/sending.ts';
import { wireRow } from '../registry.ts';

export const channelQueries = [
  wireRow({
    name: 'channel.adapters',
    action: 'channel.read',
    summary: 'Every way of connecting a channel, with the fields it asks for.',
    input: z.object({}),
    output: z.object({ adapters: z.array(adapterFactsSchema) }),
  }),
  wireRow({
    name: 'channel.list',
    action: 'channel.read',
    summary: 'Connected channels with their health; secrets by name only.',
    input: z.object({}),
    output: z.object({ connections: z.array(channelConnectionSchema) }),
  }),
  wireRow({
    name: 'channel.test',
    action: 'channel.manage',
    summary: 'Try a connection now and say step by step what worked.',
    input: z.object({ connectionId: z.uuid() }),
    output: connectionTestSchema,
  }),
  wireRow({
    name: 'conversation.sending',
    action: 'conversation.work',
    summary: 'What can be sent on a conversation’s channel now, by which address of ours, and what to know before.',
    input: z.object({ conversationId: z.uuid() }),
    output: sendingFactsSchema,
  }),
] as const;
