import { z } from 'zod';
import type { Presence } from '../domain/people.ts';
import type { Answer } from './ack.ts';
import type { Cursor, Head, Topic } from './topic.ts';
import { cursorSchema, topicSchema } from './topic.ts';
import type { Envelope } from './topic-event.ts';

/** What a client says in the handshake (`auth` of Socket.IO). */
export const handshakeSchema = z.object({
  token: z.string().max(4096),
  version: z.int(),
  locale: z.enum(['ja', 'en']).optional(),
});
export type Handshake = z.infer<typeof handshakeSchema>;

/** A command with its id. The same id with the same body has its effect once and the same answer ([SY2]). */
export const commandFrameSchema = z.object({ id: z.uuid(), name: z.string().max(100), input: z.unknown() });
export type CommandFrame = z.infer<typeof commandFrameSchema>;

export const followSchema = z.object({
  topics: z.array(z.object({ topic: topicSchema, cursor: cursorSchema.optional() })).max(50),
});
export type FollowInput = { topics: { topic: Topic; cursor?: Cursor }[] };
/** `current`: nothing missed. `behind`: catch up over HTTP from the cursor. `reload`: fetch anew. `refused`: not yours. */
export type FollowResult = { topic: Topic; mode: 'current' | 'behind' | 'reload' | 'refused'; head?: Head };

export const typingSchema = z.object({
  conversationId: z.uuid(),
  mode: z.enum(['reply', 'note']),
  active: z.boolean(),
});
export type TypingInput = z.infer<typeof typingSchema>;
export const visitorTypingSchema = z.object({ active: z.boolean() });

/** Somebody is writing on a thread. Not kept, not versioned; forget it `forMs` after it came. */
export type TypingSignal = {
  customerId: string;
  conversationId: string;
  by: 'customer' | 'agent';
  agentId?: string;
  name?: string;
  mode: 'reply' | 'note';
  active: boolean;
  forMs: number;
};
export type PresenceSignal = { agentId: string; presence: Presence; reason?: string; liveLoad: number };

/** Hub → agent. */
export type AgentDownEvents = {
  topic: (envelope: Envelope) => void;
  /** Several events of one topic that were committed in the same moment, in order. */
  topics: (envelopes: readonly Envelope[]) => void;
  /** Every ten seconds, so that a lost last event is noticed ([SY3]). `at` is the hub's time. */
  heads: (beat: { heads: Head[]; at: string }) => void;
  typing: (signal: TypingSignal) => void;
  presence: (signal: PresenceSignal) => void;
  /** Several at once: everybody hears of everybody, so each frame counts a thousand times. */
  presences: (signals: readonly PresenceSignal[]) => void;
  /** People, teams, categories or the like were set differently: what was asked of them is old. */
  workspace: () => void;
  /** The session was ended; the socket closes next. */
  revoked: () => void;
};

/** Agent → hub. */
export type AgentUpEvents = {
  command: (frame: CommandFrame, ack: (answer: Answer<unknown>) => void) => void;
  follow: (input: FollowInput, ack: (answer: Answer<FollowResult[]>) => void) => void;
  unfollow: (input: { topics: Topic[] }, ack: (answer: Answer<Record<string, never>>) => void) => void;
  typing: (input: TypingInput) => void;
};

/** Hub → visitor. Topic events as agents get them, with `hidden` in place of what is not the visitor's to read. */
export type VisitorDownEvents = {
  topic: (envelope: Envelope) => void;
  heads: (beat: { heads: Head[]; at: string }) => void;
  typing: (signal: { active: boolean; name?: string; forMs: number }) => void;
};

/** Visitor → hub. */
export type VisitorUpEvents = {
  command: (frame: CommandFrame, ack: (answer: Answer<unknown>) => void) => void;
  follow: (input: { cursor?: Cursor }, ack: (answer: Answer<FollowResult>) => void) => void;
  typing: (input: { active: boolean }) => void;
};

/** Heads are beaten out this often, milliseconds. */
export const HEARTBEAT_MS = 10_000;
