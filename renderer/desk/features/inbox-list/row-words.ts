import { categoryWords } from '#renderer/i18n/category-words.ts';
import type { InboxRow, InboxTab } from '#shared/domain/conversation.ts';
import type { Category, Locale } from '#shared/domain/people.ts';
import { nextPromise } from './due-words.ts';

type Reader = {
  readonly tab: InboxTab;
  readonly categories: readonly Category[];
  readonly locale: Locale;
  readonly ownId: string | undefined;
  /** How it is said who had it before the queue; not said where absent. */
  readonly former?: (name: string) => string;
};

/** The second line of a row: its number, whose it is among everybody's or was before the queue, its category, and what it is about. */
export function rowWords(row: InboxRow, { tab, categories, locale, ownId, former }: Reader): string[] {
  const promised = tab === 'promises' ? nextPromise(row)?.text : undefined;
  const owner = tab === 'all' && row.owner.id !== ownId ? row.owner.name : '';
  const about = promised ?? (row.subject || row.preview);
  const before = row.formerOwner === undefined ? '' : (former?.(row.formerOwner.name) ?? '');
  return [`#${row.number}`, owner, before, categoryWords(categories, row.categoryId, locale), about].filter(
    (words) => words !== '',
  );
}
