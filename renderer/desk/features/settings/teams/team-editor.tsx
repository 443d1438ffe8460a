import { useTranslation } from '#renderer/i18n/translation.ts';
import { Checkbox, CheckGroup } from '#renderer/ui/checkbox.tsx';
import { Field, TextInput } from '#renderer/ui/field.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { DELAYED_AT_FIRST } from '#shared/domain/channels.ts';
import { type TeamFields, type TeamSettings, teamFieldsSchema, WRAP_UP_FIELDS } from '#shared/domain/settings.ts';
import { SaveBar } from '../save-bar.tsx';
import { Card, SectionFrame } from '../section-frame.tsx';
import { goOn } from '../sections.ts';
import { useUnsaved } from '../unsaved.ts';
import { type Draft, useDraft } from '../use-draft.ts';
import { type Saving, useSave } from '../use-save.ts';
import type { WorkspaceSettings } from '../use-workspace-settings.ts';
import { TeamDelay } from './team-delay.tsx';
import { TeamRouting } from './team-routing.tsx';
import { TeamTargets } from './team-targets.tsx';
import { useHoursWords } from './use-hours-words.ts';

const fieldsOf = (team: TeamSettings): TeamFields => ({
  name: team.name,
  wrapUp: team.wrapUp,
  offerSeconds: team.offerSeconds,
  replyMinutes: team.replyMinutes,
  reopenHours: team.reopenHours,
  isDefault: team.isDefault,
  calendarId: team.calendarId ?? null,
  brandId: team.brandId ?? null,
  routing: team.routing,
  targets: team.targets,
  silenceMinutes: team.silenceMinutes,
  needs: team.needs,
  matchLanguage: team.matchLanguage,
  delayedChannels: team.delayedChannels,
});

const FRESH: TeamFields = {
  name: '',
  wrapUp: ['category', 'outcome'],
  offerSeconds: 60,
  replyMinutes: 15,
  reopenHours: 72,
  isDefault: false,
  calendarId: null,
  brandId: null,
  routing: 'by_hand',
  targets: {},
  silenceMinutes: null,
  needs: [],
  matchLanguage: true,
  delayedChannels: [...DELAYED_AT_FIRST],
};

export function TeamEditor({ team, settings }: { readonly team: TeamSettings; readonly settings: WorkspaceSettings }) {
  const draft = useDraft(fieldsOf(team), team.revision);
  const saving = useSave();
  const save = async (): Promise<void> => {
    const done = await saving.save('team:change', { ...draft.value, id: team.id, revision: draft.revision });
    if (done !== null) draft.saved(done.revision);
  };
  return (
    <TeamForm
      title={team.name}
      draft={draft}
      saving={saving}
      onSave={() => void save()}
      settings={settings}
      wasDefault={team.isDefault}
    />
  );
}

export function NewTeam({ settings }: { readonly settings: WorkspaceSettings }) {
  const { t } = useTranslation('workspaceSettings');
  const draft = useDraft(FRESH, 1);
  const saving = useSave();
  const save = async (): Promise<void> => {
    const done = await saving.save('team:add', draft.value);
    if (done === null) return;
    draft.saved(1);
    goOn('teams', done.id);
  };
  return (
    <TeamForm
      title={t('teams.add')}
      draft={draft}
      saving={saving}
      onSave={() => void save()}
      settings={settings}
      isNew
    />
  );
}

type TeamFormProps = {
  readonly title: string;
  readonly draft: Draft<TeamFields>;
  readonly saving: Saving;
  readonly onSave: () => void;
  readonly settings: WorkspaceSettings;
  readonly isNew?: boolean;
  /** It takes new conversations now: another has to take its place, so this one can not be told to stop. */
  readonly wasDefault?: boolean;
};

function TeamForm({ title, draft, saving, onSave, settings, isNew = false, wasDefault = false }: TeamFormProps) {
  const { t } = useTranslation('workspaceSettings');
  const { value, set } = draft;
  useUnsaved(draft.isDirty);
  const problem = teamFieldsSchema.safeParse(value).success ? undefined : t('teams.nameMissing');
  const reset = (): void => {
    saving.clear();
    draft.reset();
  };
  return (
    <SectionFrame
      title={title}
      back={{ section: 'teams', label: t('sections.teams') }}
      footer={
        <SaveBar
          {...saving}
          isNew={isNew}
          isDirty={draft.isDirty}
          isBehind={draft.isBehind}
          problem={draft.isDirty ? problem : undefined}
          onSave={onSave}
          onReset={reset}
        />
      }
    >
      <Card>
        <div className="flex flex-col gap-3">
          <Field label={t('teams.name')}>
            <TextInput value={value.name} maxLength={100} onChange={(event) => set({ name: event.target.value })} />
          </Field>
          <Checkbox checked={value.isDefault} disabled={wasDefault} onChange={(isDefault) => set({ isDefault })}>
            {t('teams.isDefault')}
          </Checkbox>
          {wasDefault && <p className="text-ink-3">{t('teams.defaultHint')}</p>}
        </div>
      </Card>
      <TeamHours value={value} set={set} settings={settings} />
      <TeamRouting value={value} set={set} settings={settings} />
      <TeamTargets value={value} set={set} />
      <TeamDelay value={value} set={set} />
      <Card>
        <CheckGroup
          label={t('outcomes.required')}
          hint={t('outcomes.requiredDetail')}
          options={WRAP_UP_FIELDS.map((field) => ({ value: field, label: t(`fields.${field}`) }))}
          values={value.wrapUp}
          onChange={(wrapUp) => set({ wrapUp })}
        />
      </Card>
    </SectionFrame>
  );
}

const NONE = 'none';

type TeamHoursProps = {
  readonly value: TeamFields;
  readonly set: Draft<TeamFields>['set'];
  readonly settings: WorkspaceSettings;
};

function TeamHours({ value, set, settings }: TeamHoursProps) {
  const { t } = useTranslation('workspaceSettings');
  const hoursOf = useHoursWords(settings);
  const named = ({ id, name }: { id: string; name: string }) => ({ value: id, label: name });
  const now = hoursOf({
    ...(value.calendarId === null ? {} : { calendarId: value.calendarId }),
    ...(value.brandId === null ? {} : { brandId: value.brandId }),
  });
  return (
    <Card title={t('sections.hours')} detail={now}>
      <div className="grid grid-cols-2 gap-4">
        <Field label={t('teams.calendar')}>
          <Select
            options={[{ value: NONE, label: t('teams.asBrand') }, ...settings.calendars.map(named)]}
            value={value.calendarId ?? NONE}
            onChange={(id) => set({ calendarId: id === NONE ? null : id })}
          />
        </Field>
        <Field label={t('teams.brand')}>
          <Select
            options={[{ value: NONE, label: t('teams.noBrand') }, ...settings.brands.map(named)]}
            value={value.brandId ?? NONE}
            onChange={(id) => set({ brandId: id === NONE ? null : id })}
          />
        </Field>
      </div>
    </Card>
  );
}
