import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { chaosProxy } from '#test/support/chaos-proxy.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeConversation, makeItem } from '#test/support/factories/conversations.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { fakeClock } from '#test/support/fake-clock.ts';
import { testHub } from '#test/support/hub.ts';
import { startKillableDesk } from '#test/support/killable-desk.ts';
import { tempDir } from '#test/support/temp-dir.ts';

const clock = fakeClock(new Date());
const database = await testDatabase();
const hub = await testHub(database, { clock, realtime: { heartbeatMs: 500 } });
const [agent] = hub.agents;

const SENDS = 6;
const AWAY_MS = 6 * 3_600_000;

type Place = { readonly conversationId: string; readonly customerId: string; readonly name: string };

async function placesOf(count: number): Promise<Place[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, n) => {
      const customer = await makeCustomer(database.db);
      const conversation = await makeConversation(database.db, {
        customer,
        team: hub.team,
        owner: { type: 'agent', id: agent.id },
      });
      const place = { conversationId: conversation.id, customerId: customer.id, name: `c${n}` };
      await customerSays(place, `お問い合わせ ${n}`);
      return place;
    }),
  );
}

const customerSays = ({ conversationId, customerId }: Place, text: string) =>
  makeItem(hub.app.deps, { id: customerId }, { conversationId, data: { text } });

/** What the customer got, in the order of the thread. */
async function sentTo({ conversationId }: Place): Promise<string[]> {
  const { rows } = await sql<{ text: string }>`
    select data->>'text' as text from timeline_item where conversation_id = ${conversationId}
      and kind = 'message' and direction = 'out' order by customer_id, seq`.execute(database.db);
  return rows.map(({ text }) => text);
}

async function draftsOnHub({ conversationId }: Place): Promise<string[]> {
  const { rows } = await sql<{ text: string }>`
    select text from draft where conversation_id = ${conversationId} and text <> ''`.execute(database.db);
  return rows.map(({ text }) => text);
}

