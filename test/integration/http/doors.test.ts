import { describe, expect, it } from 'vitest';
import { testDatabase } from '#test/support/database.ts';
import { testHub } from '#test/support/hub.ts';

const database = await testDatabase();
const hub = await testHub(database, { work: true });

describe('the doors of the hub', () => {
  it('answers whether it lives and is ready', async () => {
    expect((await hub.fetch('/healthz')).status).toBe(200);
    expect(await (await hub.fetch('/readyz')).json()).toEqual({ ok: true, data: { ready: true } });
  });

  it('answers a query of a signed-in agent', async () => {
    const anna = await hub.signIn(hub.agents[0]);
    const answer = await anna.query('me', {});
    expect(answer).toMatchObject({ ok: true, data: { agent: { id: hub.agents[0].id } } });
  });
});
