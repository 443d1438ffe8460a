import { newSecret } from '#server/auth/secrets.ts';
import { newSigningKeys } from '#server/auth/signing-keys.ts';
import type { Deps } from '#server/deps.ts';
import { insertRule } from '#server/domains/escalations/rules.repository.ts';
import { insertDefaultReply } from '#server/domains/replies/replies.repository.ts';
import { insertWordingRule } from '#server/domains/replies/wording.repository.ts';
import { DEFAULT_CATEGORIES, type DefaultCategory } from './default-categories.ts';
import { DEFAULT_REPLIES } from './default-replies.ts';
import { defaultRules } from './default-rules.ts';
import { defaultWording } from './default-wording.ts';
import { DEFAULT_OUTCOMES } from './default-words.ts';
import {
  findWorkspace,
  insertCategory,
  insertDefaultTeam,
  insertOutcome,
  insertWorkspace,
  type Workspace,
} from './workspace.repository.ts';

export type WorkspaceDefaults = { readonly name?: string; readonly locale?: 'ja' | 'en'; readonly demo?: boolean };

type Db = Parameters<typeof findWorkspace>[0];
type Parts = Pick<Deps, 'db' | 'clock' | 'ids'>;

/**
 * The workspace; at the very first start it is made, with its keys, a team, categories, outcomes, saved replies and rules, all
 * in one transaction. Safe to call from several hubs at once.
 */
export async function ensureWorkspace(deps: Parts, defaults: WorkspaceDefaults = {}): Promise<Workspace> {
  const known = await findWorkspace(deps.db);
  if (known !== null) return known;
  await deps.db.transaction().execute(async (tx) => {
    if (await insertWorkspace(tx, newWorkspace(deps, defaults), deps.clock.now()))
      await insertDefaults(deps, tx, defaults);
  });
  const made = await findWorkspace(deps.db);
  if (made === null) throw new Error('the workspace is gone right after it was made');
  return made;
}

function newWorkspace(deps: Parts, defaults: WorkspaceDefaults): Workspace {
  const keys = newSigningKeys();
  return {
    name: defaults.name ?? 'Tsunagi',
    locale: defaults.locale ?? 'ja',
    timeZone: 'Asia/Tokyo',
    generation: deps.ids.next(),
    signingKeyPublic: keys.publicPem,
    signingKeyPrivate: keys.privatePem,
    widgetSecret: newSecret(),
    demo: defaults.demo ?? false,
    simulation: defaults.demo ?? false,
  };
}

async function insertDefaults(deps: Parts, tx: Db, { locale = 'ja' }: WorkspaceDefaults): Promise<void> {
  const name = locale === 'ja' ? 'お客様サポート' : 'Customer support';
  await insertDefaultTeam(tx, { id: deps.ids.next(), name, at: deps.clock.now() });
  await insertTree(deps, tx, DEFAULT_CATEGORIES, null);
  for (const [position, outcome] of DEFAULT_OUTCOMES.entries()) await insertOutcome(tx, { ...outcome, position });
  const at = deps.clock.now();
  for (const rule of defaultRules(locale)) await insertRule(tx, { id: deps.ids.next(), ...rule }, { by: null, at });
  for (const reply of DEFAULT_REPLIES) await insertDefaultReply(tx, deps.ids.next(), reply, at);
  for (const rule of defaultWording()) await insertWordingRule(tx, { id: deps.ids.next(), ...rule }, { by: null, at });
}

async function insertTree(
  deps: Parts,
  tx: Db,
  nodes: readonly DefaultCategory[],
  parentId: string | null,
): Promise<void> {
  for (const [position, { ja, en, below = [] }] of nodes.entries()) {
    const id = deps.ids.next();
    await insertCategory(tx, { id, parentId, ja, en, position });
    await insertTree(deps, tx, below, id);
  }
}
