import { Readable } from 'node:stream';
import { createTransport } from 'nodemailer';
import type { Connection, OutgoingItem, Taken } from '#server/channels/provider.ts';
import { ProviderError } from '#server/channels/provider.ts';
import type { Deps } from '#server/deps.ts';
import { type EmailSettings, emailSettings } from '../email-settings.ts';
import { appendSent } from '../imap/sent-folder.ts';
import { forgetToken, type MailboxLogin, mailboxLogin } from '../mailbox-login.ts';
import { composeMail } from './compose-mail.ts';
import { smtpError } from './smtp-error.ts';

/** How long a server may take, in milliseconds. */
export type SmtpTiming = { readonly connectMs: number; readonly socketMs: number };
const TIMING: SmtpTiming = { connectMs: 15_000, socketMs: 60_000 };

/** Hands a mail to the mailbox's server. Throws ProviderError; `unknown` when it may have been taken ([CH3]). */
export async function deliverMail(
  deps: Deps,
  connection: Connection,
  out: OutgoingItem,
  timing: SmtpTiming = TIMING,
): Promise<Taken> {
  const settings = emailSettings(connection);
  const { raw, envelope } = await composeMail(deps, connection, out);
  await sendRaw(connection, { raw, envelope }, timing);
  if (settings.saveSent && settings.sentFolder !== '') await saveCopy(deps, connection, raw);
  return { providerId: out.ref };
}

type Sendable = { readonly raw: Buffer; readonly envelope: { readonly from: string; readonly to: readonly string[] } };

/** One SMTP transaction. The first recipient has to be taken; whether a copy was is not the customer's matter. */
export async function sendRaw(connection: Connection, { raw, envelope }: Sendable, timing = TIMING): Promise<void> {
  const transport = createTransport(smtpOptions(connection, await mailboxLogin(connection, 'smtp'), timing));
  const progress = { ended: false };
  // The source is read only after the server has asked for it: once it was read to its end, the last dot may have left.
  const stream = Readable.from(chunksOf(raw, progress));
  try {
    const info = await transport.sendMail({ envelope: { from: envelope.from, to: [...envelope.to] }, raw: stream });
    const [to] = envelope.to;
    if (info.rejected.some((address) => String(address).toLowerCase() === to?.toLowerCase())) {
      throw new ProviderError('refused', 'recipient_refused', 'the server does not take mail for this address');
    }
  } catch (error) {
    const told = error instanceof ProviderError ? error : smtpError(error, progress.ended);
    if (told.code === 'bad_credentials') forgetToken(connection);
    throw told;
  } finally {
    transport.close();
  }
}

function* chunksOf(raw: Buffer, progress: { ended: boolean }): Generator<Buffer> {
  const size = 64 * 1024;
  for (let at = 0; at < raw.length; at += size) {
    if (at + size >= raw.length) progress.ended = true;
    yield raw.subarray(at, at + size);
  }
}

function smtpOptions(connection: Connection, login: MailboxLogin, timing: SmtpTiming) {
  const settings: EmailSettings = emailSettings(connection);
  const { smtpHost: host, smtpPort: port, smtpSecurity } = settings;
  return {
    host,
    port,
    secure: smtpSecurity === 'tls',
    requireTLS: smtpSecurity === 'starttls',
    ignoreTLS: smtpSecurity === 'none',
    auth: 'accessToken' in login ? { type: 'OAuth2' as const, ...login } : login,
    connectionTimeout: timing.connectMs,
    greetingTimeout: timing.connectMs,
    dnsTimeout: timing.connectMs,
    socketTimeout: timing.socketMs,
    tls: { minVersion: 'TLSv1.2' as const },
    logger: false as const,
  };
}

/** A copy that could not be kept does not unsend the mail. */
async function saveCopy(deps: Deps, connection: Connection, raw: Buffer): Promise<void> {
  try {
    await appendSent(connection, raw);
  } catch (error) {
    deps.logger.warn({ err: error, connectionId: connection.id }, 'a sent mail was not copied to its folder');
  }
}
