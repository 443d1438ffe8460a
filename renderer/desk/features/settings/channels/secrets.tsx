import { useState } from 'react';
import { useLocale } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Chip } from '#renderer/ui/chip.tsx';
import { Field, TextInput } from '#renderer/ui/field.tsx';
import type { AdapterFacts, ChannelConnection, ConnectionField } from '#shared/domain/channel-connection.ts';
import { Card } from '../section-frame.tsx';
import { useSave } from '../use-save.ts';

type SecretsProps = { readonly connection: ChannelConnection; readonly facts: AdapterFacts };

/** The secrets: whether each is set, and a new one in its place. The former is accepted beside it until it is dropped. */
export function Secrets({ connection, facts }: SecretsProps) {
  const { t } = useTranslation('channelSettings');
  const secrets = facts.fields.filter(({ kind }) => kind === 'secret');
  if (secrets.length === 0) return null;
  return (
    <Card title={t('secrets.title')} detail={t('secrets.detail')}>
      <ul>
        {secrets.map((field) => (
          <Secret key={field.name} field={field} connection={connection} />
        ))}
      </ul>
    </Card>
  );
}

type SecretProps = { readonly field: ConnectionField; readonly connection: ChannelConnection };

function Secret({ field, connection }: SecretProps) {
  const { t } = useTranslation('channelSettings');
  const { t: common } = useTranslation();
  const locale = useLocale();
  const saving = useSave();
  const [isOpen, setIsOpen] = useState(false);
  const [value, setValue] = useState('');
  const isSet = connection.secretsSet.includes(field.name);
  const hasFormer = connection.secretsSet.includes(`${field.name}:former`);
  const { id: connectionId } = connection;
  const close = (): void => {
    setIsOpen(false);
    setValue('');
    saving.clear();
  };
  const rotate = async (): Promise<void> => {
    const done = await saving.save('channel:rotate-secret', { connectionId, field: field.name, value });
    if (done !== null) close();
  };
  return (
    <li className="border-line border-t py-2 first:border-t-0">
      <div className="flex items-center gap-3">
        <span className="min-w-0 flex-1">{field.label[locale]}</span>
        <Chip tone={isSet ? 'ok' : 'plain'}>{t(isSet ? 'secrets.set' : 'secrets.notSet')}</Chip>
        {hasFormer && <Chip tone="warn">{t('secrets.former')}</Chip>}
        {!isOpen && (
          <Button aria-label={`${field.label[locale]}: ${t('secrets.rotate')}`} onClick={() => setIsOpen(true)}>
            {t('secrets.rotate')}
          </Button>
        )}
        {hasFormer && (
          <Button
            busy={saving.isBusy}
            onClick={() => void saving.save('channel:drop-former-secret', { connectionId, field: field.name })}
          >
            {t('secrets.drop')}
          </Button>
        )}
      </div>
      {isOpen && (
        <form
          className="mt-2 flex items-end gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            if (value !== '') void rotate();
          }}
        >
          <div className="flex-1">
            <Field label={t('secrets.new')}>
              <TextInput
                autoFocus
                type="password"
                autoComplete="new-password"
                value={value}
                onChange={(event) => setValue(event.target.value)}
              />
            </Field>
          </div>
          <Button onClick={close}>{common('cancel')}</Button>
          <Button type="submit" variant="primary" busy={saving.isBusy} disabled={value === ''}>
            {t('secrets.save')}
          </Button>
        </form>
      )}
      {saving.error !== null && (
        <p role="alert" className="mt-2 text-bad">
          {saving.error.message}
        </p>
      )}
    </li>
  );
}
