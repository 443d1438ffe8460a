import { afterEach, describe, expect, it } from 'vitest';
import { createPasswords, LEAST_PASSWORD_COST } from '#server/auth/passwords.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeAgent } from '#test/support/factories/people.ts';
import { testHub } from '#test/support/hub.ts';
import { realProvider, signInAtProvider } from '#test/support/real-provider.ts';
import { PUBLIC_URL, type SignOnBrowser, signOnBrowser } from '#test/support/sign-on-browser.ts';
import { BROWSER_START, desktopStart, linkAccount, putProvider } from '#test/support/sign-on-world.ts';

const database = await testDatabase();
const hub = await testHub(database, { publicUrl: PUBLIC_URL });
const [anna, ben] = hub.agents;
const passwordHash = await createPasswords(LEAST_PASSWORD_COST).hash('correct horse battery');
const admin = await makeAgent(database.db, [], { role: 'admin', password_hash: passwordHash });
const people = {
  anna: { name: '青山 杏奈', email: 'anna@example.test', groups: ['support'] },
  // The same address as anna's: it can be given to somebody else, and is nobody's key.
  mallory: { name: 'Mallory', email: 'anna@example.test', groups: [] },
  nina: { name: 'Nina\u202E New', email: 'nina@example.test', groups: ['support', 'nobody-mapped'] },
};
const provider = await realProvider(people);
const quiet = await realProvider(people, { conformIdTokenClaims: true });

