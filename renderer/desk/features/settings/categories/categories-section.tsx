import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import type { CategorySettings } from '#shared/domain/settings.ts';
import { type BothNames, NamesDialog } from '../names-dialog.tsx';
import { SectionFrame } from '../section-frame.tsx';
import { useSave } from '../use-save.ts';
import type { WorkspaceSettings } from '../use-workspace-settings.ts';
import { CategoryRow } from './category-row.tsx';
import { categoryNodes } from './category-tree.ts';
import { MoveDialog } from './move-dialog.tsx';

type Open =
  | { readonly act: 'add'; readonly parentId: string | null }
  | { readonly act: 'rename'; readonly category: CategorySettings }
  | { readonly act: 'move'; readonly category: CategorySettings };

/** The tree of what matters are about: three levels, both languages. */
export function CategoriesSection({ settings }: { readonly settings: WorkspaceSettings }) {
  const { t } = useTranslation('workspaceSettings');
  const saving = useSave();
  const [open, setOpen] = useState<Open | null>(null);
  const nodes = categoryNodes(settings.categories);
  const close = (): void => {
    saving.clear();
    setOpen(null);
  };
  const saveNames = async (names: BothNames): Promise<void> => {
    if (open?.act !== 'add' && open?.act !== 'rename') return;
    const done =
      open.act === 'add'
        ? await saving.save('category:add', { ...names, parentId: open.parentId })
        : await saving.save('category:change', {
            ...names,
            id: open.category.id,
            revision: open.category.revision,
            retired: open.category.retired,
          });
    if (done !== null) close();
  };
  const move = async ({ id, revision }: CategorySettings, parentId: string | null, position: number): Promise<void> => {
    if ((await saving.save('category:move', { id, revision, parentId, position })) !== null) setOpen(null);
  };
  return (
    <SectionFrame
      title={t('sections.categories')}
      detail={t('categories.detail')}
      actions={
        <Button
          variant="primary"
          icon={<Plus aria-hidden="true" size={14} />}
          onClick={() => setOpen({ act: 'add', parentId: null })}
        >
          {t('categories.add')}
        </Button>
      }
    >
      {open === null && saving.error !== null && (
        <p role="alert" className="text-bad">
          {saving.error.message}
        </p>
      )}
      <ul
        aria-label={t('sections.categories')}
        className="overflow-hidden rounded-r border border-line bg-raised shadow-raised"
      >
        {nodes.map((node) => (
          <CategoryRow
            key={node.category.id}
            node={node}
            isBusy={saving.isBusy}
            onAdd={() => setOpen({ act: 'add', parentId: node.category.id })}
            onRename={() => setOpen({ act: 'rename', category: node.category })}
            onMoveUnder={() => setOpen({ act: 'move', category: node.category })}
            onPlace={(place) => void move(node.category, node.category.parentId ?? null, place)}
            onRetire={(retired) => {
              const { id, revision, nameJa, nameEn } = node.category;
              void saving.save('category:change', { id, revision, nameJa, nameEn, retired });
            }}
            onRemove={() =>
              void saving.save('category:remove', { id: node.category.id, revision: node.category.revision })
            }
          />
        ))}
      </ul>
      {(open?.act === 'add' || open?.act === 'rename') && (
        <NamesDialog
          title={open.act === 'add' ? t('categories.add') : t('rename', { name: open.category.nameJa })}
          names={open.act === 'add' ? { nameJa: '', nameEn: '' } : open.category}
          {...saving}
          onSave={(names) => void saveNames(names)}
          onClose={close}
        />
      )}
      {open?.act === 'move' && (
        <MoveDialog
          category={open.category}
          nodes={nodes}
          error={saving.error}
          isBusy={saving.isBusy}
          onMove={(parentId) => void move(open.category, parentId, 10_000)}
          onClose={close}
        />
      )}
    </SectionFrame>
  );
}
