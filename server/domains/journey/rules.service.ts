import { type Asking, demand } from '#server/asking.ts';
import type { Deps } from '#server/deps.ts';
import { editedMeanwhile, recordAct } from '#server/domains/settings/admin-log.service.ts';
import type { Work } from '#server/work.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';
import { uncounted } from './rollup.repository.ts';
import { journeyRules, keepRules, setShown } from './rules.repository.ts';

const ENTITY = 'journey_rules';
const ABOUT = { entity: ENTITY, id: '1', name: 'journey' } as const;

/** The rules, and how many customers wait to be counted by them. */
export async function readRules({ db, clock }: Pick<Deps, 'db' | 'clock'>): Promise<QueryOutput<'journey.rules'>> {
  const { rules, revision } = await journeyRules(db);
  return { rules, revision, uncounted: await uncounted(db, { revision, now: clock.now() }) };
}

/** Changes the rules from the revision they were read at; every customer is counted anew by and by. Throws `edited_meanwhile`. */
export async function saveRules(
  work: Work,
  asking: Asking,
  { revision, rules }: CommandParsed<'journey:save-rules'>,
): Promise<number> {
  demand(asking, 'journey.lead');
  const before = await journeyRules(work.tx);
  const saved = await keepRules(work, rules, { revision, by: asking.actor.id });
  if (saved === null) throw await editedMeanwhile(work, ENTITY, ABOUT.id);
  await recordAct(work, asking, { act: 'journey:save-rules', ...ABOUT, before: before.rules, after: rules });
  return saved;
}

/** Whether the journey stands beside each customer. */
export async function show(work: Work, asking: Asking, shown: boolean): Promise<{ shown: boolean }> {
  demand(asking, 'settings.manage');
  const before = await journeyRules(work.tx);
  await setShown(work, shown);
  await recordAct(work, asking, { act: 'journey:show', ...ABOUT, before: { shown: before.shown }, after: { shown } });
  return { shown };
}

export async function isShown({ db }: Pick<Deps, 'db'>): Promise<{ shown: boolean }> {
  return { shown: (await journeyRules(db)).shown };
}
