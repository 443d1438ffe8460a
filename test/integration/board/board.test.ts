import { describe, expect, it, onTestFinished } from 'vitest';
import { createDeskClient } from '#renderer/data/client/desk-client.ts';
import type { DeskClient } from '#renderer/data/client/desk-client-types.ts';
import { createSession } from '#renderer/data/session.ts';
import { expireDueOffers } from '#server/domains/handoffs/expiry.service.ts';
import { BOARD_TOPIC } from '#shared/wire/topic.ts';
import type { Envelope } from '#shared/wire/topic-event.ts';
import { dataOf, giveTo } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { hurried, openAgentSocket, tokenDoor } from '#test/support/desk.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { askingAs, makeAgent } from '#test/support/factories/people.ts';
import { fakeClock } from '#test/support/fake-clock.ts';
import { type TestHub, testHub } from '#test/support/hub.ts';
import { type Matter, says, writes } from '#test/support/shift-world.ts';
import { type Figures, figuresOf, obviousFigures } from './obvious-board.ts';

const MINUTE = 60_000;
const BRIEF = { wants: [], done: [], promised: [], next: [], identity: [] };

const database = await testDatabase();
const { db } = database;
// Ten in the morning in Tokyo.
const clock = fakeClock('2026-04-01T01:00:00.000Z');
const realtime = { heartbeatMs: 300, presenceGraceMs: 3_600_000 };
const one = await testHub(database, { clock, realtime });
const two = await testHub(database, { clock, realtime, seeded: one });
const hubs = [one, two] as const;
const people = [...one.agents, await makeAgent(db, [one.otherTeam]), one.lead];

/** A lead's desk whose clock is the hubs'. Its sign-in is renewed however far that goes. */
function openDesk(hub: TestHub): DeskClient {
  const token = async () => (await hub.signIn(hub.lead)).token;
  const { id, login, name } = hub.lead;
  const session = createSession(tokenDoor({ id, login, name, role: 'lead' }, token));
  const timing = { ...hurried(10), now: () => clock.now().getTime() };
  const client = createDeskClient({ session, baseUrl: async () => hub.url, locale: () => 'en', timing });
  session.start();
  client.start();
  onTestFinished(() => client.stop());
  client.board.open();
  return client;
}

const shownBy = (desk: DeskClient): Figures | null => {
  const { board } = desk.board.store.getState();
  return board === null ? null : figuresOf(board, clock.now());
};

