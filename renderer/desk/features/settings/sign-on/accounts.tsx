import { useState } from 'react';
import { formatDayTime } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { Words } from '#renderer/ui/words.tsx';
import type { Knock, SignOnLink, SignOnSettings } from '#shared/domain/sign-on.ts';
import { Card } from '../section-frame.tsx';
import { useSave } from '../use-save.ts';
import type { WorkspaceSettings } from '../use-workspace-settings.ts';

type AccountsProps = { readonly stored: SignOnSettings; readonly settings: WorkspaceSettings };

/** Who came and is nobody here yet, and whose account is whose. Acts at once, not with the form. */
export function Accounts({ stored, settings }: AccountsProps) {
  const { t } = useTranslation('signOn');
  const { knocks, links } = stored;
  return (
    <>
      <Card title={t('knocks.title')} detail={t('knocks.detail')}>
        {knocks.length === 0 && <p className="text-ink-2">{t('knocks.none')}</p>}
        <ul aria-label={t('knocks.title')} className="flex flex-col gap-3">
          {knocks.map((knock) => (
            <KnockRow key={knock.id} knock={knock} settings={settings} />
          ))}
        </ul>
      </Card>
      <Card title={t('links.title')} detail={t('links.detail')}>
        {links.length === 0 && <p className="text-ink-2">{t('links.none')}</p>}
        <ul aria-label={t('links.title')} className="flex flex-col gap-3">
          {links.map((link) => (
            <LinkRow key={`${link.issuer} ${link.subject}`} link={link} stored={stored} settings={settings} />
          ))}
        </ul>
      </Card>
    </>
  );
}

function KnockRow({ knock, settings }: { readonly knock: Knock; readonly settings: WorkspaceSettings }) {
  const { t } = useTranslation('signOn');
  const context = useFormatContext();
  const saving = useSave();
  const [agentId, setAgentId] = useState<string | null>(null);
  const people = settings.people.filter(({ active }) => active);
  const name = knock.name || knock.email || knock.subject;
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_minmax(0,200px)_auto] items-center gap-2">
      <div className="min-w-0">
        <p className="truncate font-semibold">
          <Words>{name}</Words>
        </p>
        <p className="select-text text-ink-2">
          {[knock.email, knock.subject, t('knocks.came', { at: formatDayTime(knock.at, context), count: knock.times })]
            .filter((text) => text !== '')
            .join(' · ')}
        </p>
        {saving.error !== null && (
          <p role="alert" className="text-bad">
            {saving.error.message}
          </p>
        )}
      </div>
      <Select
        label={t('knocks.who', { name })}
        placeholder={t('knocks.choose')}
        options={people.map((person) => ({ value: person.id, label: person.name }))}
        value={agentId}
        onChange={setAgentId}
      />
      <div className="flex gap-2">
        <Button
          disabled={agentId === null}
          busy={saving.isBusy}
          onClick={() => agentId !== null && void saving.save('sign-on:link', { knockId: knock.id, agentId })}
        >
          {t('knocks.link')}
        </Button>
        <Button variant="ghost" onClick={() => void saving.save('sign-on:dismiss', { knockId: knock.id })}>
          {t('knocks.dismiss')}
        </Button>
      </div>
    </li>
  );
}

type LinkRowProps = AccountsProps & { readonly link: SignOnLink };

function LinkRow({ link, stored, settings }: LinkRowProps) {
  const { t } = useTranslation('signOn');
  const context = useFormatContext();
  const saving = useSave();
  const person = settings.people.find(({ id }) => id === link.agentId);
  const used =
    link.lastUsedAt === undefined
      ? t('links.unused')
      : t('links.used', { at: formatDayTime(link.lastUsedAt, context) });
  const { issuer, subject } = link;
  const facts = [
    link.shown,
    subject,
    t(`links.how.${link.how}`),
    used,
    issuer === stored.issuer ? '' : t('links.formerProvider', { issuer }),
  ];
  return (
    <li className="flex items-center gap-3">
      <div className="min-w-0 flex-1">
        <p className="truncate font-semibold">
          <Words>{person?.name ?? '–'}</Words>
        </p>
        <p className="select-text text-ink-2">{facts.filter((text) => text !== '').join(' · ')}</p>
        {saving.error !== null && (
          <p role="alert" className="text-bad">
            {saving.error.message}
          </p>
        )}
      </div>
      <Button busy={saving.isBusy} onClick={() => void saving.save('sign-on:unlink', { issuer, subject })}>
        {t('links.unlink')}
      </Button>
    </li>
  );
}
