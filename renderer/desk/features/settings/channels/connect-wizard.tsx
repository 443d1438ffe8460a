import { useState } from 'react';
import { useLocale } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { ChannelDot } from '#renderer/ui/channel-icon.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import type { AdapterFacts } from '#shared/domain/channel-connection.ts';
import { Row, Rows } from '../rows.tsx';
import { SaveBar } from '../save-bar.tsx';
import { SectionFrame } from '../section-frame.tsx';
import { goOn } from '../sections.ts';
import { useUnsaved } from '../unsaved.ts';
import { useSave } from '../use-save.ts';
import { ConnectionForm, type NameAndTeam, useAdapterForm } from './connection-form.tsx';
import { DocsHint } from './docs-hint.tsx';
import { givenFields } from './field-values.ts';

/** Connecting a channel: by what, then with which account. It can be tested as soon as it is there. */
export function ConnectWizard({ adapters }: { readonly adapters: readonly AdapterFacts[] }) {
  const { t } = useTranslation('channelSettings');
  const locale = useLocale();
  const [chosen, setChosen] = useState<string | null>(null);
  const facts = adapters.find(({ adapter }) => adapter === chosen);
  const back = { section: 'channels', label: t('title') } as const;
  if (facts !== undefined) return <NewConnection key={facts.adapter} facts={facts} />;
  return (
    <SectionFrame title={t('connect')} detail={t('chooseDetail')} back={back}>
      {adapters.length === 0 ? (
        <EmptyState title={t('noAdapters')} />
      ) : (
        <Rows label={t('connect')}>
          {adapters.map((one) => (
            <Row key={one.adapter} onOpen={() => setChosen(one.adapter)}>
              <span className="flex items-start gap-3">
                <ChannelDot sign={one.channel} className="mt-0.5" />
                <span className="min-w-0">
                  <span className="block font-semibold">{one.name[locale]}</span>
                  <span className="block text-ink-2">{one.about[locale]}</span>
                </span>
              </span>
            </Row>
          ))}
        </Rows>
      )}
    </SectionFrame>
  );
}

function NewConnection({ facts }: { readonly facts: AdapterFacts }) {
  const { t } = useTranslation('channelSettings');
  const locale = useLocale();
  const saving = useSave();
  const form = useAdapterForm(facts);
  const [head, setHead] = useState<NameAndTeam>({ name: facts.name[locale], teamId: null });
  const isDirty = form.formState.isDirty;
  useUnsaved(isDirty);
  const connect = form.handleSubmit(async (values) => {
    const { adapter, fields } = facts;
    const team = head.teamId === null ? {} : { teamId: head.teamId };
    const given = givenFields(fields, values);
    const done = await saving.save('channel:connect', { adapter, name: head.name.trim(), ...team, fields: given });
    if (done === null) return;
    form.reset(values);
    goOn('channels', done.connectionId);
  });
  return (
    <SectionFrame
      title={facts.name[locale]}
      detail={facts.about[locale]}
      back={{ section: 'channels', label: t('title') }}
      footer={
        <SaveBar
          {...saving}
          isNew
          isDirty
          problem={head.name.trim() === '' ? t('nameMissing') : undefined}
          onSave={() => void connect()}
          onReset={() => form.reset()}
        />
      }
    >
      <ConnectionForm facts={facts} form={form} secretsSet={[]} head={head} onHead={setHead} />
      <DocsHint channel={facts.channel} />
    </SectionFrame>
  );
}
