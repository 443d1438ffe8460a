import { randomBytes } from 'node:crypto';
import { SignJWT, UnsecuredJWT } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testDatabase } from '#test/support/database.ts';
import { fakeClock } from '#test/support/fake-clock.ts';
import { testHub } from '#test/support/hub.ts';
import { lyingProvider } from '#test/support/lying-provider.ts';
import { PUBLIC_URL, signOnBrowser } from '#test/support/sign-on-browser.ts';
import { BROWSER_START, desktopStart, linkAccount, putProvider } from '#test/support/sign-on-world.ts';

const database = await testDatabase();
const clock = fakeClock(new Date());
const hub = await testHub(database, { clock, publicUrl: PUBLIC_URL });
const [anna, ben] = hub.agents;
const homeless = await testHub(database, { clock, seeded: hub });
const busy = await testHub(database, {
  ...{ clock, publicUrl: PUBLIC_URL, seeded: hub },
  rateLimits: { signIn: 1, refresh: 1, visitor: 1, form: 1 },
});
const provider = await lyingProvider();
const [liar, other] = [await lyingProvider(), await lyingProvider()];
await putProvider(database, provider);
await linkAccount(database, { issuer: provider.issuer, subject: 'subject-1', agentId: anna.id });

const DONE = `${PUBLIC_URL}/`;
const refusedWith = (code: string) => `${PUBLIC_URL}/#sign-on=${code}`;
const sessions = async () => Number((await database.pool.query('select count(*) from auth_session')).rows[0].count);
const exchange = (code: string, verifier: string) =>
  hub.fetch('/api/v1/auth/sign-on/exchange', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code, verifier }),
  });

// The provider's tokens are of the real time.
beforeEach(() => clock.set(new Date()));
afterEach(() => {
  for (const key of Object.keys(provider.lies)) delete provider.lies[key as keyof typeof provider.lies];
  provider.subject = 'subject-1';
});

/** Where a browser ends that begins now, and whether a sign-in came of it. */
async function walk(): Promise<{ at: string; cameIn: boolean }> {
  const before = await sessions();
  const browser = signOnBrowser(hub.url);
  const { at } = await browser.walk(BROWSER_START);
  return { at, cameIn: (await sessions()) > before || browser.cookies.has('tsunagi_refresh') };
}

describe('an answer of the provider', () => {
  it('lets in whoever is linked, when nothing is wrong with it', async () => {
    expect(await walk()).toEqual({ at: DONE, cameIn: true });
  });

  it.each<[string, Record<string, unknown>]>([
    ['another nonce', { nonce: randomBytes(32).toString('base64url') }],
    ['no nonce', { nonce: undefined }],
    ['another audience', { aud: 'another-client' }],
    ['several audiences and nobody it is for', { aud: ['desk', 'another-client'] }],
    ['several audiences and for another', { aud: ['desk', 'another-client'], azp: 'another-client' }],
    ['another issuer', { iss: 'https://login.evil.test' }],
    ['another access token’s hash', { at_hash: 'AAAAAAAAAAAAAAAAAAAAAA' }],
    ['a time more than a minute over', { exp: Math.floor(Date.now() / 1000) - 90 }],
    ['a time to come', { iat: Math.floor(Date.now() / 1000) + 600 }],
    ['no time', { iat: undefined }],
    ['no subject', { sub: undefined }],
    ['a subject that is not text', { sub: '日本\n' }],
  ])('is refused with %s', async (_what, claims) => {
    provider.lies.claims = claims;
    expect(await walk()).toEqual({ at: refusedWith('sign_on_failed'), cameIn: false });
  });

  it('is taken when the clocks are less than a minute apart', async () => {
    provider.lies.claims = { exp: Math.floor(Date.now() / 1000) - 40 };
    expect((await walk()).cameIn).toBe(true);
  });

  it.each<[string, NonNullable<typeof provider.lies.token>]>([
    ['no signature', (claims) => new UnsecuredJWT(claims).encode()],
    ['the client’s secret for a key', (claims) => hs256(claims, provider.clientSecret.padEnd(32, '-'))],
    ['the public key for a secret', async (claims) => hs256(claims, JSON.stringify(await keysOf()))],
    ['a signature that was cut', async (claims) => (await provider.sign(claims)).replace(/\.[^.]+$/, '.')],
    ['claims that were changed', async (claims) => changed(await provider.sign(claims))],
    ['a key that is not among the provider’s', (claims) => provider.sign(claims, { kid: 'unknown' })],
    ['no token at all', () => 'not.a.token'],
  ])('is refused with %s', async (_what, token) => {
    provider.lies.token = token;
    expect(await walk()).toEqual({ at: refusedWith('sign_on_failed'), cameIn: false });
  });

  it('is refused when it names another provider (mix-up, RFC 9207), before its code is shown to anybody', async () => {
    provider.lies.iss = 'https://login.evil.test';
    const before = provider.asked.filter((path) => path === '/token').length;
    expect(await walk()).toEqual({ at: refusedWith('sign_on_failed'), cameIn: false });
    expect(provider.asked.filter((path) => path === '/token')).toHaveLength(before);
  });

  it('is refused when it names nobody though this provider always does', async () => {
    provider.lies.iss = null;
    expect((await walk()).at).toBe(refusedWith('sign_on_failed'));
  });

  it('is refused with another state', async () => {
    provider.lies.state = randomBytes(32).toString('base64url');
    expect(await walk()).toEqual({ at: refusedWith('sign_on_expired'), cameIn: false });
  });

  it('is refused when userinfo is of somebody else', async () => {
    provider.lies.userinfo = { sub: 'subject-2' };
    expect((await walk()).at).toBe(refusedWith('sign_on_failed'));
  });
});

