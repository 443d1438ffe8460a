import { htmlWords } from '#server/domains/messages/html-words.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { Channel } from '#shared/domain/channels.ts';
import { withoutReplyMarks } from '#shared/domain/reply-subject.ts';
import { variablesOf } from '#shared/domain/reply-variables.ts';
import type { MessageFormat } from '#shared/domain/sending.ts';
import { checkWording, type WordingFinding } from '#shared/domain/wording/check-wording.ts';
import { blockingRules, threadSubjects } from './wording.repository.ts';

type Answer = {
  /** Whose subject is nobody's words; absent for what is on no thread. */
  readonly conversationId?: string;
  readonly channel: Channel;
  readonly text: string;
  readonly format: MessageFormat;
};

/** Twice what one message holds: formatting brings blank lines. */
const MOST_FORMATTED = 40_000;

/**
 * Lets no answer out with a variable of a saved reply still in it (`reply_unfilled`), nor with words that a rule blocks
 * (`wording_blocked`): the desk says so while one writes, and this holds whoever sends. Formatted words count too
 * (`invalid` where they are longer than any message), and the subject unless it is the thread's own: nobody answers for
 * what the customer wrote there.
 */
export async function refuseWording(work: Work, { conversationId, channel, text, format }: Answer): Promise<void> {
  const { html, subject } = format;
  const written = [text, ...(html === undefined ? [] : [htmlWords(html)])];
  if (written.some((words) => words.length > MOST_FORMATTED))
    throw new AppError('invalid', { details: { reason: 'html: too many words' } });
  if (subject !== undefined && !(await isOfThread(work, conversationId, subject))) written.push(subject);
  const unfilled = variablesOf(written.join('\n')).uses;
  if (unfilled.length > 0)
    throw new AppError('reply_unfilled', { details: { names: unfilled.map((one) => one.text).join(' ') } });
  const rules = await blockingRules(work.tx);
  if (rules.length === 0) return;
  const [first] = written.flatMap((words) => checkWording(words, rules, channel));
  if (first !== undefined) throw new AppError('wording_blocked', { details: detailsOf(first) });
}

async function isOfThread(work: Work, conversationId: string | undefined, subject: string): Promise<boolean> {
  if (conversationId === undefined) return false;
  const own = (words: string): string => withoutReplyMarks(words).trim();
  return (await threadSubjects(work.tx, conversationId)).some((one) => own(one) === own(subject));
}

const detailsOf = ({ found, replace, reason, ruleId }: WordingFinding) => ({
  found,
  instead: replace === undefined ? '—' : replace,
  reason,
  ruleId,
});
