import { useOpenEscalations } from '#renderer/data/hooks/use-escalations.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import { EscalationStrip } from './escalation-strip.tsx';

/** The escalations of a conversation that are not over, each as it stands now; the newest is next to the thread. */
export function EscalationStrips({ conversation }: { readonly conversation: Conversation }) {
  const open = useOpenEscalations(conversation.id);
  return open.map((one) => <EscalationStrip key={one.id} escalation={one} conversation={conversation} />);
}