describe('a code or an answer that is used again', () => {
  async function answered() {
    const browser = signOnBrowser(hub.url);
    const toProvider = await browser.step(BROWSER_START);
    const cookie = browser.cookies.get('tsunagi_sign_on') ?? '';
    const back = await browser.step(toProvider.location ?? '');
    return { browser, cookie, callback: back.location ?? '' };
  }

  it('lets nobody in a second time, with the cookie that a thief copied', async () => {
    const { browser, cookie, callback } = await answered();
    expect((await browser.step(callback)).location).toBe(DONE);
    const thief = signOnBrowser(hub.url);
    thief.cookies.set('tsunagi_sign_on', cookie);
    const asked = provider.asked.length;
    expect((await thief.step(callback)).location).toBe(refusedWith('sign_on_expired'));
    expect(provider.asked).toHaveLength(asked);
    expect(thief.cookies.has('tsunagi_refresh')).toBe(false);
  });

  it('lets one of twenty who come at once in', async () => {
    const { cookie, callback } = await answered();
    const ends = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const one = signOnBrowser(hub.url);
        one.cookies.set('tsunagi_sign_on', cookie);
        return (await one.step(callback)).location;
      }),
    );
    expect(ends.filter((at) => at === DONE)).toHaveLength(1);
  });

  it('lets nobody in without the cookie: a link that somebody was sent finishes nothing', async () => {
    const { callback } = await answered();
    const victim = signOnBrowser(hub.url);
    expect((await victim.step(callback)).location).toBe(refusedWith('sign_on_expired'));
    expect(victim.cookies.size).toBe(0);
  });

  it('is nothing in another attempt’s cookie', async () => {
    const [first, second] = [await answered(), await answered()];
    expect((await second.browser.step(first.callback)).location).toBe(refusedWith('sign_on_expired'));
    // Nor does it end that one: no site can by sending a browser here.
    expect((await second.browser.step(second.callback)).location).toBe(DONE);
  });

  it('is over after ten minutes', async () => {
    const { browser, callback } = await answered();
    clock.advance(10 * 60_000);
    expect((await browser.step(callback)).location).toBe(refusedWith('sign_on_expired'));
  });

  it('is nothing once another provider was set up', async () => {
    const { browser, callback } = await answered();
    await database.pool.query("update sign_on set client_id = 'another'");
    expect((await browser.step(callback)).location).toBe(refusedWith('sign_on_expired'));
    await putProvider(database, provider);
  });
});

