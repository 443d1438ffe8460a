import { type Asking, demand } from '#server/asking.ts';
import type { Deps } from '#server/deps.ts';
import { recordAct } from '#server/domains/settings/admin-log.service.ts';
import type { Work } from '#server/work.ts';
import { agentsSeeWatching, setAgentsSeeWatching, watchedBy } from './watches.repository.ts';

type HelpSettings = { readonly agentsSeeWatching: boolean };

/** Whether agents see who watches them. Who watches is on record either way. */
export async function saySettings(work: Work, asking: Asking, input: HelpSettings): Promise<HelpSettings> {
  demand(asking, 'settings.manage');
  const before = { agentsSeeWatching: await agentsSeeWatching(work.tx) };
  await setAgentsSeeWatching(work, input.agentsSeeWatching);
  const about = { act: 'help:settings', entity: 'workspace', id: 'live-help', name: 'agentsSeeWatching' };
  await recordAct(work, asking, { ...about, before, after: input });
  return input;
}

export async function readSettings({ db }: Pick<Deps, 'db'>, asking: Asking): Promise<HelpSettings> {
  demand(asking, 'settings.read');
  return { agentsSeeWatching: await agentsSeeWatching(db) };
}

/** The conversations that the asker watches now. */
export async function watchedByMe({ db }: Pick<Deps, 'db'>, asking: Asking): Promise<{ conversationIds: string[] }> {
  demand(asking, 'help.give');
  return { conversationIds: await watchedBy(db, asking.actor.id) };
}
