import type { Asking } from '#server/asking.ts';
import { gramsOf } from '#server/domains/search/grams.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { Article } from '#shared/domain/knowledge.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import { type ArticleWords, changeArticle, findArticle, insertArticle, moveArticle } from './articles.repository.ts';
import { countUse } from './use.repository.ts';

/**
 * Writes an article, or changes one. What a lead approved is no longer approved once it says something else, so that
 * nobody answers with words that nobody looked at. Throws `changed_meanwhile`, `not_found`, and `invalid` for a time that
 * ends before it begins or words in no language.
 */
export async function saveArticle(
  work: Work,
  asking: Asking,
  input: CommandParsed<'knowledge:save'>,
): Promise<Article> {
  const words = wordsOf(input);
  const id = input.articleId ?? work.nextId();
  if (input.articleId === undefined) await insertArticle(work, id, asking.actor.id, words);
  else if (!(await changeArticle(work, { id, revision: input.revision ?? 0 }, asking.actor.id, words))) {
    throw new AppError((await findArticle(work.tx, id)) === null ? 'not_found' : 'changed_meanwhile');
  }
  return articleNow(work, id);
}

function wordsOf(input: CommandParsed<'knowledge:save'>): ArticleWords {
  const { ja = null, en = null, url = null, audience, tags, validUntil } = input;
  const [from, until] = [new Date(input.validFrom), validUntil === undefined ? null : new Date(validUntil)];
  if (ja === null && en === null)
    throw new AppError('invalid', { details: { reason: 'ja, en: at least one of them' } });
  if (until !== null && until <= from) {
    throw new AppError('invalid', {
      details: { reason: `validUntil: ${validUntil}, expected after ${input.validFrom}` },
    });
  }
  const said = [ja?.title, ja?.body, en?.title, en?.body, ...tags].filter((one) => one !== undefined).join('\n');
  const state = input.submit ? 'submitted' : 'draft';
  return { audience, ja, en, url, tags, validFrom: from, validUntil: until, grams: gramsOf(said, 20_000), state };
}

const MOVES = {
  approve: { from: ['submitted'], to: 'approved' },
  return: { from: ['submitted'], to: 'draft' },
  retire: { from: ['draft', 'submitted', 'approved'], to: 'retired' },
} as const;

/** A lead's word on an article as it was read. The second of two is told `changed_meanwhile`. */
export async function decideArticle(
  work: Work,
  asking: Asking,
  { articleId: id, revision, decision }: CommandParsed<'knowledge:decide'>,
): Promise<Article> {
  if (!(await moveArticle(work, { id, revision }, asking.actor.id, MOVES[decision]))) {
    throw new AppError((await findArticle(work.tx, id)) === null ? 'not_found' : 'changed_meanwhile');
  }
  return articleNow(work, id);
}

async function articleNow(work: Work, id: string): Promise<Article> {
  const article = await findArticle(work.tx, id);
  if (article === null) throw new Error('it was written in this work');
  return article;
}

/** Counts that an article went into an answer; twice in one conversation the same way counts once. Throws `not_found`. */
export async function useArticle(work: Work, asking: Asking, input: CommandParsed<'knowledge:use'>): Promise<number> {
  const used = await countUse(work, { ...input, agentId: asking.actor.id });
  if (used === null) throw new AppError('not_found');
  return used;
}
