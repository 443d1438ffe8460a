import { type Asking, COMMAND_LINE } from '#server/asking.ts';
import type { Deps } from '#server/deps.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { QueryOutput, QueryParsed } from '#shared/wire/queries.ts';
import { insertAct, lastActor, listActs } from './admin-log.repository.ts';

type Facts = Readonly<Record<string, unknown>>;

/** What was set: the command's name, what of, and how it was before and after. Never give it a secret. */
export type Act = {
  readonly act: string;
  readonly entity: string;
  readonly id: string;
  readonly name: string;
  readonly before?: Facts | null;
  readonly after?: Facts | null;
};

/**
 * Puts an administrator's act on record, in the transaction of its effect, with only what differs; and tells every window
 * that the workspace is set up differently now.
 */
export async function recordAct(
  work: Work,
  asking: Asking,
  { act, entity, id, name, before, after }: Act,
): Promise<void> {
  const keys = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  const changed = [...keys].filter((key) => JSON.stringify(before?.[key]) !== JSON.stringify(after?.[key]));
  await insertAct(work, {
    actorId: asking.actor.id === COMMAND_LINE ? null : asking.actor.id,
    actorName: asking.name,
    act,
    entity,
    entityId: id,
    name,
    before: only(before, changed),
    after: only(after, changed),
  });
  work.changes.push({ to: 'workspace' });
}

function only(facts: Facts | null | undefined, keys: readonly string[]): Record<string, unknown> | null {
  if (facts === null || facts === undefined) return null;
  return Object.fromEntries(keys.filter((key) => facts[key] !== undefined).map((key) => [key, facts[key]]));
}

/** What a change of a row that is no longer as it was edited is refused with: who was first. */
export async function editedMeanwhile(work: Work, entity: string, id: string): Promise<AppError> {
  return new AppError('edited_meanwhile', { details: { by: (await lastActor(work, entity, id)) ?? '–' } });
}

/** The record, newest first. */
export async function adminLog(
  { db }: Pick<Deps, 'db'>,
  { before, limit }: QueryParsed<'settings.log'>,
): Promise<QueryOutput<'settings.log'>> {
  const rows = await listActs(db, before ?? null, limit + 1);
  return {
    more: rows.length > limit,
    acts: rows.slice(0, limit).map(({ at, by, before: was, after: is, ...act }) => ({
      ...act,
      ...(by === null ? {} : { by }),
      at: at.toISOString(),
      ...(was === null ? {} : { before: was }),
      ...(is === null ? {} : { after: is }),
    })),
  };
}
