import type { Deps } from '#server/deps.ts';
import { AppError } from '#server/errors.ts';
import { inWork } from '#server/work.ts';
import { normaliseLogin } from './auth-sessions.ts';
import { findPasswordCode, takePasswordCode } from './password-codes.repository.ts';
import type { Passwords } from './passwords.ts';
import { sha256 } from './secrets.ts';
import { type AttemptLimits, countedAttempt } from './sign-in-attempts.ts';

type Parts = {
  readonly deps: Deps;
  readonly passwords: Passwords;
  readonly attemptLimits: AttemptLimits;
};

type Given = {
  readonly login: string;
  readonly code: string;
  readonly password: string;
  readonly address: string;
};

/**
 * Sets somebody's password by the code that an administrator gave them; the code is used up and every sign-in of theirs
 * ends. Tries are counted like sign-ins. Errors: `wrong_code`, `too_many_attempts`.
 */
export async function setPassword({ deps, passwords, attemptLimits }: Parts, given: Given): Promise<void> {
  const login = normaliseLogin(given.login);
  const codeHash = sha256(given.code);
  const found = await countedAttempt(deps, attemptLimits, { login, address: given.address }, () =>
    findPasswordCode(deps.db, login, codeHash, deps.clock.now()),
  );
  if (found === null) throw new AppError('wrong_code');
  const passwordHash = await passwords.hash(given.password);
  await inWork(deps, async (work) => {
    const ids = await takePasswordCode(work, { agentId: found, codeHash, passwordHash });
    if (ids === null) throw new AppError('wrong_code');
    work.changes.push({ to: 'sessions', ids }, { to: 'workspace' });
  });
}
