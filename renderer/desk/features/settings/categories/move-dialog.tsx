import { useState } from 'react';
import { useLocale } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Field } from '#renderer/ui/field.tsx';
import { Select } from '#renderer/ui/select.tsx';
import type { CategorySettings } from '#shared/domain/settings.ts';
import type { WireError } from '#shared/wire/ack.ts';
import { type CategoryNode, parentsFor } from './category-tree.ts';

type MoveDialogProps = {
  readonly category: CategorySettings;
  readonly nodes: readonly CategoryNode[];
  readonly isBusy: boolean;
  readonly error: WireError | null;
  readonly onMove: (parentId: string | null) => void;
  readonly onClose: () => void;
};

const TOP = 'top';

/** Under which other category one goes; only those that leave it room are offered. */
export function MoveDialog({ category, nodes, isBusy, error, onMove, onClose }: MoveDialogProps) {
  const { t } = useTranslation('workspaceSettings');
  const { t: common } = useTranslation();
  const locale = useLocale();
  const [parent, setParent] = useState(category.parentId ?? TOP);
  const nameOf = ({ nameJa, nameEn }: CategorySettings): string => (locale === 'ja' ? nameJa : nameEn);
  const options = [
    { value: TOP, label: t('categories.top') },
    ...parentsFor(nodes, category.id).map((node) => ({
      value: node.category.id,
      label: `${'　'.repeat(node.level - 1)}${nameOf(node.category)}`,
    })),
  ];
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('categories.moveTitle', { name: nameOf(category) })}
      closeLabel={common('close')}
      width="s"
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button
            variant="primary"
            busy={isBusy}
            disabled={parent === (category.parentId ?? TOP)}
            onClick={() => onMove(parent === TOP ? null : parent)}
          >
            {t('categories.move')}
          </Button>
        </>
      }
    >
      <Field label={t('categories.under')}>
        <Select options={options} value={parent} onChange={setParent} />
      </Field>
      {error !== null && (
        <p role="alert" className="mt-2 text-bad">
          {error.message}
        </p>
      )}
    </Dialog>
  );
}
