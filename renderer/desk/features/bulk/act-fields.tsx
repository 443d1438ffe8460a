import { useMe, usePeople } from '#renderer/data/hooks/use-session.ts';
import { useLocale } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Field, TextArea, TextInput } from '#renderer/ui/field.tsx';
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { ACTS, type BulkAct } from './bulk-act.ts';

type ActFieldsProps = { readonly act: BulkAct; readonly onChange: (act: BulkAct) => void };
const KEEP = 'keep';

/** What is to be done, and what it needs. */
export function ActFields({ act, onChange }: ActFieldsProps) {
  const { t } = useTranslation('bulk');
  return (
    <div className="grid gap-3">
      <SegmentedControl
        label={t('act.label')}
        value={act.name}
        onChange={(name) => onChange({ ...act, name })}
        segments={ACTS.map((value) => ({ value, label: t(`act.${value}`) }))}
      />
      {act.name === 'assign' && <ToField act={act} onChange={onChange} />}
      {act.name === 'resolve' && <ResolveFields act={act} onChange={onChange} />}
      {act.name === 'tag' && (
        <Field label={t('tagAdd')}>
          <TextInput value={act.tags} maxLength={400} onChange={(e) => onChange({ ...act, tags: e.target.value })} />
        </Field>
      )}
      {act.name === 'reply' && (
        <Field label={t('text')} hint={t('textHint')}>
          <TextArea
            rows={5}
            value={act.text}
            maxLength={20_000}
            onChange={(e) => onChange({ ...act, text: e.target.value })}
          />
        </Field>
      )}
    </div>
  );
}

function ToField({ act, onChange }: ActFieldsProps) {
  const { t } = useTranslation('bulk');
  const { agents, teams } = usePeople();
  const here = agents.filter(
    ({ role, presence }) =>
      (role === 'agent' || role === 'lead') && presence !== 'signed_out' && presence !== 'disconnected',
  );
  return (
    <Field label={t('to')}>
      <Select
        label={t('to')}
        placeholder="—"
        value={act.to}
        onChange={(to) => onChange({ ...act, to })}
        options={[
          ...teams.map(({ id, name }) => ({ value: `team ${id}`, label: name })),
          ...here.map(({ id, name }) => ({ value: `agent ${id}`, label: name })),
        ]}
      />
    </Field>
  );
}

function ResolveFields({ act, onChange }: ActFieldsProps) {
  const { t } = useTranslation('bulk');
  const locale = useLocale();
  const me = useMe();
  if (me.state !== 'ready') return null;
  const nameOf = ({ nameJa, nameEn }: { nameJa: string; nameEn: string }) => (locale === 'ja' ? nameJa : nameEn);
  const { categories, outcomes } = me.data;
  const byId = new Map(categories.map((category) => [category.id, category]));
  const pathOf = (id: string): string => {
    const category = byId.get(id);
    if (category === undefined) return '';
    const above = category.parentId === undefined ? '' : pathOf(category.parentId);
    return above === '' ? nameOf(category) : `${above} › ${nameOf(category)}`;
  };
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Field label={t('category')}>
        <Select
          label={t('category')}
          value={act.categoryId ?? KEEP}
          onChange={(id) => onChange({ ...act, categoryId: id === KEEP ? null : id })}
          options={[
            { value: KEEP, label: t('keepCategory') },
            ...categories.filter(({ retired }) => retired !== true).map(({ id }) => ({ value: id, label: pathOf(id) })),
          ]}
        />
      </Field>
      <Field label={t('outcome')}>
        <Select
          label={t('outcome')}
          placeholder="—"
          value={act.outcome}
          onChange={(outcome) => onChange({ ...act, outcome })}
          options={outcomes
            .filter(({ retired }) => retired !== true)
            .map((outcome) => ({ value: outcome.code, label: nameOf(outcome) }))}
        />
      </Field>
      <div className="sm:col-span-2">
        <Field label={t('note')}>
          <TextArea
            rows={3}
            value={act.text}
            maxLength={5000}
            onChange={(e) => onChange({ ...act, text: e.target.value })}
          />
        </Field>
      </div>
    </div>
  );
}
