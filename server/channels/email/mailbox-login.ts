import { z } from 'zod';
import { type Connection, ProviderError } from '#server/channels/provider.ts';
import { emailSettings } from './email-settings.ts';

/** How a mailbox is signed in to: by password, or by a token that an identity provider gives for a while (OAuth 2). */
export type MailboxLogin = { readonly user: string } & ({ readonly pass: string } | { readonly accessToken: string });

const WAIT_MS = 15_000;
/** A token is renewed this long before it ends. */
const MARGIN_MS = 60_000;
const answerSchema = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().default(300) });

type Kept = { readonly token: string; readonly until: number; readonly madeFrom: number };
const kept = new Map<string, Kept>();

/**
 * What to show to a connection's mail servers. Throws ProviderError: `config` when the identity provider refuses, `retry`
 * when it does not answer.
 */
export async function mailboxLogin(connection: Connection, side: 'imap' | 'smtp'): Promise<MailboxLogin> {
  const settings = emailSettings(connection);
  const { secrets } = connection;
  const isOwnUser = side === 'smtp' && settings.smtpUser !== '';
  const user = isOwnUser ? settings.smtpUser : settings.user;
  if (settings.login === 'oauth2') return { user, accessToken: await accessToken(connection) };
  const pass = side === 'smtp' ? (secrets['smtpPassword'] ?? secrets['password']) : secrets['password'];
  return { user, pass: pass ?? '' };
}

async function accessToken(connection: Connection): Promise<string> {
  const madeFrom = connection.updatedAt.getTime();
  const known = kept.get(connection.id);
  if (known !== undefined && known.madeFrom === madeFrom && known.until > Date.now()) return known.token;
  const { access_token: token, expires_in: seconds } = await askForToken(connection);
  kept.set(connection.id, { token, madeFrom, until: Date.now() + seconds * 1000 - MARGIN_MS });
  return token;
}

/** A server did not take the token: the next sign-in asks for a new one. */
export const forgetToken = (connection: Pick<Connection, 'id'>): void => void kept.delete(connection.id);

async function askForToken(connection: Connection): Promise<z.infer<typeof answerSchema>> {
  const { tokenUrl, clientId, scope } = emailSettings(connection);
  const { clientSecret = '', refreshToken } = connection.secrets;
  const body = new URLSearchParams({
    client_id: clientId,
    client_secret: clientSecret,
    ...(scope === '' ? {} : { scope }),
    ...(refreshToken === undefined
      ? { grant_type: 'client_credentials' }
      : { grant_type: 'refresh_token', refresh_token: refreshToken }),
  });
  const response = await fetch(tokenUrl, { method: 'POST', body, signal: AbortSignal.timeout(WAIT_MS) }).catch(
    (cause: unknown) => {
      throw new ProviderError('retry', 'unreachable', 'the identity provider does not answer', { cause });
    },
  );
  if (response.status >= 500 || response.status === 429) {
    throw new ProviderError('retry', 'unreachable', `the identity provider answered ${response.status}`);
  }
  const answer = answerSchema.safeParse(await response.json().catch(() => null));
  if (response.ok && answer.success) return answer.data;
  // Its words may name the secret; its status does not.
  throw new ProviderError('config', 'bad_credentials', `the identity provider refused (${response.status})`);
}
