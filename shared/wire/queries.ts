import { callQueries } from './queries/calls.ts';
import { channelQueries } from './queries/channels.ts';
import { checkQueries } from './queries/checks.ts';
import { consentQueries } from './queries/consent.ts';
import { deskQueries } from './queries/desk.ts';
import { identityQueries } from './queries/identity.ts';
import { quarantineQueries } from './queries/quarantine.ts';
import { settingsQueries } from './queries/settings.ts';
import { shopQueries } from './queries/shop.ts';
import { storeQueries } from './queries/store.ts';
import { threadQueries } from './queries/thread.ts';
import type { InputOf, OutputOf, ParsedOf } from './registry.ts';

/** Every query, answered over HTTP at `POST /api/v1/queries/NAME`. */
export const QUERIES = [
  ...deskQueries,
  ...threadQueries,
  ...callQueries,
  ...channelQueries,
  ...checkQueries,
  ...consentQueries,
  ...identityQueries,
  ...quarantineQueries,
  ...settingsQueries,
  ...shopQueries,
  ...storeQueries,
] as const;

type Row = (typeof QUERIES)[number];
export type QueryName = Row['name'];
export type QueryRow<N extends QueryName> = Extract<Row, { name: N }>;
export type QueryInput<N extends QueryName> = InputOf<QueryRow<N>>;
export type QueryParsed<N extends QueryName> = ParsedOf<QueryRow<N>>;
export type QueryOutput<N extends QueryName> = OutputOf<QueryRow<N>>;