describe('where browsers are sent', () => {
  it('keeps state, nonce and verifier in a cookie that no script reads and no other path gets', async () => {
    const browser = signOnBrowser(hub.url);
    const { location } = await browser.step(BROWSER_START);
    const [line = ''] = browser.setCookies;
    expect(line).toMatch(/^tsunagi_sign_on=/);
    for (const flag of ['HttpOnly', 'SameSite=Lax', 'Path=/api/v1/auth/sign-on', 'Max-Age=600'])
      expect(line).toContain(flag);
    const asked = new URL(location ?? '').searchParams;
    expect(asked.get('code_challenge_method')).toBe('S256');
    expect(line).not.toContain(asked.get('state') ?? '-');
    expect(line).not.toContain(asked.get('nonce') ?? '-');
  });

  it.each([
    'port=80',
    'port=70000',
    'port=1e9',
    'port=8080@evil.test',
    'port=8080%2F..%2Fevil',
    `port=8080&state=${'%0d%0aset-cookie:x'.padEnd(43, 'x')}`,
  ])('is never an address that the request named: %s', async (bad) => {
    const { url } = desktopStart(8080);
    const response = await hub.fetch(`${url.slice(PUBLIC_URL.length).replace('port=8080', '')}&${bad}`, {
      redirect: 'manual',
    });
    expect(response.status).toBe(400);
    expect(response.headers.get('location')).toBeNull();
  });

  it.each(['next', 'return_to', 'redirect_uri', 'redirect', 'continue'])('does not follow %s', async (name) => {
    const browser = signOnBrowser(hub.url);
    const { at } = await browser.walk(`${BROWSER_START}&${name}=https%3A%2F%2Fevil.test%2F`);
    expect(at).toBe(DONE);
  });

  it('is the loopback, and no other host, for a desktop', async () => {
    const { at } = await signOnBrowser(hub.url).walk(desktopStart(49_152).url);
    const url = new URL(at);
    expect([url.protocol, url.hostname, url.port, url.pathname]).toEqual(['http:', '127.0.0.1', '49152', '/']);
  });
});

describe('a desk that knows the hub by another of its names', () => {
  it('is sent to the hub’s own first, once, for the provider comes back to that one', async () => {
    const { url } = desktopStart(49_170);
    const first = await hub.fetch(url.slice(PUBLIC_URL.length), { redirect: 'manual' });
    expect([first.status, first.headers.get('location')]).toEqual([303, `${url}&home=1`]);
    // A proxy may hide the name that was asked for: whoever came from here is not sent again.
    const second = await hub.fetch(`${url.slice(PUBLIC_URL.length)}&home=1`, { redirect: 'manual' });
    expect(second.headers.get('location')).toContain(provider.issuer);
    expect(second.headers.get('set-cookie')).toContain('tsunagi_sign_on=');
  });
});

describe('a browser of which there are too many from one address', () => {
  const ask = async (path: string) => {
    const response = await busy.fetch(path, { redirect: 'manual' });
    return [response.status, response.headers.get('location')];
  };

  it('is never shown the answer of a program: the reason is told where the person waits', async () => {
    const { state, url } = desktopStart(49_171);
    const start = url.slice(PUBLIC_URL.length);
    expect((await ask(`${start}&home=1`))[1]).toContain(provider.issuer);
    expect(await ask(start)).toEqual([303, `http://127.0.0.1:49171/?state=${state}&error=rate_limited`]);
    expect(await ask(BROWSER_START.slice(PUBLIC_URL.length))).toEqual([303, '/#sign-on=rate_limited']);
    const callback = '/api/v1/auth/sign-on/callback';
    expect(await ask(callback)).toEqual([303, '/#sign-on=sign_on_expired']);
    expect(await ask(callback)).toEqual([303, '/#sign-on=rate_limited']);
  });
});

describe('a code that another process of the desktop’s machine took off the loopback', () => {
  it('is nothing without the verifier, and one try uses it up', async () => {
    const start = desktopStart(49_153);
    const { at } = await signOnBrowser(hub.url).walk(start.url);
    const code = new URL(at).searchParams.get('code') ?? '';
    const before = await sessions();
    const thief = await exchange(code, randomBytes(32).toString('base64url'));
    expect([thief.status, (await thief.json()).error.code]).toEqual([401, 'sign_on_expired']);
    expect((await exchange(code, start.verifier)).status).toBe(401);
    expect(await sessions()).toBe(before);
  });

  it('signs in once by the desktop that began', async () => {
    const start = desktopStart(49_154);
    const { at } = await signOnBrowser(hub.url).walk(start.url);
    const answer = new URL(at).searchParams;
    expect(answer.get('state')).toBe(start.state);
    const all = await Promise.all(Array.from({ length: 10 }, () => exchange(answer.get('code') ?? '', start.verifier)));
    expect(all.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('is over after two minutes, and is no sign-in code of any other kind', async () => {
    const start = desktopStart(49_155);
    const code = new URL((await signOnBrowser(hub.url).walk(start.url)).at).searchParams.get('code') ?? '';
    const other = await hub.fetch('/api/v1/auth/code', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code, client: 'desktop' }),
    });
    expect(other.status).toBe(401);
    clock.advance(2 * 60_000);
    expect((await exchange(code, start.verifier)).status).toBe(401);
  });

  it('that was asked for linking signs nobody in, and one for signing in links nothing', async () => {
    const link = desktopStart(49_156, 'link');
    const linkCode = new URL((await signOnBrowser(hub.url).walk(link.url)).at).searchParams.get('code') ?? '';
    expect((await exchange(linkCode, link.verifier)).status).toBe(401);
    const enter = desktopStart(49_157);
    provider.subject = 'subject-9';
    const enterCode = new URL((await signOnBrowser(hub.url).walk(enter.url)).at).searchParams.get('code') ?? '';
    const { command } = await hub.signIn(ben);
    const answer = await command('sign-on:link-own', { code: enterCode, verifier: enter.verifier });
    expect(answer).toMatchObject({ ok: false, error: { code: 'sign_on_expired' } });
  });

  it('says on the loopback why it did not work, and nothing more', async () => {
    provider.lies.claims = { nonce: 'x' };
    const start = desktopStart(49_158);
    const { at } = await signOnBrowser(hub.url).walk(start.url);
    expect(Object.fromEntries(new URL(at).searchParams)).toEqual({ state: start.state, error: 'sign_on_failed' });
  });
});

