import type { ReactNode } from 'react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Field, TextInput } from '#renderer/ui/field.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { OFFICE_HOURS, type OpeningHours, overlaps } from '#shared/domain/opening-hours.ts';
import { type CalendarSettings, calendarFieldsSchema } from '#shared/domain/settings.ts';
import { SaveBar } from '../save-bar.tsx';
import { Card, SectionFrame } from '../section-frame.tsx';
import { goOn } from '../sections.ts';
import { useUnsaved } from '../unsaved.ts';
import { type Draft, useDraft } from '../use-draft.ts';
import { type Saving, useSave } from '../use-save.ts';
import type { WorkspaceSettings } from '../use-workspace-settings.ts';
import { HolidayRule } from './holiday-rule.tsx';
import { WeekEditor } from './week-editor.tsx';
import { YearView } from './year-view.tsx';

type Fields = { readonly name: string; readonly hours: OpeningHours };

const ZONES = [
  'Asia/Tokyo',
  'Asia/Seoul',
  'Asia/Shanghai',
  'Asia/Singapore',
  'Europe/London',
  'Europe/Paris',
  'America/New_York',
  'America/Los_Angeles',
  'UTC',
];

/** One calendar with all of its year. */
export function CalendarEditor({
  calendar,
  settings,
}: {
  readonly calendar: CalendarSettings;
  readonly settings: WorkspaceSettings;
}) {
  const { t } = useTranslation('workspaceSettings');
  const { id, name, hours, revision } = calendar;
  const draft = useDraft<Fields>({ name, hours }, revision);
  const saving = useSave();
  const isUsed = [...settings.teams, ...settings.brands].some((one) => one.calendarId === id);
  const save = async (): Promise<void> => {
    const done = await saving.save('calendar:change', { ...draft.value, id, revision: draft.revision });
    if (done !== null) draft.saved(done.revision);
  };
  const remove = async (): Promise<void> => {
    if ((await saving.save('calendar:remove', { id, revision })) !== null) goOn('hours');
  };
  return (
    <CalendarForm
      title={name}
      draft={draft}
      saving={saving}
      onSave={() => void save()}
      actions={
        !isUsed && (
          <Button variant="danger" disabled={saving.isBusy} onClick={() => void remove()}>
            {t('remove')}
          </Button>
        )
      }
    />
  );
}

export function NewCalendar() {
  const { t } = useTranslation('workspaceSettings');
  const draft = useDraft<Fields>({ name: '', hours: OFFICE_HOURS }, 1);
  const saving = useSave();
  const save = async (): Promise<void> => {
    const done = await saving.save('calendar:add', draft.value);
    if (done === null) return;
    draft.saved(1);
    goOn('hours', done.id);
  };
  return <CalendarForm title={t('hours.add')} draft={draft} saving={saving} onSave={() => void save()} isNew />;
}

type CalendarFormProps = {
  readonly title: string;
  readonly draft: Draft<Fields>;
  readonly saving: Saving;
  readonly onSave: () => void;
  readonly actions?: ReactNode;
  readonly isNew?: boolean;
};

function CalendarForm({ title, draft, saving, onSave, actions, isNew = false }: CalendarFormProps) {
  const { t } = useTranslation('workspaceSettings');
  const { name, hours } = draft.value;
  useUnsaved(draft.isDirty);
  const setHours = (patch: Partial<OpeningHours>): void => draft.set({ hours: { ...hours, ...patch } });
  const zones = ZONES.includes(hours.timeZone) ? ZONES : [hours.timeZone, ...ZONES];
  return (
    <SectionFrame
      title={title}
      back={{ section: 'hours', label: t('sections.hours') }}
      actions={actions}
      footer={
        <SaveBar
          {...saving}
          isNew={isNew}
          isDirty={draft.isDirty}
          isBehind={draft.isBehind}
          problem={draft.isDirty ? problemOf(draft.value, t('hours.nameMissing'), t('hours.wrong')) : undefined}
          onSave={onSave}
          onReset={() => {
            saving.clear();
            draft.reset();
          }}
        />
      }
    >
      <Card>
        <div className="grid grid-cols-2 gap-4">
          <Field label={t('hours.name')}>
            <TextInput value={name} maxLength={100} onChange={(event) => draft.set({ name: event.target.value })} />
          </Field>
          <Field label={t('hours.timeZone')}>
            <Select
              options={zones.map((zone) => ({ value: zone, label: zone.replace('_', ' ') }))}
              value={hours.timeZone}
              onChange={(timeZone) => setHours({ timeZone })}
            />
          </Field>
        </div>
      </Card>
      <WeekEditor weekly={hours.weekly} onChange={(weekly) => setHours({ weekly })} />
      <HolidayRule holidays={hours.holidays} onChange={(holidays) => setHours({ holidays })} />
      <YearView hours={hours} onChange={(days) => setHours({ days })} />
    </SectionFrame>
  );
}

function problemOf(fields: Fields, nameMissing: string, wrong: string): string | undefined {
  if (fields.name.trim() === '') return nameMissing;
  const lists = [...fields.hours.weekly, fields.hours.holidays ?? [], ...fields.hours.days.map(({ spans }) => spans)];
  return calendarFieldsSchema.safeParse(fields).success && !lists.some(overlaps) ? undefined : wrong;
}
