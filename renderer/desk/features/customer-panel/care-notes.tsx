import type { ReactNode } from 'react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Words } from '#renderer/ui/words.tsx';
import type { Customer } from '#shared/domain/customer.ts';
import { PanelSection } from './panel-section.tsx';

type CareNotesProps = {
  readonly care: Customer['care'];
  /** What is done about it. */
  readonly more?: ReactNode;
};

/** What whoever talks to this customer must know first. Absent when there is nothing. */
export function CareNotes({ care, more }: CareNotesProps) {
  const { t } = useTranslation('customer');
  if (care.length === 0 && more === undefined) return null;
  return (
    <PanelSection title={t('care')}>
      {care.map(({ title, detail }) => (
        <div key={title} className="rounded-s border border-line border-l-[3px] border-l-warn bg-raised px-3 py-2">
          <p className="font-semibold">
            <Words>{title}</Words>
          </p>
          {detail !== undefined && (
            <p className="text-ink-2">
              <Words>{detail}</Words>
            </p>
          )}
        </div>
      ))}
      {more}
    </PanelSection>
  );
}
