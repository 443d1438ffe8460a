import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { Work } from '#server/work.ts';

type Use = {
  readonly articleId: string;
  readonly conversationId: string;
  readonly as: 'text' | 'link';
  readonly agentId: string;
};

/** Counts a use, once for each conversation and way; gives how often the article was used, null when there is none. */
export async function countUse(work: Work, { articleId, conversationId, as, agentId }: Use): Promise<number | null> {
  const { rows } = await sql<{ used: number }>`
    with new as (
      insert into article_use (article_id, conversation_id, used_as, agent_id, at)
      select a.id, c.id, ${as}, ${agentId}, ${work.at} from article a, conversation c
      where a.id = ${articleId} and c.id = ${conversationId}
      on conflict do nothing returning 1)
    update article set used = used + (select count(*) from new)::int where id = ${articleId} returning used`.execute(
    work.tx,
  );
  return rows[0]?.used ?? null;
}

type Missing = { readonly folded: string; readonly text: string; readonly at: Date; readonly forgetBefore: Date };

/** Keeps that something was looked for and not there, and forgets what was not looked for any more. */
export async function keepMissing(db: ReadDb, { folded, text, at, forgetBefore }: Missing): Promise<void> {
  await sql`
    with gone as (delete from article_missing where last_at < ${forgetBefore} and folded <> ${folded})
    insert into article_missing (folded, text, last_at) values (${folded}, ${text}, ${at})
    on conflict (folded) do update set times = article_missing.times + 1, last_at = excluded.last_at`.execute(db);
}

/** What was not there since a moment, the most often looked for first. */
export async function missingSince(db: ReadDb, since: Date): Promise<{ text: string; times: number; lastAt: Date }[]> {
  const { rows } = await sql<{ text: string; times: number; lastAt: Date }>`
    select text, times, last_at as "lastAt" from article_missing where last_at > ${since}
    order by times desc, last_at desc limit 100`.execute(db);
  return rows;
}
