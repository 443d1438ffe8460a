import { foldText } from '#renderer/i18n/fold.ts';
import type { Agent, Locale } from '#shared/domain/people.ts';
import type { SavedReply } from '#shared/domain/saved-reply.ts';
import type { Trigger } from './trigger.ts';

const MOST = 8;

/** Better the nearer the query is to the shortcut's start; null when it occurs nowhere. */
function rankReply(reply: SavedReply, query: string, isBullet: boolean): number | null {
  const shortcut = foldText(reply.shortcut);
  if (shortcut === query) return 0;
  if (shortcut.startsWith(query)) return 1;
  const title = foldText(reply.title);
  if (title.startsWith(query)) return 2;
  if (title.includes(query) || shortcut.includes(query)) return 3;
  // ・ also starts a line of a list, whose words often occur somewhere in a body.
  return !isBullet && foldText(reply.body).includes(query) ? 4 : null;
}

/** The saved replies that a query finds: by shortcut, title, then body; of equal ones, the customer's language first. */
export function findReplies(replies: readonly SavedReply[], trigger: Trigger, locale: Locale): SavedReply[] {
  const query = foldText(trigger.query);
  return replies
    .flatMap((reply) => {
      const rank = rankReply(reply, query, trigger.sign === '・');
      return rank === null ? [] : [{ reply, rank: (reply.locale === locale ? 0 : 10) + rank }];
    })
    .sort((a, b) => a.rank - b.rank)
    .slice(0, MOST)
    .map(({ reply }) => reply);
}

const HERE: readonly string[] = ['ready', 'busy', 'wrap_up'];

/** The colleagues that a query finds, those who are here first; oneself is not one. */
export function findColleagues(agents: readonly Agent[], trigger: Trigger, ownId: string | null): Agent[] {
  const query = foldText(trigger.query);
  const rank = (agent: Agent): number => (HERE.includes(agent.presence) ? 0 : 1);
  return agents
    .filter((agent) => agent.id !== ownId)
    .filter((agent) =>
      [agent.name, agent.name.replace(/\s/gu, ''), agent.publicName, agent.login].some((name) =>
        foldText(name).includes(query),
      ),
    )
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, MOST);
}

/** Who is named in a note by `@name`. Read from the text, so that a draft kept anywhere names the same people. */
export function mentionedIn(text: string, agents: readonly Agent[]): string[] {
  const folded = foldText(text);
  return agents.filter((agent) => folded.includes(foldText(`@${agent.name}`))).map((agent) => agent.id);
}
