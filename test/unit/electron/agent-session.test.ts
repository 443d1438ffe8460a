import { describe, expect, it } from 'vitest';
import { createAgentSession } from '#electron/auth/agent-session.ts';
import type { Grant, HubAuth } from '#electron/auth/hub-auth.ts';
import { writeKeptSession } from '#electron/auth/kept-session.ts';
import { CallFailure } from '#electron/ipc/call-failure.ts';
import type { SecretStore } from '#electron/storage/secret-store.ts';
import type { AuthState } from '#shared/ipc/contract.ts';

const HUB = 'https://hub.example';
const agent = { id: '0190f2d2-0000-7000-8000-000000000001', login: 'sato', name: '佐藤', role: 'agent' } as const;
const lost = () => new CallFailure('hub_unreachable', { details: { where: HUB } });
const refused = () =>
  new CallFailure('session_revoked', { fromHub: { code: 'session_revoked', message: 'x', retryable: false } });

/** A hub of the tests' making: counts its grants, and answers a refresh as told. */
function setUp(kept: string | null = null) {
  const now = { monotonic: 0, wall: 0 };
  let grants = 0;
  const answers: Array<() => Grant> = [];
  const asked: string[] = [];
  const changes: AuthState[] = [];
  const gone: string[] = [];
  let secret = kept;
  const grant = (): Grant => {
    grants += 1;
    return {
      accessToken: `access-${grants}`,
      accessTokenExpiresAt: '2026-01-01T00:10:00.000Z',
      lifetimeMs: 600_000,
      refreshToken: `refresh-${grants}`,
      agent,
    };
  };
  const hubAuth: HubAuth = {
    origin: HUB,
    signIn: async () => grant(),
    exchangeCode: async (code) => {
      if (code !== 'good') throw refused();
      return grant();
    },
    exchangeSignOn: async () => grant(),
    refresh: async (token) => {
      asked.push(token);
      return (answers.shift() ?? grant)();
    },
    signOut: async () => {
      throw lost();
    },
  };
  const secrets: SecretStore = {
    storage: 'keychain',
    backend: 'test',
    load: async () => secret,
    save: async (text) => {
      secret = text;
    },
    clear: async () => {
      secret = null;
    },
  };
  const browserSignOn = {
    prove: async () => ({ code: 'c'.repeat(43), verifier: 'v'.repeat(43) }),
    cancel: () => undefined,
  };
  const session = createAgentSession({
    browserSignOn,
    hubAuth,
    secrets,
    onChanged: (state) => changes.push(state),
    onGone: async (agentId) => void gone.push(agentId),
    log: () => {},
    clocks: { monotonicMs: () => now.monotonic, wallMs: () => now.wall },
  });
  return { session, now, answers, asked, changes, gone, secret: () => secret };
}

const fail = (make: () => CallFailure) => (): never => {
  throw make();
};

