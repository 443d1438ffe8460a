import type { Asking } from '#server/asking.ts';
import type { Deps } from '#server/deps.ts';
import { leaveAbsentOwner } from '#server/domains/routing/leave-absent.service.ts';
import { appendItem } from '#server/domains/timeline/append-item.service.ts';
import { AppError } from '#server/errors.ts';
import { inWork, type Work } from '#server/work.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import type { Author } from '#shared/domain/party.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import { type ConversationPatch, patchConversation, snoozesDue } from './conversation-changes.repository.ts';
import { authorOf, internalItem } from './conversation-item.ts';
import { asConversation, type ConversationRecord } from './conversations.repository.ts';
import { conversationLocked, ownedConversation, tellConversationChanged } from './ownership.service.ts';

type Status = CommandParsed<'conversation:set-status'>;

/** Marks an unresolved conversation as open, waiting on somebody, or snoozed. Setting what it is already adds nothing. */
export async function setStatus(work: Work, asking: Asking, input: Status): Promise<Conversation> {
  const locked = await ownedConversation(work, input.conversationId, input.epoch, asking.actor.id);
  if (locked.status === 'resolved') throw new AppError('wrong_state', { details: { state: locked.status } });
  const patch = patchOf(input);
  if (patch.waiting_until instanceof Date && patch.waiting_until <= work.at) {
    throw new AppError('invalid', { details: { reason: 'until: must be ahead' } });
  }
  if (isAlready(locked, patch)) return asConversation(locked);
  return asConversation(await applyStatus(work, locked, patch, authorOf(asking)));
}

/** Opens again what was snoozed until now or earlier. Called every few seconds; safe on several hubs at once. */
export async function wakeSnoozed(deps: Deps): Promise<number> {
  const ids = await inWork(deps, (work) => snoozesDue(work, 100));
  for (const id of ids) {
    await inWork(deps, async (work) => {
      const locked = await conversationLocked(work, id);
      const due = locked.waitingUntil !== null && locked.waitingUntil <= work.at;
      if (locked.status !== 'snoozed' || !due) return;
      // Nothing waits for someone who is off ([CV6]).
      await leaveAbsentOwner(work, await applyStatus(work, locked, OPEN, null));
    });
  }
  return ids.length;
}

type StatusPatch = Required<Pick<ConversationPatch, 'status' | 'waiting_on' | 'waiting_until'>>;
const OPEN: StatusPatch = { status: 'open', waiting_on: null, waiting_until: null };

function patchOf(input: Status): StatusPatch {
  switch (input.status) {
    case 'open':
      return OPEN;
    case 'waiting': {
      const until = input.until === undefined ? null : new Date(input.until);
      return { status: 'waiting', waiting_on: input.waitingOn, waiting_until: until };
    }
    case 'snoozed':
      return { status: 'snoozed', waiting_on: null, waiting_until: new Date(input.until) };
  }
}

function isAlready(c: ConversationRecord, patch: StatusPatch): boolean {
  const until = patch.waiting_until instanceof Date ? patch.waiting_until.getTime() : null;
  return (
    c.status === patch.status &&
    c.waitingOn === patch.waiting_on &&
    (c.waitingUntil === null ? null : c.waitingUntil.getTime()) === until
  );
}

async function applyStatus(work: Work, c: ConversationRecord, patch: StatusPatch, by: Author | null) {
  const after = await patchConversation(work, c.id, patch);
  await appendItem(work, {
    ...internalItem(work, c, by),
    kind: 'system',
    data: {
      event: 'status_changed',
      status: String(patch.status),
      ...(patch.waiting_on === null ? {} : { waitingOn: String(patch.waiting_on) }),
    },
  });
  await tellConversationChanged(work, after);
  return after;
}
