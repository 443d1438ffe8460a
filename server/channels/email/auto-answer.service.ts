import type { HeardItem } from '#server/channels/hear.ts';
import { queueOutgoing } from '#server/channels/outgoing/queue-outgoing.service.ts';
import type { Connection } from '#server/channels/provider.ts';
import type { Deps } from '#server/deps.ts';
import { assertMayLeave } from '#server/domains/messages/may-leave.ts';
import { insertDelivery, lockCustomer } from '#server/domains/messages/messages.repository.ts';
import { appendItem } from '#server/domains/timeline/append-item.service.ts';
import { inWork, type Work } from '#server/work.ts';
import { answerHead } from './answer-head.service.ts';
import { autoAnswersSince, insertAutoAnswer, legOfItem } from './email.repository.ts';
import { emailSettings } from './email-settings.ts';
import type { ParsedMail } from './parse/parsed-mail.ts';
import type { Verdict } from './verdict.ts';

/** Two machines that answer each other stop here. */
const MOST_AN_HOUR = 5;
const HOUR_MS = 3_600_000;

type Answered = { readonly mail: ParsedMail; readonly verdict: Verdict; readonly heard: HeardItem };

/**
 * The automatic reply to a new conversation, where the mailbox has one: once per conversation, at most five an hour to an
 * address, only to a proven sender, never to a machine, and without a word of what they wrote ([CH4]).
 */
export async function answerAutomatically(deps: Deps, connection: Connection, answered: Answered): Promise<void> {
  const { mail, verdict, heard } = answered;
  const settings = emailSettings(connection);
  const text = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(mail.subject + mail.text)
    ? settings.autoReplyJa || settings.autoReplyEn
    : settings.autoReplyEn || settings.autoReplyJa;
  if (text === '' || !mail.mayAutoAnswer || verdict.summary !== 'pass' || heard.conversationId === null) return;
  const conversationId = heard.conversationId;
  await inWork(deps, async (work) => {
    const leg = await legOfItem(work, heard.itemId);
    if (leg?.contactPointId === null || leg === null) return;
    await lockCustomer(work, leg.customerId);
    const at = { contactPointId: leg.contactPointId, conversationId };
    if (!(await mayAnswer(work, at))) return;
    await insertAutoAnswer(work, at);
    const to = { customerId: leg.customerId, ...at };
    const head = await answerHead(work, connection, { to, format: {}, auto: true });
    const item = await appendItem(work, {
      customerId: leg.customerId,
      conversationId,
      ...(leg.sessionId === null ? {} : { sessionId: leg.sessionId }),
      kind: 'message',
      data: { text, via: connection.name, ...head.data },
      channel: connection.channel,
      direction: 'out',
      visibility: 'customer',
      author: { type: 'system' },
      occurredAt: work.at,
    });
    assertMayLeave(item);
    await queueOutgoing(work, { connectionId: connection.id, to, item, ref: head.ref, details: head.details });
    await insertDelivery(work, item.id, 'queued');
  });
}

async function mayAnswer(work: Work, at: { contactPointId: string; conversationId: string }): Promise<boolean> {
  const since = new Date(work.at.getTime() - HOUR_MS);
  const before = await autoAnswersSince(work, { ...at, since });
  return before.inConversation === 0 && before.toAddress < MOST_AN_HOUR;
}
