import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { Work } from '#server/work.ts';
import type { Attachment } from '#shared/domain/item-data.ts';
import type { MessageFormat } from '#shared/domain/sending.ts';

export type DraftKey = { readonly conversationId: string; readonly agentId: string; readonly mode: 'reply' | 'note' };
export type DraftText = {
  readonly text: string;
  readonly attachments: readonly Attachment[];
  /** Beside the text, on channels that can; empty elsewhere. */
  readonly format: MessageFormat;
  readonly revision: number;
};
export type DraftRecord = DraftText & { readonly mode: 'reply' | 'note'; readonly savedAt: Date };

/**
 * Keeps a draft unless a newer revision is kept already; an empty one stays as a row without words, so that an older
 * revision that comes late can not bring back what was sent. Gives the revision that is kept now.
 */
export async function keepDraft(work: Work, key: DraftKey, draft: DraftText): Promise<number> {
  const { rows } = await sql<{ revision: number }>`
    insert into draft as d (conversation_id, agent_id, mode, text, attachments, format, revision, saved_at)
    values (${key.conversationId}, ${key.agentId}, ${key.mode}, ${draft.text}, ${JSON.stringify(draft.attachments)}::jsonb,
      ${JSON.stringify(draft.format)}::jsonb, ${draft.revision}, ${work.at})
    on conflict (conversation_id, agent_id, mode) do update set
      text = case when excluded.revision >= d.revision then excluded.text else d.text end,
      attachments = case when excluded.revision >= d.revision then excluded.attachments else d.attachments end,
      format = case when excluded.revision >= d.revision then excluded.format else d.format end,
      saved_at = case when excluded.revision >= d.revision then excluded.saved_at else d.saved_at end,
      revision = greatest(excluded.revision, d.revision)
    returning revision`.execute(work.tx);
  return rows[0]?.revision ?? draft.revision;
}

/** An agent's drafts of a conversation that hold something. */
export async function draftsOf(db: ReadDb, conversationId: string, agentId: string): Promise<DraftRecord[]> {
  const { rows } = await sql<DraftRecord>`
    select mode, text, attachments, format, revision, saved_at as "savedAt" from draft
    where conversation_id = ${conversationId} and agent_id = ${agentId} and (text <> '' or attachments <> '[]'::jsonb or format <> '{}'::jsonb)
    order by mode`.execute(db);
  return rows;
}
