import { Plus, Sparkles } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import type { Skill } from '#shared/domain/settings.ts';
import { type BothNames, NamesDialog } from '../names-dialog.tsx';
import { SectionFrame } from '../section-frame.tsx';
import { useSave } from '../use-save.ts';
import type { WorkspaceSettings } from '../use-workspace-settings.ts';
import { ChoiceRow, ChoiceRows } from './choice-rows.tsx';

/** What people can do that others can not: products, languages, kinds of matters. */
export function SkillsSection({ settings }: { readonly settings: WorkspaceSettings }) {
  const { t } = useTranslation('workspaceSettings');
  const saving = useSave();
  const [edited, setEdited] = useState<Skill | 'new' | null>(null);
  const close = (): void => {
    saving.clear();
    setEdited(null);
  };
  const save = async (names: BothNames): Promise<void> => {
    if (edited === null) return;
    const done =
      edited === 'new'
        ? await saving.save('skill:add', names)
        : await saving.save('skill:change', {
            ...names,
            id: edited.id,
            revision: edited.revision,
            retired: edited.retired,
          });
    if (done !== null) close();
  };
  const add = (
    <Button variant="primary" icon={<Plus aria-hidden="true" size={14} />} onClick={() => setEdited('new')}>
      {t('skills.add')}
    </Button>
  );
  return (
    <SectionFrame title={t('sections.skills')} detail={t('skills.detail')} actions={settings.skills.length > 0 && add}>
      {edited === null && saving.error !== null && (
        <p role="alert" className="text-bad">
          {saving.error.message}
        </p>
      )}
      {settings.skills.length === 0 ? (
        <EmptyState
          icon={<Sparkles aria-hidden="true" size={22} />}
          title={t('skills.none')}
          detail={t('skills.noneDetail')}
          action={add}
        />
      ) : (
        <ChoiceRows label={t('sections.skills')}>
          {settings.skills.map((skill) => (
            <ChoiceRow
              key={skill.id}
              {...skill}
              detail={t('skills.people', { count: skill.people })}
              isBusy={saving.isBusy}
              onRename={() => setEdited(skill)}
              onRetire={(retired) =>
                void saving.save('skill:change', {
                  id: skill.id,
                  revision: skill.revision,
                  nameJa: skill.nameJa,
                  nameEn: skill.nameEn,
                  retired,
                })
              }
            />
          ))}
        </ChoiceRows>
      )}
      {edited !== null && (
        <NamesDialog
          title={edited === 'new' ? t('skills.add') : t('rename', { name: edited.nameJa })}
          names={edited === 'new' ? { nameJa: '', nameEn: '' } : edited}
          {...saving}
          onSave={(names) => void save(names)}
          onClose={close}
        />
      )}
    </SectionFrame>
  );
}