describe('the agent’s session', () => {
  it('[DK1] gives the page an access token and keeps the refresh token', async () => {
    const { session, secret } = setUp();
    const page = await session.signIn('sato', 'pw');
    expect(page).toEqual({ accessToken: 'access-1', accessTokenExpiresAt: '2026-01-01T00:10:00.000Z', agent });
    expect(JSON.stringify([page, await session.state()])).not.toContain('refresh-');
    expect(secret()).toContain('refresh-1');
  });

  it('hands out the token in hand until its last minute, then a fresh one', async () => {
    const { session, now } = setUp();
    await session.signIn('sato', 'pw');
    now.monotonic = 539_000;
    expect((await session.current({ force: false })).accessToken).toBe('access-1');
    now.monotonic = 541_000;
    expect((await session.current({ force: false })).accessToken).toBe('access-2');
  });

  it('counts the time a machine slept, which the monotonic clock does not', async () => {
    const { session, now } = setUp();
    await session.signIn('sato', 'pw');
    now.wall = 3_600_000;
    expect((await session.current({ force: false })).accessToken).toBe('access-2');
  });

  it('asks the hub once, however many ask at the same time', async () => {
    const { session, asked } = setUp();
    await session.signIn('sato', 'pw');
    const pages = await Promise.all(Array.from({ length: 20 }, () => session.current({ force: true })));
    expect(asked).toEqual(['refresh-1']);
    expect(new Set(pages.map((page) => page.accessToken))).toEqual(new Set(['access-2']));
  });

  it('asks again with the same token when an answer got lost', async () => {
    const { session, answers, asked } = setUp();
    await session.signIn('sato', 'pw');
    answers.push(fail(lost));
    expect((await session.current({ force: true })).accessToken).toBe('access-2');
    expect(asked).toEqual(['refresh-1', 'refresh-1']);
  });

  it('stays signed in while the hub cannot be reached', async () => {
    const { session, answers, changes, secret } = setUp();
    await session.signIn('sato', 'pw');
    answers.push(fail(lost), fail(lost));
    await expect(session.current({ force: true })).rejects.toMatchObject({ code: 'hub_unreachable' });
    expect((await session.state()).status).toBe('signed_in');
    expect(secret()).toContain('refresh-1');
    expect(changes).toHaveLength(1);
  });

  it('ends when the hub refuses it, forgets the token and says so', async () => {
    const { session, answers, changes, secret } = setUp();
    await session.signIn('sato', 'pw');
    answers.push(fail(refused));
    await expect(session.current({ force: true })).rejects.toMatchObject({ code: 'session_revoked' });
    expect(await session.state()).toMatchObject({ status: 'signed_out', reason: 'refused' });
    expect(secret()).toBeNull();
    expect(changes.map((state) => state.status)).toEqual(['signed_in', 'signed_out']);
  });

  it('what is kept of an agent goes when they sign out or are revoked, not when the session ran out or a token was used twice', async () => {
    const refusal = (code: 'session_revoked' | 'not_signed_in', details?: Record<string, unknown>) => () =>
      new CallFailure(code, { fromHub: { code, message: 'x', retryable: false }, ...(details && { details }) });
    for (const [answer, expected] of [
      [refusal('session_revoked'), [agent.id]],
      [refusal('not_signed_in'), []],
      [refusal('session_revoked', { cause: 'reuse' }), []],
    ] as const) {
      const { session, answers, gone } = setUp();
      await session.signIn('sato', 'pw');
      answers.push(fail(answer));
      await expect(session.current({ force: true })).rejects.toThrow();
      expect(gone).toEqual(expected);
    }
    const { session, gone } = setUp();
    await session.signIn('sato', 'pw');
    await session.signOut();
    expect(gone).toEqual([agent.id]);
  });

  it('signs out here even when the hub cannot be told', async () => {
    const { session, secret } = setUp();
    await session.signIn('sato', 'pw');
    await session.signOut();
    expect(await session.state()).toMatchObject({ status: 'signed_out', reason: 'none' });
    expect(secret()).toBeNull();
    await expect(session.current({ force: false })).rejects.toMatchObject({ code: 'not_signed_in' });
  });

  it('takes up a kept session, also before the hub answers', async () => {
    const { session, answers } = setUp(writeKeptSession({ hub: HUB, refreshToken: 'kept', agent }));
    await session.start(null);
    expect(await session.state()).toMatchObject({ status: 'signed_in', agent });
    answers.push(fail(lost), fail(lost));
    await expect(session.current({ force: false })).rejects.toMatchObject({ code: 'hub_unreachable' });
    expect((await session.current({ force: false })).accessToken).toBe('access-1');
  });

  it('shows no hub a token of another one', async () => {
    const { session, asked } = setUp(writeKeptSession({ hub: 'https://other.example', refreshToken: 'kept', agent }));
    await session.start(null);
    expect((await session.state()).status).toBe('signed_out');
    expect(asked).toEqual([]);
  });

  it.each(['', '{', '{"hub":1}'])('takes a kept session that reads %j for none', async (text) => {
    const { session } = setUp(text);
    await session.start(null);
    expect((await session.state()).status).toBe('signed_out');
  });

  it('signs in by a code before it answers who is signed in', async () => {
    const { session } = setUp();
    const starting = session.start({ kind: 'code', code: 'good' });
    expect(await session.state()).toMatchObject({ status: 'signed_in' });
    await starting;
  });

  it('falls back to signing in by hand when the code is used up', async () => {
    const { session } = setUp();
    await session.start({ kind: 'code', code: 'used' });
    expect(await session.state()).toMatchObject({ status: 'signed_out', reason: 'none' });
  });
});
