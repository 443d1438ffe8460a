import type { Client } from 'pg';

/** A table of ours, with the columns that are stored as given: what is generated is left out. */
export type CopiedTable = { readonly name: string; readonly columns: readonly string[] };
export type ForeignKey = { readonly table: string; readonly name: string; readonly definition: string };
export type SequenceState = { readonly name: string; readonly last: number; readonly called: boolean };

/** The table of the migrations themselves: a database says for itself what it was migrated to. */
export const MIGRATIONS_TABLE = 'schema_migrations';

/** A name as SQL takes it. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** The list of a table's columns, for COPY. */
export const columnList = ({ columns }: Pick<CopiedTable, 'columns'>): string => columns.map(quoted).join(', ');

export async function tablesOf(client: Client): Promise<CopiedTable[]> {
  const { rows } = await client.query<CopiedTable>(
    `select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> $1
    group by c.relname order by c.relname`,
    [MIGRATIONS_TABLE],
  );
  return rows;
}

/** The tables of the queue that a backup reads; none where there is no queue yet. */
export async function queueTablesOf(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = 'graphile_worker'
      and tablename in ('_private_jobs', '_private_tasks', '_private_job_queues') order by 1`,
  );
  return rows.map(({ name }) => name);
}

export async function foreignKeysOf(client: Client): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(
    `select c.relname as table, k.conname as name, pg_get_constraintdef(k.oid) as definition
    from pg_constraint k join pg_class c on c.oid = k.conrelid
    where k.contype = 'f' and k.connamespace = 'public'::regnamespace order by c.relname, k.conname`,
  );
  return rows;
}

/** Tables with triggers of ours: what they would do was done when the rows were written first. */
export async function triggeredTables(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select distinct c.relname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where not t.tgisinternal and c.relnamespace = 'public'::regnamespace order by 1`,
  );
  return rows.map(({ name }) => name);
}

/** Where every sequence stands now. They know no snapshots; read after it was taken they are never behind its rows. */
export async function sequencesOf(client: Client): Promise<SequenceState[]> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class where relkind = 'S' and relnamespace = 'public'::regnamespace order by 1`,
  );
  const states: SequenceState[] = [];
  for (const { name } of rows) {
    const { rows: state } = await client.query<{ last: string; called: boolean }>(
      `select last_value::text as last, is_called as called from public.${quoted(name)}`,
    );
    states.push({ name, last: Number(state[0]?.last), called: state[0]?.called ?? false });
  }
  return states;
}

/** The migrations a database has, in order; none where there is no such table. */
export async function appliedMigrations(client: Client): Promise<{ number: number; name: string; checksum: string }[]> {
  const { rows: found } = await client.query<{ there: boolean }>(
    `select to_regclass('public.${MIGRATIONS_TABLE}') is not null as there`,
  );
  if (found[0]?.there !== true) return [];
  const { rows } = await client.query<{ number: number; name: string; checksum: string }>(
    `select number, name, checksum from public.${MIGRATIONS_TABLE} order by number`,
  );
  return rows;
}

/** What makes the text of a value the same in every database: its zone, its dates, its bytes, its numbers. */
export const SAME_TEXT = `set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres';
  set local bytea_output = 'hex'; set local extra_float_digits = 1; set local synchronize_seqscans = off;
  set local search_path = public; set local statement_timeout = 0; set local lock_timeout = 0;
  set local idle_in_transaction_session_timeout = 0`;

/** One line for each record: how many items it has, and one hash over all of them in their order ([TL2], [HO7]). */
export const THREAD_HASHES = `select customer_id, count(*), encode(sha256(convert_to(
    string_agg(encode(sha256(convert_to(t::text, 'UTF8')), 'hex'), '' order by seq), 'UTF8')), 'hex')
  from public.timeline_item t group by customer_id order by customer_id`;
