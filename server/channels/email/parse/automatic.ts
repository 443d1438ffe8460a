import type { Automatic } from './parsed-mail.ts';

/** The first of a header's values, in lower case; headers by lower-case name. */
export type HeaderOf = (name: string) => string;

const AWAY =
  /out of (?:the )?office|automatic reply|auto(?:matic)?[- ]?repl|vacation|away from|abwesen|不在|休暇|休業|自動応答|自動返信|自動送信/i;
const MAILER = /^(?:mailer-daemon|postmaster|mail-daemon|bounce[sd]?)(?:[+@-]|$)/i;

/** Which kind of machine wrote a mail, by what its head says; null for a person's. */
export function automaticKind(
  header: HeaderOf,
  facts: { from: string; subject: string; contentType: string },
): Automatic | null {
  const { contentType, from, subject } = facts;
  if (isReport(contentType) || header('x-failed-recipients') !== '' || isMailer(header, from)) return 'bounce';
  const submitted = header('auto-submitted').replace(/;.*$/s, '').trim();
  const precedence = header('precedence').trim();
  const replied =
    submitted === 'auto-replied' ||
    precedence === 'auto_reply' ||
    ['x-autoreply', 'x-autorespond', 'x-autoresponder'].some((name) => header(name) !== '');
  if (replied)
    return AWAY.test(subject) || header('x-auto-response-suppress') !== '' || header('x-autoreply') !== ''
      ? 'out_of_office'
      : 'auto_reply';
  if (/^(?:automatic reply|out of office|自動応答|不在通知)\s*[:：]/i.test(subject)) return 'out_of_office';
  if (header('list-id') !== '' || header('list-post') !== '') return 'list';
  if (precedence === 'bulk' || precedence === 'list' || precedence === 'junk')
    return precedence === 'list' ? 'list' : 'bulk';
  if (header('list-unsubscribe') !== '' || header('feedback-id') !== '') return 'bulk';
  return submitted !== '' && submitted !== 'no' ? 'auto_reply' : null;
}

const isReport = (contentType: string): boolean =>
  /^multipart\/report/i.test(contentType) && /report-type\s*=\s*"?delivery-status/i.test(contentType);

const isMailer = (header: HeaderOf, from: string): boolean =>
  MAILER.test(from) &&
  (header('return-path').trim() === '<>' || header('auto-submitted') !== '' || header('return-path') === '');

/** Whether a machine of ours may ever answer it: not what has no way back, asks for none, or came from a machine itself. */
export const mayAutoAnswer = (header: HeaderOf, automatic: Automatic | null): boolean =>
  automatic === null &&
  header('return-path').trim() !== '<>' &&
  !/\b(?:all|autoreply|oof|dr)\b/.test(header('x-auto-response-suppress')) &&
  header('x-loop') === '' &&
  header('x-tsunagi-auto') === '';

/** Answers of machines, reports and mailings ask for none; what a machine sends of itself may well be an order's question. */
export const isQuiet = (header: HeaderOf, automatic: Automatic | null): boolean => {
  if (automatic === 'auto_reply') return !/^\s*auto-generated/.test(header('auto-submitted'));
  return automatic !== null;
};
