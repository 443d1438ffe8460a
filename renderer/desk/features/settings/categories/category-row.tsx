import { ArrowDown, ArrowUp, Ellipsis } from 'lucide-react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Chip } from '#renderer/ui/chip.tsx';
import { classNames } from '#renderer/ui/class-names.ts';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { Menu, MenuItem, MenuSeparator } from '#renderer/ui/menu.tsx';
import { CATEGORY_LEVELS } from '#shared/domain/settings.ts';
import type { CategoryNode } from './category-tree.ts';

const INDENT = ['pl-4', 'pl-10', 'pl-16'] as const;

type CategoryRowProps = {
  readonly node: CategoryNode;
  readonly isBusy: boolean;
  readonly onAdd: () => void;
  readonly onRename: () => void;
  readonly onMoveUnder: () => void;
  readonly onPlace: (place: number) => void;
  readonly onRetire: (retired: boolean) => void;
  readonly onRemove: () => void;
};

/** One category on its level, with what can be done to it. */
export function CategoryRow({
  node,
  isBusy,
  onAdd,
  onRename,
  onMoveUnder,
  onPlace,
  onRetire,
  onRemove,
}: CategoryRowProps) {
  const { t } = useTranslation('workspaceSettings');
  const { category, level, siblings, place, hasBelow, isOff } = node;
  const { nameJa, nameEn, retired, used } = category;
  return (
    <li
      className={classNames(
        'flex min-h-10 items-center gap-2 border-line border-t py-1 pr-3 first:border-t-0',
        INDENT[level - 1],
        level === 1 && 'bg-panel',
      )}
    >
      <span className={classNames('min-w-0 flex-1', isOff && 'text-ink-3')}>
        <span lang="ja" className={classNames(level === 1 && 'font-semibold')}>
          {nameJa}
        </span>
        <span lang="en" className="ml-3 text-ink-2">
          {nameEn}
        </span>
      </span>
      {retired && <Chip>{t('retired')}</Chip>}
      {used > 0 && <span className="figures text-ink-3">{t('used', { count: used })}</span>}
      <IconButton
        label={t('up', { name: nameJa })}
        icon={<ArrowUp aria-hidden="true" size={14} />}
        disabled={place === 0 || isBusy}
        onClick={() => onPlace(place - 1)}
      />
      <IconButton
        label={t('down', { name: nameJa })}
        icon={<ArrowDown aria-hidden="true" size={14} />}
        disabled={place === siblings.length - 1 || isBusy}
        onClick={() => onPlace(place + 1)}
      />
      <Menu
        align="end"
        trigger={
          <button
            type="button"
            aria-label={t('more', { name: nameJa })}
            className="inline-grid size-7 shrink-0 place-items-center rounded-s text-ink-2 hover:bg-line hover:text-ink"
          >
            <Ellipsis aria-hidden="true" size={16} />
          </button>
        }
      >
        <MenuItem onSelect={onRename}>{t('renameIt')}</MenuItem>
        {level < CATEGORY_LEVELS && <MenuItem onSelect={onAdd}>{t('categories.addBelow')}</MenuItem>}
        <MenuItem onSelect={onMoveUnder}>{t('categories.moveUnder')}</MenuItem>
        <MenuSeparator />
        <MenuItem onSelect={() => onRetire(!retired)}>{t(retired ? 'takeBack' : 'retire')}</MenuItem>
        {used === 0 && !hasBelow && <MenuItem onSelect={onRemove}>{t('remove')}</MenuItem>}
      </Menu>
    </li>
  );
}
