import type { StartSignIn } from '#electron/config.ts';
import { CallFailure } from '#electron/ipc/call-failure.ts';
import type { SecretStore } from '#electron/storage/secret-store.ts';
import type { AuthState, PageSession, SignedInAgent } from '#shared/ipc/contract.ts';
import { ERRORS } from '#shared/wire/errors.ts';
import type { BrowserSignOn, SignOnProof } from './browser-sign-on.ts';
import type { Grant, HubAuth } from './hub-auth.ts';
import { parseKeptSession, writeKeptSession } from './kept-session.ts';

/** The agent's session with one hub: holds the refresh token, hands the page access tokens. */
export type AgentSession = {
  /** Signs in as told to if it can, else takes up the kept session; without the hub, a kept session stands. */
  start(signIn: StartSignIn | null): Promise<void>;
  signIn(login: string, password: string): Promise<PageSession>;
  /** Signs in by the company's account, in the system's browser. */
  signOn(): Promise<PageSession>;
  /** Shows in the system's browser whose company account it is; the page then links it. */
  proveForLink(): Promise<SignOnProof>;
  /** Stops waiting for the browser. */
  cancelSignOn(): void;
  /** One request to the hub at a time, however many ask. Throws `hub_unreachable` (still signed in) or the hub's refusal. */
  current(options: { readonly force: boolean }): Promise<PageSession>;
  /** Signed out here whatever the hub says; the hub is told if it can be. */
  signOut(): Promise<void>;
  /** Waits for `start`. */
  state(): Promise<AuthState>;
};

export type AgentSessionDeps = {
  /** Null while no hub is configured. */
  readonly hubAuth: HubAuth | null;
  readonly secrets: SecretStore;
  readonly browserSignOn: BrowserSignOn;
  readonly onChanged: (state: AuthState) => void;
  /**
   * This agent is signed out here for good: by themselves, or their sign-in was ended. Not told when it only ran out, nor
   * when the hub ended it for a token used twice, as a crash may do: the same person will sign in again.
   */
  readonly onGone?: (agentId: string) => Promise<void>;
  readonly log: (line: string) => void;
  /** Both clocks: the monotonic one stands still while the machine sleeps, the wall clock may be set. */
  readonly clocks: { monotonicMs(): number; wallMs(): number };
};

type Live = { readonly agent: SignedInAgent; readonly refreshToken: string; readonly access: Access | null };
type Access = {
  readonly page: PageSession;
  readonly lifetimeMs: number;
  readonly monotonicMs: number;
  readonly wallMs: number;
};

/** A token in its last minute is not handed out: it may end on its way. */
const MARGIN_MS = 60_000;

