import { sql } from 'kysely';
import { withNext } from '#server/db/together.ts';
import type { Work } from '#server/work.ts';
import type { Locale } from '#shared/domain/people.ts';
import { lockThreadsOf } from './members.repository.ts';

export type CustomerNames = {
  readonly id: string;
  readonly name: string | null;
  readonly kana: string | null;
  readonly locale: Locale | null;
};

/**
 * Locks customers with everybody on their threads, in the one order every work keeps, and reads what those asked for are
 * called. Missing ones are left out.
 */
export async function lockCustomers(work: Work, ids: readonly string[]): Promise<CustomerNames[]> {
  if (ids.length === 0) return [];
  const locked = await lockThreadsOf(work, ids);
  const asked = new Set(ids);
  return locked.filter(({ id }) => asked.has(id)).map(({ threadId: _, ...names }) => names);
}

export type NewCustomer = CustomerNames & { readonly since: Date };

export async function insertCustomers(work: Work, customers: readonly NewCustomer[]): Promise<void> {
  if (customers.length === 0) return;
  const rows = customers.map(({ since, ...names }) => ({ ...names, created_at: since }));
  await withNext(work.tx, sql`${work.tx.insertInto('customer').values(rows)}`);
}

/** Fills blanks and overwrites nothing: what is already known stays. */
export async function fillBlanks(work: Work, { id, name, kana, locale }: CustomerNames): Promise<void> {
  await withNext(
    work.tx,
    sql`update customer set name = coalesce(name, ${name}), kana = coalesce(kana, ${kana}),
    locale = coalesce(locale, ${locale}) where id = ${id}`,
  );
}
