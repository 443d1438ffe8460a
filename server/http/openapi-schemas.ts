import { z } from 'zod';
import { heldMessageSchema } from '#shared/domain/approval.ts';
import { briefSchema } from '#shared/domain/brief.ts';
import { callSchema } from '#shared/domain/call.ts';
import { callbackSchema } from '#shared/domain/callback.ts';
import { commitmentSchema, conversationSchema, inboxRowSchema } from '#shared/domain/conversation.ts';
import { customerPanelSchema } from '#shared/domain/customer.ts';
import { escalationSchema } from '#shared/domain/escalation.ts';
import { handoffSchema } from '#shared/domain/handoff.ts';
import { attachmentSchema } from '#shared/domain/item-data.ts';
import { agentSchema, teamSchema } from '#shared/domain/people.ts';
import { libraryReplySchema, replyTextSchema, savedReplySchema } from '#shared/domain/saved-reply.ts';
import { maybeHiddenItemSchema, timelineItemSchema } from '#shared/domain/timeline-item.ts';
import { wordingRuleSchema, wordingTestSchema } from '#shared/domain/wording/wording-rule.ts';
import { wireErrorSchema } from '#shared/wire/ack.ts';
import { headSchema } from '#shared/wire/topic.ts';
import { envelopeSchema } from '#shared/wire/topic-event.ts';

/** What the document describes once and points at from everywhere. */
const NAMED: Readonly<Record<string, z.ZodType>> = {
  Agent: agentSchema,
  Attachment: attachmentSchema,
  Brief: briefSchema,
  Call: callSchema,
  Callback: callbackSchema,
  Commitment: commitmentSchema,
  Conversation: conversationSchema,
  CustomerPanel: customerPanelSchema,
  Envelope: envelopeSchema,
  Error: wireErrorSchema,
  Escalation: escalationSchema,
  Handoff: handoffSchema,
  Head: headSchema,
  HeldMessage: heldMessageSchema,
  InboxRow: inboxRowSchema,
  LibraryReply: libraryReplySchema,
  MaybeHiddenItem: maybeHiddenItemSchema,
  ReplyText: replyTextSchema,
  SavedReply: savedReplySchema,
  Team: teamSchema,
  TimelineItem: timelineItemSchema,
  WordingRule: wordingRuleSchema,
  WordingTest: wordingTestSchema,
};

const registry = z.registry<{ id: string }>();
for (const [id, schema] of Object.entries(NAMED)) registry.add(schema, { id });

export type Json = Record<string, unknown>;
/** Which side of a schema: what is sent may leave out what has a default, what is answered has it. */
type Side = 'input' | 'output';
export type SchemaBook = {
  /** A schema as JSON Schema, with named ones in their place as references. */
  readonly schema: (schema: z.ZodType, side: Side) => Json;
  /** The named ones that were referred to. */
  readonly components: () => Json;
};

/** Collects named schemas under `#/components/schemas`; those of requests apart, for they may differ. */
export function schemaBook(): SchemaBook {
  const components: Json = {};
  return {
    schema(schema, side) {
      const suffix = side === 'input' ? 'Input' : '';
      const made = z.toJSONSchema(schema, { io: side, unrepresentable: 'any', reused: 'inline', metadata: registry });
      const { $schema: _, $defs = {}, ...json } = rename(made, suffix) as Json & { $defs?: Json };
      for (const [id, definition] of Object.entries($defs)) components[`${id}${suffix}`] ??= withoutId(definition);
      return withoutId(json);
    },
    components: () => components,
  };
}

function rename(json: object, suffix: string): unknown {
  const text = JSON.stringify(json).replace(/"#\/\$defs\/(\w+)"/g, `"#/components/schemas/$1${suffix}"`);
  return JSON.parse(text, withoutPattern);
}

/** A format says what its pattern would, which is thirty times as long. */
function withoutPattern(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || !('format' in value) || !('pattern' in value)) return value;
  const { pattern: _, ...rest } = value as Json;
  return rest;
}

function withoutId(definition: unknown): Json {
  const { id: _, ...rest } = definition as Json;
  return rest;
}
