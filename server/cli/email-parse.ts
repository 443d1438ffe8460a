import { readFile } from 'node:fs/promises';
import {
  createMailParser,
  type MailAddress,
  MailLimitError,
  type ParsedMail,
  type Verdict,
  verdictOf,
} from '#server/channels/mail-reading.ts';
import { AppError } from '#server/errors.ts';
import type { CommonOptions } from './act.ts';
import { EXIT, type Output } from './output.ts';

type Options = CommonOptions & { readonly authservId?: string; readonly dns?: boolean };

/** What `tsunagi email parse` prints: the whole of its output, on one line. */
type Printed = {
  readonly from: MailAddress | null;
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  readonly replyTo: readonly MailAddress[];
  readonly subject: string;
  readonly date: string | null;
  readonly messageId: string | null;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  readonly text: string;
  readonly html: string | null;
  readonly attachments: readonly { name: string; type: string; size: number; inline: boolean }[];
  readonly auth: Verdict;
  readonly automatic: ParsedMail['automatic'];
  readonly problems: readonly string[];
};

/**
 * `tsunagi email parse FILE`: what the email channel makes of one raw message, as JSON, also for one it would quarantine:
 * then `problems` begins with the reason. DNS is asked only with `--dns`.
 */
export async function runEmailParse(_output: Output, file: string, options: Options): Promise<number> {
  const raw = await readMessage(file);
  const parser = createMailParser();
  try {
    const { mail } = await parser.parse(raw);
    const settings = { authservId: options.authservId ?? null, checkDns: options.dns === true, trustReceived: false };
    print(asPrinted(mail, await verdictOf(raw, mail, settings)));
  } catch (error) {
    if (!(error instanceof MailLimitError)) throw error;
    print({ ...NOTHING, problems: [error.code, error.message] });
  } finally {
    await parser.close();
  }
  return EXIT.done;
}

const NOTHING: Printed = {
  from: null,
  to: [],
  cc: [],
  replyTo: [],
  subject: '',
  date: null,
  messageId: null,
  inReplyTo: null,
  references: [],
  text: '',
  html: null,
  attachments: [],
  auth: { spf: 'none', dkim: 'none', dmarc: 'none', summary: 'none' },
  automatic: null,
  problems: [],
};

function asPrinted(mail: ParsedMail, auth: Verdict): Printed {
  const { from, to, cc, replyTo, subject, date, messageId, inReplyTo, references, text, html, automatic, problems } =
    mail;
  const attachments = mail.attachments.map(({ name, type, size, inline }) => ({ name, type, size, inline }));
  return {
    from,
    to,
    cc,
    replyTo,
    subject,
    date,
    messageId,
    inReplyTo,
    references,
    text,
    html,
    attachments,
    auth,
    automatic,
    problems,
  };
}

/** The command's answer is the object itself, with and without `--json`. */
function print(printed: Printed): void {
  process.stdout.write(`${JSON.stringify(printed)}\n`);
}

async function readMessage(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new AppError('bad_config', {
      details: { setting: 'FILE', found: file, expected: 'a file with one raw message' },
      cause,
    });
  }
}
