import { teamCalendar } from '#server/domains/calendar/calendar.service.ts';
import { teamCallTimes } from '#server/domains/calls/rings.repository.ts';
import { RetryWork, type Work } from '#server/work.ts';
import { dueAfter } from '#shared/domain/calendar.ts';
import {
  countTry,
  insertCallback,
  lockCallback,
  type NewCallback,
  patchCallback,
} from './callback-changes.repository.ts';
import { type CallbackRecord, findCallback, openCallbackOf } from './callbacks.repository.ts';

export type Wanted = Omit<NewCallback, 'dueAt'> & {
  /** The call that rang in vain; counts once. */
  readonly callId?: string | undefined;
  readonly wish?: { readonly from: Date; readonly until: Date | null } | undefined;
  readonly note?: string | undefined;
  readonly voicemail?: { readonly blobId: string; readonly durationSec: number } | undefined;
};

/**
 * Somebody is to be called: the open callback of that number, or a new one. However often they ring there is one. A wish
 * decides when it is due; without one the team's time for it does, in its open hours ([CV9]). The caller has locked the
 * customer. `isNew`: there was none.
 */
export async function wantCallback(work: Work, wanted: Wanted): Promise<CallbackRecord & { readonly isNew: boolean }> {
  const due = wanted.wish?.from ?? (await dueOf(work, wanted.teamId));
  const made = await insertCallback(work, { ...wanted, dueAt: due });
  const id = made ?? (await openCallbackOf(work.tx, wanted.number))?.id;
  // Closed between the two looks: begin again.
  if (id === undefined || !(await lockCallback(work, id))) throw new RetryWork();
  if (wanted.callId !== undefined) await countTry(work, id, wanted.callId, wanted.reason);
  await patchCallback(work, id, {
    ...(wanted.wish === undefined ? {} : { wish: wanted.wish, dueAt: due }),
    ...(wanted.note === undefined ? {} : { note: wanted.note }),
    ...(wanted.voicemail === undefined ? {} : { voicemail: wanted.voicemail }),
    ...(wanted.conversationId === null ? {} : { conversationId: wanted.conversationId }),
  });
  const record = await findCallback(work.tx, id);
  if (record === null || record.state === 'closed') throw new RetryWork();
  tellTeams(work, record.teamId);
  return { ...record, isNew: made !== null };
}

/** When a team has to call back that was not told a time. */
export async function dueOf(work: Work, teamId: string): Promise<Date> {
  const { callbackMinutes } = await teamCallTimes(work.tx, teamId);
  return dueAfter(await teamCalendar(work.tx, teamId), work.at, callbackMinutes);
}

/** The lists of these teams are other than they were. */
export function tellTeams(work: Work, ...teamIds: readonly string[]): void {
  for (const teamId of new Set(teamIds)) work.changes.push({ to: 'team', teamId, callbacks: true });
}
