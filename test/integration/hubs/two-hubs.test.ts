import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeskClient } from '#renderer/data/client/desk-client-types.ts';
import { verifyData } from '#server/domains/verify/verify.service.ts';
import { systemClock } from '#shared/lib/clock.ts';
import { seededRandom } from '#shared/lib/seeded-random.ts';
import type { Answer } from '#shared/wire/ack.ts';
import type { VisitorSession } from '#shared/wire/auth.ts';
import { customerTopic } from '#shared/wire/topic.ts';
import { testDatabase } from '#test/support/database.ts';
import { eventually, hurried, openAgentSocket, openDesk } from '#test/support/desk.ts';
import { makeConversation, makeItem } from '#test/support/factories/conversations.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { testHub } from '#test/support/hub.ts';
import { startTwoHubs, type TwoHubs } from '#test/support/two-hubs.ts';

const random = seededRandom(18);
const database = await testDatabase();
const seeding = await testHub(database);
const { agents, team } = seeding;
const [agent, colleague] = agents;
const agentIn = await seeding.signIn(agent);
const colleagueIn = await seeding.signIn(colleague);
await seeding.close();

/** Each of them once; the load test kills them many times. */
const TIMES = 2;
/** A window whose answer to a ping was not read for 8 s is given up; the ping may lie a little before the sleep. */
const GIVEN_UP_AFTER_MS = 7000;
type Acked = { readonly id: string; readonly text: string };

/** A customer who says something new again and again, each until it is acknowledged, at whatever hub. */
async function talk(url: string, token: string, acked: Acked[], isOver: () => boolean): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  for (let n = 0; !isOver(); n += 1) {
    const id = randomUUID();
    const body = JSON.stringify({ id, input: { text: `visitor ${n}` } });
    for (;;) {
      const answer = await fetch(`${url}/api/v1/commands/visitor:send`, { method: 'POST', headers, body })
        .then((response) => response.json() as Promise<Answer<{ item: { id: string } }>>)
        .catch(() => null);
      if (answer?.ok) {
        acked.push({ id: answer.data.item.id, text: `visitor ${n}` });
        break;
      }
      if (answer !== null && !answer.error.retryable) throw new Error(answer.error.code);
      await sleep(40);
    }
    await sleep(random.int(20, 80));
  }
}

const brokenRules = async () =>
  (await verifyData({ db: database.db, clock: systemClock })).filter(({ breaks }) => breaks.length > 0);
const seqsOn = (desk: DeskClient, customerId: string) => {
  const door = desk.openThread(customerId);
  return () => door.view.getState().thread.items.map((item) => item.seq);
};
const connected = (desk: DeskClient) =>
  eventually('connected', () => desk.connection.view.getState().state === 'connected', 20_000);

