import { z } from 'zod';
import { briefSchema, snapshotSchema } from '#shared/domain/brief.ts';
import { inboxRowSchema, inboxTabSchema } from '#shared/domain/conversation.ts';
import { crossingOptionSchema } from '#shared/domain/crossing.ts';
import { handoffSchema } from '#shared/domain/handoff.ts';
import { attachmentSchema } from '#shared/domain/item-data.ts';
import { agentSchema, categorySchema, localeSchema, outcomeSchema, teamSchema } from '#shared/domain/people.ts';
import { savedReplySchema } from '#shared/domain/saved-reply.ts';
import { messageFormatSchema } from '#shared/domain/sending.ts';
import { wordingRuleSchema } from '#shared/domain/wording/wording-rule.ts';
import { wireRow } from '../registry.ts';
import { cursorSchema, headSchema, topicSchema } from '../topic.ts';
import { envelopeSchema } from '../topic-event.ts';

export const deskQueries = [
  wireRow({
    name: 'me',
    action: 'workspace.read',
    summary: 'Who is signed in, the workspace, its people, categories, outcomes, saved replies and rules of wording.',
    input: z.object({}),
    output: z.object({
      agent: agentSchema,
      workspace: z.object({
        name: z.string(),
        locale: localeSchema,
        timeZone: z.string(),
        demo: z.boolean(),
        /** Simulated customers may come; only ever true in a demo. */
        simulation: z.boolean(),
      }),
      agents: z.array(agentSchema),
      teams: z.array(teamSchema),
      categories: z.array(categorySchema),
      outcomes: z.array(outcomeSchema),
      /** Those in use of the workspace and of one's teams; a lead has all of them. */
      savedReplies: z.array(savedReplySchema),
      /** What is minded in answers, for checking while one writes. Absent in what an older window kept on disk. */
      wordingRules: z.array(wordingRuleSchema).optional(),
    }),
  }),
  wireRow({
    name: 'people.list',
    action: 'workspace.read',
    summary: 'Colleagues and teams with presence and load, for handing off.',
    input: z.object({}),
    output: z.object({ agents: z.array(agentSchema), teams: z.array(teamSchema) }),
  }),
  wireRow({
    name: 'inbox.list',
    action: 'inbox.read',
    summary: 'Rows of one tab in order of urgency, open offers, counts of every tab, and the heads to follow from.',
    input: z.object({
      tab: inboxTabSchema,
      cursor: z.string().max(200).optional(),
      limit: z.int().min(1).max(500).default(200),
    }),
    output: z.object({
      rows: z.array(inboxRowSchema),
      next: z.string().optional(),
      counts: z.record(inboxTabSchema, z.int().nonnegative()),
      offers: z.array(handoffSchema),
      heads: z.array(headSchema),
    }),
  }),
  wireRow({
    name: 'topic.catch-up',
    action: 'workspace.read',
    summary:
      'The events of a topic after a cursor, or `reload` when it is too far behind or of another generation ([SY3]).',
    input: z.object({ topic: topicSchema, cursor: cursorSchema, limit: z.int().min(1).max(500).default(200) }),
    output: z.discriminatedUnion('mode', [
      z.object({ mode: z.literal('events'), events: z.array(envelopeSchema), head: headSchema }),
      z.object({ mode: z.literal('reload'), head: headSchema }),
    ]),
  }),
  wireRow({
    name: 'drafts.list',
    action: 'draft.write',
    summary: 'One’s own drafts of a conversation ([CV4]).',
    input: z.object({ conversationId: z.uuid() }),
    output: z.object({
      drafts: z.array(
        z.object({
          mode: z.enum(['reply', 'note']),
          text: z.string(),
          attachments: z.array(attachmentSchema).optional(),
          format: messageFormatSchema.optional(),
          revision: z.int(),
          savedAt: z.iso.datetime(),
        }),
      ),
    }),
  }),
  wireRow({
    name: 'handoff.draft-brief',
    action: 'handoff.offer',
    summary:
      'A brief drafted from the thread by plain rules; every line points at its items ([HO3]). `improve` lets the summariser word it, if there is one.',
    input: z.object({ conversationId: z.uuid(), improve: z.boolean().optional() }),
    output: z.object({
      brief: briefSchema,
      snapshot: snapshotSchema,
      /** The name of what improved the draft, if a machine did; shown as a mark on it. */
      improvedBy: z.string().optional(),
    }),
  }),
  wireRow({
    name: 'handoff.ways',
    action: 'handoff.offer',
    summary:
      'Before a handoff: every way of leading the customer onto another channel, whether it reaches them now, and what they will see ([HO6]).',
    input: z.object({ conversationId: z.uuid() }),
    output: z.object({
      options: z.array(crossingOptionSchema),
      /** How long somebody waits for each team now: seconds, by what was waited lately; absent when nothing is known. */
      waits: z.array(
        z.object({
          teamId: z.uuid(),
          ready: z.int().nonnegative(),
          waiting: z.int().nonnegative(),
          seconds: z.int().nonnegative().optional(),
          open: z.boolean(),
        }),
      ),
    }),
  }),
  wireRow({
    name: 'search',
    action: 'thread.search',
    summary:
      'Customers, conversations, orders and items as a caller gives them: names in any script, phone, email, numbers, words.',
    input: z.object({ text: z.string().trim().min(1).max(200), limit: z.int().min(1).max(50).default(20) }),
    output: z.object({
      customers: z.array(
        z.object({
          customerId: z.uuid(),
          name: z.string(),
          kana: z.string().optional(),
          matched: z.string(),
          orders: z.int(),
          lastItemAt: z.iso.datetime().optional(),
        }),
      ),
      conversations: z.array(
        z.object({
          conversationId: z.uuid(),
          customerId: z.uuid(),
          number: z.int(),
          customerName: z.string(),
          subject: z.string(),
          status: z.string(),
          at: z.iso.datetime(),
        }),
      ),
      orders: z.array(
        z.object({
          customerId: z.uuid(),
          seq: z.int(),
          number: z.string(),
          customerName: z.string(),
          state: z.string(),
          at: z.iso.datetime(),
        }),
      ),
      items: z.array(
        z.object({
          customerId: z.uuid(),
          seq: z.int(),
          customerName: z.string(),
          channel: z.string(),
          snippet: z.string(),
          ranges: z.array(z.tuple([z.int(), z.int()])),
          at: z.iso.datetime(),
        }),
      ),
    }),
  }),
] as const;
