import { type Asking, demand } from '#server/asking.ts';
import { authorOf, internalItem } from '#server/domains/conversations/conversation-item.ts';
import { conversationLocked } from '#server/domains/conversations/ownership.service.ts';
import { appendItem } from '#server/domains/timeline/append-item.service.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { Party } from '#shared/domain/party.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import { whisperedBy } from './whispers.repository.ts';

/**
 * Says something that only its reader and its author ever read: a lead to the owner, or whoever was whispered to back to
 * that lead ([ES3]). A note, private to these two whoever owns the conversation later; a kind and a visibility that can
 * not leave ([TL5]). A lead's is for the owner they see: when that is somebody else by now, nothing is said. Errors:
 * `not_found`, `forbidden`, `not_owner`, `wrong_state` when nobody owns it.
 */
export async function whisper(work: Work, asking: Asking, input: CommandParsed<'help:whisper'>): Promise<TimelineItem> {
  const me = asking.actor.id;
  const locked = await conversationLocked(work, input.conversationId);
  const answered = await whisperedBy(work.tx, { conversationId: locked.id, authorId: input.toId, readerId: me });
  let to: Party | null = answered;
  if (to === null) {
    demand(asking, 'help.give');
    if (locked.ownerAgentId === null) throw new AppError('wrong_state', { details: { state: locked.status } });
    if (locked.ownerAgentId !== input.toId || input.toId === me) {
      throw new AppError('not_owner', { details: { owner: locked.ownerName, epoch: locked.epoch } });
    }
    to = { type: 'agent', id: locked.ownerAgentId, name: locked.ownerName };
  }
  return appendItem(work, {
    ...internalItem(work, locked, authorOf(asking)),
    kind: 'note',
    visibility: 'private',
    audience: [me, to.id],
    data: { text: input.text, whisperTo: to },
  });
}
