import { expect, it } from 'vitest';
import { sendDueSurveys } from '#server/channels/surveys.ts';
import { testDatabase } from '#test/support/database.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { randomOf } from '#test/support/random-of.ts';
import { surveyDesk } from '#test/support/survey-desk.ts';

const database = await testDatabase();
const desk = await surveyDesk(database);
const { db, deps } = desk;
const DAY_MS = 24 * 3_600_000;
const STEPS = 90;

/** What agents, hubs and time do to conversations of a few customers, in any order. */
async function live(seed: number, onceInDays: number): Promise<void> {
  const random = randomOf(seed);
  deps.clock.set('2026-04-02T01:00:00.000Z');
  await desk.setup({ onceInDays, delayMinutes: 45 });
  const otherHub = { ...testDeps(database, deps.clock), publicUrl: deps.publicUrl };
  const begun = await Promise.all(
    (['line', 'email', 'chat', 'sms'] as const).map((channel) => desk.begin({ channel })),
  );
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  for (let step = 0; step < STEPS; step += 1) {
    const { conversation } = pick(begun);
    const { status } = await desk.rowOf(conversation.id);
    const act = random();
    if (act < 0.35) {
      if (status === 'resolved') await desk.reopen(conversation.id);
      else await desk.resolve(conversation.id);
    } else if (act < 0.6) deps.clock.advance(Math.floor(random() * 40) * 60_000);
    else if (act < 0.65) deps.clock.advance(Math.floor(random() * 10) * DAY_MS);
    else if (act < 0.9) await sendDueSurveys(deps);
    else await Promise.all([sendDueSurveys(deps), sendDueSurveys(otherHub)]);
  }
  for (const { conversation, customer } of begun) {
    const surveys = await desk.surveys(conversation.id);
    const sent = surveys.filter(({ sent_at }) => sent_at !== null);
    // One question for each that was asked, and none that was not.
    expect(await desk.questions(conversation.id), `seed ${seed}`).toHaveLength(sent.length);
    expect(surveys.filter(({ state }) => state === 'scheduled').length, `seed ${seed}`).toBeLessThanOrEqual(1);
    // Each was asked about a resolving of its own, and not before its time.
    expect(new Set(sent.map(({ resolved_at }) => resolved_at.getTime())).size).toBe(sent.length);
    for (const { sent_at, due_at } of sent) expect(sent_at?.getTime()).toBeGreaterThanOrEqual(due_at.getTime());
    const times = await db
      .selectFrom('survey')
      .select('sent_at')
      .where('customer_id', '=', customer.id)
      .where('sent_at', 'is not', null)
      .orderBy('sent_at')
      .execute();
    for (const [index, { sent_at }] of times.entries()) {
      const before = times[index - 1]?.sent_at ?? null;
      if (before === null || sent_at === null) continue;
      expect(sent_at.getTime() - before.getTime(), `seed ${seed}`).toBeGreaterThanOrEqual(onceInDays * DAY_MS);
    }
  }
}

it.each([1, 2, 3, 4, 5, 6])(
  'a customer is asked once for each resolving at most, whatever happens in between (seed %i)',
  async (seed) => {
    await live(seed, seed % 2 === 0 ? 14 : 0);
  },
);
