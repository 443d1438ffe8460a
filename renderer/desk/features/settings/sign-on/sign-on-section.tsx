import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import type { SignOnSettings } from '#shared/domain/sign-on.ts';
import { Loaded } from '../loaded.tsx';
import { SaveBar } from '../save-bar.tsx';
import { SectionFrame } from '../section-frame.tsx';
import { useUnsaved } from '../unsaved.ts';
import { useDraft } from '../use-draft.ts';
import { useSave } from '../use-save.ts';
import type { WorkspaceSettings } from '../use-workspace-settings.ts';
import { Accounts } from './accounts.tsx';
import { Newcomers } from './newcomers.tsx';
import { Passwords } from './passwords.tsx';
import { ProviderFields } from './provider-fields.tsx';
import { formOf, problemOf, type SignOnForm } from './sign-on-form.ts';

/** Signing in with the company's accounts: the provider, who may come, passwords, and who is linked. */
export function SignOnSection({ settings }: { readonly settings: WorkspaceSettings }) {
  const stored = useHubQuery('settings.sign-on', {});
  return <Loaded what={stored}>{(data) => <Editor stored={data} settings={settings} />}</Loaded>;
}

function Editor({ stored, settings }: { readonly stored: SignOnSettings; readonly settings: WorkspaceSettings }) {
  const { t } = useTranslation('signOn');
  const { value, set, isDirty, revision, isBehind, reset, saved } = useDraft<SignOnForm>(
    formOf(stored),
    stored.revision,
  );
  const saving = useSave();
  useUnsaved(isDirty);
  const save = async (): Promise<void> => {
    const { secret, ...fields } = value;
    const answer = await saving.save('sign-on:set', {
      ...fields,
      revision,
      ...(secret.trim() !== '' && { secret: secret.trim() }),
    });
    if (answer === null) return;
    set({ secret: '' });
    saved(answer.revision);
  };
  const part = { value, set, stored, settings };
  const problem = problemOf(value);
  return (
    <SectionFrame
      title={t('title')}
      detail={t('detail')}
      footer={
        <SaveBar
          isDirty={isDirty}
          isBusy={saving.isBusy}
          isBehind={isBehind}
          error={saving.error}
          problem={isDirty && problem !== null ? t(`problem.${problem}`) : undefined}
          onSave={() => void save()}
          onReset={() => {
            saving.clear();
            reset();
          }}
        />
      }
    >
      <ProviderFields {...part} />
      <Newcomers {...part} />
      <Passwords {...part} />
      <Accounts stored={stored} settings={settings} />
    </SectionFrame>
  );
}
