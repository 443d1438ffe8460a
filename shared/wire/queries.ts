import { approvalQueries } from './queries/approval.ts';
import { boardQueries } from './queries/board.ts';
import { botQueries } from './queries/bots.ts';
import { callQueries } from './queries/calls.ts';
import { careQueries } from './queries/care.ts';
import { channelQueries } from './queries/channels.ts';
import { checkQueries } from './queries/checks.ts';
import { consentQueries } from './queries/consent.ts';
import { deskQueries } from './queries/desk.ts';
import { escalationsQueries } from './queries/escalations.ts';
import { identityQueries } from './queries/identity.ts';
import { journeyQueries } from './queries/journey.ts';
import { knowledgeQueries } from './queries/knowledge.ts';
import { liveHelpQueries } from './queries/live-help.ts';
import { mattersQueries } from './queries/matters.ts';
import { promisesQueries } from './queries/promises.ts';
import { quarantineQueries } from './queries/quarantine.ts';
import { repliesQueries } from './queries/replies.ts';
import { reportsQueries } from './queries/reports.ts';
import { routingQueries } from './queries/routing.ts';
import { seenQueries } from './queries/seen.ts';
import { settingsQueries } from './queries/settings.ts';
import { shiftQueries } from './queries/shift.ts';
import { shopQueries } from './queries/shop.ts';
import { signOnQueries } from './queries/sign-on.ts';
import { storeQueries } from './queries/store.ts';
import { summariserQueries } from './queries/summariser.ts';
import { surveysQueries } from './queries/surveys.ts';
import { threadQueries } from './queries/thread.ts';
import type { InputOf, OutputOf, ParsedOf } from './registry.ts';

/** Every query, answered over HTTP at `POST /api/v1/queries/NAME`. */
export const QUERIES = [
  ...deskQueries,
  ...threadQueries,
  ...botQueries,
  ...callQueries,
  ...channelQueries,
  ...checkQueries,
  ...consentQueries,
  ...identityQueries,
  ...quarantineQueries,
  ...settingsQueries,
  ...signOnQueries,
  ...shopQueries,
  ...storeQueries,
  ...routingQueries,
  ...shiftQueries,
  ...promisesQueries,
  ...seenQueries,
  ...summariserQueries,
  ...mattersQueries,
  ...escalationsQueries,
  ...liveHelpQueries,
  ...boardQueries,
  ...reportsQueries,
  ...surveysQueries,
  ...knowledgeQueries,
  ...repliesQueries,
  ...careQueries,
  ...approvalQueries,
  ...journeyQueries,
] as const;

type Row = (typeof QUERIES)[number];
export type QueryName = Row['name'];
export type QueryRow<N extends QueryName> = Extract<Row, { name: N }>;
export type QueryInput<N extends QueryName> = InputOf<QueryRow<N>>;
export type QueryParsed<N extends QueryName> = ParsedOf<QueryRow<N>>;
export type QueryOutput<N extends QueryName> = OutputOf<QueryRow<N>>;
