import { useForm } from 'react-hook-form';
import { useMe } from '#renderer/data/hooks/use-session.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Field, TextInput } from '#renderer/ui/field.tsx';
import { Select } from '#renderer/ui/select.tsx';
import type { AdapterFacts, ChannelConnection } from '#shared/domain/channel-connection.ts';
import { Card } from '../section-frame.tsx';
import { AdapterFields } from './adapter-fields.tsx';
import { type FieldValues, fieldsSchema, firstValues } from './field-values.ts';
import { zodResolver } from './zod-resolver.ts';

/** The form of an adapter, filled with what is stored. */
export function useAdapterForm(facts: AdapterFacts, connection?: ChannelConnection) {
  const { t } = useTranslation('channelSettings');
  const words = {
    missing: t('wrong.missing'),
    number: t('wrong.number'),
    url: t('wrong.url'),
    email: t('wrong.email'),
  };
  return useForm<FieldValues>({
    defaultValues: firstValues(facts.fields, connection?.settings),
    resolver: zodResolver<FieldValues>(fieldsSchema(facts, words, connection?.secretsSet)),
    mode: 'onTouched',
  });
}

export type NameAndTeam = { readonly name: string; readonly teamId: string | null };

type ConnectionFormProps = {
  readonly facts: AdapterFacts;
  readonly form: ReturnType<typeof useAdapterForm>;
  readonly secretsSet: readonly string[];
  readonly head: NameAndTeam;
  readonly onHead: (head: NameAndTeam) => void;
};

const DEFAULT_TEAM = 'default';

/** What it is called, whose queue it fills, and what the adapter asks for. */
export function ConnectionForm({ facts, form, secretsSet, head, onHead }: ConnectionFormProps) {
  const { t } = useTranslation('channelSettings');
  const me = useMe();
  const teams = me.state === 'ready' ? me.data.teams : [];
  return (
    <>
      <Card>
        <div className="grid grid-cols-2 gap-4">
          <Field label={t('name')} hint={t('nameHint')}>
            <TextInput
              value={head.name}
              maxLength={100}
              onChange={(event) => onHead({ ...head, name: event.target.value })}
            />
          </Field>
          <Field label={t('team')} hint={t('teamHint')}>
            <Select
              options={[
                { value: DEFAULT_TEAM, label: t('defaultTeam') },
                ...teams.map(({ id, name }) => ({ value: id, label: name })),
              ]}
              value={head.teamId ?? DEFAULT_TEAM}
              onChange={(id) => onHead({ ...head, teamId: id === DEFAULT_TEAM ? null : id })}
            />
          </Field>
        </div>
      </Card>
      {facts.fields.length > 0 && (
        <Card title={t('account')}>
          <AdapterFields form={form} fields={facts.fields} secretsSet={secretsSet} />
        </Card>
      )}
    </>
  );
}