describe.each([
  ['PostgreSQL', false],
  ['Redis', true],
])('[SY7] two hubs behind a proxy, by %s', (_by, redis) => {
  let both: TwoHubs;
  beforeAll(async () => {
    both = await startTwoHubs({ address: database.address, redis });
  });
  afterAll(() => both.close());

  it(`[SY6] hubs killed in turn, ${TIMES} times in a chat: nothing acknowledged is lost, doubled or reordered`, {
    timeout: 180_000,
  }, async () => {
    const headers = { 'content-type': 'application/json' };
    const made = await fetch(`${both.url}/api/v1/visitor/session`, { method: 'POST', headers, body: '{}' });
    const session = (await made.json()) as Answer<VisitorSession>;
    if (!session.ok) throw new Error(session.error.code);
    const { token, customerId } = session.data;
    const desks = [openDesk(both.url, agentIn, hurried(10)), openDesk(both.url, colleagueIn, hurried(10))] as const;
    for (const desk of desks) desk.inbox.load('team');
    const shown = desks.map((desk) => seqsOn(desk, customerId));
    await Promise.all(desks.map(connected));
    const acked: Acked[] = [];
    let isOver = false;
    const talking = talk(both.url, token, acked, () => isOver);
    for (let time = 0; time < TIMES; time += 1) {
      const before = acked.length;
      await eventually('talk before the kill', () => acked.length > before + 5, 30_000);
      const doomed = both.hubs[time % 2];
      await doomed?.kill();
      // Those of the dead hub go on at the other.
      const since = acked.length;
      await eventually('talk at the one that is left', () => acked.length > since + 5, 30_000);
      await doomed?.start();
    }
    isOver = true;
    await talking;
    const stored = await database.db
      .selectFrom('timeline_item')
      .select(['id', 'seq', 'kind', 'data'])
      .where('customer_id', '=', customerId)
      .orderBy('occurred_at')
      .orderBy('seq')
      .execute();
    const said = stored.filter(({ kind }) => kind === 'message').map(({ data }) => (data as { text: string }).text);
    expect(said).toEqual(acked.map(({ text }) => text));
    const seqs = stored.map(({ seq }) => Number(seq));
    for (const [n, desk] of desks.entries()) {
      await eventually('the whole thread on the desk', () => shown[n]?.().at(-1) === seqs.at(-1), 30_000);
      const items = shown[n]?.() ?? [];
      expect(items).toEqual(seqs.slice(-items.length));
      await connected(desk);
    }
    for (const desk of desks) desk.stop();
  });

  it('one that slept is given up, and when it wakes it says so and its windows catch up', {
    timeout: 180_000,
  }, async () => {
    const [sleeper, awake] = both.hubs;
    const customer = await makeCustomer(database.db);
    const raw = await openAgentSocket(sleeper.url, agentIn);
    const topic = customerTopic(customer.id);
    await raw.follow({ topic });
    const heads: number[] = [];
    raw.socket.on('heads', (beat) => {
      for (const head of beat.heads) if (head.topic === topic) heads.push(head.version);
    });
    const readyAt = async (url: string) => (await fetch(`${url}/readyz`)).json() as Promise<{ data: { hubs: number } }>;
    const hubsAt = async (url: string, count: number) => {
      const deadline = performance.now() + 40_000;
      while ((await readyAt(url)).data.hubs !== count) {
        if (performance.now() > deadline) throw new Error(`${url} does not see ${count} hubs`);
        await sleep(50);
      }
    };
    await hubsAt(awake.url, 2);
    const frozenAt = performance.now();
    sleeper.freeze();
    await hubsAt(awake.url, 1);
    const { id } = await makeConversation(database.db, { customer, team });
    const headers = { authorization: `Bearer ${agentIn.token}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ id: randomUUID(), input: { conversationId: id, epoch: 1 } });
    await fetch(`${awake.url}/api/v1/commands/conversation:claim`, { method: 'POST', headers, body });
    const { topic_version: version } = await database.db
      .selectFrom('customer')
      .select('topic_version')
      .where('id', '=', customer.id)
      .executeTakeFirstOrThrow();
    sleeper.thaw();
    const sleptMs = performance.now() - frozenAt;
    const isCaughtUp = async (): Promise<boolean> => {
      if (!raw.socket.disconnected) return heads.includes(Number(version));
      // It slept so long that it takes its window for gone, which comes back as a desk's does.
      const [{ head } = {}] = await (await openAgentSocket(sleeper.url, agentIn)).follow({ topic });
      return head?.version === Number(version);
    };
    await expect.poll(isCaughtUp, { timeout: 30_000 }).toBe(true);
    if (raw.socket.disconnected) expect(sleptMs).toBeGreaterThan(GIVEN_UP_AFTER_MS);
    await hubsAt(awake.url, 2);
    await hubsAt(sleeper.url, 2);
  });

  it('nothing is done twice: each offer runs out once, each view is sealed once', { timeout: 180_000 }, async () => {
    const OFFERS = 30;
    // Their windows of before are gone, and so would they be after a while.
    for (const one of [agentIn, colleagueIn]) await openAgentSocket(both.url, one);
    const presences = async () =>
      (
        await database.db.selectFrom('agent').select('presence').where('id', 'in', [agent.id, colleague.id]).execute()
      ).map(({ presence }) => presence);
    await expect.poll(presences, { timeout: 30_000 }).toEqual(['ready', 'ready']);
    const deps = testDeps(database);
    const ids: string[] = [];
    for (let n = 0; n < OFFERS; n += 1) {
      const customer = await makeCustomer(database.db);
      await makeItem(deps, customer);
      const { id } = await makeConversation(database.db, { customer, team, owner: agent });
      const brief = { wants: [], done: [], promised: [], next: [], identity: [] };
      const to = { type: 'agent', id: colleague.id };
      const input = { conversationId: id, epoch: 1, to, brief, snapshot: { [customer.id]: 1 } };
      const headers = { authorization: `Bearer ${agentIn.token}`, 'content-type': 'application/json' };
      const body = JSON.stringify({ id: randomUUID(), input });
      const offered = await fetch(`${both.url}/api/v1/commands/handoff:offer`, { method: 'POST', headers, body });
      const answer = (await offered.json()) as Answer<{ handoff: { id: string } }>;
      if (!answer.ok) throw new Error(answer.error.code);
      ids.push(answer.data.handoff.id);
    }
    await database.db.updateTable('handoff').set({ expires_at: new Date() }).where('id', 'in', ids).execute();
    await expect
      .poll(
        async () => {
          const rows = await database.db.selectFrom('handoff').select('state').where('id', 'in', ids).execute();
          return rows.filter(({ state }) => state === 'expired').length;
        },
        { timeout: 30_000 },
      )
      .toBe(OFFERS);
    const told = await database.db.selectFrom('timeline_item').select('data').where('kind', '=', 'handoff').execute();
    for (const id of ids) {
      const changes = told
        .map(({ data }) => data as { handoffId: string; change?: string; state?: string })
        .filter((data) => data.handoffId === id);
      expect(changes).toHaveLength(2);
    }
    // Views are sealed in a moment ([PR1]), each into one chain, whichever hub does it.
    await expect.poll(brokenRules, { timeout: 30_000, interval: 500 }).toEqual([]);
  });
});
