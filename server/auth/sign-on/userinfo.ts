import { z } from 'zod';
import { AppError } from '#server/errors.ts';
import { askProvider, type ProviderFetch } from './provider-fetch.ts';

type Claims = Readonly<Record<string, unknown>>;
type Asking = { readonly endpoint: string; readonly accessToken: string; readonly subject: string };

/**
 * What the provider tells of somebody beside the ID token: some put names and groups here alone. An answer about somebody
 * else is refused (`sign_on_failed`); null when none came and one may come later. A provider that
 * refuses has nothing to tell.
 */
export async function askUserinfo(
  fetcher: ProviderFetch,
  { endpoint, accessToken, subject }: Asking,
): Promise<Claims | null> {
  const headers = { accept: 'application/json', authorization: `Bearer ${accessToken}` };
  const answer = await askProvider(fetcher, endpoint, { headers }).catch(() => null);
  if (answer === null || answer.status === 429 || answer.status >= 500) return null;
  if (answer.status !== 200) return {};
  const parsed = z.looseObject({ sub: z.string() }).safeParse(answer.body);
  if (!parsed.success || parsed.data.sub !== subject)
    throw new AppError('sign_on_failed', { details: { reason: 'userinfo' } });
  return parsed.data;
}
