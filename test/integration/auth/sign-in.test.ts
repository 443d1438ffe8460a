import { describe, expect, it } from 'vitest';
import { makeSignInCode } from '#server/auth/auth-sessions.ts';
import type { Answer } from '#shared/wire/ack.ts';
import type { SignedIn } from '#shared/wire/auth.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeAgent } from '#test/support/factories/people.ts';
import { fakeClock } from '#test/support/fake-clock.ts';
import { testHub } from '#test/support/hub.ts';

const database = await testDatabase();
const clock = fakeClock();
const hub = await testHub(database, { clock });
const PASSWORD = 'correct horse ＡＢ';

async function person(login: string) {
  const password_hash = await hub.app.auth.passwords.hash(PASSWORD);
  return makeAgent(database.db, [hub.team], { login, password_hash });
}

async function post(path: string, body: unknown, headers: Record<string, string> = {}) {
  const response = await hub.fetch(`/api/v1/auth/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, answer: (await response.json()) as Answer<SignedIn> };
}

const login = (name: string, password: string) => post('login', { login: name, password, client: 'desktop' });

describe('signing in', () => {
  it('gives an access token of ten minutes and a refresh token that is no cookie', async () => {
    const kato = await person('kato');
    const { answer, headers } = await login(' Kato ', PASSWORD);
    if (!answer.ok) throw new Error(answer.error.code);
    expect(answer.data.agent).toEqual({ id: kato.id, login: 'kato', name: kato.name, role: 'agent' });
    expect(Date.parse(answer.data.accessTokenExpiresAt) - clock.now().getTime()).toBeLessThanOrEqual(600_000);
    expect(answer.data.refreshToken).toMatch(/^[0-9a-f-]{36}\./);
    expect(headers.get('set-cookie')).toBeNull();
    expect(headers.get('cache-control')).toBe('no-store');
    const asked = await hub.fetch('/api/v1/queries/me', {
      method: 'POST',
      headers: { authorization: `Bearer ${answer.data.accessToken}`, 'content-type': 'application/json' },
      body: '{}',
    });
    expect(asked.status).toBe(200);
  });

  it('takes full-width and half-width letters of a password as the same', async () => {
    await person('width');
    expect((await login('width', 'correct horse AB')).answer.ok).toBe(true);
  });

  it('answers a wrong password, an unknown login and somebody who left alike', async () => {
    await person('known');
    await makeAgent(database.db, [], {
      login: 'left',
      active: false,
      password_hash: await hub.app.auth.passwords.hash(PASSWORD),
    });
    await makeAgent(database.db, [], { login: 'passwordless' });
    const answers = [
      await login('known', 'x'),
      await login('nobody', PASSWORD),
      await login('left', PASSWORD),
      await login('passwordless', ''),
    ];
    for (const { answer } of answers.slice(0, 3)) {
      expect(answer).toMatchObject({ ok: false, error: { code: 'wrong_credentials', message: expect.any(String) } });
    }
    expect(answers[3]?.answer).toMatchObject({ ok: false, error: { code: 'invalid' } });
  });

  it('takes as long for an unknown login as for a known one', async () => {
    const { passwords } = hub.app.auth;
    const stored = await passwords.hash('y');
    // What others do on this machine only ever adds: the least of many is the check itself.
    const least = { known: Number.POSITIVE_INFINITY, unknown: Number.POSITIVE_INFINITY };
    const time = async (which: 'known' | 'unknown') => {
      const start = performance.now();
      expect(await passwords.matches(which === 'known' ? stored : null, 'x')).toBe(false);
      least[which] = Math.min(least[which], performance.now() - start);
    };
    const isAlike = () => least.unknown > least.known / 2 && least.unknown < least.known * 2;
    // The first call makes what an unknown login is held against.
    await passwords.matches(null, 'x');
    for (let pair = 0; pair < 10 || (pair < 50 && !isAlike()); pair++) {
      // Neither is always the one after the other.
      const order = pair % 2 === 0 ? (['known', 'unknown'] as const) : (['unknown', 'known'] as const);
      for (const which of order) await time(which);
    }
    expect(least.unknown / least.known).toBeGreaterThan(0.5);
    expect(least.unknown / least.known).toBeLessThan(2);
  });

  it('stops after five failures, also for the right password, until a quarter of an hour is over', async () => {
    await person('target');
    for (let i = 0; i < 5; i++)
      expect((await login('target', 'x')).answer).toMatchObject({ error: { code: 'wrong_credentials' } });
    const refused = await login('target', PASSWORD);
    expect(refused.status).toBe(429);
    expect(refused.answer).toMatchObject({
      error: { code: 'too_many_attempts', retryable: true, details: { minutes: 15 } },
    });
    clock.advance(14 * 60_000);
    expect((await login('TARGET', PASSWORD)).answer).toMatchObject({
      error: { code: 'too_many_attempts', details: { minutes: 1 } },
    });
    clock.advance(61_000);
    expect((await login('target', PASSWORD)).answer.ok).toBe(true);
  });

  it('lets twenty tries at once have five guesses at most', async () => {
    await person('hammered');
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => login('hammered', `guess ${i}`)));
    const guessed = answers.filter(({ answer }) => !answer.ok && answer.error.code === 'wrong_credentials').length;
    expect(guessed).toBeLessThanOrEqual(5);
  });

  it('counts an address too, over many logins', async () => {
    const strict = await testHub(database, { clock, seeded: hub, attemptLimits: { perLogin: 5, perAddress: 5 } });
    await person('innocent');
    const tries = async (name: string, password: string) =>
      (
        await strict.fetch('/api/v1/auth/login', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ login: name, password, client: 'desktop' }),
        })
      ).status;
    clock.advance(16 * 60_000);
    for (let i = 0; i < 5; i++) expect(await tries(`guess${i}`, 'x')).toBe(401);
    expect(await tries('innocent', PASSWORD)).toBe(429);
    clock.advance(16 * 60_000);
    expect(await tries('innocent', PASSWORD)).toBe(200);
    await strict.close();
  });

  it('keeps no login that somebody typed, for it may be a password', async () => {
    await login('oops my password', 'x');
    const { rows } = await database.pool.query('select subject from sign_in_failure');
    expect(JSON.stringify(rows)).not.toContain('oops');
  });
});

describe('a sign-in code', () => {
  it('signs in once, for two minutes', async () => {
    const sato = await person('sato');
    const code = await makeSignInCode(hub.app.auth, sato.id);
    const both = await Promise.all([
      post('code', { code, client: 'desktop' }),
      post('code', { code, client: 'desktop' }),
    ]);
    expect(both.filter(({ answer }) => answer.ok)).toHaveLength(1);
    expect(both.find(({ answer }) => !answer.ok)?.answer).toMatchObject({ error: { code: 'wrong_credentials' } });
    const late = await makeSignInCode(hub.app.auth, sato.id);
    clock.advance(2 * 60_000);
    expect((await post('code', { code: late, client: 'desktop' })).status).toBe(401);
  });
});

describe('a browser', () => {
  const own = { 'x-tsunagi': '1', 'sec-fetch-site': 'same-origin' };

  it('[DK1] keeps the refresh token in a cookie that scripts and other sites do not get', async () => {
    await person('mori');
    const { answer, headers } = await post(
      'login',
      { login: 'mori', password: PASSWORD, client: 'browser' },
      { ...own, origin: hub.url },
    );
    if (!answer.ok) throw new Error(answer.error.code);
    expect(answer.data.refreshToken).toBeUndefined();
    const cookie = headers.get('set-cookie') ?? '';
    for (const part of ['tsunagi_refresh=', 'HttpOnly', 'SameSite=Strict', 'Path=/api/v1/auth'])
      expect(cookie).toContain(part);
    const pair = cookie.split(';')[0] ?? '';
    const refreshed = await post('refresh', {}, { ...own, cookie: pair });
    expect(refreshed.answer.ok).toBe(true);
    const out = await post(
      'logout',
      {},
      { ...own, cookie: (refreshed.headers.get('set-cookie') ?? '').split(';')[0] ?? '' },
    );
    expect(out.headers.get('set-cookie')).toMatch(/tsunagi_refresh=;/);
    expect((await post('refresh', {}, { ...own, cookie: pair })).answer).toMatchObject({
      error: { code: 'session_revoked' },
    });
  });

  it('[DK1] is not asked by another site', async () => {
    const body = { login: 'mori', password: PASSWORD, client: 'browser' };
    const foreign: Record<string, string>[] = [
      {},
      { 'sec-fetch-site': 'same-origin' },
      { ...own, origin: 'https://evil.example' },
      { ...own, 'sec-fetch-site': 'cross-site' },
      { ...own, 'sec-fetch-site': 'same-site' },
      { ...own, origin: 'null' },
    ];
    for (const headers of foreign)
      expect((await post('login', body, headers)).answer).toMatchObject({ error: { code: 'forbidden' } });
    expect((await post('refresh', {}, { cookie: 'tsunagi_refresh=x' })).answer).toMatchObject({
      error: { code: 'forbidden' },
    });
  });
});
