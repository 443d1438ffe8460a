import { z } from 'zod';
import { channelSchema } from './channels.ts';

/** Words that an adapter brings itself, in both languages, so that no screen has to name a provider ([CH1]). */
export const localisedSchema = z.object({ ja: z.string(), en: z.string() });
export type Localised = z.infer<typeof localisedSchema>;

/** One thing an administrator gives when connecting a channel. Secrets are written once and never shown again. */
export const connectionFieldSchema = z.object({
  name: z.string(),
  kind: z.enum(['text', 'number', 'boolean', 'url', 'email', 'list', 'choice', 'secret', 'long_text']),
  label: localisedSchema,
  help: localisedSchema.optional(),
  required: z.boolean(),
  /** As text, as a form holds it. */
  initial: z.string().optional(),
  choices: z.array(z.object({ value: z.string(), label: localisedSchema })).optional(),
});
export type ConnectionField = z.infer<typeof connectionFieldSchema>;

/** A way of connecting a channel, as settings show it: an adapter of the hub, with what it asks for. */
export const adapterFactsSchema = z.object({
  adapter: z.string(),
  channel: channelSchema,
  name: localisedSchema,
  about: localisedSchema,
  fields: z.array(connectionFieldSchema),
  /** It takes webhooks: the address to give to the provider is shown. */
  webhook: z.boolean(),
  /** "We sent ourselves a message and saw it come back" can be tried. */
  testable: z.boolean(),
});
export type AdapterFacts = z.infer<typeof adapterFactsSchema>;

/** `ok`: worked lately; `failing`: the newest thing known of it is an error; `silent`: never used yet. */
export const connectionHealthSchema = z.object({
  state: z.enum(['ok', 'failing', 'silent', 'paused']),
  lastOkAt: z.iso.datetime().optional(),
  lastErrorAt: z.iso.datetime().optional(),
  lastErrorCode: z.string().optional(),
  lastErrorDetail: z.string().optional(),
  /** Outgoing items that wait for it, and webhooks that could not be worked on. */
  waiting: z.int().nonnegative(),
  failed: z.int().nonnegative(),
});
export type ConnectionHealth = z.infer<typeof connectionHealthSchema>;

/** One connected account, mailbox, number or shop. */
export const channelConnectionSchema = z.object({
  id: z.uuid(),
  channel: channelSchema,
  adapter: z.string(),
  name: z.string(),
  teamId: z.uuid().optional(),
  settings: z.record(z.string(), z.unknown()),
  /** Names of the secrets that are set. */
  secretsSet: z.array(z.string()),
  /** Where its provider calls us; only the path while the hub does not know its own public address. */
  hookUrl: z.string().optional(),
  state: z.enum(['active', 'paused']),
  health: connectionHealthSchema,
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type ChannelConnection = z.infer<typeof channelConnectionSchema>;

/** What a try of a connection showed, step by step. */
export const connectionTestSchema = z.object({
  ok: z.boolean(),
  steps: z.array(z.object({ name: localisedSchema, ok: z.boolean(), detail: z.string().optional() })),
});
export type ConnectionTest = z.infer<typeof connectionTestSchema>;
