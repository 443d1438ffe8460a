import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { DeskClient } from '#renderer/data/client/desk-client-types.ts';
import { describeAddress } from '#server/db/connection.ts';
import { verifyData } from '#server/domains/verify/verify.service.ts';
import { systemClock } from '#shared/lib/clock.ts';
import { seededRandom } from '#shared/lib/seeded-random.ts';
import type { Answer } from '#shared/wire/ack.ts';
import type { VisitorSession } from '#shared/wire/auth.ts';
import { type CliRun, runCli } from '#test/support/cli.ts';
import { testDatabase } from '#test/support/database.ts';
import { eventually, hurried, openDesk } from '#test/support/desk.ts';
import { freePort } from '#test/support/free-port.ts';
import { testHub } from '#test/support/hub.ts';
import { tempDir } from '#test/support/temp-dir.ts';

/** `kill -9` is survived by the hub's own doing; the other database has to take it a few times. */
const KILLS = process.env['TSUNAGI_TEST_POSTGRES'] === 'debian' ? 6 : 20;
const random = seededRandom(9);

const database = await testDatabase();
const seeding = await testHub(database);
const [agent, colleague] = seeding.agents;
const agentIn = await seeding.signIn(agent);
const colleagueIn = await seeding.signIn(colleague);
await seeding.close();

type Acked = { readonly id: string; readonly text: string };

/** A customer's page at its plainest: says something new again and again, each until it is acknowledged. */
function visitorTalks(url: string, token: string, acked: Acked[], isOver: () => boolean): Promise<void> {
  async function say(text: string): Promise<void> {
    const id = randomUUID();
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    for (;;) {
      try {
        const body = JSON.stringify({ id, input: { text } });
        const response = await fetch(`${url}/api/v1/commands/visitor:send`, { method: 'POST', headers, body });
        const answer = (await response.json()) as Answer<{ item: { id: string } }>;
        if (answer.ok) return void acked.push({ id: answer.data.item.id, text });
        if (!answer.error.retryable) throw new Error(`refused: ${answer.error.code}`);
      } catch (error) {
        if (error instanceof Error && error.message.startsWith('refused')) throw error;
      }
      await sleep(50);
    }
  }
  return (async () => {
    for (let n = 0; !isOver(); n += 1) {
      await say(`visitor ${n}`);
      await sleep(random.int(20, 80));
    }
  })();
}

type Chat = { readonly conversationId: string; readonly customerId: string };

/** The agent answers; what is stale or refused for want of a line is said again, as a person would. */
async function agentTalks(desk: DeskClient, chat: Chat, acked: Acked[], isOver: () => boolean): Promise<void> {
  const door = desk.openThread(chat.customerId);
  for (let n = 0; !isOver(); n += 1) {
    const text = `agent ${n}`;
    for (;;) {
      const epoch = desk.entities.getState().conversations.get(chat.conversationId)?.epoch ?? 2;
      const seen = { [chat.customerId]: door.view.getState().thread.lastSeq };
      const answer = await desk.send('message:send', { conversationId: chat.conversationId, epoch, text, seen });
      if (answer.ok) {
        acked.push({ id: answer.data.item.id, text });
        break;
      }
      if (!['stale', 'hub_unreachable', 'unavailable', 'internal'].includes(answer.error.code))
        throw new Error(answer.error.code);
      await sleep(30);
    }
    await sleep(random.int(20, 80));
  }
}

