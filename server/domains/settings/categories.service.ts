import { type Asking, demand } from '#server/asking.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import { CATEGORY_LEVELS, type CategorySettings } from '#shared/domain/settings.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import { editedMeanwhile, recordAct } from './admin-log.service.ts';
import {
  appendCategory,
  deleteCategory,
  isWithin,
  levelsOf,
  listCategorySettings,
  lockTree,
  moveCategory,
  saveCategory,
  usesOf,
} from './categories.repository.ts';

type Saved = { readonly id: string; readonly revision: number };

/** Adds a category at the end of its level. Errors: `not_found` for its parent, `too_deep`. */
export async function addCategory(work: Work, asking: Asking, input: CommandParsed<'category:add'>): Promise<Saved> {
  demand(asking, 'settings.manage');
  await lockTree(work);
  await demandRoom(work, input.parentId, 1);
  const id = work.nextId();
  await appendCategory(work, { id, ...input });
  await recordAct(work, asking, { act: 'category:add', entity: 'category', id, name: input.nameJa, after: input });
  return { id, revision: 1 };
}

/** Renames, retires or takes back. What is below a retired one stays as it is, and out of reach with it. */
export async function changeCategory(
  work: Work,
  asking: Asking,
  input: CommandParsed<'category:change'>,
): Promise<Saved> {
  demand(asking, 'settings.manage');
  const before = await known(work, input.id);
  const revision = await saveCategory(work, input.id, input);
  if (revision === null) throw await editedMeanwhile(work, 'category', input.id);
  const { nameJa, nameEn, retired } = input;
  await recordAct(work, asking, {
    act: 'category:change',
    entity: 'category',
    id: input.id,
    name: nameJa,
    before: { nameJa: before.nameJa, nameEn: before.nameEn, retired: before.retired },
    after: { nameJa, nameEn, retired },
  });
  return { id: input.id, revision };
}

/** Moves a category with all below it. Errors: `too_deep`, `invalid` into itself, `edited_meanwhile`. */
export async function putCategory(work: Work, asking: Asking, input: CommandParsed<'category:move'>): Promise<Saved> {
  demand(asking, 'settings.manage');
  await lockTree(work);
  const before = await known(work, input.id);
  const levels = await levelsOf(work, input.id);
  if (input.parentId !== null && (await isWithin(work, input.parentId, input.id)))
    throw new AppError('invalid', { details: { reason: 'parentId: it stands below the category itself' } });
  await demandRoom(work, input.parentId, levels?.height ?? 1);
  const revision = await moveCategory(work, input);
  if (revision === null) throw await editedMeanwhile(work, 'category', input.id);
  const after = await known(work, input.id);
  await recordAct(work, asking, {
    act: 'category:move',
    entity: 'category',
    id: input.id,
    name: before.nameJa,
    before: { parentId: before.parentId ?? null, position: before.position },
    after: { parentId: after.parentId ?? null, position: after.position },
  });
  return { id: input.id, revision };
}

/** Removes one that nothing needs. Errors: `in_use`, `edited_meanwhile`. */
export async function removeCategory(
  work: Work,
  asking: Asking,
  { id, revision }: CommandParsed<'category:remove'>,
): Promise<{ id: string }> {
  demand(asking, 'settings.manage');
  await lockTree(work);
  const before = await known(work, id);
  const { conversations, below } = await usesOf(work, id);
  if (conversations > 0 || below > 0)
    throw new AppError('in_use', { details: { by: usesText(asking, conversations, below) } });
  if (!(await deleteCategory(work, id, revision))) throw await editedMeanwhile(work, 'category', id);
  const { nameJa, nameEn } = before;
  await recordAct(work, asking, {
    act: 'category:remove',
    entity: 'category',
    id,
    name: nameJa,
    before: { nameJa, nameEn, parentId: before.parentId ?? null },
  });
  return { id };
}

function usesText({ locale }: Asking, conversations: number, below: number): string {
  const parts =
    locale === 'ja'
      ? [conversations > 0 && `案件${conversations}件`, below > 0 && `下位のカテゴリ${below}件`]
      : [conversations > 0 && `${conversations} conversations`, below > 0 && `${below} categories below`];
  return parts.filter((part) => part !== false).join(locale === 'ja' ? '、' : ', ');
}

async function demandRoom(work: Work, parentId: string | null, height: number): Promise<void> {
  if (parentId === null) return;
  const above = await levelsOf(work, parentId);
  if (above === null) throw new AppError('not_found');
  if (above.depth + height > CATEGORY_LEVELS) throw new AppError('too_deep');
}

async function known(work: Work, id: string): Promise<CategorySettings> {
  const [category] = await listCategorySettings(work.tx, id);
  if (category === undefined) throw new AppError('not_found');
  return category;
}
