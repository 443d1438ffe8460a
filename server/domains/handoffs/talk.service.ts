import { type Asking, demand } from '#server/asking.ts';
import { authorOf, internalItem } from '#server/domains/conversations/conversation-item.ts';
import { appendItem } from '#server/domains/timeline/append-item.service.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { Author } from '#shared/domain/party.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import { eitherOf, handoffLocked, type LockedHandoff } from './handoff-locked.service.ts';
import { leadsOf } from './handoffs.repository.ts';
import { handoffData, tellHandoff } from './tell-handoff.service.ts';

/** The colleague has come in privately; the sender still owns ([HO5]). The caller has moved the handoff there. */
export async function beginTalk(work: Work, { handoff, locked }: LockedHandoff, by: Author): Promise<void> {
  const data = handoffData(handoff, 'joined', true);
  await appendItem(work, { ...internalItem(work, locked, by), kind: 'handoff', data });
  await tellHandoff(work, handoff);
}

/**
 * Says something to the colleague of a warm handoff, beside the thread: a note that only these two and the leads of the
 * conversation's team may read. It is of a kind and a visibility that can not leave ([TL5], [HO5]). Throws
 * `handoff_decided` when they do not talk any more, `wrong_state` when they do not yet.
 */
export async function talk(work: Work, asking: Asking, input: CommandParsed<'handoff:talk'>): Promise<TimelineItem> {
  const found = await handoffLocked(work, input.handoffId);
  const { handoff, locked } = found;
  demand(asking, 'handoff.decide', { ownerId: eitherOf(found, asking.actor.id) });
  if (handoff.state === 'offered') throw new AppError('wrong_state', { details: { state: handoff.state } });
  if (handoff.stage !== 'talking') throw new AppError('handoff_decided', { details: { state: handoff.state } });
  const two = [handoff.fromAgentId, handoff.acceptedBy].filter((id): id is string => id !== null);
  return appendItem(work, {
    ...internalItem(work, locked, authorOf(asking)),
    kind: 'note',
    visibility: 'private',
    audience: [...new Set([...two, ...(await leadsOf(work, locked.teamId))])],
    data: { text: input.text, handoffId: handoff.id },
  });
}
