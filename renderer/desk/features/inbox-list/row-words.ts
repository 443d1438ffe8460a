import { categoryWords } from '#renderer/i18n/category-words.ts';
import type { InboxRow, InboxTab } from '#shared/domain/conversation.ts';
import type { Category, Locale } from '#shared/domain/people.ts';
import { nextPromise } from './due-words.ts';

type Reader = {
  readonly tab: InboxTab;
  readonly categories: readonly Category[];
  readonly locale: Locale;
  readonly ownId: string | undefined;
};

/** The second line of a row: its number, whose it is among everybody's, its category, and what it is about. */
export function rowWords(row: InboxRow, { tab, categories, locale, ownId }: Reader): string[] {
  const promised = tab === 'promises' ? nextPromise(row)?.text : undefined;
  const owner = tab === 'all' && row.owner.id !== ownId ? row.owner.name : '';
  const about = promised ?? (row.subject || row.preview);
  return [`#${row.number}`, owner, categoryWords(categories, row.categoryId, locale), about].filter(
    (words) => words !== '',
  );
}