/** Every desk shows in the end what whoever counts every row finds. */
async function expectRight(desks: readonly DeskClient[]): Promise<void> {
  const deadline = performance.now() + 30_000;
  for (const desk of desks) {
    for (;;) {
      // What the hubs see to by themselves may still be under way.
      const expected = await obviousFigures(db, clock.now());
      const isRight = JSON.stringify(sorted(shownBy(desk))) === JSON.stringify(sorted(expected));
      if (isRight || performance.now() > deadline) {
        expect(shownBy(desk)).toEqual(expected);
        break;
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value) || value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => Number(a > b) - Number(a < b))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
};

/** The same chance at every run. */
function chance(seed: number) {
  let state = seed;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return {
    next,
    of: <T>(list: readonly T[]): T => {
      const found = list[Math.floor(next() * list.length)];
      if (found === undefined) throw new Error('nothing to choose from');
      return found;
    },
  };
}

type Chance = ReturnType<typeof chance>;
let made = 0;

async function newMatter(random: Chance): Promise<Matter> {
  const channel = random.of(['chat', 'email', 'line'] as const);
  const customer = await makeCustomer(db, [{ kind: 'email', value: `board${++made}@example.jp` }]);
  return { customerId: customer.id, pointId: customer.contactPoints[0]?.id ?? '', id: '', channel };
}

/** One act of somebody at one of the hubs; what is refused changes nothing. */
async function act(random: Chance, matters: Matter[], done: Map<string, number>): Promise<void> {
  const { deps } = random.of(hubs).app;
  const give = giveTo(deps);
  const count = (what: string, ok: boolean): void => void done.set(what, (done.get(what) ?? 0) + Number(ok));
  const rows = await db.selectFrom('conversation').selectAll().orderBy('number').execute();
  const roll = random.next();
  clock.advance(Math.floor(random.next() * 40_000));
  if (rows.length === 0 || roll < 0.12) {
    const matter = await newMatter(random);
    matters.push(matter);
    await writes(deps, matter);
    count('new', true);
    return;
  }
  const row = random.of(rows);
  const who = random.of(people);
  const owner = people.find(({ id }) => id === row.owner_agent_id);
  const asking = askingAs(owner ?? who);
  const input = { conversationId: row.id, epoch: row.epoch };
  const open = await db
    .selectFrom('handoff')
    .selectAll()
    .where('state', 'in', ['offered', 'accepted'])
    .orderBy('id')
    .execute();
  if (roll < 0.24) {
    await writes(deps, random.of(matters));
    count('write', true);
  } else if (roll < 0.4) count('claim', (await give(askingAs(who), 'conversation:claim', input)).ok);
  else if (roll < 0.52) {
    const { seq } = await db
      .selectFrom('timeline_item')
      .select((eb) => eb.fn.max('seq').as('seq'))
      .where('customer_id', '=', row.customer_id)
      .executeTakeFirstOrThrow();
    const seen = { [row.customer_id]: Number(seq) };
    count('answer', (await give(asking, 'message:send', { ...input, text: 'かしこまりました', seen })).ok);
  } else if (roll < 0.58) {
    const end = { ...input, outcome: one.outcomes[0], categoryId: one.categories[2] };
    count('resolve', (await give(asking, 'conversation:resolve', end)).ok);
  } else if (roll < 0.61) count('reopen', (await give(askingAs(who), 'conversation:reopen', input)).ok);
  else if (roll < 0.65) count('release', (await give(asking, 'conversation:release', input)).ok);
  else if (roll < 0.69) {
    const wait = { ...input, status: 'waiting', waitingOn: 'store' } as const;
    count('wait', (await give(asking, 'conversation:set-status', wait)).ok);
  } else if (roll < 0.82) {
    const { type, id } = random.of([...people, one.team, one.otherTeam]);
    const offer = { ...input, to: { type, id }, brief: BRIEF, snapshot: {}, kind: 'cold' } as const;
    count('offer', (await give(asking, 'handoff:offer', offer)).ok);
  } else if (roll < 0.94 && open.length > 0) {
    const handoff = random.of(open);
    const to = people.find(({ id }) => id === handoff.to_agent_id) ?? who;
    const decline = random.next() < 0.3;
    const answer = decline
      ? await give(askingAs(to), 'handoff:decline', { handoffId: handoff.id, reason: 'busy' })
      : await give(askingAs(to), 'handoff:accept', { handoffId: handoff.id });
    count(decline ? 'decline' : 'accept', answer.ok);
  } else if (roll < 0.97) {
    await expireDueOffers(deps);
    count('expire', true);
  } else {
    await says(deps, who, random.of(['ready', 'busy', 'away'] as const), random.of([null, 'break']));
    count('presence', true);
  }
}

/** Its events as they came, each version once and none missing. */
function expectGapless(events: readonly Envelope[]): void {
  const versions = events.filter(({ topic }) => topic === BOARD_TOPIC).map(({ version }) => version);
  const first = versions[0] ?? 0;
  expect(versions).toEqual(versions.map((_, place) => first + place));
}

describe('[TL2] the board', () => {
  it('shows on every desk of two hubs what an obvious count of every row finds, after 240 acts of chance', async () => {
    const desks = [openDesk(one), openDesk(two)];
    const lead = await openAgentSocket(one.url, { token: (await one.signIn(one.lead)).token });
    await lead.follow({ topic: BOARD_TOPIC });
    const random = chance(20_261_122);
    const matters: Matter[] = [];
    const done = new Map<string, number>();
    for (let n = 1; n <= 240; n += 1) {
      await act(random, matters, done);
      if (n % 30 === 0) await expectRight(desks);
    }
    expectGapless(lead.events);
    expect(lead.events.length).toBeGreaterThan(8);
    // A run in which nothing happens proves nothing.
    const acts = [
      'new',
      'write',
      'claim',
      'answer',
      'resolve',
      'release',
      'wait',
      'offer',
      'accept',
      'decline',
      'presence',
    ];
    expect(acts.filter((what) => (done.get(what) ?? 0) === 0)).toEqual([]);
  }, 300_000);

  it('counts by itself what falls due and what leaves the hour, without being told', async () => {
    const desk = openDesk(one);
    const random = chance(7);
    for (let n = 0; n < 15; n += 1) await writes(one.app.deps, await newMatter(random));
    await expectRight([desk]);
    const before = desk.board.store.getState().board;
    for (const minutes of [6, 9, 20, 40]) {
      clock.advance(minutes * MINUTE);
      await expectRight([desk]);
    }
    expect(before).not.toBeNull();
  }, 180_000);

  it('begins today anew at midnight in Tokyo, on desks that were open all the while', async () => {
    const desks = [openDesk(one), openDesk(two)];
    await expectRight(desks);
    const doneBefore = Object.values(shownBy(desks[0] as DeskClient)?.agents ?? {}) as { done: number }[];
    expect(Math.max(...doneBefore.map(({ done }) => done))).toBeGreaterThan(0);
    clock.set('2026-04-01T14:59:30.000Z');
    await expectRight(desks);
    clock.set('2026-04-01T15:00:10.000Z');
    await expectRight(desks);
    for (const desk of desks)
      expect((Object.values(shownBy(desk)?.agents ?? {}) as { done: number }[]).every(({ done }) => done === 0)).toBe(
        true,
      );
    const random = chance(11);
    await writes(one.app.deps, await newMatter(random));
    await expectRight(desks);
  }, 180_000);

  it('stays right when the clock of the hubs is set back and forth', async () => {
    const desks = [openDesk(one), openDesk(two)];
    const random = chance(13);
    clock.advance(-3 * 60 * MINUTE);
    await writes(one.app.deps, await newMatter(random));
    await expectRight(desks);
    clock.advance(5 * 60 * MINUTE);
    await writes(two.app.deps, await newMatter(random));
    await expectRight(desks);
  }, 180_000);

  it('[SY7] is right again after a hub was started anew, for those who were on it too', async () => {
    const spare = await testHub(database, { clock, realtime, seeded: one });
    const desk = openDesk(spare);
    await expectRight([desk]);
    await spare.close();
    const random = chance(17);
    await writes(one.app.deps, await newMatter(random));
    const again = openDesk(two);
    await expectRight([again]);
    const version = async () => dataOf(await (await two.signIn(two.lead)).query('board.open', {})).head.version;
    const before = await version();
    await writes(two.app.deps, await newMatter(random));
    await expect.poll(version).toBeGreaterThan(before);
    await expectRight([again]);
  }, 180_000);
});

describe('[PR5] the board is for leads', () => {
  it('refuses agents its queries and its topic', async () => {
    const [agent] = one.agents;
    const signedIn = await one.signIn(agent);
    expect(await signedIn.query('board.open', {})).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    const behind = await signedIn.query('board.behind', { of: 'agent', agentId: agent.id });
    expect(behind).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    const socket = await openAgentSocket(one.url, { token: signedIn.token });
    expect(await socket.follow({ topic: BOARD_TOPIC })).toMatchObject([{ mode: 'refused' }]);
  });

  it('[PR4] tells no address of any customer, and no customer at all', async () => {
    const lead = await one.signIn(one.lead);
    const board = JSON.stringify(dataOf(await lead.query('board.open', {})));
    const behind = JSON.stringify(
      dataOf(await lead.query('board.behind', { of: 'queue', channel: 'email', which: 'open' })),
    );
    expect(board).not.toMatch(/@example\.jp|佐藤/);
    expect(behind).toMatch(/佐藤/);
    expect(behind).not.toMatch(/@example\.jp/);
  });
});

describe('what stands behind a figure', () => {
  it('is as many conversations as the figure says', async () => {
    const lead = await one.signIn(one.lead);
    const { teams, agents } = dataOf(await lead.query('board.open', {}));
    let looked = 0;
    for (const { id: teamId, queues } of teams)
      for (const { channel, waiting, open, pastDue } of queues)
        for (const [which, figure] of [
          ['waiting', waiting],
          ['open', open],
          ['past_due', pastDue],
        ] as const) {
          const { total, rows } = dataOf(await lead.query('board.behind', { of: 'queue', channel, teamId, which }));
          expect([channel, which, total]).toEqual([channel, which, figure]);
          expect(rows).toHaveLength(Math.min(total, 200));
          looked += total;
        }
    for (const { id, load } of agents) {
      const { total } = dataOf(await lead.query('board.behind', { of: 'agent', agentId: id }));
      expect(total).toBe(load.reduce((sum, { count }) => sum + count, 0));
    }
    expect(looked).toBeGreaterThan(10);
  });
});
