import type { Deps } from '#server/deps.ts';
import { AppError } from '#server/errors.ts';
import { sha256 } from './secrets.ts';
import {
  clearAttempts,
  countAttempts,
  forgetAttempts,
  insertAttempt,
  removeAttempt,
} from './sign-in-attempts.repository.ts';

export type AttemptLimits = { readonly perLogin: number; readonly perAddress: number };
export const DEFAULT_ATTEMPT_LIMITS: AttemptLimits = { perLogin: 5, perAddress: 5 };

const WINDOW_MS = 15 * 60_000;

/**
 * Runs one sign-in that tells true or false. After five failures in fifteen minutes for a login or from an address it is
 * not even tried: `too_many_attempts` with the minutes to wait, also with the right password. What was typed as a login
 * is stored as a digest: it may be a password.
 */
export async function countedAttempt<T>(
  deps: Pick<Deps, 'db' | 'clock'>,
  limits: AttemptLimits,
  who: { login: string; address: string },
  attempt: () => Promise<T | null>,
): Promise<T | null> {
  const at = deps.clock.now();
  const login = `login:${sha256(who.login).toString('base64url')}`;
  const address = `address:${sha256(who.address).toString('base64url')}`;
  const subjects = [login, address];
  const since = new Date(at.getTime() - WINDOW_MS);
  await forgetAttempts(deps.db, since);
  await insertAttempt(deps.db, subjects, at);
  const most = new Map([
    [login, limits.perLogin],
    [address, limits.perAddress],
  ]);
  const over = (await countAttempts(deps.db, subjects, since)).find((f) => f.count > (most.get(f.subject) ?? 0));
  if (over !== undefined) {
    await removeAttempt(deps.db, subjects, at);
    const minutes = Math.max(1, Math.ceil((over.oldest.getTime() + WINDOW_MS - at.getTime()) / 60_000));
    throw new AppError('too_many_attempts', { details: { minutes } });
  }
  const found = await attempt();
  if (found !== null) {
    await removeAttempt(deps.db, subjects, at);
    await clearAttempts(deps.db, login);
  }
  return found;
}
