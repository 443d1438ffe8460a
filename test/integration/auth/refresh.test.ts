import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { endSession, refreshSession } from '#server/auth/auth-sessions.ts';
import { createAuthenticate } from '#server/auth/create-authenticate.ts';
import { createRevocations } from '#server/auth/revocations.ts';
import { testDatabase } from '#test/support/database.ts';
import { fakeClock } from '#test/support/fake-clock.ts';
import { testHub } from '#test/support/hub.ts';

const database = await testDatabase();
const clock = fakeClock();
const hub = await testHub(database, { clock });
const { auth, authenticate } = hub.app;
const [anna, ben] = hub.agents;
const code = (wanted: string) => expect.objectContaining({ code: wanted });

describe('a refresh token', () => {
  it('is good once and names its successor', async () => {
    const { refreshToken } = await hub.signIn(anna);
    const second = await refreshSession(auth, refreshToken);
    const third = await refreshSession(auth, second.refreshToken);
    expect(new Set([refreshToken, second.refreshToken, third.refreshToken]).size).toBe(3);
    await authenticate.agent(third.accessToken);
  });

  it('gives the same successor again within thirty seconds: the answer was lost', async () => {
    const { refreshToken } = await hub.signIn(anna);
    const first = await refreshSession(auth, refreshToken);
    clock.advance(30_000);
    const again = await refreshSession(auth, refreshToken);
    expect(again.refreshToken).toBe(first.refreshToken);
    await refreshSession(auth, again.refreshToken);
  });

  it('gives twenty who ask at once the same successor', async () => {
    const { refreshToken } = await hub.signIn(anna);
    const all = await Promise.all(Array.from({ length: 20 }, () => refreshSession(auth, refreshToken)));
    expect(new Set(all.map((one) => one.refreshToken)).size).toBe(1);
  });

  it('ends the whole sign-in when it is used after that: two hold it', async () => {
    const { refreshToken, token } = await hub.signIn(anna);
    const stolen = await refreshSession(auth, refreshToken);
    clock.advance(30_001);
    await expect(refreshSession(auth, refreshToken)).rejects.toEqual(code('session_revoked'));
    await expect(refreshSession(auth, stolen.refreshToken)).rejects.toEqual(code('session_revoked'));
    await expect(authenticate.agent(token)).rejects.toEqual(code('session_revoked'));
    await expect(authenticate.agent(stolen.accessToken)).rejects.toEqual(code('session_revoked'));
  });

  it('ends the whole sign-in when one from long before is used', async () => {
    const { refreshToken } = await hub.signIn(anna);
    const second = await refreshSession(auth, refreshToken);
    const third = await refreshSession(auth, second.refreshToken);
    await expect(refreshSession(auth, refreshToken)).rejects.toEqual(code('session_revoked'));
    await expect(refreshSession(auth, third.refreshToken)).rejects.toEqual(code('session_revoked'));
  });

  it('is nothing when the hub did not make it, and ends no sign-in', async () => {
    const { refreshToken, authSessionId } = await hub.signIn(anna);
    const made = `${authSessionId}.${'A'.repeat(43)}.${'A'.repeat(43)}`;
    for (const text of [made, '', 'x', refreshToken.slice(0, -1), randomUUID()]) {
      await expect(refreshSession(auth, text)).rejects.toEqual(code('not_signed_in'));
    }
    await refreshSession(auth, refreshToken);
  });

  it('is over when it was not used for two weeks', async () => {
    const { refreshToken } = await hub.signIn(anna);
    clock.advance(14 * 24 * 3_600_000);
    await expect(refreshSession(auth, refreshToken)).rejects.toEqual(code('not_signed_in'));
  });
});

describe('an access token', () => {
  it('expires after ten minutes and says so', async () => {
    const { token, fetch } = await hub.signIn(anna);
    await authenticate.agent(token);
    clock.advance(10 * 60_000 + 1000);
    const response = await fetch('/api/v1/queries/me', { method: 'POST' });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ error: { code: 'token_expired', retryable: true } });
  });

  it('is worth nothing for another audience', async () => {
    const { token } = await hub.signIn(anna);
    await expect(authenticate.visitor(token)).rejects.toEqual(code('not_signed_in'));
  });

  it('carries the role and teams as they are now, within a second', async () => {
    const { token } = await hub.signIn(ben);
    expect((await authenticate.agent(token)).asking.actor).toMatchObject({ role: 'agent', teamIds: [hub.team.id] });
    await database.pool.query("update agent set role = 'lead' where id = $1", [ben.id]);
    clock.advance(1000);
    expect((await authenticate.agent(token)).asking.actor.role).toBe('lead');
    await database.pool.query('update agent set active = false where id = $1', [ben.id]);
    clock.advance(1000);
    await expect(authenticate.agent(token)).rejects.toEqual(code('session_revoked'));
    await database.pool.query("update agent set active = true, role = 'agent' where id = $1", [ben.id]);
  });
});

describe('ending a sign-in', () => {
  it('ends its token at once on this hub and tells whoever holds sockets', async () => {
    const { token, authSessionId } = await hub.signIn(anna);
    await authenticate.agent(token);
    const told: string[] = [];
    const stop = auth.revocations.onRevoked((id) => told.push(id));
    await endSession(auth, authSessionId, 'by_admin');
    await endSession(auth, authSessionId, 'by_admin');
    stop();
    expect(told).toEqual([authSessionId]);
    await expect(authenticate.agent(token)).rejects.toEqual(code('session_revoked'));
  });

  it('is heard of by another hub within two seconds', async () => {
    const { token, authSessionId } = await hub.signIn(anna);
    const revocations = createRevocations(database.db, clock, 50);
    const elsewhere = createAuthenticate({ deps: auth, tokens: auth.tokens, revocations, locale: 'ja' });
    await elsewhere.agent(token);
    const heard = new Promise<string>((resolve) => revocations.onRevoked((id) => id === authSessionId && resolve(id)));
    await endSession(auth, authSessionId, 'by_admin');
    expect(await heard).toBe(authSessionId);
    await expect(elsewhere.agent(token)).rejects.toEqual(code('session_revoked'));
    revocations.stop();
  });

  it('is heard of also when the clock of the hub that ended it is minutes behind', async () => {
    const { authSessionId } = await hub.signIn(anna);
    const behind = new Date(clock.now().getTime() - 5 * 60_000);
    await database.pool.query('update auth_session set revoked_at = $2 where id = $1', [authSessionId, behind]);
    const revocations = createRevocations(database.db, clock, 50);
    await new Promise<void>((resolve) => revocations.onRevoked((id) => id === authSessionId && resolve()));
    revocations.stop();
  });

  it('by its owner marks them signed out when it was their last', async () => {
    const [one, two] = [await hub.signIn(ben), await hub.signIn(ben)];
    const presence = async () =>
      (await database.pool.query('select presence from agent where id = $1', [ben.id])).rows[0];
    const out = (refreshToken: string) =>
      hub.fetch('/api/v1/auth/logout', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ refreshToken }),
      });
    await database.pool.query('update auth_session set revoked_at = now() where agent_id = $1 and id <> all($2)', [
      ben.id,
      [one.authSessionId, two.authSessionId],
    ]);
    expect((await out(one.refreshToken)).status).toBe(200);
    expect(await presence()).toEqual({ presence: 'ready' });
    expect((await out(two.refreshToken)).status).toBe(200);
    expect(await presence()).toEqual({ presence: 'signed_out' });
    expect((await out('none of ours')).status).toBe(200);
  });
});
