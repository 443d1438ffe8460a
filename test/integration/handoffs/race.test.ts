import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { customerCame } from '#server/domains/handoffs/come.service.ts';
import { expireDueOffers, lapseDueCrossings, onAgentGone } from '#server/domains/handoffs/expiry.service.ts';
import { inWork } from '#server/work.ts';
import { seededRandom } from '#shared/lib/seeded-random.ts';
import type { Answer } from '#shared/wire/ack.ts';
import { dataOf, giveTo } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeConversation } from '#test/support/factories/conversations.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { askingAs, type MadeAgent, makeAgent } from '#test/support/factories/people.ts';
import { seedWorkspace } from '#test/support/factories/workspace.ts';
import { expectNoGaps, expectOneOwner } from '#test/support/ownership-facts.ts';

const RACERS = 20;
const ROUNDS = 1000;
/** In one of so many rounds at a place somebody is ahead; enough for each of them to be so twice. */
const AHEAD_EVERY = 10;
/** Conversations that are raced for at the same time. */
const LANES = 4;
/** Twenty thousand transactions, on a machine that may be busy with other suites. */
const AT_MOST_MS = 900_000;
const BRIEF = { wants: [], done: [], promised: [], next: [], identity: [] };

const database = await testDatabase({ max: 40 });
const { db } = database;
const deps = testDeps(database);
const give = giveTo(deps);
const random = seededRandom(20_261_122);
const { team, otherTeam } = await seedWorkspace(db);
await db.insertInto('store').values({ id: v7(), code: 'GINZA', name: '銀座店', created_at: new Date() }).execute();
const members = await Promise.all(Array.from({ length: 6 }, () => makeAgent(db, [otherTeam])));
const lead = await makeAgent(db, [otherTeam], { role: 'lead' });
const claimers = await Promise.all(Array.from({ length: 3 }, () => makeAgent(db, [team])));

/** Where a handoff stands when twenty begin to race for its outcome. */
const PLACES = ['offered to an agent', 'offered to a team', 'talking', 'crossing'] as const;
type Place = (typeof PLACES)[number];
type Lane = { readonly sender: MadeAgent; readonly receiver: MadeAgent; readonly customer: { readonly id: string } };
type Round = Lane & { readonly conversationId: string; readonly handoffId: string; readonly place: Place };
type Racer = (round: Round) => Promise<unknown>;

const accept =
  (agent: MadeAgent): Racer =>
  ({ handoffId }) =>
    give(askingAs(agent), 'handoff:accept', { handoffId });
const take: Racer = (round) => accept(round.receiver)(round);
const decline: Racer = ({ handoffId, receiver }) =>
  give(askingAs(receiver), 'handoff:decline', { handoffId, reason: 'busy' });
const declineForAll: Racer = ({ handoffId }) => give(askingAs(lead), 'handoff:decline', { handoffId, reason: 'busy' });
const withdraw: Racer = ({ handoffId, sender }) => give(askingAs(sender), 'handoff:withdraw', { handoffId });
const pass: Racer = ({ handoffId, sender }) => give(askingAs(sender), 'handoff:pass', { handoffId });
const talk: Racer = ({ handoffId, sender }) => give(askingAs(sender), 'handoff:talk', { handoffId, text: 'well?' });
const inviteAgain: Racer = ({ handoffId, sender }) => give(askingAs(sender), 'handoff:invite-again', { handoffId });
const release: Racer = ({ conversationId, sender }) =>
  give(askingAs(sender), 'conversation:release', { conversationId, epoch: 1 });
const claim =
  (agent: MadeAgent): Racer =>
  ({ conversationId }) =>
    give(askingAs(agent), 'conversation:claim', { conversationId, epoch: 1 });
const expire: Racer = () => expireDueOffers(deps);
const lapse: Racer = () => lapseDueCrossings(deps);
const receiverGone: Racer = ({ receiver }) => onAgentGone(deps, receiver.id);
const come: Racer = ({ conversationId }) =>
  inWork(deps, (work) => customerCame(work, { conversationId, channel: 'store', sessionId: null }));

const DECIDERS: Readonly<Record<Place, readonly Racer[]>> = {
  'offered to an agent': [take, take, take, decline, decline, receiverGone, receiverGone],
  'offered to a team': [...members.map(accept), declineForAll],
  talking: [pass, pass, pass, decline, decline, receiverGone, talk, talk],
  crossing: [come, come, come, come, decline, decline, lapse, lapse, inviteAgain],
};

/** Twenty at once: every way a handoff can go on from there, some of them several times. */
function racersAt(place: Place): Racer[] {
  const deciders = DECIDERS[place];
  const all = [...deciders, withdraw, withdraw, expire, expire, release, ...claimers.map(claim)];
  while (all.length < RACERS) all.push(random.pick(deciders));
  return random.shuffle(all);
}

