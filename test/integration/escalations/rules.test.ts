import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { receive } from '#server/domains/conversations/inbound.service.ts';
import { escalationsQueries } from '#server/domains/escalations/escalations.handlers.ts';
import { escalateMissedTargets } from '#server/domains/escalations/missed-targets.service.ts';
import { breakDuePromises } from '#server/domains/promises/break-promises.service.ts';
import { inWork } from '#server/work.ts';
import { type SeededRandom, seededRandom } from '#shared/lib/seeded-random.ts';
import { dataOf, giveTo } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { causesOf, makeRule, noRules } from '#test/support/escalation-world.ts';
import { makeConversation } from '#test/support/factories/conversations.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { askingAs } from '#test/support/factories/people.ts';
import { seedWorkspace } from '#test/support/factories/workspace.ts';
import { fragments, plantedIn, repeatsByHand, WORDS } from '#test/support/rule-histories.ts';
import { makeMatter, writes } from '#test/support/shift-world.ts';

/** Of each kind, against the database; the pure rules are tried on ten thousand. */
const HISTORIES = 10;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const BRIEF = { wants: [], done: [], promised: [], next: [], identity: [] };

const database = await testDatabase();
const { db } = database;
const deps = testDeps(database);
const { clock } = deps;
const give = giveTo(deps);
const { team, agents, lead } = await seedWorkspace(db);
const [anna, ben] = agents;

beforeEach(async () => {
  await noRules(db);
});

const raisedOn = async (conversationId: string) =>
  (await escalationsQueries['escalation.of'](deps, askingAs(lead), { conversationId })).escalations;
const over = (run: (random: SeededRandom, n: number) => Promise<void>) => async () => {
  for (let n = 0; n < HISTORIES; n++) await run(seededRandom(20_261_122 + n), n);
};

