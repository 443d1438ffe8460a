import type { Work } from '#server/work.ts';
import type { Channel } from '#shared/domain/channels.ts';
import { isNewContact } from '#shared/domain/escalation-rules.ts';
import type { ItemData } from '#shared/domain/item-data.ts';
import { contactsOf, insertContact } from './causes.repository.ts';
import { applyRule, applyRules, type RuledMatter, rulesFor } from './fire.service.ts';

const DAY_MS = 24 * 60 * 60_000;

/** A conversation in the works of what comes in: who spoke last is written back with it. */
export type HeardMatter = RuledMatter & { customerSpokeAt: Date | null; customerSpokeOn: string | null };

/** By what a customer is heard: the item or the leg it is, and whether we led them there. */
export type Heard = {
  readonly id: string;
  readonly channel: Channel;
  readonly at: Date;
  readonly sessionId: string | null;
  readonly led: boolean;
};

/**
 * A customer is heard on a conversation: whether they are getting in touch is kept, and the rule of repeated contact looks
 * at it ([ES1]). Asks the database only when they are, so that a talk costs nothing.
 */
export async function heardOn(work: Work, c: HeardMatter, heard: Heard): Promise<void> {
  const { customerSpokeAt: before, customerSpokeOn: on } = c;
  const at = heard.at.getTime();
  const last = before === null ? null : { at: before.getTime(), on };
  const isContact = isNewContact(last, { at, on: heard.sessionId, led: heard.led });
  if (last === null || at >= last.at) {
    c.customerSpokeAt = heard.at;
    c.customerSpokeOn = heard.sessionId;
  }
  if (!isContact) return;
  await insertContact(work, { id: heard.id, conversationId: c.id, channel: heard.channel, at: heard.at });
  const rules = await rulesFor(work, 'repeat_contact', c.teamId);
  const days = Math.max(0, ...rules.map(({ test }) => (test.kind === 'repeat_contact' ? test.days : 0)));
  if (days === 0) return;
  const { times, firedAt } = await contactsOf(work, c, {
    since: new Date(at - days * DAY_MS),
    but: heard.id,
    ruleIds: rules.map(({ id }) => id),
  });
  for (const rule of rules) {
    const fired = firedAt.get(rule.id) ?? null;
    await applyRule(work, c, rule, {
      kind: 'repeat_contact',
      contactId: heard.id,
      at,
      earlier: times,
      firedAt: fired,
    });
  }
}

/** The customer's own words in a message, which rules look out for. */
export async function heardWords(work: Work, c: RuledMatter, itemId: string, text: string): Promise<void> {
  if (text.trim() === '') return;
  await applyRules(work, c, { kind: 'words', conversationId: c.id, itemId, text });
}

/** What a message says, its subject and its form's fields with it. */
export const messageWords = ({ subject, text, form = [] }: ItemData<'message'>): string =>
  [subject ?? '', text, ...form.map(({ value }) => value)].join('\n');
