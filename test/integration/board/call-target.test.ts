import { expect, it } from 'vitest';
import { callsByTeam } from '#server/domains/board/queues.repository.ts';
import { CALL_ANSWER_SECONDS } from '#shared/domain/board.ts';
import { callTargetSeconds } from '#shared/domain/targets.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { seedWorkspace } from '#test/support/factories/workspace.ts';

const database = await testDatabase();
const { db } = database;
const deps = testDeps(database);
const { team, otherTeam, agents } = await seedWorkspace(db);
const DAY = { from: new Date('2026-04-01T00:00:00Z'), until: new Date('2026-04-02T00:00:00Z') };
const WITHIN = 45;
/** Seconds that callers waited; null: nobody picked up. */
const WAITED = [1, CALL_ANSWER_SECONDS, CALL_ANSWER_SECONDS + 1, WITHIN, WITHIN + 1, null];

it('[CV9] calls are in time by the seconds their team says, and by the usual ones where it says none', async () => {
  const customer = await makeCustomer(db);
  const targets = { phone: { seconds: WITHIN }, chat: { first: 1 } };
  await db
    .updateTable('team')
    .set({ targets: JSON.stringify(targets) })
    .where('id', '=', team.id)
    .execute();
  const startedAt = new Date('2026-04-01T01:00:00Z');
  const after = (seconds: number) => new Date(startedAt.getTime() + seconds * 1000);
  for (const { id } of [team, otherTeam])
    for (const waited of WAITED)
      await db
        .insertInto('call')
        .values({
          id: deps.ids.next(),
          customer_id: customer.id,
          team_id: id,
          adapter: 'sip',
          media: 'softphone',
          direction: 'in',
          state: 'ended',
          outcome: waited === null ? 'missed' : 'answered',
          agent_id: waited === null ? null : agents[0].id,
          started_at: startedAt,
          answered_at: waited === null ? null : after(waited),
          ended_at: after(600),
          parts: '[]',
        })
        .execute();
  const found = await callsByTeam(db, [team.id, otherTeam.id], DAY);
  const inTime = (within: number) => WAITED.filter((waited) => waited !== null && waited <= within).length;
  const of = (id: string) => found.find(({ teamId }) => teamId === id);
  expect(of(team.id)).toMatchObject({ answered: WAITED.length, inTime: inTime(WITHIN) });
  expect(of(otherTeam.id)).toMatchObject({ answered: WAITED.length, inTime: inTime(CALL_ANSWER_SECONDS) });
  expect(callTargetSeconds({ targets })).toBe(WITHIN);
  expect(callTargetSeconds({ targets: {} })).toBe(CALL_ANSWER_SECONDS);
});
