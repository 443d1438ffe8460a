import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { Work } from '#server/work.ts';
import type { CallHelpMode } from '#shared/domain/live-help.ts';

export type CallHelp = {
  readonly id: string;
  readonly callId: string;
  readonly leadId: string;
  readonly leadName: string;
  readonly helpedAgentId: string;
  readonly mode: CallHelpMode;
  readonly state: 'asked' | 'in';
  readonly since: Date;
};

const select = sql`
  select h.id, h.call_id as "callId", h.lead_id as "leadId", a.name as "leadName", h.helped_agent_id as "helpedAgentId",
    h.mode, h.state, h.since from call_help h join agent a on a.id = h.lead_id`;

/** Leads on a call now, oldest first. */
export async function helpsOfCall(db: ReadDb, callId: string): Promise<CallHelp[]> {
  const { rows } = await sql<CallHelp>`
    ${select} where h.call_id = ${callId} and h.ended_at is null order by h.since, h.id`.execute(db);
  return rows;
}

export type NewCallHelp = Pick<CallHelp, 'callId' | 'leadId' | 'helpedAgentId' | 'mode'>;

export async function insertCallHelp(work: Work, help: NewCallHelp): Promise<void> {
  await sql`insert into call_help (id, call_id, lead_id, helped_agent_id, mode, state, since)
    values (${work.nextId()}, ${help.callId}, ${help.leadId}, ${help.helpedAgentId}, ${help.mode}, 'asked', ${work.at})`.execute(
    work.tx,
  );
}

export async function setCallHelpMode(work: Work, id: string, mode: CallHelpMode): Promise<void> {
  await sql`update call_help set mode = ${mode} where id = ${id} and ended_at is null`.execute(work.tx);
}

/** Their telephone was answered. False when it was before, or they are gone. */
export async function enterCallHelp(work: Work, id: string): Promise<boolean> {
  const { rows } = await sql`
    update call_help set state = 'in' where id = ${id} and state = 'asked' returning 1`.execute(work.tx);
  return rows.length === 1;
}

/** Those of a call that end now: one lead's, or everybody's who helps somebody else than `stillHelped`. Gives who they were. */
export async function endCallHelps(
  work: Work,
  callId: string,
  which: { readonly leadId: string } | { readonly stillHelped: string | null },
): Promise<{ leadId: string }[]> {
  const whose =
    'leadId' in which
      ? sql`lead_id = ${which.leadId}`
      : sql`helped_agent_id is distinct from ${which.stillHelped}::uuid`;
  const { rows } = await sql<{ leadId: string }>`
    update call_help set state = 'ended', ended_at = ${work.at}
    where call_id = ${callId} and ended_at is null and ${whose} returning lead_id as "leadId"`.execute(work.tx);
  return rows;
}
