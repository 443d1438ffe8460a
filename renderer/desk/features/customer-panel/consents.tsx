import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import { consentChannelKey, consentPurposeKey, consentSourceKey } from '#renderer/i18n/consent-keys.ts';
import { formatShortDate } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { ChannelIcon, dyeClass } from '#renderer/ui/channel-icon.tsx';
import { classNames } from '#renderer/ui/class-names.ts';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { Words } from '#renderer/ui/words.tsx';
import { CHANNELS } from '#shared/domain/channels.ts';
import { type Consent, standingConsents } from '#shared/domain/consent.ts';
import { ConsentDialog, type ConsentSubject } from './consent-dialog.tsx';
import { Nothing, PanelSection } from './panel-section.tsx';
import { REACH_EVERY_MS } from './use-reach.ts';

/** What the customer agreed to be written to for, and what no longer: the words that stand now, newest first ([PR2]). */
export function Consents(subject: ConsentSubject) {
  const { t } = useTranslation('consent');
  const { customerId } = subject;
  const known = useHubQuery('customer.reachability', { customerId }, { everyMs: REACH_EVERY_MS });
  const [isRecording, setIsRecording] = useState(false);
  const words = known.state === 'ready' ? standingConsents(known.data.consents) : [];
  const add = (
    <IconButton
      label={t('dialog.title')}
      icon={<Plus aria-hidden="true" size={14} />}
      className="-my-1 -mr-1.5"
      onClick={() => setIsRecording(true)}
    />
  );
  return (
    <PanelSection title={t('title')} aside={add}>
      {known.state === 'error' && <Nothing>{t('failed')}</Nothing>}
      {known.state === 'ready' && words.length === 0 && <Nothing>{t('none')}</Nothing>}
      {words.length > 0 && (
        <ul className="flex flex-col gap-1">
          {words.map((word) => (
            <ConsentLine key={`${word.channel} ${word.purpose}`} word={word} />
          ))}
        </ul>
      )}
      {isRecording && <ConsentDialog {...subject} onClose={() => setIsRecording(false)} />}
    </PanelSection>
  );
}

function ConsentLine({ word }: { readonly word: Consent }) {
  const { t } = useTranslation(['consent', 'common']);
  const format = useFormatContext();
  const { channel, purpose, granted, since, source } = word;
  const sign = CHANNELS.find((one) => one === channel);
  const [onKey, forKey, knownKey] = [consentChannelKey(channel), consentPurposeKey(purpose), consentSourceKey(source)];
  const known = knownKey === null ? source : t(knownKey);
  return (
    <li
      className={classNames(
        'grid grid-cols-[20px_minmax(0,1fr)_auto] gap-x-2',
        sign === undefined ? undefined : dyeClass(sign),
      )}
    >
      <span className="pt-1 text-dye">{sign !== undefined && <ChannelIcon sign={sign} />}</span>
      <span className="min-w-0">
        <Words>{onKey === null ? channel : t(onKey)}</Words>
        {' · '}
        <Words>{forKey === null ? purpose : t(forKey)}</Words>
      </span>
      <span className={granted ? 'text-ink-2' : 'font-medium'}>{t(granted ? 'granted' : 'withdrawn')}</span>
      <span className="col-span-2 col-start-2 text-ink-3">
        <Words>{[formatShortDate(since, format), known].filter((fact) => fact !== undefined).join(' · ')}</Words>
      </span>
    </li>
  );
}
