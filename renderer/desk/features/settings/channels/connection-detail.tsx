import { useState } from 'react';
import { useLocale } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import type { AdapterFacts, ChannelConnection } from '#shared/domain/channel-connection.ts';
import { SaveBar } from '../save-bar.tsx';
import { Card, SectionFrame } from '../section-frame.tsx';
import { goOn } from '../sections.ts';
import { useUnsaved } from '../unsaved.ts';
import { useSave } from '../use-save.ts';
import { ConnectionForm, type NameAndTeam, useAdapterForm } from './connection-form.tsx';
import { ConnectionTest } from './connection-test.tsx';
import { DocsHint } from './docs-hint.tsx';
import { firstValues, givenFields } from './field-values.ts';
import { HealthChip, useHealthWords } from './health.tsx';
import { HookAddress } from './hook-address.tsx';
import { Secrets } from './secrets.tsx';

type ConnectionDetailProps = {
  readonly connection: ChannelConnection;
  /** Null: this version of the hub does not know its adapter any more. */
  readonly facts: AdapterFacts | null;
};

/** One connection: how it is, a try, its address, its secrets, its settings; pausing and removing it. */
export function ConnectionDetail({ connection, facts }: ConnectionDetailProps) {
  const { t } = useTranslation('channelSettings');
  const locale = useLocale();
  if (facts !== null) return <KnownConnection connection={connection} facts={facts} />;
  return (
    <SectionFrame
      title={connection.name}
      detail={t('unknownAdapter', { adapter: connection.adapter })}
      back={{ section: 'channels', label: t('title') }}
    >
      <StateCard connection={connection} isTestable={false} locale={locale} />
    </SectionFrame>
  );
}

function KnownConnection({
  connection,
  facts,
}: {
  readonly connection: ChannelConnection;
  readonly facts: AdapterFacts;
}) {
  const { t } = useTranslation('channelSettings');
  const locale = useLocale();
  const saving = useSave();
  const [seen, setSeen] = useState(connection);
  const [head, setHead] = useState<NameAndTeam>({ name: connection.name, teamId: connection.teamId ?? null });
  const form = useAdapterForm(facts, connection);
  const isHeadDirty = head.name !== seen.name || head.teamId !== (seen.teamId ?? null);
  const isDirty = isHeadDirty || form.formState.isDirty;
  useUnsaved(isDirty);
  const isNewer = connection.updatedAt > seen.updatedAt;
  const take = (newest: ChannelConnection): void => {
    saving.clear();
    setSeen(newest);
    setHead({ name: newest.name, teamId: newest.teamId ?? null });
    form.reset(firstValues(facts.fields, newest.settings));
  };
  if (isNewer && !isDirty) take(connection);
  const save = form.handleSubmit(async (values) => {
    const done = await saving.save('channel:update', {
      connectionId: connection.id,
      name: head.name.trim(),
      teamId: head.teamId,
      fields: givenFields(facts.fields, values),
      seen: seen.updatedAt,
    });
    // What is stored now comes with the next look and takes the form's place, for nothing is typed over it any more.
    if (done === null) return;
    setSeen({ ...seen, name: head.name, ...(head.teamId === null ? {} : { teamId: head.teamId }) });
    form.reset(firstValues(facts.fields, values));
  });
  return (
    <SectionFrame
      title={connection.name}
      detail={facts.name[locale]}
      back={{ section: 'channels', label: t('title') }}
      footer={
        <SaveBar
          {...saving}
          isDirty={isDirty}
          isBehind={isNewer && isDirty}
          problem={head.name.trim() === '' ? t('nameMissing') : undefined}
          onSave={() => void save()}
          onReset={() => take(connection)}
        />
      }
    >
      <StateCard connection={connection} isTestable={facts.testable} locale={locale} />
      {connection.hookUrl !== undefined && <HookAddress url={connection.hookUrl} />}
      <ConnectionForm
        facts={{ ...facts, fields: facts.fields.filter(({ kind }) => kind !== 'secret') }}
        form={form}
        secretsSet={connection.secretsSet}
        head={head}
        onHead={setHead}
      />
      <Secrets connection={connection} facts={facts} />
      <DocsHint channel={connection.channel} />
    </SectionFrame>
  );
}

type StateCardProps = {
  readonly connection: ChannelConnection;
  readonly isTestable: boolean;
  readonly locale: 'ja' | 'en';
};

/** How it is and what can be done about it, at once and not with the form. */
function StateCard({ connection, isTestable }: StateCardProps) {
  const { t } = useTranslation('channelSettings');
  const saving = useSave();
  const words = useHealthWords()(connection.health);
  const { id: connectionId, state } = connection;
  const isPaused = state === 'paused';
  const remove = async (): Promise<void> => {
    if ((await saving.save('channel:remove', { connectionId })) !== null) goOn('channels');
  };
  return (
    <Card
      title={t('state')}
      actions={
        <>
          <HealthChip state={connection.health.state} />
          <Button
            busy={saving.isBusy}
            onClick={() => void saving.save(isPaused ? 'channel:resume' : 'channel:pause', { connectionId })}
          >
            {t(isPaused ? 'resume' : 'pause')}
          </Button>
        </>
      }
    >
      <ul className="flex flex-col gap-0.5">
        {words.map((word) => (
          <li key={word}>{word}</li>
        ))}
      </ul>
      {isPaused && <p className="mt-2 text-ink-2">{t('pausedDetail')}</p>}
      {saving.error !== null && (
        <p role="alert" className="mt-2 text-bad">
          {saving.error.message}
        </p>
      )}
      {isTestable && <ConnectionTest connectionId={connectionId} />}
      {isPaused && (
        <Button variant="danger" className="mt-3" disabled={saving.isBusy} onClick={() => void remove()}>
          {t('remove')}
        </Button>
      )}
    </Card>
  );
}
