import { describe, expect, it } from 'vitest';
import { assertEveryDoorGuarded } from '#server/http/doors.ts';
import { testDatabase } from '#test/support/database.ts';
import { testHub } from '#test/support/hub.ts';

const database = await testDatabase();
const hub = await testHub(database, { work: true });
const anna = await hub.signIn(hub.agents[0]);
const json = { 'content-type': 'application/json' };

describe('the doors of the hub', () => {
  it('answers whether it lives and is ready', async () => {
    expect((await hub.fetch('/healthz')).status).toBe(200);
    expect(await (await hub.fetch('/readyz')).json()).toEqual({
      ok: true,
      data: { ready: true, hubs: 1, fanOut: 'postgres' },
    });
  });

  it('is not ready when the schema is not its own', async () => {
    await database.pool.query("insert into schema_migrations (number, name, checksum) values (9999, 'later', '')");
    const answer = await hub.fetch('/readyz');
    await database.pool.query('delete from schema_migrations where number = 9999');
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ ok: false, error: { code: 'unavailable', retryable: true } });
  });

  it('answers a query of a signed-in agent', async () => {
    expect(await anna.query('me', {})).toMatchObject({ ok: true, data: { agent: { id: hub.agents[0].id } } });
  });

  it('counts and times without anybody’s data', async () => {
    await anna.query('people.list', {});
    const text = await (await hub.fetch('/metrics')).text();
    expect(text).toContain('route="/api/v1/queries/:name"');
    expect(text).toContain('tsunagi_sockets');
    expect(text).not.toContain(hub.agents[0].id);
  });

  it('[PR5] lets nobody in without a token, with another’s token, or with none of ours', async () => {
    const post = (authorization?: string) =>
      hub.fetch('/api/v1/queries/me', {
        method: 'POST',
        headers: { ...json, ...(authorization === undefined ? {} : { authorization }) },
        body: '{}',
      });
    for (const given of [undefined, 'Bearer', 'Bearer x.y.z', 'Basic YTpi', 'Bearer tk_unknown']) {
      const response = await post(given);
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({ ok: false, error: { code: 'not_signed_in' } });
    }
    // Signed by nobody, and by somebody else's words.
    const [head, , mac] = anna.token.split('.');
    const forged = Buffer.from(JSON.stringify({ sub: hub.lead.id, aud: 'agent' })).toString('base64url');
    expect((await post(`Bearer ${head}.${forged}.${mac}`)).status).toBe(401);
    expect((await post(`Bearer eyJhbGciOiJub25lIn0.${forged}.`)).status).toBe(401);
  });

  it('[PR5] refuses to start with a door that nothing guards', () => {
    const door = { name: 'GET /secret' };
    expect(() => assertEveryDoorGuarded([{ ...door, action: 'thread.read' }])).not.toThrow();
    expect(() => assertEveryDoorGuarded([{ ...door, open: 'a reason' }])).not.toThrow();
    for (const bad of [
      door,
      { ...door, open: ' ' },
      { ...door, action: 'no.such.row' },
      { ...door, action: 'toString' },
    ]) {
      expect(() => assertEveryDoorGuarded([bad])).toThrow('GET /secret');
    }
  });

  it('takes the same command once and gives the same answer twice ([SY2])', async () => {
    const id = '0198c0de-0000-7000-8000-000000000001';
    const first = await anna.command('presence:set', { presence: 'busy' }, id);
    expect(first).toEqual({ ok: true, data: {} });
    expect(await anna.command('presence:set', { presence: 'busy' }, id)).toEqual(first);
    expect(await anna.command('presence:set', { presence: 'away' }, id)).toMatchObject({ error: { code: 'conflict' } });
  });
});