it(`[SY6] a hub killed ${KILLS} times in the middle of a chat: nothing acknowledged is lost, doubled or reordered`, {
  // Twenty starts of a hub, which two busy cores take minutes for; the tokens are good for ten.
  timeout: 570_000,
}, async () => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const folder = await tempDir();
  const {
    host,
    port: databasePort,
    user,
    database: name,
  } = database.address as { host: string; port: number; user: string; database: string };
  expect(describeAddress(database.address)).toContain(host);
  const databaseUrl = `postgresql://${user}@localhost/${name}?host=${encodeURIComponent(host)}&port=${databasePort}`;
  const start = async (): Promise<CliRun> => {
    const run = runCli(['hub', '--port', String(port), '--data', folder], {
      DATABASE_URL: databaseUrl,
      TSUNAGI_LOG_LEVEL: 'error',
    });
    await run.line(/hub ready/);
    return run;
  };

  let hub = await start();
  const session = (await (
    await fetch(`${url}/api/v1/visitor/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    })
  ).json()) as Answer<VisitorSession>;
  if (!session.ok) throw new Error(session.error.code);
  const { token, customerId } = session.data;

  const fromVisitor: Acked[] = [];
  const fromAgent: Acked[] = [];
  let isOver = false;
  const desks = [openDesk(url, agentIn, hurried(10)), openDesk(url, colleagueIn, hurried(10))] as const;
  for (const desk of desks) desk.inbox.load('team');
  const views = desks.map((desk) => desk.openThread(customerId).view);
  const talking = [visitorTalks(url, token, fromVisitor, () => isOver)];
  const row = await eventually(
    'the new conversation in the queue',
    () => [...desks[0].inbox.store.getState().rows.values()].find((one) => one.customerId === customerId),
    20_000,
  );
  const claimed = await desks[0].send('conversation:claim', { conversationId: row.conversationId, epoch: row.epoch });
  expect(claimed.ok).toBe(true);
  talking.push(agentTalks(desks[0], { conversationId: row.conversationId, customerId }, fromAgent, () => isOver));

  for (let kill = 1; kill <= KILLS; kill += 1) {
    const before = [fromVisitor.length, fromAgent.length] as const;
    await eventually(
      `talk before kill ${kill}`,
      () => fromVisitor.length > before[0] + 2 && fromAgent.length > before[1] + 1,
      60_000,
    );
    await sleep(random.int(0, 100));
    hub.child.kill('SIGKILL');
    await once(hub.child, 'exit');
    hub = await start();
  }
  const after = [fromVisitor.length, fromAgent.length] as const;
  await eventually(
    'talk after the last kill',
    () => fromVisitor.length > after[0] && fromAgent.length > after[1],
    60_000,
  );
  isOver = true;
  await Promise.all(talking);

  const stored = await database.db
    .selectFrom('timeline_item')
    .select(['id', 'seq', 'kind', 'data'])
    .where('customer_id', '=', customerId)
    .orderBy('occurred_at')
    .orderBy('seq')
    .execute();
  const texts = stored.filter(({ kind }) => kind === 'message').map(({ data }) => (data as { text: string }).text);
  const ids = new Set(stored.map(({ id }) => id));
  const acked = [...fromVisitor, ...fromAgent];
  expect(acked.filter(({ id }) => !ids.has(id))).toEqual([]);
  expect(texts).toHaveLength(new Set(texts).size);
  // Each side's own words stand in the order in which they were said.
  for (const said of [fromVisitor, fromAgent]) {
    const words = new Set(said.map(({ text }) => text));
    expect(texts.filter((text) => words.has(text))).toEqual(said.map(({ text }) => text));
  }
  const seqs = stored.map(({ seq }) => Number(seq));
  for (const view of views) {
    await eventually(
      'the whole thread on the desk',
      () =>
        view.getState().thread.lastSeq === Math.max(...seqs) &&
        view.getState().thread.items.at(-1)?.seq === seqs.at(-1),
      20_000,
    );
    const shown = view.getState().thread.items.map((item) => item.seq);
    expect(shown).toEqual(seqs.slice(-shown.length));
    expect(shown.length).toBeGreaterThanOrEqual(Math.min(50, seqs.length));
  }
  for (const desk of desks)
    await eventually('connected', () => desk.connection.view.getState().state === 'connected', 20_000);
  for (const desk of desks) desk.stop();
  // Views are sealed by a beat of the hub ([PR1]).
  const unsealed = () => database.db.selectFrom('view_record').select('id').where('seal_no', 'is', null).execute();
  await expect.poll(unsealed, { timeout: 30_000 }).toEqual([]);
  hub.child.kill('SIGTERM');
  expect((await hub.ended).code).toBe(0);
  const broken = (await verifyData({ db: database.db, clock: systemClock })).filter(({ breaks }) => breaks.length > 0);
  expect(broken).toEqual([]);
});
