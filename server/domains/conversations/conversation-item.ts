import type { Asking } from '#server/asking.ts';
import type { Work } from '#server/work.ts';
import type { Channel } from '#shared/domain/channels.ts';
import type { Author } from '#shared/domain/party.ts';

type On = { readonly id: string; readonly customerId: string; readonly channel: Channel };

/** Everything of an internal item about a conversation but its kind and data; by the system when nobody is given. */
export function internalItem(work: Work, conversation: On, by: Author | null) {
  return {
    customerId: conversation.customerId,
    conversationId: conversation.id,
    channel: conversation.channel,
    direction: 'none',
    visibility: 'internal',
    author: by ?? { type: 'system' },
    occurredAt: work.at,
  } as const;
}

/** The asker as colleagues see them on the thread. */
export const authorOf = (asking: Asking): Author => ({ type: 'agent', id: asking.actor.id, name: asking.name });

/** The asker as `changeOwner` wants them. */
export const byOf = (asking: Asking): { id: string; name: string } => ({ id: asking.actor.id, name: asking.name });
