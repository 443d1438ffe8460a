import type { Deps } from '#server/deps.ts';
import { teamCalendar } from '#server/domains/calendar/calendar.service.ts';
import type { ConversationRecord } from '#server/domains/conversations/conversations.repository.ts';
import { changeOwner, conversationLocked } from '#server/domains/conversations/ownership.service.ts';
import { lockAgents } from '#server/domains/handoffs/handoffs.repository.ts';
import { leadsOf } from '#server/domains/people/leads.repository.ts';
import { addInboxEvent } from '#server/domains/topics/topics.repository.ts';
import { inWork, type Work } from '#server/work.ts';
import { type Calendar, nextOpening } from '#shared/domain/calendar.ts';
import { type Silence, silenceAt } from '#shared/domain/silence.ts';
import { lookAgain, silenceOf, silentConversations } from './silence.repository.ts';

const AT_ONCE = 100;
/** Where the clock stands still for a call or a handoff, whose end nobody knows. */
const PAUSED_MS = 5000;
/** Hours, limits and owners change meanwhile: no look is further ahead. */
const LONGEST_MS = 10 * 60_000;

/**
 * Owners who were silent for longer than their team lets them lose the conversation to the queue, and its leads hear of it
 * ([CV5]). Called every second on every hub: the lock and the epoch let each go once. Gives how many went.
 */
export async function releaseSilent(deps: Deps): Promise<number> {
  const ids = await inWork(deps, (work) => silentConversations(work, AT_ONCE));
  let released = 0;
  for (const id of ids) released += Number(await inWork(deps, (work) => releaseIfSilent(work, id)));
  return released;
}

async function releaseIfSilent(work: Work, id: string): Promise<boolean> {
  const locked = await conversationLocked(work, id);
  const row = await silenceOf(work, id);
  if (row === null || locked.ownerAgentId === null) return false;
  const calendar = await teamCalendar(work.tx, locked.teamId);
  const silence = silenceAt({ ...row, calendar }, work.at);
  if (!silence.over) {
    await lookAgain(work, id, nextLook(silence, calendar, work.at));
    return false;
  }
  return release(work, locked, locked.ownerAgentId);
}

async function release(work: Work, locked: ConversationRecord, formerId: string): Promise<boolean> {
  const leads = await leadsOf(work, locked.teamId);
  await lockAgents(work, [formerId, ...leads]);
  const to = { type: 'team', id: locked.teamId, name: locked.teamName } as const;
  if ((await changeOwner(work, locked, { to, change: 'silent', by: null })) === null) return false;
  for (const lead of leads) {
    await addInboxEvent(work, lead, { type: 'owner_silent', conversationId: locked.id, formerId });
  }
  return true;
}

function nextLook({ running, leftMs }: Silence, calendar: Calendar | null, at: Date): Date {
  const opens = running || calendar === null ? null : nextOpening(calendar, at);
  const closedMs = opens === null ? 0 : opens.getTime() - at.getTime();
  const waitMs = running ? leftMs : Math.max(PAUSED_MS, closedMs);
  return new Date(at.getTime() + Math.min(LONGEST_MS, Math.max(1, waitMs)));
}
