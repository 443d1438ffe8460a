import type { MatrixWorld } from './world.ts';

/** A conversation and its newest handoff, as they are stored. */
export async function storedNow({ database: { db } }: MatrixWorld, conversationId: string) {
  const c = await db.selectFrom('conversation').selectAll().where('id', '=', conversationId).executeTakeFirstOrThrow();
  const h = await db
    .selectFrom('handoff')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .orderBy('offered_at', 'desc')
    .executeTakeFirst();
  return {
    owner: c.owner_agent_id ?? c.owner_team_id,
    epoch: Number(c.epoch),
    channel: c.channel,
    teamId: c.team_id,
    status: c.status,
    state: h?.state ?? null,
    stage: h?.stage ?? null,
  };
}

/** What was said and done on a conversation, in the order of its thread. */
export async function itemsOf({ database: { db } }: MatrixWorld, conversationId: string) {
  const rows = await db
    .selectFrom('timeline_item')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .orderBy('seq')
    .execute();
  return {
    handoffs: rows.filter(({ kind }) => kind === 'handoff').map(({ data }) => (data as { event: string }).event),
    said: rows
      .filter(({ kind, direction }) => kind === 'message' && direction === 'in')
      .map(({ data }) => (data as { text: string }).text),
    calls: rows.filter(({ kind }) => kind === 'call').length,
    talk: rows
      .filter(({ kind, visibility }) => kind === 'note' && visibility === 'private')
      .map(({ data }) => (data as { text: string }).text),
    rows,
  };
}

/** The invitation of a conversation's handoff, if the customer was asked over. */
export async function invitationOf({ database: { db } }: MatrixWorld, conversationId: string) {
  return db
    .selectFrom('invitation')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .orderBy('created_at', 'desc')
    .executeTakeFirst();
}

/** The customer's time is over: what a clock would do in minutes or days. */
export async function letTimePass({ database: { db } }: MatrixWorld, conversationId: string): Promise<void> {
  const past = new Date(Date.now() - 1000);
  await db.updateTable('invitation').set({ expires_at: past }).where('conversation_id', '=', conversationId).execute();
  await db.updateTable('handoff').set({ lapse_at: past }).where('conversation_id', '=', conversationId).execute();
}
