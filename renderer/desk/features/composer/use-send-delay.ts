import { useLocalState } from '#renderer/data/hooks/use-outbox.ts';
import { usePeople } from '#renderer/data/hooks/use-session.ts';
import { useSettings } from '#renderer/desk/app/use-settings.tsx';
import type { Conversation } from '#shared/domain/conversation.ts';
import { sendDelayMs } from '#shared/domain/send-delay.ts';

/**
 * How long an answer in this conversation can be taken back, milliseconds. Nothing waits where nothing is kept on this
 * computer: closing the window would lose it ([SY5]).
 */
export function useSendDelay({ channel, team }: Pick<Conversation, 'channel' | 'team'>): number {
  const { settings } = useSettings();
  const { teams } = usePeople();
  const isKept = useLocalState().state === 'kept';
  const delayed = teams.find(({ id }) => id === team.id)?.delayedChannels ?? [];
  return isKept ? sendDelayMs(channel, { own: settings.sendDelay, team: delayed }) : 0;
}
