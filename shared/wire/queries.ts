import { deskQueries } from './queries/desk.ts';
import { threadQueries } from './queries/thread.ts';
import type { InputOf, OutputOf, ParsedOf } from './registry.ts';

/** Every query, answered over HTTP at `POST /api/v1/queries/NAME`. */
export const QUERIES = [...deskQueries, ...threadQueries] as const;

type Row = (typeof QUERIES)[number];
export type QueryName = Row['name'];
export type QueryRow<N extends QueryName> = Extract<Row, { name: N }>;
export type QueryInput<N extends QueryName> = InputOf<QueryRow<N>>;
export type QueryParsed<N extends QueryName> = ParsedOf<QueryRow<N>>;
export type QueryOutput<N extends QueryName> = OutputOf<QueryRow<N>>;
