export type Column = {
  readonly name: string;
  /** As SQL writes it: `timestamp with time zone`, `text[]`. */
  readonly type: string;
  readonly nullable: boolean;
  /** The default's expression, or of a generated column its formula. */
  readonly default: string | null;
  readonly generated: 'always' | 'by default' | 'stored' | null;
};

export type Named = { readonly name: string; readonly definition: string };

export type Table = {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly constraints: readonly Named[];
  readonly indexes: readonly Named[];
  readonly triggers: readonly Named[];
};

/** What the migrations made, in an order that does not depend on theirs. */
export type Catalog = {
  readonly tables: readonly Table[];
  readonly sequences: readonly Named[];
  readonly functions: readonly Named[];
  readonly views: readonly Named[];
};

/** A pool or one of its connections. */
type Asker = { query(text: string): Promise<{ rows: unknown[] }> };

/** The migrations' own record is not part of the schema. */
const IGNORED_TABLE = 'schema_migrations';

const COLUMNS = `
  select c.relname as "table", a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
    not a.attnotnull as nullable, pg_get_expr(d.adbin, d.adrelid) as default,
    case when a.attidentity = 'a' then 'always' when a.attidentity = 'd' then 'by default'
         when a.attgenerated <> '' then 'stored' end as generated
  from pg_attribute a
  join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p')
  join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
  left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where a.attnum > 0 and not a.attisdropped
  order by c.relname, a.attnum`;

// Since PostgreSQL 18 "not null" is a constraint as well; the column says it already.
const CONSTRAINTS = `
  select c.relname as "table", k.conname as name, pg_get_constraintdef(k.oid) as definition
  from pg_constraint k join pg_class c on c.oid = k.conrelid
  join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
  where k.contype <> 'n'
  order by c.relname, position(k.contype::text in 'pufxc'), k.conname`;

const INDEXES = `
  select c.relname as "table", i.relname as name, pg_get_indexdef(i.oid) as definition
  from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid
  join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
  where not exists (select from pg_constraint k where k.conindid = i.oid and k.contype in ('p', 'u', 'x'))
  order by c.relname, i.relname`;

const TRIGGERS = `
  select c.relname as "table", t.tgname as name, pg_get_triggerdef(t.oid) as definition
  from pg_trigger t join pg_class c on c.oid = t.tgrelid
  join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
  where not t.tgisinternal
  order by c.relname, t.tgname`;

// A sequence behind an identity column belongs to the column.
const SEQUENCES = `
  select s.sequencename as name, format('create sequence %I as %s start %s increment %s', s.sequencename, s.data_type,
    s.start_value, s.increment_by) as definition
  from pg_sequences s
  where s.schemaname = 'public' and not exists (
    select from pg_depend d where d.objid = format('%I.%I', s.schemaname, s.sequencename)::regclass and d.deptype = 'i')
  order by s.sequencename`;

const FUNCTIONS = `
  select p.oid::regprocedure::text as name, rtrim(pg_get_functiondef(p.oid)) as definition
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace and n.nspname = 'public'
  where p.prokind in ('f', 'p')
  order by p.oid::regprocedure::text`;

const VIEWS = `
  select c.relname as name, format('create %sview %I as%s', case c.relkind when 'm' then 'materialized ' else '' end,
    c.relname, E'\\n' || pg_get_viewdef(c.oid, true)) as definition
  from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
  where c.relkind in ('v', 'm')
  order by c.relname`;

/** Reads the schema `public` of a migrated database. */
export async function readCatalog(pool: Asker): Promise<Catalog> {
  const rows = async <T>(query: string): Promise<T[]> => (await pool.query(query)).rows as T[];
  const columns = await rows<Column & { table: string }>(COLUMNS);
  const constraints = await rows<Named & { table: string }>(CONSTRAINTS);
  const indexes = await rows<Named & { table: string }>(INDEXES);
  const triggers = await rows<Named & { table: string }>(TRIGGERS);
  const names = [...new Set(columns.map((column) => column.table))].filter((name) => name !== IGNORED_TABLE);
  const of = <T extends { table: string }>(list: readonly T[], name: string) =>
    list.filter((row) => row.table === name);
  return {
    tables: names.map((name) => ({
      name,
      columns: of(columns, name),
      constraints: of(constraints, name),
      indexes: of(indexes, name),
      triggers: of(triggers, name),
    })),
    sequences: await rows<Named>(SEQUENCES),
    functions: await rows<Named>(FUNCTIONS),
    views: await rows<Named>(VIEWS),
  };
}
