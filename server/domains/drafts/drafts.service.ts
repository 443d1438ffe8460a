import type { Asking } from '#server/asking.ts';
import type { Deps } from '#server/deps.ts';
import { findConversation } from '#server/domains/conversations/conversations.repository.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import { maskedFormat } from '#shared/domain/sending.ts';
import { maskSensitive } from '#shared/domain/sensitive.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';
import { draftsOf, keepDraft } from './drafts.repository.ts';

/**
 * Keeps what its author writes, by conversation and mode ([CV4]). It needs no ownership and nobody else's act touches it:
 * a draft outlives a handoff, a resolve and a lost race. A revision behind the one that is kept changes nothing.
 */
export async function saveDraft(work: Work, asking: Asking, input: CommandParsed<'draft:save'>): Promise<number> {
  if ((await findConversation(work.tx, input.conversationId)) === null) throw new AppError('not_found');
  const key = { conversationId: input.conversationId, agentId: asking.actor.id, mode: input.mode };
  const { revision, attachments = [], format = {} } = input;
  return keepDraft(work, key, { text: maskSensitive(input.text), attachments, format: maskedFormat(format), revision });
}

/** One's own drafts of a conversation. */
export async function listDrafts(
  deps: Pick<Deps, 'db'>,
  asking: Asking,
  conversationId: string,
): Promise<QueryOutput<'drafts.list'>['drafts']> {
  const drafts = await draftsOf(deps.db, conversationId, asking.actor.id);
  return drafts.map(({ mode, text, attachments, format, revision, savedAt }) => ({
    mode,
    text,
    revision,
    savedAt: savedAt.toISOString(),
    ...(attachments.length === 0 ? {} : { attachments: [...attachments] }),
    ...(Object.keys(format).length === 0 ? {} : { format }),
  }));
}
