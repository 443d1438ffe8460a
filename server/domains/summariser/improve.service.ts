import type { Deps } from '#server/deps.ts';
import type { Brief } from '#shared/domain/brief.ts';
import type { Locale } from '#shared/domain/people.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';
import { askEndpoint, type Endpoint, SummariserFailed } from './ask-endpoint.ts';
import { numbered, promptOf } from './prompt.ts';
import { readAnswer } from './read-answer.ts';
import { type Known, redactor } from './redact.ts';
import { openSummariser } from './summariser.service.ts';

export type Material = {
  readonly items: readonly TimelineItem[];
  readonly draft: Brief;
  readonly locale: Locale;
  /** Names, contact points and orders that are known to be of this customer. */
  readonly known: Known;
};
export type Improved = { readonly brief: Brief; readonly improvedBy: string };

/**
 * Lets the summariser word a draft, if an administrator turned one on. Null while it is off and whenever it is slow, down
 * or answers what does not hold: then the draft by rules stands. Logs that it was asked and what came of it, no words.
 */
export async function improveBrief(deps: Deps, material: Material): Promise<Improved | null> {
  const endpoint = await openSummariser(deps);
  if (endpoint === null) return null;
  const started = deps.clock.now().getTime();
  const ms = () => deps.clock.now().getTime() - started;
  try {
    const improved = await askFor(endpoint, material);
    deps.logger.info({ ms: ms() }, 'a brief was improved');
    return improved;
  } catch (error) {
    if (!(error instanceof SummariserFailed)) throw error;
    deps.logger.warn({ ms: ms(), problem: error.problem }, 'a brief was not improved');
    return null;
  }
}

/** One asking. Throws `SummariserFailed`. */
export async function askFor(endpoint: Endpoint, { items, draft, locale, known }: Material): Promise<Improved> {
  const given = numbered(items);
  if (given.length === 0) throw new SummariserFailed('no_words');
  const hider = redactor(known, endpoint.redacts);
  const answer = await askEndpoint(endpoint, promptOf(given, draft, hider.hide, locale));
  const brief = readAnswer(answer, { items: given, draft, redactor: hider });
  if (brief === null) throw new SummariserFailed('no_lines');
  return { brief, improvedBy: endpoint.model };
}
