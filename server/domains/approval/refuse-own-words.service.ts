import { together } from '#server/db/together.ts';
import type { ConversationRecord } from '#server/domains/conversations/conversations.repository.ts';
import { refuseWording } from '#server/domains/replies/refuse-wording.service.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { Channel } from '#shared/domain/channels.ts';
import { waitingIn } from './held.repository.ts';
import { refuseWaiting } from './held-moves.service.ts';
import { roleOf, rulesInForce } from './rules.repository.ts';
import { rulesAsked } from './rules-asked.service.ts';

type OwnWords = { readonly authorId: string; readonly channel: Channel; readonly text: string };

/**
 * For words to a customer that are not an answer and can not wait for a lead: throws what `refuseWording` minds,
 * `approval_waiting` while an answer waits that was written before them, and `approval_needed` where a rule would have
 * them wait.
 */
export async function refuseOwnWords(work: Work, on: ConversationRecord, words: OwnWords): Promise<void> {
  const { authorId, channel, text } = words;
  await refuseWording(work, { conversationId: on.id, channel, text, format: {} });
  const [waiting, found] = await together(work.tx, [waitingIn(on.id), rulesInForce(work)]);
  await refuseWaiting(work, waiting);
  if (found.length === 0) return;
  const author = { id: authorId, role: await roleOf(work, authorId) };
  const [rule] = await rulesAsked(work, on, { author, channel, text, format: {} }, found);
  if (rule !== undefined) throw new AppError('approval_needed', { details: { rule } });
}
