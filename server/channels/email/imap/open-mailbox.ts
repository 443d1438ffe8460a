import { ImapFlow } from 'imapflow';
import { type Connection, ProviderError } from '#server/channels/provider.ts';
import { emailSettings } from '../email-settings.ts';
import { forgetToken, mailboxLogin } from '../mailbox-login.ts';

const CONNECT_MS = 20_000;
/** Servers close an IDLE of half an hour, gateways one of a few minutes. */
const IDLE_MS = 4 * 60_000;

/** Signs in to a connection's mailbox. Throws ProviderError: `config` for a wrong password, `retry` for anything else. */
export async function openMailbox(connection: Connection): Promise<ImapFlow> {
  const { imapHost: host, imapPort: port, imapSecurity } = emailSettings(connection);
  const auth = await mailboxLogin(connection, 'imap');
  const client = new ImapFlow({
    host,
    port,
    secure: imapSecurity === 'tls',
    doSTARTTLS: imapSecurity === 'starttls',
    auth,
    tls: { minVersion: 'TLSv1.2' },
    logger: false,
    disableAutoIdle: true,
    maxIdleTime: IDLE_MS,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
  });
  // Without a listener an error between two commands would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    client.close();
    const told = imapError(error);
    if (told.code === 'bad_credentials') forgetToken(connection);
    throw told;
  }
}

/**
 * One command's answer, or an error as soon as the connection is gone: a command that was under way then may never answer
 * by itself.
 */
export async function onWire<T>(client: ImapFlow, command: () => Promise<T>): Promise<T> {
  if (!client.usable) throw new ProviderError('retry', 'unreachable', 'the connection was lost');
  let lost: (() => void) | undefined;
  const gone = new Promise<never>((_, reject) => {
    lost = () => reject(new ProviderError('retry', 'unreachable', 'the connection was lost'));
    client.once('close', lost);
  });
  gone.catch(() => undefined);
  try {
    return await Promise.race([command(), gone]);
  } finally {
    if (lost !== undefined) client.off('close', lost);
  }
}

/** What went wrong at an IMAP server, in the hub's words. */
export function imapError(error: unknown): ProviderError {
  if (error instanceof ProviderError) return error;
  const told = (error ?? {}) as {
    authenticationFailed?: unknown;
    code?: unknown;
    responseText?: unknown;
    message?: unknown;
  };
  const words = String(told.responseText ?? told.message ?? 'no answer')
    .replace(/\s+/g, ' ')
    .slice(0, 200);
  if (told.authenticationFailed === true) {
    const detail = 'the server does not accept user name and password';
    return new ProviderError('config', 'bad_credentials', detail, { cause: error });
  }
  const isTimeout = /timeout/i.test(String(told.code ?? '')) || /timeout|timed out/i.test(words);
  return new ProviderError('retry', isTimeout ? 'timeout' : 'unreachable', words, { cause: error });
}
