import { join } from 'node:path';
import { safeStorage, shell } from 'electron';
import { type AgentSession, type AgentSessionDeps, createAgentSession } from './auth/agent-session.ts';
import { createBrowserSignOn } from './auth/browser-sign-on.ts';
import { createHubAuth } from './auth/hub-auth.ts';
import { authCalls } from './ipc/handlers/auth-calls.ts';
import { localCalls } from './ipc/handlers/local-calls.ts';
import { log } from './lifecycle/log.ts';
import type { Fetch } from './network/asked-again.ts';
import { createLocalKeeper } from './storage/local-store/local-keeper.ts';
import { openSecretStore } from './storage/secret-store.ts';

type Parts = {
  readonly userData: string;
  /** Asked each time: the hub may be chosen while the app runs. */
  readonly hubUrl: () => string | null;
  readonly fetchHub: Fetch;
  readonly locale: () => 'ja' | 'en';
  readonly onChanged: AgentSessionDeps['onChanged'];
};

type SignIn = {
  readonly session: AgentSession;
  readonly calls: ReturnType<typeof authCalls> & ReturnType<typeof localCalls>;
};

/** Wiring only, of who is signed in here: their session, its secrets, and what is kept for them on this computer. */
export async function setUpSignIn({ userData, hubUrl, fetchHub, locale, onChanged }: Parts): Promise<SignIn> {
  const secrets = await openSecretStore({
    path: join(userData, 'session.bin'),
    platform: process.platform,
    safeStorage,
    log,
  });
  const keeper = createLocalKeeper({
    folder: join(userData, 'kept'),
    platform: process.platform,
    safeStorage,
    now: () => Date.now(),
    log,
  });
  const ownerOf = (agentId: string) => ({ hub: hubUrl() ?? '', agentId });
  const session = createAgentSession({
    get hubAuth() {
      const url = hubUrl();
      return url === null ? null : createHubAuth(url, fetchHub);
    },
    secrets,
    // The hub's own address, checked when it was chosen; the page names none.
    browserSignOn: createBrowserSignOn({ locale, openBrowser: (url) => shell.openExternal(url) }),
    onChanged,
    onGone: (agentId) =>
      keeper.forget(ownerOf(agentId)).catch((thrown: unknown) => log(`kept data not taken away: ${String(thrown)}`)),
    log,
    clocks: { monotonicMs: () => performance.now(), wallMs: () => Date.now() },
  });
  const owner = async () => {
    const state = await session.state();
    return state.status === 'signed_in' ? ownerOf(state.agent.id) : null;
  };
  return { session, calls: { ...authCalls(session), ...localCalls(keeper, owner) } };
}
