import { type Asking, demand } from '#server/asking.ts';
import type { Deps } from '#server/deps.ts';
import { editedMeanwhile, recordAct } from '#server/domains/settings/admin-log.service.ts';
import type { Work } from '#server/work.ts';
import { NO_SUMMARISER, type SummariserSettings } from '#shared/domain/summariser.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import type { Endpoint } from './ask-endpoint.ts';
import { readSummariser, type SummariserRecord, saveSummariser } from './summariser.repository.ts';

const SEALED_FOR = 'summariser';
const ID = '00000000-0000-0000-0000-000000000001';

const shown = ({ enabled, baseUrl, model, redacts, apiKey, revision }: SummariserRecord): SummariserSettings => ({
  enabled,
  baseUrl,
  model,
  redacts: [...redacts],
  hasKey: apiKey !== null,
  revision,
});

/** As it is set; off where nobody set it. */
export async function summariserSettings({ db }: Pick<Deps, 'db'>): Promise<SummariserSettings> {
  const found = await readSummariser(db);
  return found === null ? NO_SUMMARISER : shown(found);
}

/** Sets it, on record and without the key; a key that is not given stays. Errors: `edited_meanwhile`. */
export async function setSummariser(
  work: Work,
  asking: Asking,
  { key, revision, ...fields }: CommandParsed<'summariser:set'>,
): Promise<{ revision: number }> {
  demand(asking, 'settings.manage');
  const before = await readSummariser(work.tx);
  const sealed = typeof key === 'string' ? work.vault.seal(key, SEALED_FOR) : null;
  // A key is for the address it was given for: at another one it has to be given again.
  const isSamePlace = before !== null && before.baseUrl === fields.baseUrl;
  const kept = key === undefined && isSamePlace ? before.apiKey : null;
  const after = { ...fields, apiKey: sealed ?? kept, revision };
  const saved = await saveSummariser(work, after);
  if (saved === null) throw await editedMeanwhile(work, 'summariser', ID);
  const facts = (record: SummariserRecord) => {
    const { revision: _revision, ...rest } = shown(record);
    return rest;
  };
  await recordAct(work, asking, {
    act: 'summariser:set',
    entity: 'summariser',
    id: ID,
    name: fields.model,
    before: before === null ? null : facts(before),
    after: facts(after),
  });
  return { revision: saved.revision };
}

/** Where to ask, with the key opened; null while it is off. */
export async function openSummariser({ db, vault }: Pick<Deps, 'db' | 'vault'>): Promise<Endpoint | null> {
  const found = await readSummariser(db);
  if (found === null || !found.enabled) return null;
  const key = found.apiKey === null ? null : vault.open(found.apiKey, SEALED_FOR);
  return { baseUrl: found.baseUrl, model: found.model, redacts: found.redacts, key };
}
