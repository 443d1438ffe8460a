import type { Asking } from '#server/asking.ts';
import type { ReadDb } from '#server/db/handle.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import { variablesOf } from '#shared/domain/reply-variables.ts';
import type { LibraryReply, ReplyText } from '#shared/domain/saved-reply.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import {
  allReplies,
  areThere,
  changeReply,
  countReplyUse,
  findReply,
  insertReply,
  isShortcutTaken,
  moveReply,
  type ReplyWords,
} from './replies.repository.ts';

type Save = CommandParsed<'reply:save'>;

/**
 * Writes a saved reply, or changes one; a retired one comes back that way. What a lead approved before stays in use until
 * they approve this. Throws `changed_meanwhile`, `not_found`, `reply_shortcut_taken`, and `invalid` for words in no
 * language or a variable that there is not.
 */
export async function saveReply(work: Work, asking: Asking, input: Save): Promise<LibraryReply> {
  const words = wordsOf(input, asking);
  const id = input.replyId ?? work.nextId();
  if (!(await areThere(work, words))) throw new AppError('not_found');
  if (await isShortcutTaken(work, words, id))
    throw new AppError('reply_shortcut_taken', { details: { shortcut: words.shortcut } });
  const change = { by: asking.actor.id, at: work.at, state: input.submit ? 'submitted' : 'draft' } as const;
  if (input.replyId === undefined) await insertReply(work.tx, id, words, change);
  else if (!(await changeReply(work, { id, revision: input.revision ?? 0 }, words, change))) await refuseMove(work, id);
  // How many wait is counted on every lead's desk: one more, or one fewer where what waited is a draft again.
  work.changes.push({ to: 'workspace' });
  return replyNow(work, id);
}

function wordsOf(input: Save, asking: Asking): ReplyWords {
  const { shortcut, teamId = null, ja = null, en = null } = input;
  if (ja === null && en === null)
    throw new AppError('invalid', { details: { reason: 'ja, en: at least one of them' } });
  const unknown = [ja, en].flatMap((text) => (text === null ? [] : unknownIn(text)));
  if (unknown.length > 0)
    throw new AppError('invalid', { details: { reason: `${unknown.join(' ')}: there is no such variable` } });
  // Who writes it first is who looks after it; later only who says so changes that.
  const ownerId = input.ownerId ?? (input.replyId === undefined ? asking.actor.id : null);
  return { shortcut, teamId, ja, en, ownerId };
}

const unknownIn = ({ body, chat = '', mail = '' }: ReplyText): string[] =>
  variablesOf(`${body}\n${chat}\n${mail}`).unknown;

const MOVES = {
  approve: { from: ['submitted'], to: 'approved' },
  return: { from: ['submitted'], to: 'draft' },
  retire: { from: ['draft', 'submitted', 'approved'], to: 'retired' },
} as const;

/** A lead's word on a reply as it was read. The second of two is told `changed_meanwhile`. */
export async function decideReply(
  work: Work,
  asking: Asking,
  { replyId: id, revision, decision }: CommandParsed<'reply:decide'>,
): Promise<LibraryReply> {
  if (!(await moveReply(work, { id, revision }, { ...MOVES[decision], by: asking.actor.id })))
    await refuseMove(work, id);
  // Every desk keeps what is in use at hand.
  if (decision !== 'return') work.changes.push({ to: 'workspace' });
  return replyNow(work, id);
}

async function refuseMove(work: Work, id: string): Promise<never> {
  throw new AppError((await findReply(work.tx, id)) === null ? 'not_found' : 'changed_meanwhile');
}

async function replyNow(work: Work, id: string): Promise<LibraryReply> {
  const reply = await findReply(work.tx, id);
  if (reply === null) throw new Error('it was written in this work');
  return reply;
}

/** Counts that a reply went into an answer; twice in one conversation counts once. Throws `not_found`. */
export async function useReply(
  work: Work,
  asking: Asking,
  { replyId, conversationId }: CommandParsed<'reply:use'>,
): Promise<number> {
  const used = await countReplyUse(work, { replyId, conversationId, agentId: asking.actor.id });
  if (used === null) throw new AppError('not_found');
  return used;
}

/** The library for who writes in it: what waits for a lead first, what is retired last. */
export const listReplies = (db: ReadDb, limit: number): Promise<LibraryReply[]> => allReplies(db, limit);
