import type { Asking } from '#server/asking.ts';
import { authorOf } from '#server/domains/conversations/conversation-item.ts';
import { claimAttachments } from '#server/domains/messages/attachments.service.ts';
import { answerPlace, letOut, refuseUnwanted } from '#server/domains/messages/let-out.service.ts';
import { refuseStale } from '#server/domains/messages/stale.service.ts';
import { leadsOf } from '#server/domains/people/leads.repository.ts';
import { refuseWording } from '#server/domains/replies/refuse-wording.service.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { HeldMessage } from '#shared/domain/approval.ts';
import { newestOfBoth, type Snapshot } from '#shared/domain/brief.ts';
import { maskSensitive } from '#shared/domain/sensitive.ts';
import type { CommandOutput, CommandParsed } from '#shared/wire/commands.ts';
import { type HeldRecord, heldForReading } from './held.repository.ts';
import { type At, hasMovedOn, lockedHeld, moved } from './held-moves.service.ts';
import { tellHeld } from './tell-held.service.ts';

type Decide = CommandParsed<'approval:decide'>;

/**
 * A lead's word on an answer that waits. The first one counts: `approval_decided` tells the others who was. Nobody decides on
 * what they wrote themselves, and only leads of the team do (`forbidden`), or any where it has no other. Let out, it is checked once more as if it were
 * sent now ([CV3], [PR2]): `stale` with what came in since, `approval_moved` when its author does not own the conversation
 * any more, it is answered on another channel by now, or it is closed. Nothing leaves in either case.
 */
export async function decide(work: Work, asking: Asking, input: Decide): Promise<CommandOutput<'approval:decide'>> {
  const { locked, held } = await lockedHeld(work, input.heldId);
  const leads = await leadsOf(work, locked.teamId, held.author.id);
  const isAuthor = held.author.id === asking.actor.id;
  if (isAuthor || !leads.includes(asking.actor.id))
    throw new AppError('forbidden', { details: { action: 'approval.decide' } });
  if (input.decision === 'return') return giveBack(work, asking, { locked, held, note: input.note ?? '' });
  if (hasMovedOn(locked, held)) throw new AppError('approval_moved');
  await refuseStale(work, asking, locked, { authorId: held.author.id, seen: seenByBoth(held, input.seen) });
  return letGo(work, asking, { locked, held, input });
}

/** Both had to see a thing before it counts as answered: the author it, or the lead in the author's place. */
const seenByBoth = ({ seen }: HeldRecord, lead: Snapshot | undefined): Snapshot => newestOfBoth(seen, lead ?? {});

async function letGo(work: Work, asking: Asking, { locked, held, input }: At & { readonly input: Decide }) {
  const text = input.text === undefined ? held.text : maskSensitive(input.text);
  const isChanged = text !== held.text;
  const { html: _, ...plain } = held.format;
  // Other words than its formatting is of.
  const format = isChanged ? plain : held.format;
  const place = await answerPlace(work, locked);
  await refuseWording(work, { conversationId: locked.id, channel: place.channel, text, format });
  await refuseUnwanted(work, locked, place);
  const authorId = held.author.id;
  const attachments = await claimAttachments(work, { id: authorId, role: 'agent' }, held.attachments, place.customerId);
  const item = await letOut(work, locked, { authorId, text, attachments, format }, place);
  const { note } = input;
  const sent = { text, item: { customerId: item.customerId, seq: item.seq } };
  // There is nothing to read for an author whose words went as they were and without a remark.
  const closes = !isChanged && (note ?? '') === '';
  const done = await moved(work, held, { to: 'approved', by: asking.actor.id, note, sent, closes });
  const status = isChanged ? 'changed' : 'as_written';
  await tellHeld(work, locked, done, { event: 'approval_given', by: authorOf(asking), reason: note, status });
  return { held: heldForReading(done), item };
}

async function giveBack(work: Work, asking: Asking, { locked, held, note }: At & { readonly note: string }) {
  if (note === '') throw new AppError('note_needed');
  const done = await moved(work, held, { to: 'returned', by: asking.actor.id, why: 'lead', note });
  await tellHeld(work, locked, done, { event: 'approval_returned', by: authorOf(asking), reason: note });
  return { held: heldForReading(done) };
}

/** Its author takes it back. Throws `forbidden` for anybody else, `approval_decided` when a lead was first. */
export async function withdraw(work: Work, asking: Asking, heldId: string): Promise<HeldMessage> {
  const { locked, held } = await lockedHeld(work, heldId);
  if (held.author.id !== asking.actor.id) throw new AppError('forbidden', { details: { action: 'approval.write' } });
  const done = await moved(work, held, { to: 'withdrawn', by: asking.actor.id });
  await tellHeld(work, locked, done, { event: 'approval_withdrawn', by: authorOf(asking) });
  return heldForReading(done);
}
