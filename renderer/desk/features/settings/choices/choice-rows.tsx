import { ArrowDown, ArrowUp, Pencil } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Chip } from '#renderer/ui/chip.tsx';
import { classNames } from '#renderer/ui/class-names.ts';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import type { BothNames } from '../names-dialog.tsx';

export type ChoiceRowProps = BothNames & {
  readonly detail: string;
  readonly retired: boolean;
  readonly isBusy: boolean;
  readonly onRename: () => void;
  readonly onRetire: (retired: boolean) => void;
  /** Absent where the order is not the administrator's, or at the end of the list. */
  readonly onUp?: (() => void) | undefined;
  readonly onDown?: (() => void) | undefined;
  readonly canMove?: boolean;
};

/** One that can be chosen, with what can be done to it. */
export function ChoiceRow(props: ChoiceRowProps) {
  const { nameJa, nameEn, detail, retired, isBusy, onRename, onRetire, onUp, onDown, canMove = false } = props;
  const { t } = useTranslation('workspaceSettings');
  return (
    <li className="flex min-h-11 items-center gap-2 border-line border-t px-4 py-1.5 first:border-t-0">
      <span className={classNames('min-w-0 flex-1', retired && 'text-ink-3')}>
        <span lang="ja" className="font-semibold">
          {nameJa}
        </span>
        <span lang="en" className="ml-3 text-ink-2">
          {nameEn}
        </span>
      </span>
      {retired && <Chip>{t('retired')}</Chip>}
      <span className="figures text-ink-3">{detail}</span>
      {canMove && (
        <>
          <IconButton
            label={t('up', { name: nameJa })}
            icon={<ArrowUp aria-hidden="true" size={14} />}
            disabled={onUp === undefined || isBusy}
            onClick={onUp}
          />
          <IconButton
            label={t('down', { name: nameJa })}
            icon={<ArrowDown aria-hidden="true" size={14} />}
            disabled={onDown === undefined || isBusy}
            onClick={onDown}
          />
        </>
      )}
      <IconButton
        label={t('rename', { name: nameJa })}
        icon={<Pencil aria-hidden="true" size={14} />}
        onClick={onRename}
      />
      <Button
        variant="ghost"
        aria-label={t(retired ? 'takeBackNamed' : 'retireNamed', { name: nameJa })}
        disabled={isBusy}
        onClick={() => onRetire(!retired)}
      >
        {t(retired ? 'takeBack' : 'retire')}
      </Button>
    </li>
  );
}

/** The sheet they stand on. */
export function ChoiceRows({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <ul aria-label={label} className="overflow-hidden rounded-r border border-line bg-raised shadow-raised">
      {children}
    </ul>
  );
}