describe('the provider’s keys and configuration', () => {
  it('are asked for anew when it signs with a new key', async () => {
    expect((await walk()).cameIn).toBe(true);
    await provider.rotate();
    // Not more often than once a second.
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect((await walk()).cameIn).toBe(true);
  });

  it('that are away are said to be so, and nobody comes in', async () => {
    const browser = signOnBrowser(hub.url);
    const back = await browser.step((await browser.step(BROWSER_START)).location ?? '');
    provider.lies.down = true;
    expect((await browser.step(back.location ?? '')).location).toBe(refusedWith('sign_on_unreachable'));
    expect(browser.cookies.has('tsunagi_refresh')).toBe(false);
  });

  it.each<[string, Record<string, unknown>]>([
    ['another issuer', { issuer: 'https://login.evil.test' }],
    ['an endpoint without TLS', { token_endpoint: 'http://login.evil.test/token' }],
    ['only shared-secret signatures', { id_token_signing_alg_values_supported: ['HS256'] }],
    ['no S256', { code_challenge_methods_supported: ['plain'] }],
  ])('are refused with %s', async (_what, metadata) => {
    liar.lies.metadata = metadata;
    await putProvider(database, liar);
    await linkAccount(database, { issuer: liar.issuer, subject: 'subject-1', agentId: anna.id });
    expect(await walk()).toEqual({ at: refusedWith('sign_on_failed'), cameIn: false });
    await putProvider(database, provider);
  });
});

describe('who comes in', () => {
  it('is never found by address, name or login', async () => {
    provider.subject = 'subject-stranger';
    provider.lies.claims = { email: anna.login, email_verified: true, name: anna.name, preferred_username: anna.login };
    expect(await walk()).toEqual({ at: refusedWith('sign_on_unknown'), cameIn: false });
  });

  it('is no newcomer of whom half was told: the provider is asked again; whoever is known comes in', async () => {
    await putProvider(database, provider, { createsPeople: true });
    provider.lies.userinfo = null;
    expect((await walk()).cameIn).toBe(true);
    provider.subject = 'subject-new';
    expect(await walk()).toEqual({ at: refusedWith('sign_on_unreachable'), cameIn: false });
    delete provider.lies.userinfo;
    expect((await walk()).cameIn).toBe(true);
    await putProvider(database, provider);
  });

  it('is not the same subject of another issuer', async () => {
    await putProvider(database, other);
    expect(await walk()).toEqual({ at: refusedWith('sign_on_unknown'), cameIn: false });
    await putProvider(database, provider);
  });

  it('is nobody who is no longer active', async () => {
    await database.pool.query('update agent set active = false where id = $1', [anna.id]);
    expect(await walk()).toEqual({ at: refusedWith('sign_on_unknown'), cameIn: false });
    await database.pool.query('update agent set active = true where id = $1', [anna.id]);
  });

  it('is nobody while sign-on is off, or the hub has no address', async () => {
    await database.pool.query('update sign_on set enabled = false');
    expect(await walk()).toEqual({ at: refusedWith('sign_on_off'), cameIn: false });
    await putProvider(database, provider);
    const response = await homeless.fetch(BROWSER_START.slice(PUBLIC_URL.length), { redirect: 'manual' });
    expect(response.headers.get('location')).toBe('/#sign-on=sign_on_unready');
  });
});

const hs256 = (claims: Record<string, unknown>, secret: string) =>
  new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.from(secret));
const keysOf = async () => (await (await fetch(`${provider.issuer}/keys`)).json()).keys[0];
function changed(token: string): string {
  const [head = '', body = '', signature = ''] = token.split('.');
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString('utf8'));
  const other = Buffer.from(JSON.stringify({ ...claims, sub: 'subject-2' })).toString('base64url');
  return [head, other, signature].join('.');
}
