import { z } from 'zod';

/** What a client follows: `customer:ID`, `inbox:AGENT`, `team:ID`, `board`. */
export const topicSchema = z.string().regex(/^(customer|inbox|team):[0-9a-f-]{36}$|^board$/);
export type Topic = string;

export const customerTopic = (customerId: string): Topic => `customer:${customerId}`;
export const inboxTopic = (agentId: string): Topic => `inbox:${agentId}`;
/** The floor, for those who lead it. */
export const BOARD_TOPIC: Topic = 'board';
export const teamTopic = (teamId: string): Topic => `team:${teamId}`;

/** A place in a topic: versions count without gaps within a generation; another generation means `reload` ([SY3]). */
export const cursorSchema = z.object({ generation: z.string().max(64), version: z.int().nonnegative() });
export type Cursor = z.infer<typeof cursorSchema>;

/** The newest place of a topic. */
export const headSchema = cursorSchema.extend({ topic: topicSchema });
export type Head = z.infer<typeof headSchema>;