it('[SY5] [CV4] 30 sends in 5 conversations and 5 drafts survive kills; three queues go out in order, once, two ask', async () => {
  const proxy = await chaosProxy({ targets: [Number(new URL(hub.url).port)] });
  const folder = await tempDir();
  const places = await placesOf(5);
  const [silent, talking] = [places.slice(0, 3), places.slice(3)];
  const startDesk = async () =>
    startKillableDesk({ url: proxy.url, folder, agent, token: (await hub.signIn(agent)).token });
  const wished = places.map(({ name }) => Array.from({ length: SENDS }, (_, n) => `${name} reply ${n}`));
  const textsOf = (queue: { readonly commands: readonly { readonly input: object }[] } | undefined) =>
    (queue?.commands ?? []).map(({ input }) => (input as { text: string }).text);

  // Online, the five threads are opened; then the line goes.
  const first = await startDesk();
  for (const place of places) await first.tell('open', place);
  await first.until(
    'all threads here',
    ({ connection, threads }) => connection.completeUpTo !== null && threads.every(({ texts }) => texts.length === 1),
  );
  const cache = ['base/inbox', 'base/people', 'base/sync', ...places.map(({ customerId }) => `thread/${customerId}`)];
  await first.until(
    'all of it on the disk',
    ({ inbox, written }) => inbox.length === places.length && cache.every((name) => written.includes(name)),
  );
  const heal = proxy.refuse();
  proxy.cut();
  await first.until('offline', ({ connection }) => connection.state === 'offline');

  // Sends are written across the conversations in turn; in the middle of it the desk is killed.
  const order = Array.from({ length: SENDS }, (_, n) =>
    places.map((place, at) => ({ place, text: wished[at]?.[n] ?? '' })),
  ).flat();
  const told = new Set<string>();
  for (const { place, text } of order.slice(0, 17)) {
    expect(await first.tell('reply', { ...place, text }), text).toBe(true);
    told.add(text);
  }
  const underWay = first.tell('reply', { ...order[17]?.place, text: order[17]?.text }).then(
    () => told.add(order[17]?.text ?? ''),
    () => undefined,
  );
  await first.kill();
  await underWay;

  // Started again, still offline: the desk stands from its cache, and nothing that was told to wait is missing.
  const second = await startDesk();
  for (const place of places) await second.tell('open', place);
  const back = await second.until(
    'the cache',
    ({ threads, connection }) => connection.state === 'offline' && threads.every(({ state }) => state === 'ready'),
  );
  expect(back.threads.map(({ texts }) => texts)).toEqual(places.map((_, n) => [`お問い合わせ ${n}`]));
  expect(back.connection.completeUpTo).not.toBeNull();
  expect(new Set(back.inbox)).toEqual(new Set(places.map(({ conversationId }) => conversationId)));
  expect(back.people).toBeGreaterThan(0);
  const kept = new Set(back.queues.flatMap((queue) => textsOf(queue)));
  for (const text of told) expect(kept, text).toContain(text);
  expect(kept.size).toBe(back.queues.reduce((sum, { commands }) => sum + commands.length, 0));

  for (const { place, text } of order.filter(({ text }) => !kept.has(text)))
    expect(await second.tell('reply', { ...place, text }), text).toBe(true);
  for (const place of places) await second.tell('draft', { ...place, text: `下書き ${place.name}` });
  await second.kill();

  // Six hours pass; two of the customers write.
  clock.advance(AWAY_MS);
  for (const place of talking) await customerSays(place, `まだですか ${place.name}`);

  // Once more, and the hub is back; killed in the middle of the replay, and started for good.
  const third = await startDesk();
  await third.until('the queues', ({ queues }) => queues.reduce((sum, one) => sum + one.commands.length, 0) === 30);
  heal();
  const deadline = performance.now() + 60_000;
  while ((await Promise.all(silent.map(sentTo))).flat().length < 4) {
    if (performance.now() > deadline) throw new Error('nothing goes out');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await third.kill();
  const fourth = await startDesk();
  for (const place of talking) await fourth.tell('open', place);
  const settled = await fourth.until(
    'the replay to end',
    ({ queues }) => queues.length === 2 && queues.every(({ stopped }) => stopped !== null),
  );

  expect(await Promise.all(silent.map(sentTo))).toEqual(wished.slice(0, 3));
  expect(await Promise.all(talking.map(sentTo))).toEqual([[], []]);
  for (const [at, place] of talking.entries()) {
    const queue = settled.queues.find(({ conversationId }) => conversationId === place.conversationId);
    expect(textsOf(queue)).toEqual(wished[3 + at]);
    expect(queue?.stopped).toMatchObject({
      code: 'stale',
      details: { items: [{ data: { text: `まだですか ${place.name}` } }] },
    });
  }

  // Drafts are on the hub, and in the composer of whoever opens the conversation.
  await expect
    .poll(() => Promise.all(places.map(draftsOnHub)), { timeout: 30_000 })
    .toEqual(places.map(({ name }) => [`下書き ${name}`]));
  for (const place of places) await fourth.tell('loadDraft', place);
  const { drafts } = await fourth.state();
  expect(drafts.filter(({ text }) => text !== '').map(({ text }) => text)).toEqual(
    places.map(({ name }) => `下書き ${name}`),
  );

  // Asked once: one sends all the same, the other throws away.
  const [insisted, discarded] = talking;
  if (insisted === undefined || discarded === undefined) throw new Error('two conversations ask');
  await fourth.until('what came', ({ threads }) => threads.every(({ texts }) => texts.length >= 2));
  await fourth.tell('insist', insisted);
  await fourth.tell('discard', discarded);
  await fourth.until('nothing waits', ({ queues }) => queues.length === 0);
  expect(await sentTo(insisted)).toEqual(wished[3]);
  expect(await sentTo(discarded)).toEqual([]);
  await fourth.kill();

  // Nothing is left to be sent again, and what was read from the cache is on record ([PR1]).
  const fifth = await startDesk();
  const end = await fifth.until('connected', ({ connection }) => connection.state === 'connected');
  expect(end.queues).toEqual([]);
  expect(await Promise.all(places.map(sentTo))).toEqual([...wished.slice(0, 4), []]);
  const views = async () =>
    (
      await sql<{ customer_id: string; reason: string }>`
        select customer_id, reason from view_record where what = 'cached' and actor_id = ${agent.id}`.execute(
        database.db,
      )
    ).rows;
  await expect
    .poll(async () => new Set((await views()).map(({ customer_id }) => customer_id)), { timeout: 30_000 })
    .toEqual(new Set(places.map(({ customerId }) => customerId)));
  for (const { reason } of await views()) expect(reason).toMatch(/^read offline at 20/);
}, 300_000);
