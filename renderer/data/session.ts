import { createStore } from 'zustand/vanilla';
import type { PageSession } from '#shared/ipc/contract.ts';
import type { Answer, WireError } from '#shared/wire/ack.ts';
import type { Readable, SessionView } from './client/desk-client-types.ts';
import type { SessionDoor } from './session-doors.ts';
import type { AccountProof } from './sign-on.ts';
import { HubError } from './sync/hub-error.ts';
import { backoffMs, realTiming, type Timing } from './sync/timing.ts';

export type Session = {
  readonly view: Readable<SessionView>;
  /** Finds out who is signed in; tries on while the hub does not answer. With a code, signs in by it first. */
  readonly start: (code?: string) => void;
  readonly signIn: (login: string, password: string) => Promise<Answer<void>>;
  /** By the company's account; null while the page leaves for it, and when another way was taken meanwhile. */
  readonly signOn: () => Promise<Answer<void> | null>;
  readonly cancelSignOn: () => void;
  readonly prove: () => Promise<Answer<AccountProof> | null>;
  readonly signOut: () => Promise<void>;
  /** The access token of now, renewed shortly before it runs out; asked for once however many wait. Throws HubError. */
  readonly token: (force?: boolean) => Promise<string>;
  /** The hub ended the session. */
  readonly ended: () => void;
};

/** Renewed when less than this is left. */
const SPARE_MS = 30_000;
const OUT: SessionView = { status: 'signed_out', agent: null, reason: 'none' };

export function createSession(door: SessionDoor, timing: Timing = realTiming): Session {
  const view = createStore<SessionView>(() => ({ status: 'starting', agent: null, reason: 'none' }));
  let held: PageSession | null = null;
  let asking: Promise<PageSession> | null = null;
  // Raised when somebody signs in or out, so that an answer that comes late changes nothing.
  let turn = 0;

  function take(session: PageSession): void {
    held = session;
    const { agent, status } = view.getState();
    if (status === 'signed_in' && agent?.id === session.agent.id && agent.role === session.agent.role) return;
    view.setState({ status: 'signed_in', agent: session.agent, reason: 'none' });
  }

  function leave(reason: SessionView['reason']): void {
    turn += 1;
    held = null;
    asking = null;
    view.setState({ ...OUT, reason });
  }

  async function refresh(force: boolean): Promise<PageSession> {
    const mine = turn;
    const answer = await door.refresh(force);
    if (mine !== turn) throw new HubError(answer.ok ? LEFT : answer.error);
    if (answer.ok) {
      take(answer.data);
      return answer.data;
    }
    if (!answer.error.retryable) leave(view.getState().status === 'signed_in' ? 'refused' : 'none');
    throw new HubError(answer.error);
  }

  function refreshOnce(force: boolean): Promise<PageSession> {
    asking ??= refresh(force).finally(() => {
      asking = null;
    });
    return asking;
  }

  function begin(tries: number): void {
    refreshOnce(false).catch(() => {
      if (view.getState().status === 'starting') timing.later(backoffMs(tries, timing.random), () => begin(tries + 1));
    });
  }

  /** The hub may be away: who was signed in stays so, until it says otherwise ([SY5]). */
  async function takeUpKept(): Promise<void> {
    const mine = turn;
    const agent = (await door.kept?.().catch(() => null)) ?? null;
    if (agent === null || mine !== turn || view.getState().status !== 'starting') return;
    view.setState({ status: 'signed_in', agent, reason: 'none' });
  }

  async function enter(answer: Promise<Answer<PageSession>>): Promise<Answer<void>> {
    return (await enterOrLeave(answer)) ?? { ok: false, error: LEFT };
  }

  /** Null also when another way in or out was taken meanwhile: this answer is nobody's any more. */
  async function enterOrLeave(answer: Promise<Answer<PageSession> | null>): Promise<Answer<void> | null> {
    turn += 1;
    const mine = turn;
    const entered = await answer;
    if (mine !== turn || entered === null) return null;
    if (!entered.ok) return entered;
    take(entered.data);
    return { ok: true, data: undefined };
  }

  door.onEnded((reason) => {
    if (view.getState().status === 'signed_in') leave(reason);
  });

  return {
    view,
    start(code) {
      if (code === undefined) {
        void takeUpKept();
        return begin(0);
      }
      void enter(door.signInWithCode(code)).then((answer) => {
        if (!answer.ok) begin(0);
      });
    },
    signIn: (login, password) => enter(door.signIn(login, password)),
    signOn: () => enterOrLeave(door.signOn?.() ?? Promise.resolve(null)),
    cancelSignOn: () => door.cancelSignOn?.(),
    prove: async () => (await door.prove?.()) ?? null,
    async signOut() {
      leave('none');
      await door.signOut();
    },
    async token(force = false) {
      if (!force && held !== null && Date.parse(held.accessTokenExpiresAt) - timing.now() > SPARE_MS) {
        return held.accessToken;
      }
      if (view.getState().status === 'signed_out') throw new HubError(LEFT);
      return (await refreshOnce(force || held !== null)).accessToken;
    },
    ended() {
      leave('refused');
      // The desktop's main process hears it from the hub too, and takes away what it kept.
      void door.refresh(true).catch(() => undefined);
    },
  };
}

const LEFT: WireError = { code: 'not_signed_in', message: 'signed out', retryable: false };
