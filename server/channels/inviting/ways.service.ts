import { demand, type QueryHandlers } from '#server/asking.ts';
import type { Deps } from '#server/deps.ts';
import { teamCalendar } from '#server/domains/calendar/calendar.service.ts';
import { findConversation } from '#server/domains/conversations/conversations.repository.ts';
import { AppError } from '#server/errors.ts';
import { isOpen } from '#shared/domain/calendar.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';
import { readFacts } from './facts.ts';
import { optionsOf } from './options.ts';
import { teamWaits } from './waits.repository.ts';

/** What was waited longer ago than this says nothing about now. */
const LATELY_MS = 3 * 60 * 60_000;

type Waits = QueryOutput<'handoff.ways'>['waits'];

/** Every way of leading a customer onto another channel, and how long teams let one wait. Throws `not_found`. */
export const waysAcross: QueryHandlers['handoff.ways'] = async (deps, asking, { conversationId }) => {
  const conversation = await findConversation(deps.db, conversationId);
  if (conversation === null) throw new AppError('not_found');
  demand(asking, 'thread.read');
  const looking = { db: deps.db, at: deps.clock.now(), publicUrl: deps.publicUrl };
  const [facts, waits] = await Promise.all([readFacts(looking, conversation, asking.actor.id), waitsNow(deps)]);
  return { options: await optionsOf(facts), waits };
};

async function waitsNow({ db, clock }: Pick<Deps, 'db' | 'clock'>): Promise<Waits> {
  const now = clock.now();
  const teams = await teamWaits(db, new Date(now.getTime() - LATELY_MS));
  return Promise.all(
    teams.map(async ({ seconds, ...team }) => {
      const calendar = await teamCalendar(db, team.teamId);
      const open = calendar === null || isOpen(calendar, now);
      return { ...team, open, ...(seconds === null ? {} : { seconds }) };
    }),
  );
}
