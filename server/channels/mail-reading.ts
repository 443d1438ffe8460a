/** What the email channel makes of a raw mail, for whoever reads one without a mailbox: `tsunagi email parse`. */
export { MailLimitError } from './email/parse/limits.ts';
export { createMailParser } from './email/parse/mail-parser.ts';
export type { MailAddress, ParsedMail } from './email/parse/parsed-mail.ts';
export { type Verdict, verdictOf } from './email/verdict.ts';
