import { expect, it, vi } from 'vitest';
import { createAgentSession } from '#electron/auth/agent-session.ts';
import { createBrowserSignOn } from '#electron/auth/browser-sign-on.ts';
import type { Grant, HubAuth } from '#electron/auth/hub-auth.ts';

const [A, B] = ['https://a.example.test', 'https://b.example.test'];
const grantOf = (login: string): Grant => ({
  accessToken: `access of ${login}`,
  accessTokenExpiresAt: '2026-01-01T00:10:00.000Z',
  lifetimeMs: 600_000,
  refreshToken: `refresh of ${login}`,
  agent: { id: `0190f2d2-0000-7000-8000-0000000000${login.length}0`, login, name: login, role: 'agent' },
});

/** A desktop at hub A, whose browser comes back when told, and whose hub gives a session when told. */
function setUp() {
  const ended: string[] = [];
  const opened: URL[] = [];
  let give: () => void = () => undefined;
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  const exchanging = vi.fn();
  const hubOf = (origin: string): HubAuth => ({
    origin,
    signIn: async (login) => grantOf(login),
    exchangeCode: async () => grantOf('code'),
    exchangeSignOn: async () => {
      exchanging();
      await given;
      return grantOf('somebody');
    },
    refresh: async () => grantOf('refreshed'),
    signOut: async (token) => void ended.push(`${token} at ${origin}`),
  });
  const hubs = { a: hubOf(A), b: hubOf(B) };
  let now = hubs.a;
  let kept: string | null = null;
  const session = createAgentSession({
    get hubAuth() {
      return now;
    },
    browserSignOn: createBrowserSignOn({
      openBrowser: async (url) => void opened.push(new URL(url)),
      locale: () => 'en',
    }),
    secrets: {
      ...{ storage: 'keychain' as const, backend: 'test', load: async () => kept },
      save: async (text) => {
        kept = text;
      },
      clear: async () => {
        kept = null;
      },
    },
    onChanged: () => undefined,
    log: () => undefined,
    clocks: { monotonicMs: () => 0, wallMs: () => 0 },
  });
  const isOpen = () => vi.waitFor(() => expect(opened).toHaveLength(1), 10_000);
  const comeBack = () => {
    const asked = opened[0]?.searchParams;
    return fetch(`http://127.0.0.1:${asked?.get('port')}/?state=${asked?.get('state')}&code=${'c'.repeat(43)}`);
  };
  const another = async () => {
    await session.signOut();
    now = hubs.b;
  };
  return { session, isOpen, comeBack, another, exchanging, give, ended, kept: () => kept };
}

it('a person who gives up and signs in by password is not made somebody else by the browser that comes back', async () => {
  const { session, isOpen, comeBack, kept } = setUp();
  const late = expect(session.signOn()).rejects.toMatchObject({ code: 'sign_on_denied' });
  await isOpen();
  await session.signIn('sato', 'pw');
  await late;
  await expect(comeBack()).rejects.toThrow();
  expect(await session.state()).toMatchObject({ status: 'signed_in', agent: { login: 'sato' } });
  expect(kept()).toContain('refresh of sato');
});

it('nor by the hub’s answer that was on its way: that session is ended', async () => {
  const { session, isOpen, comeBack, exchanging, give, ended } = setUp();
  const late = expect(session.signOn()).rejects.toMatchObject({ code: 'not_signed_in' });
  await isOpen();
  await comeBack();
  await vi.waitFor(() => expect(exchanging).toHaveBeenCalled(), 10_000);
  await session.signIn('sato', 'pw');
  give();
  await late;
  expect(ended).toEqual([`refresh of somebody at ${A}`]);
  expect(await session.state()).toMatchObject({ agent: { login: 'sato' } });
});

it('[DK1] another hub gets no session of the one that was left, in whichever order they come', async () => {
  const waiting = setUp();
  const denied = expect(waiting.session.signOn()).rejects.toMatchObject({ code: 'sign_on_denied' });
  await waiting.isOpen();
  await waiting.another();
  await denied;
  await expect(waiting.comeBack()).rejects.toThrow();

  const answered = setUp();
  const dropped = expect(answered.session.signOn()).rejects.toMatchObject({ code: 'not_signed_in' });
  await answered.isOpen();
  await answered.comeBack();
  await vi.waitFor(() => expect(answered.exchanging).toHaveBeenCalled(), 10_000);
  await answered.another();
  answered.give();
  await dropped;
  // It is ended where it came from, and shown to nobody else.
  expect(answered.ended).toEqual([`refresh of somebody at ${A}`]);
  for (const one of [waiting, answered]) {
    expect(one.kept()).toBeNull();
    expect((await one.session.state()).status).toBe('signed_out');
  }
});