async function begun(lane: Lane, place: Place): Promise<Round> {
  const { sender, receiver, customer } = lane;
  const { id: conversationId } = await makeConversation(db, { customer, team, owner: sender });
  const { handoff } = dataOf(
    await give(askingAs(sender), 'handoff:offer', {
      conversationId,
      epoch: 1,
      to: place === 'offered to a team' ? { type: 'team', id: otherTeam.id } : { type: 'agent', id: receiver.id },
      brief: BRIEF,
      snapshot: {},
      kind: place === 'talking' ? 'warm' : 'cold',
      ...(place === 'crossing' ? { crossing: { channel: 'store', way: 'code' } } : {}),
    }),
  );
  const handoffId = handoff.id;
  if (place === 'talking' || place === 'crossing') {
    dataOf(await give(askingAs(receiver), 'handoff:accept', { handoffId }));
  }
  // Its time is over, so that the clocks race along; a customer who is late never comes, so only now and then.
  const past = new Date(deps.clock.now().getTime() - 1000);
  const due = place === 'crossing' && random.next() < 0.3 ? { lapse_at: past } : { expires_at: past };
  await db.updateTable('handoff').set(due).where('id', '=', handoffId).execute();
  return { ...lane, conversationId, handoffId, place };
}

const FINAL = ['completed', 'declined', 'withdrawn', 'expired', 'lapsed'];

/** Checks that whoever lost was told the outcome that is stored, or who owns it now. */
function expectSameTold(answers: readonly unknown[], state: string): void {
  for (const answer of answers) {
    if (!isAnswer(answer) || answer.ok) continue;
    if (answer.error.code === 'handoff_decided') expect(answer.error.details).toEqual({ state });
    else expect(['already_claimed', 'not_owner', 'wrong_state']).toContain(answer.error.code);
  }
}

const isAnswer = (given: unknown): given is Answer<{ handoff?: { state: string } }> =>
  typeof given === 'object' && given !== null && 'ok' in given;

/** One item on the thread tells the outcome, and one event each of those concerned. */
async function expectOutcomeTold({ conversationId, handoffId, sender, receiver, place }: Round, state: string) {
  const items = await db
    .selectFrom('timeline_item')
    .select('data')
    .where('conversation_id', '=', conversationId)
    .where('kind', '=', 'handoff')
    .orderBy('seq')
    .execute();
  const events = items.map((item) => (item.data as { event: string }).event);
  expect(events.filter((event) => FINAL.includes(event))).toEqual([state]);
  expect(events.at(-1)).toBe(state);
  const offers = deps.changes.filter(
    (change) => change.to === 'topic' && change.event.type === 'offer_changed' && change.event.handoffId === handoffId,
  );
  const inboxes = new Set(offers.map((change) => (change.to === 'topic' ? change.topic : '')));
  expect(inboxes).toContain(`inbox:${sender.id}`);
  if (place === 'offered to a team') {
    expect(deps.changes.some((change) => change.to === 'team' && change.handoffId === handoffId)).toBe(true);
  } else expect(inboxes).toContain(`inbox:${receiver.id}`);
}

/** Now and then one has decided before the others begin, each in turn: who wins is not left to the machine alone. */
function aheadIn(place: Place, turn: number): Racer | undefined {
  const candidates = [...DECIDERS[place], withdraw, expire];
  return turn % AHEAD_EVERY === 0 ? candidates[(turn / AHEAD_EVERY) % candidates.length] : undefined;
}

async function race(round: Round, turn: number): Promise<string> {
  const ahead = aheadIn(round.place, turn);
  const first = ahead === undefined ? [] : [await ahead(round)];
  const answers = [...first, ...(await Promise.all(racersAt(round.place).map((racer) => racer(round))))];
  const { state, accepted_by } = await db
    .selectFrom('handoff')
    .selectAll()
    .where('id', '=', round.handoffId)
    .executeTakeFirstOrThrow();
  expect(FINAL).toContain(state);
  expectSameTold(answers, state);
  const deciding = answers.filter(
    (answer) => isAnswer(answer) && answer.ok && FINAL.includes(answer.data.handoff?.state ?? ''),
  );
  expect(deciding.length).toBeLessThanOrEqual(1);
  await expectOutcomeTold(round, state);
  await expectOneOwner(db, round.conversationId);
  const conversation = await db
    .selectFrom('conversation')
    .select(['owner_agent_id', 'epoch'])
    .where('id', '=', round.conversationId)
    .executeTakeFirstOrThrow();
  if (state === 'completed') {
    expect(conversation).toMatchObject({ owner_agent_id: accepted_by });
    expect(Number(conversation.epoch)).toBe(2);
  }
  return state;
}

describe('a handoff', () => {
  it(
    `[HO2] ${RACERS} accept, pass, come, decline, withdraw, expire, lapse, go away, release and claim, ${ROUNDS} rounds: one outcome each, everyone told the same`,
    async () => {
      const seen = new Map<string, number>();
      let left = ROUNDS;
      const runLane = async (): Promise<void> => {
        const [sender, receiver] = [await makeAgent(db, [team]), await makeAgent(db, [team])];
        const customer = await makeCustomer(db);
        while (left > 0) {
          const number = ROUNDS - left--;
          const place = PLACES[number % PLACES.length] ?? 'offered to an agent';
          const round = await begun({ sender, receiver, customer }, place);
          const outcome = `${place}: ${await race(round, Math.floor(number / PLACES.length))}`;
          seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
        }
        await expectNoGaps(db, customer.id);
      };
      await Promise.all(Array.from({ length: LANES }, runLane));
      // A race is a race only if different racers win it.
      for (const place of PLACES) {
        const outcomes = [...seen.keys()].filter((outcome) => outcome.startsWith(place));
        expect(outcomes.length, `outcomes of ${place}: ${outcomes.join(', ')}`).toBeGreaterThanOrEqual(3);
      }
    },
    AT_MOST_MS,
  );
});
