import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { useLocale } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Checkbox } from '#renderer/ui/checkbox.tsx';
import { Field } from '#renderer/ui/field.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { Words } from '#renderer/ui/words.tsx';
import { type Need, TEAM_ROUTING, type TeamFields } from '#shared/domain/settings.ts';
import { Card } from '../section-frame.tsx';
import type { Draft } from '../use-draft.ts';
import type { WorkspaceSettings } from '../use-workspace-settings.ts';

type TeamRoutingProps = {
  readonly value: TeamFields;
  readonly set: Draft<TeamFields>['set'];
  readonly settings: WorkspaceSettings;
};

/** How work reaches the team's people, and what somebody has to know and speak to be offered it. */
export function TeamRouting({ value, set, settings }: TeamRoutingProps) {
  const { t } = useTranslation('workspaceSettings');
  return (
    <Card title={t('teams.routing')} detail={t(`teams.routingDetails.${value.routing}`)}>
      <div className="flex flex-col gap-4">
        <SegmentedControl
          label={t('teams.routing')}
          segments={TEAM_ROUTING.map((one) => ({ value: one, label: t(`teams.routings.${one}`) }))}
          value={value.routing}
          onChange={(routing) => set({ routing })}
        />
        {value.routing === 'offered' && (
          <>
            <Checkbox checked={value.matchLanguage} onChange={(matchLanguage) => set({ matchLanguage })}>
              {t('teams.matchLanguage')}
            </Checkbox>
            <Needs needs={value.needs} onChange={(needs) => set({ needs })} settings={settings} />
          </>
        )}
      </div>
    </Card>
  );
}

const EVERY = 'every';

type NeedsProps = {
  readonly needs: readonly Need[];
  readonly onChange: (needs: Need[]) => void;
  readonly settings: WorkspaceSettings;
};

/** Skills by category: a list, and a line to add one. */
function Needs({ needs, onChange, settings }: NeedsProps) {
  const { t } = useTranslation('workspaceSettings');
  const locale = useLocale();
  const [categoryId, setCategoryId] = useState(EVERY);
  const [skillId, setSkillId] = useState<string | null>(null);
  const named = (one: { nameJa: string; nameEn: string }) => (locale === 'ja' ? one.nameJa : one.nameEn);
  const skillName = (id: string) => settings.skills.filter((skill) => skill.id === id).map(named)[0] ?? '–';
  const categoryName = (id: string | null) =>
    id === null ? t('teams.everyCategory') : (settings.categories.filter((one) => one.id === id).map(named)[0] ?? '–');
  const add = (): void => {
    if (skillId === null) return;
    const need = { categoryId: categoryId === EVERY ? null : categoryId, skillId };
    if (!needs.some((one) => one.categoryId === need.categoryId && one.skillId === skillId)) onChange([...needs, need]);
    setSkillId(null);
  };
  const skills = settings.skills.filter(({ retired }) => !retired).map((one) => ({ value: one.id, label: named(one) }));
  const categories = settings.categories
    .filter(({ retired }) => !retired)
    .map((one) => ({ value: one.id, label: named(one) }));
  if (skills.length === 0) return <p className="text-ink-3">{t('teams.needsNoSkills')}</p>;
  return (
    <fieldset className="flex min-w-0 flex-col gap-1">
      <legend className="font-medium text-ink-2">{t('teams.needs')}</legend>
      <ul className="flex flex-col">
        {needs.map((need) => (
          <li key={`${need.categoryId}:${need.skillId}`} className="flex min-h-(--control) items-center gap-2">
            <span className="min-w-0 flex-1 truncate">
              <Words>{categoryName(need.categoryId)}</Words>
              <span className="text-ink-3"> → </span>
              <Words>{skillName(need.skillId)}</Words>
            </span>
            <IconButton
              label={t('teams.removeNeed', { category: categoryName(need.categoryId), skill: skillName(need.skillId) })}
              icon={<X aria-hidden="true" size={14} />}
              onClick={() => onChange(needs.filter((one) => one !== need))}
            />
          </li>
        ))}
      </ul>
      <div className="grid grid-cols-[1fr_1fr_auto] items-end gap-3">
        <Field label={t('teams.needsOf')}>
          <Select
            options={[{ value: EVERY, label: t('teams.everyCategory') }, ...categories]}
            value={categoryId}
            onChange={setCategoryId}
          />
        </Field>
        <Field label={t('teams.needsSkill')}>
          <Select options={skills} value={skillId} placeholder={t('teams.chooseSkill')} onChange={setSkillId} />
        </Field>
        <Button icon={<Plus aria-hidden="true" size={14} />} disabled={skillId === null} onClick={add}>
          {t('teams.addNeed')}
        </Button>
      </div>
    </fieldset>
  );
}
