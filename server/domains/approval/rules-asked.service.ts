import type { ConversationRecord } from '#server/domains/conversations/conversations.repository.ts';
import { htmlWords } from '#server/domains/messages/html-words.ts';
import type { Work } from '#server/work.ts';
import { rulesThatHold } from '#shared/domain/approval.ts';
import type { Channel } from '#shared/domain/channels.ts';
import type { MessageFormat } from '#shared/domain/sending.ts';
import type { Actor } from '#shared/wire/policy.ts';
import { asRule, categoryPath, heardIn, type RuleRow } from './rules.repository.ts';

type Words = {
  readonly author: Pick<Actor, 'id' | 'role'>;
  readonly channel: Channel;
  readonly text: string;
  readonly format: MessageFormat;
};

/**
 * The names of those of the rules that have words of an agent's wait for a lead: by subject, text and formatted words alike. None
 * where they may leave at once.
 */
export async function rulesAsked(
  work: Work,
  on: ConversationRecord,
  words: Words,
  found: readonly RuleRow[],
): Promise<readonly string[]> {
  const rules = found.map(asRule);
  if (rules.length === 0) return [];
  const { author, channel, text, format } = words;
  const minded = rules.some((rule) => rule.words.length > 0);
  const formatted = minded && format.html !== undefined ? htmlWords(format.html) : '';
  const facts = {
    authorId: author.id,
    isLead: author.role === 'lead',
    teamId: on.teamId,
    categoryIds: rules.some((rule) => rule.categoryIds.length > 0) ? await categoryPath(work, on.categoryId) : [],
    channel,
    text: [format.subject ?? '', text, formatted].join('\n'),
    heard: minded ? await heardIn(work, on.id) : '',
    at: work.at.getTime(),
  };
  return rulesThatHold(rules, facts).map(({ name }) => name);
}
