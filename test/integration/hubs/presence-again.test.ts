import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testDatabase } from '#test/support/database.ts';
import { openAgentSocket } from '#test/support/desk.ts';
import { testHub } from '#test/support/hub.ts';

const database = await testDatabase();
const { db } = database;
const hub = await testHub(database, { realtime: { presenceGraceMs: 200 } });
const [agent] = hub.agents;
const agentIn = await hub.signIn(agent);

const presence = async () =>
  (await db.selectFrom('agent').select('presence').where('id', '=', agent.id).executeTakeFirstOrThrow()).presence;
const refusals = async () =>
  Number(
    (await sql<{ n: string }>`select case when is_called then last_value else 0 end as n from refused`.execute(db))
      .rows[0]?.n,
  );

/** The database takes nothing of that kind; how often it was asked is counted outside of transactions. */
async function refuse(table: 'agent' | 'hub_agent'): Promise<void> {
  const when = table === 'agent' ? sql`update on agent` : sql`insert or delete on hub_agent`;
  await sql`create trigger refuses before ${when} for each row execute function refuse()`.execute(db);
}
const takeAgain = (table: 'agent' | 'hub_agent') =>
  sql`drop trigger if exists refuses on ${sql.table(table)}`.execute(db);

beforeEach(async () => {
  await sql`create sequence refused`.execute(db);
  await sql`create function refuse() returns trigger language plpgsql as $$ begin
    perform nextval('refused'); raise exception 'refused'; end $$`.execute(db);
});
afterEach(async () => {
  for (const table of ['agent', 'hub_agent'] as const) await takeAgain(table);
  await sql`drop function refuse`.execute(db);
  await sql`drop sequence refused`.execute(db);
});

describe('[SY7] what the database did not take of who is here', () => {
  it('is written down a second later: somebody came', async () => {
    await refuse('hub_agent');
    const { socket } = await openAgentSocket(hub.url, agentIn);
    await expect.poll(refusals, { timeout: 20_000 }).toBeGreaterThan(0);
    await takeAgain('hub_agent');
    const rows = async () => (await db.selectFrom('hub_agent').selectAll().execute()).length;
    await expect.poll(rows, { timeout: 20_000 }).toBe(1);
    await expect.poll(presence, { timeout: 20_000 }).toBe('ready');
    socket.disconnect();
    await expect.poll(presence, { timeout: 20_000 }).toBe('disconnected');
  });

  it('is written down a second later: somebody went', async () => {
    const { socket } = await openAgentSocket(hub.url, agentIn);
    await expect.poll(presence, { timeout: 20_000 }).toBe('ready');
    await refuse('agent');
    socket.disconnect();
    await expect.poll(refusals, { timeout: 20_000 }).toBeGreaterThan(0);
    await takeAgain('agent');
    await expect.poll(presence, { timeout: 20_000 }).toBe('disconnected');
  });
});