export function createAgentSession(deps: AgentSessionDeps): AgentSession {
  let live: Live | null = null;
  let endedBy: 'none' | 'refused' = 'none';
  let refreshing: Promise<PageSession> | null = null;
  let started: Promise<void> = Promise.resolve();
  // Raised when somebody begins to sign in or out: what was begun before and comes late is nobody's here any more.
  let turn = 0;

  /** Another way in or out is taken: whoever is still in the browser comes back to nobody. */
  const nextTurn = (): number => {
    deps.browserSignOn.cancel();
    turn += 1;
    return turn;
  };

  const hub = (): HubAuth => {
    if (deps.hubAuth === null) throw new CallFailure('hub_unreachable', { details: { where: '–' } });
    return deps.hubAuth;
  };
  const stateNow = (): AuthState => {
    const where = { storage: deps.secrets.storage, backend: deps.secrets.backend };
    return live === null
      ? { status: 'signed_out', reason: endedBy, ...where }
      : { status: 'signed_in', agent: live.agent, ...where };
  };

  const endAt = (at: HubAuth, refreshToken: string): Promise<void> =>
    at.signOut(refreshToken).catch((thrown: unknown) => {
      deps.log(`the hub was not told of the sign-out: ${thrown instanceof Error ? thrown.message : 'unknown'}`);
    });

  /** Takes what a hub gave, if it still is the hub of now and nobody went another way meanwhile; else it is ended there. */
  const adopt = async (grant: Grant, from: HubAuth, mine: number): Promise<PageSession> => {
    if (mine !== turn || deps.hubAuth?.origin !== from.origin) {
      await endAt(from, grant.refreshToken);
      throw new CallFailure('not_signed_in');
    }
    const page = {
      accessToken: grant.accessToken,
      accessTokenExpiresAt: grant.accessTokenExpiresAt,
      agent: grant.agent,
    };
    const before = live?.agent.id;
    live = {
      agent: grant.agent,
      refreshToken: grant.refreshToken,
      access: {
        page,
        lifetimeMs: grant.lifetimeMs,
        monotonicMs: deps.clocks.monotonicMs(),
        wallMs: deps.clocks.wallMs(),
      },
    };
    // Kept before anyone uses it: the token before it dies within 30 s.
    await deps.secrets.save(
      writeKeptSession({ hub: from.origin, refreshToken: grant.refreshToken, agent: grant.agent }),
    );
    if (before !== grant.agent.id) deps.onChanged(stateNow());
    return page;
  };

  const end = async (by: 'none' | 'refused', forGood: boolean): Promise<void> => {
    const agentId = live?.agent.id;
    live = null;
    endedBy = by;
    await deps.secrets.clear();
    if (forGood && agentId !== undefined) await deps.onGone?.(agentId);
    deps.onChanged(stateNow());
  };

  const refresh = async (): Promise<PageSession> => {
    const from = live;
    if (from === null) throw new CallFailure('not_signed_in');
    try {
      // One hub for both tries: another may be chosen between them, and this token is not for it.
      const asked = hub();
      const grant = await retryLostAnswer(() => asked.refresh(from.refreshToken));
      // Signed out or in as somebody else meanwhile: this grant belongs to nobody here.
      if (live !== from) throw new CallFailure('not_signed_in');
      return await adopt(grant, asked, turn);
    } catch (thrown: unknown) {
      if (live === from && endsSession(thrown)) await end('refused', isRevoked(thrown));
      throw thrown;
    }
  };

  const takeUp = async (told: StartSignIn | null): Promise<void> => {
    if (deps.hubAuth === null) return;
    if (told !== null) {
      try {
        const { hubAuth } = deps;
        const mine = turn;
        const grant =
          told.kind === 'code'
            ? await hubAuth.exchangeCode(told.code)
            : await hubAuth.signIn(told.login, told.password);
        await adopt(grant, hubAuth, mine);
        return;
      } catch (thrown: unknown) {
        // A convenience; without it the agent signs in by hand.
        deps.log(`could not sign in as told to: ${thrown instanceof Error ? thrown.message : 'unknown'}`);
      }
    }
    const kept = parseKeptSession(await deps.secrets.load(), deps.hubAuth.origin);
    if (kept !== null) live = { agent: kept.agent, refreshToken: kept.refreshToken, access: null };
  };

  return {
    start(signIn) {
      started = takeUp(signIn);
      return started;
    },
    async signIn(login, password) {
      await started;
      const [to, mine] = [hub(), nextTurn()];
      const grant = await to.signIn(login, password);
      endedBy = 'none';
      return adopt(grant, to, mine);
    },
    async signOn() {
      await started;
      const [to, mine] = [hub(), nextTurn()];
      const proof = await deps.browserSignOn.prove(to.origin, 'enter');
      const grant = await to.exchangeSignOn(proof);
      endedBy = 'none';
      return adopt(grant, to, mine);
    },
    async proveForLink() {
      await started;
      if (live === null) throw new CallFailure('not_signed_in');
      return deps.browserSignOn.prove(hub().origin, 'link');
    },
    cancelSignOn: () => deps.browserSignOn.cancel(),
    async current({ force }) {
      await started;
      if (live === null) throw new CallFailure('not_signed_in');
      if (!force && live.access !== null && isFresh(live.access, deps.clocks)) return live.access.page;
      refreshing ??= refresh().finally(() => {
        refreshing = null;
      });
      return refreshing;
    },
    async signOut() {
      await started;
      nextTurn();
      const token = live?.refreshToken;
      const { hubAuth } = deps;
      await end('none', true);
      if (token !== undefined && hubAuth !== null) await endAt(hubAuth, token);
    },
    async state() {
      await started;
      return stateNow();
    },
  };
}

function isFresh(access: Access, clocks: AgentSessionDeps['clocks']): boolean {
  const age = Math.max(clocks.monotonicMs() - access.monotonicMs, clocks.wallMs() - access.wallMs);
  return age < access.lifetimeMs - MARGIN_MS;
}

/** An answer that got lost: the hub takes the old token again for 30 s, so ask once more at once. */
async function retryLostAnswer<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (thrown: unknown) {
    if (thrown instanceof CallFailure && thrown.code === 'hub_unreachable') return ask();
    throw thrown;
  }
}

/** Ended by somebody, not run out and not used twice. */
const isRevoked = (thrown: unknown): boolean =>
  thrown instanceof CallFailure && thrown.code === 'session_revoked' && thrown.details['cause'] !== 'reuse';

/** Only the hub's own word that the session is over ends it; a network or a hub in trouble does not. */
function endsSession(thrown: unknown): boolean {
  if (!(thrown instanceof CallFailure) || thrown.fromHub === null) return false;
  const status = ERRORS[thrown.code].status;
  return status === 401 || status === 403;
}
