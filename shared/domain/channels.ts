import { z } from 'zod';
import type { ContactPointKind } from './contact-point.ts';

/** The channels, and the only place outside the hub's channel folders that names them ([CH1]). */
export const CHANNELS = ['phone', 'chat', 'email', 'form', 'line', 'sms', 'whatsapp', 'store', 'shop', 'app'] as const;
export const channelSchema = z.enum(CHANNELS);
export type Channel = z.infer<typeof channelSchema>;

/** The dye a channel gives the thread; several channels share one. Names match the tokens `--phone`, `--chat`, … */
export type ChannelDye = 'phone' | 'chat' | 'email' | 'line-app' | 'store' | 'order' | 'note';

type ChannelFacts = {
  readonly dye: ChannelDye;
  /** The customer is there now and waits: handoffs are offers with a deadline ([HO1]). */
  readonly live: boolean;
  /** An agent can answer on it from the desk today. */
  readonly answerable: boolean;
  /** The customer sees there by name who is answering. */
  readonly showsAgent: boolean;
  /** The kind of contact point that a customer has on it; null where nothing reaches back. */
  readonly address: ContactPointKind | null;
  /** Where an answer leaves, when it is another channel. */
  readonly answersOn?: Channel;
};

const FACTS: Readonly<Record<Channel, ChannelFacts>> = {
  phone: { dye: 'phone', live: true, answerable: false, showsAgent: false, address: 'phone' },
  chat: { dye: 'chat', live: true, answerable: true, showsAgent: true, address: 'visitor' },
  email: { dye: 'email', live: false, answerable: true, showsAgent: false, address: 'email' },
  form: { dye: 'email', live: false, answerable: true, showsAgent: false, address: 'email', answersOn: 'email' },
  line: { dye: 'line-app', live: true, answerable: true, showsAgent: false, address: 'line' },
  sms: { dye: 'phone', live: false, answerable: true, showsAgent: false, address: 'phone' },
  whatsapp: { dye: 'line-app', live: true, answerable: true, showsAgent: false, address: 'whatsapp' },
  store: { dye: 'store', live: true, answerable: false, showsAgent: false, address: null },
  shop: { dye: 'order', live: false, answerable: false, showsAgent: false, address: 'shop' },
  app: { dye: 'order', live: false, answerable: false, showsAgent: false, address: 'device' },
};

export const channelFacts = (channel: Channel): ChannelFacts => FACTS[channel];

/** The channel that an answer to one on this channel leaves by. */
export const answerChannel = (channel: Channel): Channel => FACTS[channel].answersOn ?? channel;

/** By which a customer can be reached from here, in the order in which they are shown. */
export const REACHING: readonly Channel[] = ['phone', 'email', 'line', 'sms', 'whatsapp', 'chat'];

/** Which ring or buzz wherever the customer is: not outside business hours unless they asked. */
export const INTERRUPTING: readonly Channel[] = ['phone', 'sms'];

/** Where an agent's own items stand that belong to no conversation, on a thread that has no channel yet. */
export const DESK_CHANNEL: Channel = 'app';

/** What a call stands on, whoever carries it. */
export const CALL_CHANNEL: Channel = 'phone';
