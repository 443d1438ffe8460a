import { teamCalendar } from '#server/domains/calendar/calendar.service.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { BotHandoffOut } from '#shared/domain/bot-handoff.ts';
import { isOpen, nextOpening } from '#shared/domain/calendar.ts';
import { teamStanding } from './standing.repository.ts';

export type Standing = Pick<BotHandoffOut, 'answer' | 'ahead' | 'waitSeconds' | 'opensAt' | 'words'> & {
  readonly team: { readonly id: string; readonly name: string };
};

/**
 * Whether somebody is free (`open`), customers wait (`wait`), or nobody is there by the team's hours (`closed`, [CV9]), and
 * how to say so. Throws `not_found` for a team that does not exist.
 */
export async function standingNow(work: Work, teamId: string | null, conversationId: string | null): Promise<Standing> {
  const team = await teamStanding(work, teamId, conversationId);
  if (team === null) throw new AppError('not_found');
  const calendar = await teamCalendar(work.tx, team.id);
  const head = { team: { id: team.id, name: team.name }, ahead: team.ahead };
  if (calendar !== null && !isOpen(calendar, work.at)) {
    const opens = nextOpening(calendar, work.at);
    const words = opens === null ? CLOSED : closedUntil(opens, calendar.timeZone);
    return { ...head, answer: 'closed', words, ...(opens === null ? {} : { opensAt: opens.toISOString() }) };
  }
  if (team.ready > team.ahead) return { ...head, answer: 'open', words: OPEN };
  const { waitSeconds } = team;
  return waitSeconds === null
    ? { ...head, answer: 'wait', words: WAIT }
    : { ...head, answer: 'wait', waitSeconds, words: waitAbout(waitSeconds) };
}

const OPEN = {
  ja: '担当者におつなぎします。少々お待ちください。',
  en: 'I am bringing in a colleague. One moment, please.',
};
const WAIT = {
  ja: 'ただいま混み合っております。順番に担当者がお返事いたします。',
  en: 'All of us are busy right now. A colleague will answer you in turn.',
};
const CLOSED = {
  ja: 'ただいま営業時間外です。営業開始後に担当者がお返事いたします。',
  en: 'We are closed right now. A colleague will answer you when we are back.',
};

function waitAbout(seconds: number): Standing['words'] {
  const minutes = Math.max(1, Math.ceil(seconds / 60));
  return {
    ja: `ただいま混み合っております。約${minutes}分で担当者がお返事いたします。`,
    en: `All of us are busy right now. A colleague will answer in about ${minutes} min.`,
  };
}

function closedUntil(at: Date, timeZone: string): Standing['words'] {
  const when = (locale: string) =>
    new Intl.DateTimeFormat(locale, {
      timeZone,
      month: 'long',
      day: 'numeric',
      weekday: 'short',
      hour: 'numeric',
      minute: '2-digit',
      hourCycle: 'h23',
    }).format(at);
  return {
    ja: `ただいま営業時間外です。${when('ja-JP')}以降、順に担当者がお返事いたします。`,
    en: `We are closed right now. A colleague will answer you from ${when('en-GB')}.`,
  };
}
