import { sql } from 'kysely';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
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
 * Null when the id is new; throws `conflict` when it was used with another body.
 */
export async function takeReceipt(work: Work, r: Receipt): Promise<Answer<unknown> | null> {
  const taken = await sql`
    insert into command_receipt (actor_id, command_id, name, body_hash, answer, at)
    values (${r.actorId}, ${r.commandId}, ${r.name}, ${r.hash}, 'null'::jsonb, ${work.at})
    on conflict do nothing returning 1`.execute(work.tx);
  if (taken.rows.length === 1) return null;
  const { rows } = await sql<{ body_hash: Buffer; answer: Answer<unknown> }>`
    select body_hash, answer from command_receipt where actor_id = ${r.actorId} and command_id = ${r.commandId}`.execute(
    work.tx,
  );
  const row = rows[0];
  if (row === undefined || !row.body_hash.equals(r.hash)) throw new AppError('conflict');
  return row.answer;
}

/** Keeps the answer with the id, in the transaction of the effect ([SY2]). */
export async function fillReceipt(work: Work, r: Receipt, answer: Answer<unknown>): Promise<void> {
  await sql`update command_receipt set answer = ${JSON.stringify(answer)}::jsonb
    where actor_id = ${r.actorId} and command_id = ${r.commandId}`.execute(work.tx);
}
