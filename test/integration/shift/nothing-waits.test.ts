import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { wakeSnoozed } from '#server/domains/conversations/status.service.ts';
import {
  type EarlierPresence,
  markConnected,
  markDisconnected,
  markSignedOut,
} from '#server/domains/presence/presence.service.ts';
import { ABSENT_MS } from '#server/domains/routing/leave-absent.service.ts';
import type { ShiftChoice, ShiftResult } from '#shared/domain/shift.ts';
import { dataOf, giveTo } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { askingAs, type MadeAgent, makeAgent, makeTeam } from '#test/support/factories/people.ts';
import { seedWorkspace } from '#test/support/factories/workspace.ts';
import { fakeClock } from '#test/support/fake-clock.ts';
import { expectOneOwner } from '#test/support/ownership-facts.ts';
import { beat, type Matter, makeMatter, says, writes } from '#test/support/shift-world.ts';

/** The whole is the hub's own doing; the other database only has to take it. */
const onDebian = process.env['TSUNAGI_TEST_POSTGRES'] === 'debian';
const clock = fakeClock();
const deps = testDeps(await testDatabase(), clock);
const { db } = deps;
const give = giveTo(deps);
await seedWorkspace(db);

const PEOPLE = 3;
const MATTERS = 5;
const person = fc.nat(PEOPLE - 1);
const matter = fc.nat(MATTERS - 1);
const choice = fc.constantFrom('queue', 'agent', 'keep');

/** One thing that happens in a day of a team. */
type Happening = {
  readonly what: string;
  readonly matter?: number;
  readonly person?: number;
  readonly to?: number;
  readonly minutes?: number;
  readonly choices?: readonly string[];
};

const event: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ what: fc.constant('reply'), matter }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('answer'), matter }) },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constantFrom('wait', 'snooze', 'promise'),
      matter,
      minutes: fc.integer({ min: 1, max: 300 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('claim'), matter, person }) },
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constantFrom('end', 'lead_ends'),
      person,
      to: person,
      choices: fc.array(choice, { minLength: MATTERS, maxLength: MATTERS }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ what: fc.constantFrom('sign_out', 'cut_off', 'come', 'lunch'), person }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('pass'), minutes: fc.integer({ min: 1, max: 120 }) }) },
);

type Kept = {
  id: string;
  status: string;
  agent: string;
  waits: Date | null;
  due: Date | null;
  presence: string;
  at: Date | null;
};

/** One team on one day. */
async function makeWorld() {
  clock.set('2026-04-01T01:00:00Z');
  const team = await makeTeam(db, { routing: 'by_hand' });
  const lead = await makeAgent(db, [team], { role: 'lead' });
  const people: MadeAgent[] = [];
  for (let i = 0; i < PEOPLE; i += 1) people.push(await makeAgent(db, [team]));
  for (const one of [lead, ...people]) await says(deps, one, 'ready');
  const matters: Matter[] = [];
  for (let i = 0; i < MATTERS; i += 1)
    matters.push(await makeMatter(deps, team, { owner: people[i % PEOPLE] as MadeAgent }));
  const earlier = new Map<string, EarlierPresence | null>();
  const on = (i = 0) => matters[i] as Matter;
  const by = (i = 0) => people[i] as MadeAgent;
  const patch = (id: string, set: Record<string, unknown>) =>
    db.updateTable('conversation').set(set).where('id', '=', id).where('owner_agent_id', 'is not', null).execute();
  const later = (minutes = 1) => new Date(clock.now().getTime() + minutes * 60_000);

  const choiceOf = (word: string | undefined, to: number | undefined): ShiftChoice =>
    word === 'agent' ? { to: 'agent', agentId: by(to).id } : { to: word === 'keep' ? 'keep' : 'queue' };

  async function endShift(asker: MadeAgent, { person: whose, to, choices = [] }: Happening): Promise<void> {
    const had = await ownedBy(by(whose).id);
    const items = matters.map(({ id }, i) => ({ conversationId: id, choice: choiceOf(choices[i], to) }));
    const { results } = dataOf(await give(askingAs(asker), 'shift:hand-over', { agentId: by(whose).id, items }));
    clock.advance(1000);
    await beat(deps);
    await expectWithSomebody(by(whose).id, had, results);
  }

  async function happens(h: Happening): Promise<void> {
    switch (h.what) {
      case 'reply':
        return void (await writes(deps, on(h.matter)));
      case 'answer':
        return void (await patch(on(h.matter).id, { customer_waits_since: null, reply_due_at: null }));
      case 'wait':
        return void (await patch(on(h.matter).id, {
          status: 'waiting',
          waiting_on: 'maker',
          waiting_until: later(h.minutes),
        }));
      case 'snooze':
        return void (await patch(on(h.matter).id, {
          status: 'snoozed',
          waiting_on: null,
          waiting_until: later(h.minutes),
        }));
      case 'promise':
        return void (await db
          .insertInto('commitment')
          .values({
            id: deps.ids.next(),
            conversation_id: on(h.matter).id,
            customer_id: on(h.matter).customerId,
            text: 'お電話します',
            due_at: later(h.minutes),
            created_at: clock.now(),
          })
          .execute());
      case 'claim': {
        // Only who is here takes something.
        if (!(await isHere(by(h.person).id))) return;
        const { epoch } = await db
          .selectFrom('conversation')
          .select('epoch')
          .where('id', '=', on(h.matter).id)
          .executeTakeFirstOrThrow();
        return void (await give(askingAs(by(h.person)), 'conversation:claim', {
          conversationId: on(h.matter).id,
          epoch: Number(epoch),
        }));
      }
      case 'end':
        return endShift(by(h.person), h);
      case 'lead_ends':
        return endShift(lead, h);
      case 'sign_out':
        return markSignedOut(deps, by(h.person).id);
      case 'cut_off':
        return void earlier.set(by(h.person).id, await markDisconnected(deps, by(h.person).id));
      case 'come':
        await markConnected(deps, by(h.person).id, earlier.get(by(h.person).id) ?? null);
        return says(deps, by(h.person), 'ready');
      case 'lunch':
        return (await isHere(by(h.person).id)) ? says(deps, by(h.person), 'away', 'meal') : undefined;
      case 'pass':
        return clock.advance((h.minutes ?? 1) * 60_000);
      default:
        throw new Error(h.what);
    }
  }
  return { team, matters, people, happens };
}

