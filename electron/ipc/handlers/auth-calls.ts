import type { AgentSession } from '#electron/auth/agent-session.ts';
import type { CallHandlers } from '#electron/ipc/answer-call.ts';

export function authCalls(
  session: AgentSession,
): Pick<CallHandlers, 'auth/sign-in' | 'auth/refresh' | 'auth/sign-out' | 'auth/state'> {
  return {
    'auth/sign-in': ({ login, password }) => session.signIn(login, password),
    'auth/refresh': ({ force }) => session.current({ force: force ?? false }),
    'auth/sign-out': () => session.signOut(),
    'auth/state': () => session.state(),
  };
}
