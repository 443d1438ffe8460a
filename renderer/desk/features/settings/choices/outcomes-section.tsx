import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import type { OutcomeSettings } from '#shared/domain/settings.ts';
import { type BothNames, NamesDialog } from '../names-dialog.tsx';
import { SectionFrame } from '../section-frame.tsx';
import { useSave } from '../use-save.ts';
import type { WorkspaceSettings } from '../use-workspace-settings.ts';
import { ChoiceRow, ChoiceRows } from './choice-rows.tsx';
import { RequiredFields } from './required-fields.tsx';

type Change = Partial<Pick<OutcomeSettings, 'nameJa' | 'nameEn' | 'retired' | 'position'>>;

/** How matters end, and what each team asks for then ([CV8]). */
export function OutcomesSection({ settings }: { readonly settings: WorkspaceSettings }) {
  const { t } = useTranslation('workspaceSettings');
  const saving = useSave();
  const [edited, setEdited] = useState<OutcomeSettings | 'new' | null>(null);
  const { outcomes } = settings;
  const close = (): void => {
    saving.clear();
    setEdited(null);
  };
  const change = (outcome: OutcomeSettings, patch: Change) => {
    const { code, nameJa, nameEn, retired, revision } = outcome;
    const position = outcomes.indexOf(outcome);
    return saving.save('outcome:change', { code, nameJa, nameEn, retired, revision, position, ...patch });
  };
  const save = async (names: BothNames, code: string): Promise<void> => {
    if (edited === null) return;
    const done = edited === 'new' ? await saving.save('outcome:add', { ...names, code }) : await change(edited, names);
    if (done !== null) close();
  };
  return (
    <SectionFrame
      title={t('sections.outcomes')}
      detail={t('outcomes.detail')}
      actions={
        <Button variant="primary" icon={<Plus aria-hidden="true" size={14} />} onClick={() => setEdited('new')}>
          {t('outcomes.add')}
        </Button>
      }
    >
      {edited === null && saving.error !== null && (
        <p role="alert" className="text-bad">
          {saving.error.message}
        </p>
      )}
      <ChoiceRows label={t('outcomes.list')}>
        {outcomes.map((outcome, index) => (
          <ChoiceRow
            key={outcome.code}
            {...outcome}
            detail={outcome.used === 0 ? '' : t('used', { count: outcome.used })}
            isBusy={saving.isBusy}
            canMove
            onUp={index === 0 ? undefined : () => void change(outcome, { position: index - 1 })}
            onDown={index === outcomes.length - 1 ? undefined : () => void change(outcome, { position: index + 1 })}
            onRename={() => setEdited(outcome)}
            onRetire={(retired) => void change(outcome, { retired })}
          />
        ))}
      </ChoiceRows>
      <RequiredFields settings={settings} />
      {edited !== null && (
        <NamesDialog
          title={edited === 'new' ? t('outcomes.add') : t('rename', { name: edited.nameJa })}
          names={edited === 'new' ? { nameJa: '', nameEn: '' } : edited}
          withCode={edited === 'new'}
          {...saving}
          onSave={(names, code) => void save(names, code)}
          onClose={close}
        />
      )}
    </SectionFrame>
  );
}