const ownedBy = async (id: string): Promise<string[]> =>
  (await db.selectFrom('conversation').select('id').where('owner_agent_id', '=', id).execute()).map((row) => row.id);

async function isHere(id: string): Promise<boolean> {
  const row = await db
    .selectFrom('agent')
    .select(['presence', 'presence_reason'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return !['signed_out', 'disconnected'].includes(row.presence) && row.presence_reason !== 'off_shift';
}

/** A second after a shift's end: all that somebody had is with a queue or with who is here, but what was kept by choice. */
async function expectWithSomebody(
  formerId: string,
  had: readonly string[],
  results: readonly ShiftResult[],
): Promise<void> {
  const kept = new Set(results.filter(({ result }) => result === 'kept').map(({ conversationId }) => conversationId));
  for (const id of had) {
    const row = await db.selectFrom('conversation').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    if (kept.has(id)) expect(['waiting', 'snoozed']).toContain(row.status);
    else expect(row.owner_agent_id).not.toBe(formerId);
    if (row.owner_agent_id !== null && !kept.has(id)) expect(await isHere(row.owner_agent_id)).toBe(true);
  }
}

/** A second after anything at all: nothing waits for someone who is off ([CV6]). */
async function expectNothingWaits(): Promise<void> {
  const { rows } = await sql<Kept>`
    select c.id, c.status, a.id as agent, c.customer_waits_since as waits, a.presence, a.presence_at as at,
      least(c.waiting_until, (select min(p.due_at) from commitment p where p.conversation_id = c.id and p.state in ('open', 'broken'))) as due
    from conversation c join agent a on a.id = c.owner_agent_id
    where c.status <> 'resolved' and (a.presence in ('signed_out', 'disconnected') or a.presence_reason = 'off_shift')`.execute(
    db,
  );
  const now = clock.now();
  for (const row of rows) {
    expect(row.due === null || row.due > now).toBe(true);
    const cutOff = row.presence === 'disconnected' && row.at !== null && now.getTime() - row.at.getTime() < ABSENT_MS;
    // Somebody whose line was cut a moment ago may be back before anybody notices.
    if (cutOff) expect(row.waits === null || row.at === null || row.waits < row.at).toBe(true);
    else expect([row.status, row.waits]).toEqual([expect.stringMatching(/waiting|snoozed/), null]);
  }
}

/** What somebody leaves goes to a colleague by name, whose own shift is over. */
const TO_WHO_IS_OFF: Happening[] = [
  { what: 'end', person: 1, to: 0, choices: ['queue', 'queue', 'queue', 'queue', 'queue'] },
  { what: 'end', person: 0, to: 1, choices: ['agent', 'agent', 'agent', 'agent', 'agent'] },
];

describe('[CV6] over generated shifts, absences and replies', () => {
  it('nothing waits for someone who is off, and what a shift leaves is with somebody a second later', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 8, maxLength: 24 }), async (day) => {
        const { happens, matters } = await makeWorld();
        for (const one of day) {
          await happens(one);
          clock.advance(1000);
          await wakeSnoozed(deps);
          await beat(deps);
          await expectNothingWaits();
        }
        for (const { id } of matters) await expectOneOwner(db, id);
        await sql`update conversation set status = 'resolved' where id = any(${matters.map(({ id }) => id)}::uuid[])`.execute(
          db,
        );
      }),
      { numRuns: onDebian ? 5 : 15, seed: 20_261_122, examples: [[TO_WHO_IS_OFF]] },
    );
  });
});
