import type { Channel } from '#shared/domain/channels.ts';
import type { ChannelAdapter } from './channel.ts';
import { chatChannel } from './chat/chat.channel.ts';

type Sending = Pick<ChannelAdapter, 'capabilities' | 'send'>;

const ADAPTERS: { readonly [C in Channel]?: Sending } = { chat: chatChannel };

/** The channel as whoever answers on it needs it, or null: nobody can be reached on it from here. */
export const adapterFor = (channel: Channel): Sending | null => ADAPTERS[channel] ?? null;
