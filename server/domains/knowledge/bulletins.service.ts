import type { Asking } from '#server/asking.ts';
import type { ReadDb } from '#server/db/handle.ts';
import type { Deps } from '#server/deps.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { Bulletin } from '#shared/domain/knowledge.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';
import {
  bulletinsFor,
  confirmRead,
  endBulletin,
  findBulletin,
  insertBulletin,
  readersOf,
} from './bulletins.repository.ts';

/** Publishes a bulletin. Throws `invalid` for words in no language or a time that is over before it begins. */
export async function publish(work: Work, asking: Asking, input: CommandParsed<'bulletin:publish'>): Promise<Bulletin> {
  const { ja = null, en = null, teamIds } = input;
  const [from, until] = [new Date(input.from), new Date(input.until)];
  if (ja === null && en === null)
    throw new AppError('invalid', { details: { reason: 'ja, en: at least one of them' } });
  if (until <= from || until <= work.at)
    throw new AppError('invalid', { details: { reason: `until: ${input.until}, expected after now and after from` } });
  const id = work.nextId();
  await insertBulletin(work, { id, ja, en, teamIds, authorId: asking.actor.id, from, until });
  work.changes.push({ to: 'workspace' });
  return bulletinNow(work, asking, id);
}

/** The reader's word that they have read it; saying it again gives the first time. */
export async function confirm(work: Work, asking: Asking, bulletinId: string): Promise<string> {
  const at = await confirmRead(work, bulletinId, asking.actor.id);
  if (at === null) throw new AppError('not_found');
  return at.toISOString();
}

/** Takes one down. The second of two is told `changed_meanwhile`. */
export async function end(
  work: Work,
  asking: Asking,
  { bulletinId, revision }: CommandParsed<'bulletin:end'>,
): Promise<Bulletin> {
  if (!(await endBulletin(work, bulletinId, revision))) throw new AppError('changed_meanwhile');
  work.changes.push({ to: 'workspace' });
  return bulletinNow(work, asking, bulletinId);
}

async function bulletinNow(work: Work, asking: Asking, id: string): Promise<Bulletin> {
  const bulletin = await findBulletin(work.tx, id, asking.actor.id);
  if (bulletin === null) throw new AppError('not_found');
  return bulletin;
}

/** The bulletins of now for a reader. */
export const bulletinsNow = ({ db, clock }: Pick<Deps, 'db' | 'clock'>, readerId: string): Promise<Bulletin[]> =>
  bulletinsFor(db, readerId, clock.now());

/** Whom it is for, who has not read it first. */
export async function readers(db: ReadDb, id: string): Promise<QueryOutput<'bulletin.readers'>['readers']> {
  const rows = await readersOf(db, id);
  return rows.map(({ readAt, ...row }) => ({ ...row, ...(readAt === null ? {} : { readAt: readAt.toISOString() }) }));
}
