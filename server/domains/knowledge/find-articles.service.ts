import type { Deps } from '#server/deps.ts';
import { fold, gramsAsked } from '#server/domains/search/grams.ts';
import { snippetOf } from '#server/domains/search/snippet.ts';
import { type Article, type ArticleHit, articleIn } from '#shared/domain/knowledge.ts';
import type { QueryOutput, QueryParsed } from '#shared/wire/queries.ts';
import { allArticles, articlesWith } from './articles.repository.ts';
import { keepMissing, missingSince } from './use.repository.ts';

const DAY_MS = 86_400_000;
const MISSING_DAYS = 30;
const LOOKED_AT = 5;

/**
 * Articles that may be used now and hold all that was asked, whichever of their languages holds it; with nothing asked,
 * the most used. What nobody finds is told to the editors, when the asker says that this was the whole question.
 */
export async function findArticles(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  { text, locale, keep, limit }: QueryParsed<'knowledge.find'>,
): Promise<QueryOutput<'knowledge.find'>> {
  const words = fold(text)
    .split(/[^\p{L}\p{N}ー々〆]+/u)
    .filter((word) => word !== '');
  // Pieces may meet by chance: more are looked at than are given.
  const found = await articlesWith(db, gramsAsked(text), { now: clock.now(), limit: limit * LOOKED_AT });
  const hits = found
    .map((article) => hitOf(article, words, locale))
    .filter((hit) => hit !== null)
    .slice(0, limit);
  if (keep && hits.length === 0 && words.length > 0 && !isAboutSomebody(text)) {
    const at = clock.now();
    await keepMissing(db, { folded: words.join(' '), text: text.trim(), at, forgetBefore: missingSinceOf(at) });
  }
  return { asked: text, hits };
}

const missingSinceOf = (at: Date): Date => new Date(at.getTime() - MISSING_DAYS * DAY_MS);

/** A number or an address that was pasted: nothing for the editors, and somebody's ([PR4]). */
const isAboutSomebody = (text: string): boolean => /\d[\d\s-]{4,}\d|@/.test(text.normalize('NFKC'));

/** The article where the words stand: in the language wanted, else in the other. Null when the pieces met by chance. */
function hitOf(article: Article, words: readonly string[], locale: 'ja' | 'en'): ArticleHit | null {
  const whole = `${article.tags.join(' ')} `;
  for (const lang of [locale, locale === 'ja' ? 'en' : 'ja'] as const) {
    const text = article[lang];
    const said = text === undefined ? null : snippetOf(`${text.title}\n${text.body}`, words);
    if (said !== null && words.length > 0) return { article, locale: lang, ...said };
  }
  const shown = articleIn(article, locale);
  const everywhere = fold(
    [whole, ...(['ja', 'en'] as const).map((l) => `${article[l]?.title} ${article[l]?.body}`)].join(' '),
  );
  if (shown === null || words.some((word) => !everywhere.includes(word))) return null;
  return { article, locale: shown.locale, snippet: shown.text.body.slice(0, 120), ranges: [] };
}

/** What is there for who writes articles, and what was looked for in vain. */
export async function listArticles(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  limit: number,
): Promise<QueryOutput<'knowledge.list'>> {
  const [articles, missing] = await Promise.all([
    allArticles(db, limit),
    missingSince(db, missingSinceOf(clock.now())),
  ]);
  return { articles, missing: missing.map((one) => ({ ...one, lastAt: one.lastAt.toISOString() })) };
}
