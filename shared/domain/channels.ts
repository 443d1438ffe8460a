import { z } from 'zod';
import type { ContactPointKind } from './contact-point.ts';

/** The channels, and the only place outside the hub's channel folders that names them ([CH1]). */
export const CHANNELS = ['phone', 'chat', 'email', 'form', 'line', 'sms', 'whatsapp', 'store', 'shop', 'app'] as const;
export const channelSchema = z.enum(CHANNELS);
export type Channel = z.infer<typeof channelSchema>;

/** The dye a channel gives the thread; several channels share one. Names match the tokens `--phone`, `--chat`, … */
export type ChannelDye = 'phone' | 'chat' | 'email' | 'line-app' | 'store' | 'order' | 'note';

/**
 * How a conversation on a channel takes its agent: a call wholly; a talk in writing beside others; a letter until something
 * more pressing comes.
 */
export const WORK_KINDS = ['call', 'chat', 'mail'] as const;
export type WorkKind = (typeof WORK_KINDS)[number];

type ChannelFacts = {
  readonly dye: ChannelDye;
  readonly work: WorkKind;
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
  /** By which a customer is asked, when it is over, how it was; null where nothing leads back to them. */
  readonly asksBy: Channel | null;
  /** A bare number that is written back answers that question. */
  readonly takesScore?: boolean;
};

const FACTS: Readonly<Record<Channel, ChannelFacts>> = {
  phone: {
    dye: 'phone',
    work: 'call',
    live: true,
    answerable: false,
    showsAgent: false,
    address: 'phone',
    asksBy: 'sms',
  },
  chat: {
    dye: 'chat',
    work: 'chat',
    live: true,
    answerable: true,
    showsAgent: true,
    address: 'visitor',
    asksBy: 'chat',
  },
  email: {
    dye: 'email',
    work: 'mail',
    live: false,
    answerable: true,
    showsAgent: false,
    address: 'email',
    asksBy: 'email',
  },
  form: {
    dye: 'email',
    work: 'mail',
    live: false,
    answerable: true,
    showsAgent: false,
    address: 'email',
    answersOn: 'email',
    asksBy: 'email',
  },
  line: {
    dye: 'line-app',
    work: 'chat',
    live: true,
    answerable: true,
    showsAgent: false,
    address: 'line',
    asksBy: 'line',
    takesScore: true,
  },
  sms: {
    dye: 'phone',
    work: 'mail',
    live: false,
    answerable: true,
    showsAgent: false,
    address: 'phone',
    asksBy: 'sms',
    takesScore: true,
  },
  whatsapp: {
    dye: 'line-app',
    work: 'chat',
    live: true,
    answerable: true,
    showsAgent: false,
    address: 'whatsapp',
    asksBy: 'whatsapp',
    takesScore: true,
  },
  store: { dye: 'store', work: 'chat', live: true, answerable: false, showsAgent: false, address: null, asksBy: null },
  shop: {
    dye: 'order',
    work: 'mail',
    live: false,
    answerable: false,
    showsAgent: false,
    address: 'shop',
    asksBy: null,
  },
  app: {
    dye: 'order',
    work: 'mail',
    live: false,
    answerable: false,
    showsAgent: false,
    address: 'device',
    asksBy: null,
  },
};

export const channelFacts = (channel: Channel): ChannelFacts => FACTS[channel];

/** The channel that an answer to one on this channel leaves by. */
export const answerChannel = (channel: Channel): Channel => FACTS[channel].answersOn ?? channel;

/** How one writes on a channel: a letter with greeting and end where it goes by mail, short and at once elsewhere. */
export const mannerOn = (channel: Channel): 'chat' | 'mail' =>
  FACTS[answerChannel(channel)].address === 'email' ? 'mail' : 'chat';

/** On which a sent answer can be taken back for some seconds until a team says otherwise: nobody waits there for the next word. */
export const DELAYED_AT_FIRST: readonly Channel[] = ['email'];

/** By which a customer can be reached from here, in the order in which they are shown. */
export const REACHING: readonly Channel[] = ['phone', 'email', 'line', 'sms', 'whatsapp', 'chat'];

/** Which ring or buzz wherever the customer is: not outside business hours unless they asked. */
export const INTERRUPTING: readonly Channel[] = ['phone', 'sms'];

/** Where an agent's own items stand that belong to no conversation, on a thread that has no channel yet. */
export const DESK_CHANNEL: Channel = 'app';

/** What a customer comes to in person. */
export const COUNTER_CHANNEL: Channel = 'store';

/** What a call stands on, whoever carries it. */
export const CALL_CHANNEL: Channel = 'phone';
