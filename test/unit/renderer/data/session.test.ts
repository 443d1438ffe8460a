import { expect, it } from 'vitest';
import { createSession } from '#renderer/data/session.ts';
import type { SessionDoor } from '#renderer/data/session-doors.ts';
import { wireError } from '#renderer/data/sync/hub-error.ts';
import type { PageSession } from '#shared/ipc/contract.ts';
import type { Answer } from '#shared/wire/ack.ts';
import { fakeTiming } from '#test/support/fake-timing.ts';

const agent = { id: '0190a000-0000-7000-8000-000000000001', login: 'sato', name: '佐藤', role: 'agent' as const };
const refused = (code: 'not_signed_in' | 'hub_unreachable' | 'wrong_credentials'): Answer<never> => ({
  ok: false,
  error: wireError(code, 'en'),
});

function setUp(first: Answer<never> | null = null) {
  const timing = fakeTiming();
  const asked: boolean[] = [];
  let answer: Answer<never> | null = first;
  let ended: (reason: 'none' | 'refused') => void = () => undefined;
  const fresh = (): Answer<PageSession> => ({
    ok: true,
    data: {
      accessToken: `token ${asked.length}`,
      accessTokenExpiresAt: new Date(timing.now() + 600_000).toISOString(),
      agent,
    },
  });
  const door: { -readonly [Name in keyof SessionDoor]: SessionDoor[Name] } = {
    signIn: async (_login, password) => (password === 'right' ? fresh() : refused('wrong_credentials')),
    signInWithCode: async (code) => (code === 'good' ? fresh() : refused('wrong_credentials')),
    refresh: async (force) => {
      asked.push(force);
      return answer ?? fresh();
    },
    signOut: async () => undefined,
    onEnded: (listener) => {
      ended = listener;
    },
  };
  const session = createSession(door, timing);
  return {
    door,
    session,
    timing,
    asked,
    status: () => session.view.getState().status,
    now: (next: Answer<never> | null) => {
      answer = next;
    },
    endElsewhere: () => ended('refused'),
  };
}

it('finds who is signed in; nobody, when the hub says so; and tries on while it does not answer', async () => {
  const here = setUp();
  here.session.start();
  await here.timing.advance(0);
  expect(here.session.view.getState()).toMatchObject({ status: 'signed_in', agent: { id: agent.id } });
  const nobody = setUp(refused('not_signed_in'));
  nobody.session.start();
  await nobody.timing.advance(0);
  expect(nobody.session.view.getState()).toMatchObject({ status: 'signed_out', reason: 'none' });
  const away = setUp(refused('hub_unreachable'));
  away.session.start();
  await away.timing.advance(2000);
  expect(away.status()).toBe('starting');
  away.now(null);
  await away.timing.advance(30_000);
  expect(away.status()).toBe('signed_in');
});

it('a token is asked for once however many wait, and renewed before it runs out', async () => {
  const { session, asked, timing } = setUp();
  session.start();
  await timing.advance(0);
  const before = asked.length;
  expect(await Promise.all([session.token(), session.token()])).toEqual(['token 1', 'token 1']);
  expect(asked.length).toBe(before);
  await timing.advance(575_000);
  const [one, two] = await Promise.all([session.token(), session.token()]);
  expect([one, asked.length]).toEqual([two, before + 1]);
  await session.token(true);
  expect(asked.at(-1)).toBe(true);
});

it('a wrong password leaves one signed out; the right one signs in', async () => {
  const { session, status, timing } = setUp(refused('not_signed_in'));
  session.start();
  await timing.advance(0);
  expect(await session.signIn('sato', 'wrong')).toMatchObject({ ok: false, error: { code: 'wrong_credentials' } });
  expect(status()).toBe('signed_out');
  expect(await session.signIn('sato', 'right')).toEqual({ ok: true, data: undefined });
  expect(status()).toBe('signed_in');
});

it('a sign-in code signs in; a used one falls back to who is signed in', async () => {
  const good = setUp(refused('not_signed_in'));
  good.session.start('good');
  await good.timing.advance(0);
  expect(good.status()).toBe('signed_in');
  const used = setUp();
  used.session.start('used');
  await used.timing.advance(0);
  expect(used.status()).toBe('signed_in');
});

it('a session that ended is told as refused, and its token is no longer given', async () => {
  for (const end of ['by the hub', 'elsewhere', 'at renewal'] as const) {
    const { session, timing, now, endElsewhere } = setUp();
    session.start();
    await timing.advance(0);
    if (end === 'by the hub') session.ended();
    if (end === 'elsewhere') endElsewhere();
    if (end === 'at renewal') {
      now(refused('not_signed_in'));
      await session.token(true).catch(() => undefined);
    }
    expect(session.view.getState()).toMatchObject({ status: 'signed_out', reason: 'refused' });
    await expect(session.token()).rejects.toThrow();
  }
});

it('an answer that comes after signing out signs nobody in', async () => {
  const { session, status, timing } = setUp();
  session.start();
  const token = session.token(true).catch(() => 'none');
  await session.signOut();
  await timing.advance(0);
  expect([status(), await token]).toEqual(['signed_out', 'none']);
});

it('takes nothing of a company’s sign-in that comes after another way in was taken', async () => {
  const { door, session, asked } = setUp();
  let comeBack: (answer: Answer<PageSession>) => void = () => undefined;
  door.signOn = () => new Promise((resolve) => (comeBack = resolve));
  const late = session.signOn();
  expect(await session.signIn('sato', 'right')).toEqual({ ok: true, data: undefined });
  const somebody = { ...agent, id: '0190a000-0000-7000-8000-000000000009', login: 'somebody' };
  comeBack({
    ok: true,
    data: { accessToken: 'theirs', accessTokenExpiresAt: '2100-01-01T00:00:00.000Z', agent: somebody },
  });
  expect(await late).toBeNull();
  expect(session.view.getState()).toMatchObject({ status: 'signed_in', agent: { login: 'sato' } });
  expect(await session.token()).toBe(`token ${asked.length}`);
});
