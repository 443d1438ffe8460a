import type { AgentSession } from '#electron/auth/agent-session.ts';
import type { CallHandlers } from '#electron/ipc/answer-call.ts';

export function authCalls(
  session: AgentSession,
): Pick<
  CallHandlers,
  | 'auth/sign-in'
  | 'auth/sign-on'
  | 'auth/prove'
  | 'auth/cancel-sign-on'
  | 'auth/refresh'
  | 'auth/sign-out'
  | 'auth/state'
> {
  return {
    'auth/sign-in': ({ login, password }) => session.signIn(login, password),
    'auth/sign-on': () => session.signOn(),
    'auth/prove': async () => ({ ...(await session.proveForLink()) }),
    'auth/cancel-sign-on': () => session.cancelSignOn(),
    'auth/refresh': ({ force }) => session.current({ force: force ?? false }),
    'auth/sign-out': () => session.signOut(),
    'auth/state': () => session.state(),
  };
}
