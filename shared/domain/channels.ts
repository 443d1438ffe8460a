import { z } from 'zod';

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
};

const FACTS: Readonly<Record<Channel, ChannelFacts>> = {
  phone: { dye: 'phone', live: true, answerable: false },
  chat: { dye: 'chat', live: true, answerable: true },
  email: { dye: 'email', live: false, answerable: false },
  form: { dye: 'email', live: false, answerable: false },
  line: { dye: 'line-app', live: true, answerable: false },
  sms: { dye: 'phone', live: false, answerable: false },
  whatsapp: { dye: 'line-app', live: true, answerable: false },
  store: { dye: 'store', live: true, answerable: false },
  shop: { dye: 'order', live: false, answerable: false },
  app: { dye: 'order', live: false, answerable: false },
};

export const channelFacts = (channel: Channel): ChannelFacts => FACTS[channel];
