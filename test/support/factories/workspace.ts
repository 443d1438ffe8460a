import { randomUUID } from 'node:crypto';
import type { Insertable, Kysely } from 'kysely';
import { v7 } from 'uuid';
import type { Tables, WorkspaceTable } from '#server/db/tables.generated.ts';
import { type MadeAgent, type MadeTeam, makeAgent, makeTeam } from './people.ts';

export type SeededWorkspace = {
  /** The default team, where new conversations go. */
  readonly team: MadeTeam;
  /** A second team, for handing over. */
  readonly otherTeam: MadeTeam;
  /** Two ready agents of the default team. */
  readonly agents: readonly [MadeAgent, MadeAgent];
  /** A lead of both teams. */
  readonly lead: MadeAgent;
  /** Category ids, from the root down: one path of three levels. */
  readonly categories: readonly [string, string, string];
  readonly outcomes: readonly ['solved', 'refunded', 'no_answer'];
};

/** The smallest workspace that works: one row of settings, two teams, two agents and a lead, categories and outcomes. */
export async function seedWorkspace(
  db: Kysely<Tables>,
  over: Partial<Insertable<WorkspaceTable>> = {},
): Promise<SeededWorkspace> {
  await db
    .insertInto('workspace')
    .values({
      name: 'Test shop',
      locale: 'ja',
      generation: randomUUID(),
      signing_key_public: 'none',
      signing_key_private: 'none',
      widget_secret: 'test-widget-secret',
      created_at: new Date('2026-01-01T00:00:00Z'),
      ...over,
    })
    .execute();
  const team = await makeTeam(db, { name: 'Customer care', is_default: true });
  const otherTeam = await makeTeam(db, { name: 'Technical' });
  const first = await makeAgent(db, [team]);
  const second = await makeAgent(db, [team]);
  const lead = await makeAgent(db, [team, otherTeam], { role: 'lead' });
  return {
    team,
    otherTeam,
    agents: [first, second],
    lead,
    categories: await makeCategories(db),
    outcomes: await makeOutcomes(db),
  };
}

async function makeCategories(db: Kysely<Tables>): Promise<[string, string, string]> {
  const [root, middle, leaf] = [v7(), v7(), v7()];
  await db
    .insertInto('category')
    .values([
      { id: root, parent_id: null, name_ja: '注文', name_en: 'Orders', position: 0 },
      { id: middle, parent_id: root, name_ja: '配送', name_en: 'Delivery', position: 0 },
      { id: leaf, parent_id: middle, name_ja: '遅れ', name_en: 'Late', position: 0 },
    ])
    .execute();
  return [root, middle, leaf];
}

async function makeOutcomes(db: Kysely<Tables>): Promise<SeededWorkspace['outcomes']> {
  await db
    .insertInto('outcome')
    .values([
      { code: 'solved', name_ja: '解決', name_en: 'Solved', position: 0 },
      { code: 'refunded', name_ja: '返金', name_en: 'Refunded', position: 1 },
      { code: 'no_answer', name_ja: '返信なし', name_en: 'No answer', position: 2 },
    ])
    .execute();
  return ['solved', 'refunded', 'no_answer'];
}
