import type { Channel } from '#shared/domain/channels.ts';
import type { Conversation } from '#shared/domain/conversation.ts';

export type ChannelLeg = { readonly channel: Channel; readonly isLive: boolean };

/** The channels that a conversation went over, in order, each once; the one in use is marked. */
export function channelLegs({ channel, sessions, status }: Conversation): ChannelLeg[] {
  const inOrder = [...sessions].sort((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt));
  const channels = new Set<Channel>([...inOrder.map((session) => session.channel), channel]);
  const isOpen = (one: Channel): boolean =>
    status !== 'resolved' && inOrder.some((session) => session.channel === one && session.state === 'active');
  return [...channels].map((one) => ({ channel: one, isLive: one === channel && isOpen(one) }));
}

/** How long it took from the first channel's beginning until the last one ended, or until now. */
export function channelSpanMs({ sessions }: Conversation, now: Date): number {
  const starts = sessions.map(({ startedAt }) => Date.parse(startedAt));
  const ends = sessions.map(({ endedAt }) => (endedAt === undefined ? now.getTime() : Date.parse(endedAt)));
  return starts.length === 0 ? 0 : Math.max(0, Math.max(...ends) - Math.min(...starts));
}
