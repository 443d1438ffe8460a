import { type Asking, demand } from '#server/asking.ts';
import type { Deps } from '#server/deps.ts';
import { recordAct } from '#server/domains/settings/admin-log.service.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { OpenSession } from '#shared/domain/sign-on.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import { endSessions, listSessions, nameOf } from './sign-ins.repository.ts';

/** Where the asker is signed in. */
export async function ownSessions(deps: Deps, asking: Asking): Promise<OpenSession[]> {
  demand(asking, 'sign_in.own', { ownerId: asking.actor.id });
  return sessionsOf(deps, asking, asking.actor.id);
}

/** Where somebody is signed in, for an administrator. Error: `not_found`. */
export async function sessionsOfPerson(deps: Deps, asking: Asking, agentId: string): Promise<OpenSession[]> {
  demand(asking, 'settings.manage');
  if ((await nameOf(deps.db, agentId)) === null) throw new AppError('not_found');
  return sessionsOf(deps, asking, agentId);
}

async function sessionsOf({ db, clock }: Deps, asking: Asking, agentId: string): Promise<OpenSession[]> {
  const rows = await listSessions(db, agentId, clock.now());
  return rows.map((row) => ({ ...row, isThis: row.id === asking.authSessionId }));
}

/** Ends one of one's own sign-ins; the one that asks too. One that is over already is no error. */
export async function endOwn(
  work: Work,
  asking: Asking,
  { id }: CommandParsed<'sign-in:end'>,
): Promise<{ ended: number }> {
  demand(asking, 'sign_in.own', { ownerId: asking.actor.id });
  return cut(work, { agentId: asking.actor.id, only: id, except: null, reason: 'ended_by_owner' });
}

/** Ends all of one's own sign-ins but the one that asks. Error: `wrong_state` for who asks by none. */
export async function endOthers(work: Work, asking: Asking): Promise<{ ended: number }> {
  demand(asking, 'sign_in.own', { ownerId: asking.actor.id });
  const { authSessionId } = asking;
  if (authSessionId === undefined) throw new AppError('wrong_state', { details: { state: 'no session' } });
  return cut(work, { agentId: asking.actor.id, only: null, except: authSessionId, reason: 'ended_by_owner' });
}

/** An administrator ends one of somebody's sign-ins, or all of them; it is on record. Error: `not_found`. */
export async function endOf(
  work: Work,
  asking: Asking,
  { agentId, id }: CommandParsed<'sign-in:end-of'>,
): Promise<{ ended: number }> {
  demand(asking, 'settings.manage');
  const name = await nameOf(work.tx, agentId);
  if (name === null) throw new AppError('not_found');
  const done = await cut(work, { agentId, only: id ?? null, except: null, reason: 'ended_by_admin' });
  const after = { ended: done.ended };
  if (done.ended > 0)
    await recordAct(work, asking, { act: 'sign-in:end-of', entity: 'person', id: agentId, name, after });
  return done;
}

/** Every hub cuts their sockets and refuses their tokens within two seconds of the commit. */
async function cut(work: Work, ending: Parameters<typeof endSessions>[1]): Promise<{ ended: number }> {
  const ids = await endSessions(work, ending);
  if (ids.length > 0) work.changes.push({ to: 'sessions', ids });
  return { ended: ids.length };
}
