import type { Deps } from '#server/deps.ts';
import { normaliseContactPoint } from '#shared/domain/contact-point.ts';
import { holdsVerified, legsByMessageId, legsByNumber, type WrittenTo } from './email.repository.ts';
import { emailKey } from './email-keys.ts';
import { type EmailSettings, replyTemplate } from './email-settings.ts';
import type { ParsedMail } from './parse/parsed-mail.ts';
import { conversationNumberIn, isOurToken, tokensIn } from './reply-token.ts';

/** What a mail answers of ours. */
export type FoundReply = {
  readonly leg: WrittenTo;
  /** Its sender is proven and takes part in the conversation; else it joins nothing by its token or references. */
  readonly proven: boolean;
  /** It came from the very address that we wrote to. */
  readonly fromRecipient: boolean;
};

/**
 * The conversation that a mail answers: by the token in an address it was sent to, else by the Message-ID of a mail of ours
 * that it names ([CH4]). Proven only when its sender is known there and passed DMARC: a token alone is what anybody on Cc
 * has too. Null when it names nothing of ours.
 */
export async function findReply(
  deps: Deps,
  settings: EmailSettings,
  mail: ParsedMail,
  isProvenSender: boolean,
): Promise<FoundReply | null> {
  const from = normaliseContactPoint('email', mail.from?.address ?? '');
  if (from === null) return null;
  const byToken = await legOfToken(deps, settings, mail, from);
  const legs = byToken ?? (await legsByMessageId(deps.db, namedIn(mail)));
  const own = legs.find((leg) => leg.address === from);
  const leg = own ?? legs[0];
  if (leg === undefined) return null;
  const takesPart = own !== undefined || (await isAnothersAddress(deps, legs, from));
  return { leg, proven: isProvenSender && takesPart, fromRecipient: own !== undefined };
}

/** The mails it says it answers, the nearest first. */
const namedIn = (mail: ParsedMail): string[] => [
  ...new Set([...(mail.inReplyTo === null ? [] : [mail.inReplyTo]), ...[...mail.references].reverse()]),
];

/** The customer answers from another address that is proven to be theirs. */
async function isAnothersAddress(deps: Deps, legs: readonly WrittenTo[], from: string): Promise<boolean> {
  for (const { customerId } of legs) if (await holdsVerified(deps.db, customerId, from)) return true;
  return false;
}

async function legOfToken(
  deps: Deps,
  settings: EmailSettings,
  mail: ParsedMail,
  from: string,
): Promise<readonly WrittenTo[] | null> {
  const template = replyTemplate(settings);
  const [token] = template === null ? [] : tokensIn(template, mail.deliveredTo);
  const number = token === undefined ? null : conversationNumberIn(token);
  if (token === undefined || number === null) return null;
  const legs = await legsByNumber(deps.db, number);
  const key = await emailKey(deps, 'reply');
  const recipients = new Set([from, ...legs.map(({ address }) => address)]);
  const isOurs = legs.some((leg) =>
    [...recipients].some((recipient) =>
      isOurToken(key, token, { conversationNumber: number, conversationId: leg.conversationId, recipient }),
    ),
  );
  // A token we never gave says nothing at all, not even which conversation is meant.
  return isOurs ? legs : null;
}