describe(`[ES1] on the hub each rule fires exactly once where it should, ${HISTORIES} histories of each`, () => {
  it(
    'repeated contact, on whatever channels the customer comes',
    over(async (random) => {
      const test = { kind: 'repeat_contact', times: random.int(2, 4), days: random.int(1, 5) } as const;
      const ruleId = await makeRule(db, test);
      const matter = await makeMatter(deps, team, { owner: anna });
      const said: { at: number; on: string; led: boolean; id: string }[] = [];
      let thread = 0;
      for (let n = random.int(3, 9); n > 0; n--) {
        clock.advance(random.pick([random.int(1, 90) * MINUTE, random.int(5, 8) * HOUR, random.int(1, 2) * 24 * HOUR]));
        if (random.next() < 0.3) thread++;
        const { item } = await inWork(deps, (work) =>
          receive(work, {
            customerId: matter.customerId,
            contactPointId: matter.pointId,
            kind: 'message',
            data: { text: 'まだ届きません' },
            channel: 'email',
            direction: 'in',
            author: { type: 'customer' },
            occurredAt: clock.now(),
            ...(thread === 0 ? {} : { thread: `${matter.id} ${thread}` }),
          }),
        );
        said.push({ at: clock.now().getTime(), on: item.sessionId ?? '', led: false, id: item.id });
      }
      const expected = repeatsByHand(said, test).map((n) => said[n]?.id);
      expect((await causesOf(db, ruleId)).map(({ cause }) => cause)).toEqual(expected);
      await noRules(db);
    }),
    120_000,
  );

  it(
    'words, whoever writes them how',
    over(async (random) => {
      const ruleId = await makeRule(db, { kind: 'words', words: WORDS });
      const matter = await makeMatter(deps, team, { owner: anna });
      let isPlanted = false;
      for (let n = random.int(1, 5); n > 0; n--) {
        const planted = random.next() < 0.25 ? random.pick([...WORDS.ja, ...WORDS.en]) : null;
        isPlanted ||= planted !== null;
        await writes(deps, matter, plantedIn(random, ['お世話になります。', ...fragments(random)], planted));
      }
      expect((await causesOf(db, ruleId)).map(({ cause }) => cause)).toEqual(isPlanted ? [matter.id] : []);
      expect(await raisedOn(matter.id)).toHaveLength(Number(isPlanted));
      await noRules(db);
    }),
    120_000,
  );

  it(
    'targets missed, however many hubs look how often',
    over(async (random) => {
      const minutes = random.int(0, 40);
      const ruleId = await makeRule(db, { kind: 'target_missed', minutes });
      const matter = await makeMatter(deps, team, { owner: anna });
      const expected: string[] = [];
      for (let n = random.int(1, 3); n > 0; n--) {
        await writes(deps, matter);
        const { due } = await db
          .selectFrom('conversation')
          .select('reply_due_at as due')
          .where('id', '=', matter.id)
          .executeTakeFirstOrThrow();
        if (due === null) throw new Error('an answer is due');
        const lateBy = random.int(-10, 80) * MINUTE;
        for (const look of [lateBy - 5 * MINUTE, lateBy]) {
          clock.set(new Date(due.getTime() + look));
          await Promise.all([escalateMissedTargets(deps), escalateMissedTargets(deps)]);
        }
        if (lateBy >= minutes * MINUTE) expected.push(`${matter.id} ${due.toISOString()}`);
        // Answered, and the clock of the next question is another one.
        await sql`update conversation set customer_waits_since = null, reply_due_at = null where id = ${matter.id}`.execute(
          db,
        );
        clock.advance(MINUTE);
        await escalateMissedTargets(deps);
      }
      // Earlier histories left answers that are late.
      const causes = (await causesOf(db, ruleId)).filter(({ conversationId }) => conversationId === matter.id);
      expect(causes.map(({ cause }) => cause)).toEqual(expected);
      await noRules(db);
    }),
    120_000,
  );

  it(
    '[HO8] conversations that went back and forth',
    over(async (random) => {
      const times = random.int(1, 3);
      const ruleId = await makeRule(db, { kind: 'ping_pong', times });
      const customer = await makeCustomer(db);
      const { id } = await makeConversation(db, { customer, team, owner: anna, over: { channel: 'email' } });
      const returns = random.int(0, 4);
      let epoch = 1;
      for (let n = 0; n < returns; n++) {
        const to = { type: 'agent', id: ben.id } as const;
        dataOf(
          await give(askingAs(anna), 'handoff:offer', { conversationId: id, epoch, to, brief: BRIEF, snapshot: {} }),
        );
        epoch++;
        const back = { conversationId: id, epoch, reason: '担当外です' };
        dataOf(await give(askingAs(ben), 'handoff:return', back));
        epoch++;
      }
      expect((await causesOf(db, ruleId)).map(({ cause }) => cause)).toEqual(returns >= times ? [id] : []);
      await noRules(db);
    }),
    120_000,
  );

  it(
    'promises broken, kept, put off, and broken again',
    over(async (random) => {
      const ruleId = await makeRule(db, { kind: 'commitment_broken' });
      const customer = await makeCustomer(db);
      const { id } = await makeConversation(db, { customer, team, owner: anna });
      const expected: string[] = [];
      const at = { conversationId: id, epoch: 1 };
      const inMinutes = (minutes: number) => new Date(clock.now().getTime() + minutes * MINUTE).toISOString();
      for (let n = random.int(1, 3); n > 0; n--) {
        let dueAt = inMinutes(30);
        const { commitment } = dataOf(
          await give(askingAs(anna), 'commitment:make', { ...at, text: 'お電話します', dueAt }),
        );
        let isKept = false;
        for (let turns = random.int(1, 3); turns > 0; turns--) {
          isKept = random.next() < 0.3;
          if (isKept) {
            dataOf(
              await give(askingAs(anna), 'commitment:settle', { ...at, commitmentId: commitment.id, state: 'kept' }),
            );
          }
          clock.advance(31 * MINUTE);
          await Promise.all([breakDuePromises(deps), breakDuePromises(deps)]);
          if (isKept) break;
          expected.push(`${commitment.id} ${dueAt}`);
          dueAt = inMinutes(30);
          const move = { ...at, commitmentId: commitment.id, dueAt, reason: '確認中' };
          dataOf(await give(askingAs(anna), 'commitment:move', move));
        }
        const end = { ...at, commitmentId: commitment.id, state: 'cancelled' } as const;
        if (!isKept) dataOf(await give(askingAs(anna), 'commitment:settle', end));
      }
      expect((await causesOf(db, ruleId)).map(({ cause }) => cause).sort()).toEqual(expected.sort());
      await noRules(db);
    }),
    120_000,
  );
});
