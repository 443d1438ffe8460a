import { z } from 'zod';
import { conversationSchema } from '#shared/domain/conversation.ts';
import { callHelpModeSchema, helpedCallSchema, helpSchema } from '#shared/domain/live-help.ts';
import { maybeHiddenItemSchema } from '#shared/domain/timeline-item.ts';
import { wireRow } from '../registry.ts';

const onConversation = z.object({ conversationId: z.uuid() });
const conversationOut = z.object({ conversation: conversationSchema });

export const liveHelpCommands = [
  wireRow({
    name: 'help:watch',
    action: 'help.give',
    summary:
      'Watch a conversation, unseen by the customer ([ES3]). It ends by itself when the lead’s windows are gone.',
    input: onConversation,
    output: z.object({ help: helpSchema }),
  }),
  wireRow({
    name: 'help:unwatch',
    action: 'help.give',
    summary: 'Stop watching a conversation.',
    input: onConversation,
    output: z.object({ help: helpSchema }),
  }),
  wireRow({
    name: 'help:whisper',
    action: 'help.hear',
    summary:
      'Say something to the owner alone, or back to the lead who did ([ES3]). A private item of the two: it can not be sent.',
    input: onConversation.extend({
      /** Whom it is for: the owner as the lead sees them, or the lead who whispered. */
      toId: z.uuid(),
      text: z.string().trim().min(1).max(2000),
    }),
    output: z.object({ item: maybeHiddenItemSchema }),
  }),
  wireRow({
    name: 'help:take-over',
    action: 'help.give',
    summary: 'Take a conversation from its owner ([CV1], [ES3]); they are told and keep their drafts ([CV4]).',
    input: onConversation.extend({ epoch: z.int().positive().optional() }),
    output: conversationOut,
  }),
  wireRow({
    name: 'help:give-back',
    action: 'help.give',
    summary: 'Give what one has taken over back to its former owner, or to the queue when they are off ([CV6]).',
    input: onConversation.extend({ epoch: z.int().positive() }),
    output: conversationOut,
  }),
  wireRow({
    name: 'help:call',
    action: 'help.give',
    summary:
      'Listen to an agent’s call, whisper to the agent alone, or join it, where the telephony allows it ([ES3]).',
    input: z.object({ callId: z.uuid(), mode: callHelpModeSchema }),
    output: z.object({ call: helpedCallSchema }),
  }),
  wireRow({
    name: 'help:leave-call',
    action: 'help.give',
    summary: 'Leave an agent’s call that one listens to, coaches or has joined.',
    input: z.object({ callId: z.uuid() }),
    output: z.object({ call: helpedCallSchema }),
  }),
  wireRow({
    name: 'help:settings',
    action: 'settings.manage',
    summary: 'Say whether agents see who watches them. Whether they may not differs by country and works council.',
    input: z.object({ agentsSeeWatching: z.boolean() }),
    output: z.object({ agentsSeeWatching: z.boolean() }),
  }),
] as const;
