import type { ReactNode } from 'react';
import { useLocale } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Checkbox, CheckGroup } from '#renderer/ui/checkbox.tsx';
import { Field, TextInput } from '#renderer/ui/field.tsx';
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx';
import { type PersonFields as Fields, STAFF_ROLES } from '#shared/domain/settings.ts';
import { NumberInput } from '../number-input.tsx';
import { Card } from '../section-frame.tsx';
import type { WorkspaceSettings } from '../use-workspace-settings.ts';

type PersonFieldsProps = {
  readonly value: Fields;
  readonly onChange: (patch: Partial<Fields>) => void;
  readonly settings: WorkspaceSettings;
  /** The login: typed for somebody new, read for others. */
  readonly login: ReactNode;
};

const LOCALES = ['ja', 'en'] as const;

/** What is said of a person. */
export function PersonFields({ value, onChange, settings, login }: PersonFieldsProps) {
  const { t } = useTranslation('workspaceSettings');
  const locale = useLocale();
  const languages = LOCALES.map((one) => ({ value: one, label: t(`languages.${one}`) }));
  const skills = settings.skills
    .filter((skill) => !skill.retired || value.skillIds.includes(skill.id))
    .map((skill) => ({ value: skill.id, label: locale === 'ja' ? skill.nameJa : skill.nameEn }));
  return (
    <>
      <Card title={t('person.who')}>
        <div className="grid grid-cols-2 gap-4">
          <Field label={t('person.name')}>
            <TextInput
              value={value.name}
              maxLength={100}
              onChange={(event) => onChange({ name: event.target.value })}
            />
          </Field>
          <Field label={t('person.publicName')}>
            <TextInput
              value={value.publicName}
              maxLength={100}
              placeholder={t('person.publicNameHint')}
              onChange={(event) => onChange({ publicName: event.target.value })}
            />
          </Field>
          {login}
          <div className="flex flex-col gap-1">
            <span aria-hidden="true" className="font-medium text-ink-2">
              {t('person.locale')}
            </span>
            <SegmentedControl
              label={t('person.locale')}
              segments={languages}
              value={value.locale}
              onChange={(next) => onChange({ locale: next })}
            />
          </div>
        </div>
      </Card>
      <Card title={t('person.role')} detail={t(`roleDetails.${value.role}`)}>
        <SegmentedControl
          label={t('person.role')}
          segments={STAFF_ROLES.map((role) => ({ value: role, label: t(`roles.${role}`) }))}
          value={value.role}
          onChange={(role) => onChange({ role })}
        />
      </Card>
      <Card title={t('person.work')}>
        <div className="flex flex-col gap-4">
          <CheckGroup
            label={t('person.teams')}
            options={settings.teams.map((team) => ({ value: team.id, label: team.name }))}
            values={value.teamIds}
            onChange={(teamIds) => onChange({ teamIds })}
          />
          <CheckGroup
            label={t('person.skills')}
            options={skills}
            values={value.skillIds}
            onChange={(skillIds) => onChange({ skillIds })}
            none={t('person.noSkills')}
          />
          <CheckGroup
            label={t('person.languages')}
            options={languages}
            values={value.languages}
            onChange={(next) => onChange({ languages: next })}
          />
          <Checkbox checked={value.callCapacity > 0} onChange={(on) => onChange({ callCapacity: on ? 1 : 0 })}>
            {t('person.takesCalls')}
          </Checkbox>
          <div className="grid grid-cols-2 gap-4">
            <NumberInput
              label={t('person.capacity')}
              hint={t('person.capacityHint')}
              value={value.capacity}
              min={1}
              max={50}
              onChange={(capacity) => onChange({ capacity })}
            />
            <NumberInput
              label={t('person.mailCapacity')}
              hint={t('person.mailCapacityHint')}
              value={value.mailCapacity}
              min={0}
              max={200}
              onChange={(mailCapacity) => onChange({ mailCapacity })}
            />
          </div>
        </div>
      </Card>
    </>
  );
}
