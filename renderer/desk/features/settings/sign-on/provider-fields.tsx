import { useState } from 'react';
import { useAskHub } from '#renderer/data/hooks/use-hub-query.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Checkbox } from '#renderer/ui/checkbox.tsx';
import { Field, TextInput } from '#renderer/ui/field.tsx';
import { isProviderAddress, MOST_SESSION_HOURS } from '#shared/domain/sign-on.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';
import { NumberInput } from '../number-input.tsx';
import { Card } from '../section-frame.tsx';
import type { SignOnPartProps } from './sign-on-form.ts';

/** The provider, and what it has to be told of this hub. */
export function ProviderFields({ value, set, stored }: SignOnPartProps) {
  const { t } = useTranslation('signOn');
  const isElsewhere = value.issuer !== stored.issuer || value.clientId !== stored.clientId;
  const endsSignIns = stored.enabled && (!value.enabled || isElsewhere);
  const isToBeForgotten = isElsewhere && (stored.hasSecret || stored.isSecretUnreadable);
  const isUnreadable = stored.isSecretUnreadable && !isElsewhere && value.secret === '';
  const secretHint = isToBeForgotten
    ? t('provider.secretElsewhere')
    : t(stored.hasSecret || stored.isSecretUnreadable ? 'provider.secretKept' : 'provider.secretNone');
  return (
    <Card title={t('provider.title')} detail={t('provider.detail')}>
      <div className="flex max-w-[560px] flex-col gap-3">
        <Checkbox checked={value.enabled} onChange={(enabled) => set({ enabled })}>
          {t('provider.enabled')}
        </Checkbox>
        {endsSignIns && (
          <p role="status" className="text-warn">
            {t('provider.ends')}
          </p>
        )}
        <RedirectUri uri={stored.redirectUri} />
        <Field
          label={t('provider.issuer')}
          hint={t('provider.issuerHint')}
          {...(value.issuer !== '' && !isProviderAddress(value.issuer) && { error: t('problem.issuer') })}
        >
          <TextInput
            value={value.issuer}
            placeholder="https://login.example.com/tenant"
            spellCheck={false}
            maxLength={500}
            onChange={(event) => set({ issuer: event.target.value.trim() })}
          />
        </Field>
        <Trial issuer={value.issuer} />
        <Field label={t('provider.clientId')}>
          <TextInput
            value={value.clientId}
            spellCheck={false}
            maxLength={300}
            onChange={(event) => set({ clientId: event.target.value.trim() })}
          />
        </Field>
        <Field
          label={t('provider.secret')}
          hint={secretHint}
          {...(isUnreadable && { error: t('provider.secretUnreadable') })}
        >
          <TextInput
            type="password"
            autoComplete="off"
            value={value.secret}
            maxLength={1000}
            onChange={(event) => set({ secret: event.target.value })}
          />
        </Field>
        <Field label={t('provider.labelJa')} hint={t('provider.labelHint')}>
          <TextInput value={value.labelJa} maxLength={60} onChange={(event) => set({ labelJa: event.target.value })} />
        </Field>
        <Field label={t('provider.labelEn')}>
          <TextInput value={value.labelEn} maxLength={60} onChange={(event) => set({ labelEn: event.target.value })} />
        </Field>
        <NumberInput
          label={t('provider.hours')}
          hint={t('provider.hoursHint')}
          value={value.sessionHours}
          min={1}
          max={MOST_SESSION_HOURS}
          onChange={(sessionHours) => set({ sessionHours })}
        />
      </div>
    </Card>
  );
}

function RedirectUri({ uri }: { readonly uri: string | null }) {
  const { t } = useTranslation('signOn');
  if (uri === null) {
    return (
      <p role="status" className="text-warn">
        {t('provider.noAddress')}
      </p>
    );
  }
  return (
    <Field label={t('provider.redirect')} hint={t('provider.redirectHint')}>
      <TextInput readOnly value={uri} onFocus={(event) => event.target.select()} />
    </Field>
  );
}

type Result = QueryOutput<'settings.sign-on-test'>;

/** Reads the provider's configuration as it is typed; nobody is signed in by it, nothing is saved. */
function Trial({ issuer }: { readonly issuer: string }) {
  const { t } = useTranslation('signOn');
  const ask = useAskHub();
  const [isBusy, setIsBusy] = useState(false);
  const [result, setResult] = useState<(Result & { readonly of: string }) | null>(null);
  const test = async (): Promise<void> => {
    setIsBusy(true);
    const failed = { ok: false, keys: 0, problem: 'network' };
    const said = await ask('settings.sign-on-test', { issuer }).catch((): Result => failed);
    setResult({ ...said, of: issuer });
    setIsBusy(false);
  };
  const shown = result?.of === issuer ? result : null;
  return (
    <div className="flex min-h-8 items-center gap-3">
      <Button busy={isBusy} disabled={!isProviderAddress(issuer)} onClick={() => void test()}>
        {t('provider.test')}
      </Button>
      <p role="status" className={shown?.ok === true ? 'text-ok' : 'text-bad'}>
        {shown !== null &&
          (shown.ok
            ? t('provider.tested', { count: shown.keys })
            : t('provider.untested', { problem: shown.problem ?? '' }))}
      </p>
    </div>
  );
}