const DONE = `${PUBLIC_URL}/`;
async function signOn(login: string, browser: SignOnBrowser = signOnBrowser(hub.url), from = BROWSER_START) {
  const { location } = await browser.step(from);
  const callback = await signInAtProvider(browser, location ?? '', login);
  return { browser, callback, at: (await browser.step(callback)).location ?? '' };
}
const signedInAs = async (browser: SignOnBrowser) => {
  const headers = { 'content-type': 'application/json', 'x-tsunagi': '1' };
  const { response } = await browser.step(`${PUBLIC_URL}/api/v1/auth/refresh`, { method: 'POST', headers, body: '{}' });
  return (await response.json()) as { ok: boolean; data?: { agent: { id: string; login: string; role: string } } };
};
const passwordSignIn = async (login: string, password: string) => {
  const body = JSON.stringify({ login, password, client: 'desktop' });
  return hub.fetch('/api/v1/auth/login', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
};
const stored = async () => await (await hub.signIn(admin)).query('settings.sign-on', {});

const fields = async () => {
  const asked = await stored();
  if (!asked.ok) throw new Error(asked.error.message);
  const { links: _l, knocks: _k, hasSecret: _h, redirectUri: _r, ...rest } = asked.data;
  return rest;
};

afterEach(async () => {
  await database.pool.query('update sign_on set passwords = true, break_glass_id = null');
});

describe('signing in with the company account, at a certified provider', () => {
  it('lets in who is linked, in a browser, by a cookie that no script reads', async () => {
    await putProvider(database, provider, { sessionHours: 10 });
    await linkAccount(database, { issuer: provider.issuer, subject: 'anna', agentId: anna.id });
    const { browser, at } = await signOn('anna');
    expect(at).toBe(DONE);
    const refresh = browser.setCookies.find((line) => line.startsWith('tsunagi_refresh=')) ?? '';
    expect(refresh).toContain('HttpOnly');
    expect(refresh).toContain('SameSite=Strict');
    expect((await signedInAs(browser)).data?.agent.id).toBe(anna.id);
    const { rows } = await database.pool.query(
      `select method, client, address, user_agent, expires_at - created_at <= interval '10 hours' as short
       from auth_session where agent_id = $1 and method = 'sign_on'`,
      [anna.id],
    );
    expect(rows).toEqual([
      {
        method: 'sign_on',
        client: 'browser',
        address: '127.0.0.1',
        user_agent: expect.stringContaining('Firefox'),
        short: true,
      },
    ]);
  });

  it('refuses an answer that was used, though the provider’s own pages are open still', async () => {
    const { browser, callback } = await signOn('anna');
    expect((await browser.step(callback)).location).toBe(`${DONE}#sign-on=sign_on_expired`);
  });

  it('lets in a desktop by the loopback, with the verifier that it kept', async () => {
    const start = desktopStart(50_001);
    const { at } = await signOn('anna', signOnBrowser(hub.url), start.url);
    const code = new URL(at).searchParams.get('code') ?? '';
    const body = JSON.stringify({ code, verifier: start.verifier });
    const headers = { 'content-type': 'application/json' };
    const response = await hub.fetch('/api/v1/auth/sign-on/exchange', { method: 'POST', headers, body });
    expect(await response.json()).toMatchObject({
      ok: true,
      data: { agent: { id: anna.id }, refreshToken: expect.any(String) },
    });
  });

  it('tells an administrator of a stranger, who links them; the address links nobody', async () => {
    expect((await signOn('mallory')).at).toBe(`${DONE}#sign-on=sign_on_unknown`);
    expect((await signOn('mallory')).at).toBe(`${DONE}#sign-on=sign_on_unknown`);
    const asked = await stored();
    if (!asked.ok) throw new Error(asked.error.message);
    expect(JSON.stringify(asked.data)).not.toContain(provider.clientSecret);
    expect(asked.data.knocks).toMatchObject([
      { subject: 'mallory', name: 'Mallory', email: 'anna@example.test', times: 2 },
    ]);
    const { command } = await hub.signIn(admin);
    const knockId = asked.data.knocks[0]?.id ?? '';
    expect(await command('sign-on:link', { knockId, agentId: ben.id })).toMatchObject({ ok: true });
    const { browser } = await signOn('mallory');
    expect((await signedInAs(browser)).data?.agent.id).toBe(ben.id);
  });

  it('ends what was signed in by a link that is taken away', async () => {
    const { browser } = await signOn('mallory');
    const { command } = await hub.signIn(admin);
    await command('sign-on:unlink', { issuer: provider.issuer, subject: 'mallory' });
    expect((await signedInAs(browser)).ok).toBe(false);
    expect((await signOn('mallory')).at).toBe(`${DONE}#sign-on=sign_on_unknown`);
  });

  it('lets a person who is signed in link their own, and nobody take somebody else’s', async () => {
    const start = desktopStart(50_002, 'link');
    const code =
      new URL((await signOn('mallory', signOnBrowser(hub.url), start.url)).at).searchParams.get('code') ?? '';
    const own = await hub.signIn(ben);
    expect(await own.command('sign-on:link-own', { code, verifier: start.verifier })).toEqual({
      ok: true,
      data: { shown: 'anna@example.test' },
    });
    const again = desktopStart(50_003, 'link');
    const second = new URL((await signOn('anna', signOnBrowser(hub.url), again.url)).at).searchParams.get('code') ?? '';
    const taken = await own.command('sign-on:link-own', { code: second, verifier: again.verifier });
    expect(taken).toMatchObject({ ok: false, error: { code: 'sign_on_taken' } });
  });
});

describe('a newcomer, where they become an agent', () => {
  it.each([
    ['in the ID token', () => provider],
    ['at userinfo alone', () => quiet],
  ])('is an agent of the teams that their groups stand for, told %s', async (_where, which) => {
    const teamMap = [{ value: 'support', teamId: hub.team.id }];
    await putProvider(database, which(), { createsPeople: true, teamsClaim: 'groups', teamMap });
    const ends = await Promise.all([signOn('nina'), signOn('nina'), signOn('nina')]);
    expect(ends.map(({ at }) => at)).toEqual([DONE, DONE, DONE]);
    const who = await Promise.all(ends.map(async ({ browser }) => (await signedInAs(browser)).data?.agent));
    expect(new Set(who.map((agent) => agent?.id)).size).toBe(1);
    expect(who[0]).toMatchObject({ role: 'agent' });
    const { rows } = await database.pool.query(
      `select a.name, a.password_hash, array_agg(m.team_id::text) as teams from agent a
       left join team_member m on m.agent_id = a.id where a.id = $1 group by a.id`,
      [who[0]?.id],
    );
    expect(rows).toEqual([{ name: 'Nina New', password_hash: null, teams: [hub.team.id] }]);
  });

  it('does not come into an account whose login they bring', async () => {
    await putProvider(database, provider, { createsPeople: true });
    const old = await makeAgent(database.db, [], { login: 'mallory', role: 'admin' });
    await database.pool.query("delete from sign_on_link where subject = 'mallory'");
    const { browser } = await signOn('mallory');
    const agent = (await signedInAs(browser)).data?.agent;
    expect(agent?.id).not.toBe(old.id);
    expect(agent).toMatchObject({ role: 'agent', login: 'anna@example.test' });
  });
});

describe('an account whose link was taken away', () => {
  it('makes no newcomer, until an administrator links it again', async () => {
    await putProvider(database, provider, { createsPeople: true });
    const first = (await signedInAs((await signOn('nina')).browser)).data?.agent.id ?? '';
    const { command } = await hub.signIn(admin);
    expect(await command('sign-on:unlink', { issuer: provider.issuer, subject: 'nina' })).toMatchObject({ ok: true });
    expect((await signOn('nina')).at).toBe(`${DONE}#sign-on=sign_on_unknown`);
    const asked = await stored();
    const waiting = asked.ok ? asked.data.knocks.filter(({ subject }) => subject === 'nina') : [];
    // Taken from the list they are refused all the same.
    expect(await command('sign-on:dismiss', { knockId: waiting[0]?.id ?? '' })).toMatchObject({ ok: true });
    expect((await signOn('nina')).at).toBe(`${DONE}#sign-on=sign_on_unknown`);
    const again = await stored();
    const knockId = (again.ok ? again.data.knocks.find(({ subject }) => subject === 'nina')?.id : null) ?? '';
    expect(await command('sign-on:link', { knockId, agentId: first })).toMatchObject({ ok: true });
    expect((await signedInAs((await signOn('nina')).browser)).data?.agent.id).toBe(first);
  });
});

describe('a sign-in that could not be made any more', () => {
  it('ends when sign-on is off or another provider’s, and sooner when it is to last less long', async () => {
    await putProvider(database, provider, { sessionHours: 10 });
    await linkAccount(database, { issuer: provider.issuer, subject: 'anna', agentId: anna.id });
    const root = await hub.signIn(admin);
    const hours = async () => {
      const { rows } = await database.pool.query(
        `select max(greatest(expires_at, ends_by) - created_at) <= interval '1 hour' as short from auth_session
         where method = 'sign_on' and revoked_at is null`,
      );
      return rows;
    };
    for (const change of [{ enabled: false }, { issuer: quiet.issuer }, { clientId: 'another' }]) {
      await putProvider(database, provider, { sessionHours: 10 });
      const { browser } = await signOn('anna');
      expect(await root.command('sign-on:set', { ...(await fields()), sessionHours: 1 })).toMatchObject({ ok: true });
      expect(await hours()).toEqual([{ short: true }]);
      expect((await signedInAs(browser)).ok).toBe(true);
      expect(await root.command('sign-on:set', { ...(await fields()), ...change })).toMatchObject({ ok: true });
      expect((await signedInAs(browser)).ok).toBe(false);
    }
    expect((await root.query('sign-in.own', {})).ok).toBe(true);
  });

  it('ends when another administrator is named for emergencies, and cannot be made in the same moment', async () => {
    await putProvider(database, provider);
    const former = await makeAgent(database.db, [], { role: 'admin', password_hash: passwordHash });
    const root = await hub.signIn(admin);
    const known = await fields();
    const off = { ...known, passwords: false, breakGlassId: former.id };
    const answer = await root.command('sign-on:set', off);
    expect(answer).toMatchObject({ ok: true });
    const theirs = await hub.signIn(former);
    expect((await theirs.query('sign-in.own', {})).ok).toBe(true);
    const { revision } = answer.ok ? answer.data : off;
    expect(await root.command('sign-on:set', { ...off, revision, breakGlassId: admin.id })).toMatchObject({ ok: true });
    expect((await theirs.query('sign-in.own', {})).ok).toBe(false);
    // The password was right when it was looked at; when the sign-in is written it opens nothing.
    await expect(hub.signIn(former)).rejects.toMatchObject({ code: 'wrong_credentials' });
  });
});

describe('passwords that are switched off', () => {
  it('open to nobody but the one administrator who is named, and sign-ins by password end', async () => {
    await putProvider(database, provider);
    await database.pool.query('update agent set password_hash = $1 where id = $2', [passwordHash, anna.id]);
    expect((await passwordSignIn(anna.login, 'correct horse battery')).status).toBe(200);
    const byPassword = await hub.signIn(anna);
    const { command } = await hub.signIn(admin);
    const now = await fields();
    const none = await command('sign-on:set', { ...now, passwords: false, breakGlassId: null });
    expect(none).toMatchObject({ ok: false, error: { code: 'break_glass_needed' } });
    const notAdmin = await command('sign-on:set', { ...now, passwords: false, breakGlassId: anna.id });
    expect(notAdmin).toMatchObject({ ok: false, error: { code: 'break_glass_needed' } });
    const noOther = await command('sign-on:set', { ...now, enabled: false, passwords: false, breakGlassId: admin.id });
    expect(noOther).toMatchObject({ ok: false, error: { code: 'invalid' } });
    expect(await command('sign-on:set', { ...now, passwords: false, breakGlassId: admin.id })).toMatchObject({
      ok: true,
    });
    expect((await byPassword.query('sign-in.own', {})).ok).toBe(false);
    // The right password says no more than a wrong one.
    for (const password of ['correct horse battery', 'wrong']) {
      const refused = await passwordSignIn(anna.login, password);
      expect([refused.status, (await refused.json()).error.code]).toEqual([401, 'wrong_credentials']);
    }
    expect((await passwordSignIn(admin.login, 'correct horse battery')).status).toBe(200);
    expect((await signOn('anna')).at).toBe(DONE);
  });

  it('keep the named administrator an administrator, whoever else there is', async () => {
    await makeAgent(database.db, [], { role: 'admin' });
    const { command, query } = await hub.signIn(admin);
    expect(
      await command('sign-on:set', { ...(await fields()), passwords: false, breakGlassId: admin.id }),
    ).toMatchObject({ ok: true });
    const settings = await query('settings.workspace', {});
    if (!settings.ok) throw new Error(settings.error.message);
    const me = settings.data.people.find(({ id }) => id === admin.id);
    const off = await command('person:set-active', { id: admin.id, revision: me?.revision ?? 0, active: false });
    expect(off).toMatchObject({ ok: false, error: { code: 'break_glass_needed' } });
  });
});

describe('setting it up', () => {
  it('forgets the secret when the provider is another, and shows it to nobody', async () => {
    await putProvider(database, provider);
    const { command } = await hub.signIn(admin);
    const asked = await stored();
    if (!asked.ok) throw new Error(asked.error.message);
    const { links: _l, knocks: _k, hasSecret, redirectUri, ...fields } = asked.data;
    expect([hasSecret, redirectUri]).toEqual([true, `${PUBLIC_URL}/api/v1/auth/sign-on/callback`]);
    expect(await command('sign-on:set', { ...fields, issuer: quiet.issuer })).toMatchObject({ ok: true });
    expect(await stored()).toMatchObject({ data: { hasSecret: false } });
    expect((await command('sign-on:set', { ...fields })).ok).toBe(false);
  });

  it.each(['http://login.example.test', 'https://a:b@login.example.test', 'file:///etc/passwd', 'https://x.test/?a=1'])(
    'refuses %s for an issuer',
    async (issuer) => {
      const { command } = await hub.signIn(admin);
      const asked = await stored();
      if (!asked.ok) throw new Error(asked.error.message);
      const { links: _l, knocks: _k, hasSecret: _h, redirectUri: _r, ...fields } = asked.data;
      expect(await command('sign-on:set', { ...fields, issuer })).toMatchObject({
        ok: false,
        error: { code: 'invalid' },
      });
    },
  );

  it('tries a provider without saving it', async () => {
    const { query } = await hub.signIn(admin);
    expect(await query('settings.sign-on-test', { issuer: provider.issuer })).toMatchObject({
      ok: true,
      data: { ok: true },
    });
    const wrong = await query('settings.sign-on-test', { issuer: `${provider.issuer}/` });
    expect(wrong).toMatchObject({ ok: true, data: { ok: false, problem: 'issuer' } });
  });

  it('is an administrator’s alone', async () => {
    const { query, command } = await hub.signIn(anna);
    expect(await query('settings.sign-on', {})).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    const answer = await command('sign-on:unlink', { issuer: provider.issuer, subject: 'anna' });
    expect(answer).toMatchObject({ ok: false, error: { code: 'forbidden' } });
  });
});
