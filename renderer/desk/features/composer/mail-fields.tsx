import { type ReactNode, useState } from 'react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Hostile } from '#renderer/ui/hostile.tsx';
import { Select } from '#renderer/ui/select.tsx';
import type { MessageFormat, SendingFacts } from '#shared/domain/sending.ts';
import { AddressChips } from './address-chips.tsx';
import { SubjectMinded } from './subject-minded.tsx';

type LineProps = { readonly label: string; readonly children: ReactNode };

const Line = ({ label, children }: LineProps) => (
  <div className="flex min-h-8 items-center gap-2 border-line border-b px-3.5 py-0.5">
    <span className="w-14 shrink-0 text-ink-3">{label}</span>
    {children}
  </div>
);

type MailFieldsProps = {
  readonly facts: SendingFacts;
  readonly format: MessageFormat;
  readonly disabled: boolean;
  readonly onFormat: (change: Partial<MessageFormat>) => void;
};

/** Whom an email goes to, by which address of ours, and what it is about. What is not touched goes as the hub proposes. */
export function MailFields({ facts, format, disabled, onFormat }: MailFieldsProps) {
  const { t } = useTranslation('mail');
  const cc = format.cc ?? facts.cc;
  const bcc = format.bcc ?? [];
  const [isOpen, setIsOpen] = useState(false);
  const hasBlind = isOpen || bcc.length > 0;
  const { senders } = facts;
  return (
    <div>
      {senders.length > 1 && (
        <Line label={t('write.from')}>
          <Select
            label={t('write.from')}
            value={format.connectionId ?? senders[0]?.connectionId ?? null}
            onChange={(connectionId) => onFormat({ connectionId })}
            options={senders.map(({ connectionId, name, address }) => ({
              value: connectionId,
              label: address === undefined ? name : `${name} <${address}>`,
            }))}
            className="h-7 min-w-0 flex-1 border-transparent! bg-transparent! px-0!"
          />
        </Line>
      )}
      <Line label={t('write.to')}>
        <span className="min-w-0 flex-1 truncate">
          {facts.to === undefined ? (
            <span className="text-ink-3">{t('write.noTo')}</span>
          ) : (
            <Hostile>{facts.to}</Hostile>
          )}
        </span>
        {!hasBlind && (
          <button
            type="button"
            disabled={disabled}
            className="min-h-6 shrink-0 rounded-s px-1.5 text-ink-2 hover:bg-line hover:text-ink"
            onClick={() => setIsOpen(true)}
          >
            {t('write.addCopies')}
          </button>
        )}
      </Line>
      {(isOpen || cc.length > 0) && (
        <Line label={t('write.cc')}>
          <AddressChips
            label={t('write.cc')}
            list={cc}
            disabled={disabled}
            onChange={(list) => onFormat({ cc: list })}
          />
        </Line>
      )}
      {hasBlind && (
        <Line label={t('write.bcc')}>
          <AddressChips
            label={t('write.bcc')}
            list={bcc}
            disabled={disabled}
            onChange={(list) => onFormat({ bcc: list })}
          />
        </Line>
      )}
      <Line label={t('write.subject')}>
        <input
          aria-label={t('write.subject')}
          maxLength={500}
          disabled={disabled}
          value={format.subject ?? facts.subject ?? ''}
          className="min-h-7 min-w-0 flex-1 bg-transparent font-medium outline-none"
          onChange={(event) => onFormat({ subject: event.target.value })}
        />
      </Line>
      <SubjectMinded subject={format.subject} proposed={facts.subject} channel={facts.channel} />
    </div>
  );
}

/** What the hub puts below the words. */
export function SignatureBelow({ text }: { readonly text: string | undefined }) {
  const { t } = useTranslation('mail');
  if (text === undefined || text.trim() === '') return null;
  return (
    <details className="px-3.5 pb-2 text-ink-3">
      <summary className="min-h-6 w-fit cursor-pointer rounded-s py-0.5 hover:text-ink">{t('write.signature')}</summary>
      <p className="mt-1 max-h-24 overflow-y-auto whitespace-pre-wrap border-line border-l-2 pl-3">{text}</p>
    </details>
  );
}
