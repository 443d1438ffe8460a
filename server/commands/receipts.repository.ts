import { sql } from 'kysely';
import { PREPARED } from '#server/db/prepared.ts';
import { together } from '#server/db/together.ts';
import { AppError } from '#server/errors.ts';
import type { Ahead, Step, Work } from '#server/work.ts';
import type { Answer } from '#shared/wire/ack.ts';

/** A command's id and body, by whom. */
export type Receipt = {
  readonly actorId: string;
  readonly commandId: string;
  readonly name: string;
  readonly hash: Buffer;
};

/**
 * Holds the command's id for this transaction: a twin that arrives meanwhile waits here, then reads the answer.
 * Null when the id is new; throws `conflict` when it was used with another body. `ahead` goes out with it, behind it, and is
 * told what it found when the id is new.
 */
export async function takeReceipt(work: Work, r: Receipt, ahead: Ahead | null): Promise<Answer<unknown> | null> {
  const insert = sql`${PREPARED}
    insert into command_receipt (actor_id, command_id, name, body_hash, answer, at)
    values (${r.actorId}, ${r.commandId}, ${r.name}, ${r.hash}, 'null'::jsonb, ${work.at})
    on conflict do nothing returning 1`;
  const [taken, ...found] = await together(work.tx, [insert, ...(ahead?.statements ?? [])]);
  if (taken.length === 1) {
    ahead?.take(found);
    return null;
  }
  const { rows } = await sql<{ body_hash: Buffer; answer: Answer<unknown> }>`
    select body_hash, answer from command_receipt where actor_id = ${r.actorId} and command_id = ${r.commandId}`.execute(
    work.tx,
  );
  const row = rows[0];
  if (row === undefined || !row.body_hash.equals(r.hash)) throw new AppError('conflict');
  return row.answer;
}

/** Keeps the answer with the id, in the transaction of the effect ([SY2]). */
export function fillReceipt(r: Receipt, answer: Answer<unknown>): Step {
  const statement = sql`${PREPARED}
    update command_receipt set answer = ${JSON.stringify(answer)}::jsonb
    where actor_id = ${r.actorId} and command_id = ${r.commandId}`;
  return { statement, take: () => undefined };
}
