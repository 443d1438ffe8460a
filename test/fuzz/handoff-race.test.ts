import { describe, expect, it } from 'vitest';
import { expireDueOffers, onAgentGone } from '#server/domains/handoffs/expiry.service.ts';
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
const ROUNDS = 300;
/** Six thousand transactions, on a machine that may be busy with other suites. */
const AT_MOST_MS = 400_000;
const BRIEF = { wants: [], done: [], promised: [], next: [], identity: [] };

const database = await testDatabase({ max: RACERS + 4 });
const { db } = database;
const deps = testDeps(database);
const give = giveTo(deps);
const random = seededRandom(20_261_122);
const { team, otherTeam } = await seedWorkspace(db);
const sender = await makeAgent(db, [team]);
const receiver = await makeAgent(db, [team]);
const members = await Promise.all(Array.from({ length: 6 }, () => makeAgent(db, [otherTeam])));
const lead = await makeAgent(db, [otherTeam], { role: 'lead' });
const claimers = await Promise.all(Array.from({ length: 3 }, () => makeAgent(db, [team])));
const customer = await makeCustomer(db);

type Round = { readonly conversationId: string; readonly handoffId: string; readonly to: 'agent' | 'team' };
type Racer = (round: Round) => Promise<Answer<unknown> | number>;

const accept =
  (agent: MadeAgent): Racer =>
  ({ handoffId }) =>
    give(askingAs(agent), 'handoff:accept', { handoffId });
const decline =
  (agent: MadeAgent): Racer =>
  ({ handoffId }) =>
    give(askingAs(agent), 'handoff:decline', { handoffId, reason: 'busy' });
const withdraw: Racer = ({ handoffId }) => give(askingAs(sender), 'handoff:withdraw', { handoffId });
const release: Racer = ({ conversationId }) =>
  give(askingAs(sender), 'conversation:release', { conversationId, epoch: 1 });
const claim =
  (agent: MadeAgent): Racer =>
  ({ conversationId }) =>
    give(askingAs(agent), 'conversation:claim', { conversationId, epoch: 1 });
const expire: Racer = () => expireDueOffers(deps);
const receiverGone: Racer = () => onAgentGone(deps, receiver.id);

/** Twenty at once: every way an offer can end, some of them several times. */
function racersFor(to: 'agent' | 'team'): Racer[] {
  const deciders =
    to === 'agent'
      ? [
          accept(receiver),
          accept(receiver),
          accept(receiver),
          decline(receiver),
          decline(receiver),
          receiverGone,
          receiverGone,
        ]
      : [...members.map(accept), decline(lead)];
  const others = [withdraw, withdraw, withdraw, expire, expire, expire, release, ...claimers.map(claim)];
  const all = [...deciders, ...others];
  while (all.length < RACERS) all.push(random.pick(deciders));
  return random.shuffle(all);
}

async function offered(to: 'agent' | 'team'): Promise<Round> {
  const { id } = await makeConversation(db, { customer, team, owner: sender });
  const { handoff } = dataOf(
    await give(askingAs(sender), 'handoff:offer', {
      conversationId: id,
      epoch: 1,
      to: to === 'agent' ? { type: 'agent', id: receiver.id } : { type: 'team', id: otherTeam.id },
      brief: BRIEF,
      snapshot: {},
    }),
  );
  return { conversationId: id, handoffId: handoff.id, to };
}

/** Checks that whoever was answered was told the outcome that is stored. */
function expectSameTold(answers: readonly (Answer<unknown> | number)[], state: string): void {
  for (const answer of answers) {
    if (typeof answer === 'number' || answer.ok) continue;
    if (answer.error.code === 'handoff_decided') expect(answer.error.details).toEqual({ state });
    else expect(['already_claimed', 'not_owner']).toContain(answer.error.code);
  }
}

describe('an offer', () => {
  it(
    `[HO2] ${RACERS} accept, decline, withdraw, expire, go away, release and claim, ${ROUNDS} rounds: one outcome each, everyone told the same`,
    async () => {
      const seen = new Map<string, number>();
      for (let n = 0; n < ROUNDS; n++) {
        const round = await offered(n % 3 === 2 ? 'team' : 'agent');
        deps.clock.advance(61_000);
        deps.changes.length = 0;
        const answers = await Promise.all(racersFor(round.to).map((racer) => racer(round)));
        const handoff = await db
          .selectFrom('handoff')
          .selectAll()
          .where('id', '=', round.handoffId)
          .executeTakeFirstOrThrow();
        expect(['completed', 'declined', 'withdrawn', 'expired']).toContain(handoff.state);
        seen.set(handoff.state, (seen.get(handoff.state) ?? 0) + 1);
        expectSameTold(answers, handoff.state);
        const decided = answers.filter((answer) => typeof answer === 'object' && answer.ok && hasHandoff(answer.data));
        expect(decided.length).toBeLessThanOrEqual(1);
        await expectOutcomeTold(round, handoff.state);
        await expectOneOwner(db, round.conversationId);
        const conversation = await db
          .selectFrom('conversation')
          .select(['owner_agent_id', 'epoch'])
          .where('id', '=', round.conversationId)
          .executeTakeFirstOrThrow();
        if (handoff.state === 'completed') {
          expect(conversation.owner_agent_id).toBe(handoff.accepted_by);
          expect(conversation.epoch).toBe(2);
        }
      }
      // The race is a race only if different racers win it.
      expect(seen.size).toBeGreaterThanOrEqual(3);
      await expectNoGaps(db, customer.id);
    },
    AT_MOST_MS,
  );
});

const hasHandoff = (data: unknown): boolean => typeof data === 'object' && data !== null && 'handoff' in data;

/** One item on the thread and one event for each of those concerned. */
async function expectOutcomeTold(round: Round, state: string): Promise<void> {
  const items = await db
    .selectFrom('timeline_item')
    .select('data')
    .where('conversation_id', '=', round.conversationId)
    .where('kind', '=', 'handoff')
    .orderBy('seq')
    .execute();
  expect(items.map((item) => (item.data as { event: string }).event)).toEqual(['offered', state]);
  const offers = deps.changes.filter((change) => change.to === 'topic' && change.event.type === 'offer_changed');
  const inboxes = offers.map((change) => (change.to === 'topic' ? change.topic : ''));
  expect(inboxes).toContain(`inbox:${sender.id}`);
  expect(new Set(inboxes).size).toBe(inboxes.length);
  if (round.to === 'agent') expect(inboxes).toContain(`inbox:${receiver.id}`);
  else expect(deps.changes).toContainEqual({ to: 'team', teamId: otherTeam.id, handoffId: round.handoffId });
}
