import { sql } from 'kysely';
import { withNext } from '#server/db/together.ts';
import type { Work } from '#server/work.ts';
import type { Channel } from '#shared/domain/channels.ts';

/** A conversation before it was answered. */
type Waiting = {
  readonly id: string;
  readonly customerWaitsSince: Date | null;
  readonly replyDueAt: Date | null;
  readonly firstAnsweredAt: Date | null;
};

type Answer = { readonly channel: Channel; readonly agentId: string | null; readonly at: Date };

/** Keeps that a customer who waited was answered, and whether by when they were to be. Nothing where nobody waited. */
export async function noteAnswered(work: Work, before: Waiting, answer: Answer): Promise<void> {
  if (before.customerWaitsSince === null) return;
  await withNext(
    work.tx,
    sql`
    insert into reply_wait (conversation_id, channel, agent_id, is_first, since, due_at, answered_at)
    values (${before.id}, ${answer.channel}, ${answer.agentId}, ${before.firstAnsweredAt === null},
      ${before.customerWaitsSince}, ${before.replyDueAt}, ${answer.at})`,
  );
}
