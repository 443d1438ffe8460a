import { z } from 'zod';
import { timelineItemSchema } from '../domain/timeline-item.ts';
import { headSchema } from './topic.ts';

/** What a visitor has said and been told in the widget, newest page first, items ascending within the page. */
export const visitorHistoryInSchema = z.object({
  before: z.string().max(200).optional(),
  /** `GENERATION_VERSION` of the topic, up to which the page knows everything: what was added since is told, wherever it stands. */
  since: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export const visitorHistoryOutSchema = z.object({
  items: z.array(timelineItemSchema),
  /** For the page before this one; absent on the oldest. */
  before: z.string().optional(),
  /**
   * With `since`: what was added after it, oldest first. Absent when it is too far back or of another generation: then
   * nothing known counts any more ([SY3]).
   */
  added: z.array(timelineItemSchema).optional(),
  /** Where to follow from; taken before the items were read, so nothing falls between. */
  head: headSchema,
  /** Up to which seq the agent has read what the visitor said, and the visitor what they were told. */
  read: z.object({ byAgent: z.int().nonnegative(), byVisitor: z.int().nonnegative() }),
});
export type VisitorHistory = z.infer<typeof visitorHistoryOutSchema>;
