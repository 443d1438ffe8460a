import { ChevronDown, CornerUpLeft, TriangleAlert } from 'lucide-react';
import { useId, useState } from 'react';
import { Chip } from '#renderer/ui/chip.tsx';
import { classNames } from '#renderer/ui/class-names.ts';
import { Hostile, plainLine } from '#renderer/ui/hostile.tsx';
import type { EmailFacts } from '#shared/domain/item-data.ts';
import { useThreadWords } from '../thread-context.tsx';
import { Addresses, AddressOf } from './addresses.tsx';
import { AuthBadge } from './auth-badge.tsx';

type EmailHeadProps = {
  readonly email: EmailFacts;
  readonly subject: string | undefined;
  readonly via: string | undefined;
  readonly isOut: boolean;
};

/** What a mail says of itself, and what was found out about it. Every word of the first is the sender's. */
export function EmailHead({ email, subject, via, isOut }: EmailHeadProps) {
  const t = useThreadWords();
  const [isOpen, setIsOpen] = useState(false);
  const detailsId = useId();
  const { auth, automatic, replyTo, from, to, cc } = email;
  const differs = email.replyToDiffers === true && replyTo?.[0] !== undefined;
  return (
    <header className="flex flex-col gap-1">
      <div className="flex flex-wrap items-start gap-x-2 gap-y-1">
        <p className="min-w-40 flex-1 font-semibold">
          {subject === undefined || plainLine(subject) === '' ? (
            <span className="text-ink-3">{t('mail:noSubject')}</span>
          ) : (
            <Hostile>{subject}</Hostile>
          )}
        </p>
        {automatic !== undefined && (
          <Chip tone={automatic === 'bounce' ? 'bad' : 'plain'} icon={<CornerUpLeft aria-hidden="true" size={13} />}>
            {t(`mail:automatic.${automatic}`)}
          </Chip>
        )}
        {auth !== undefined && !isOut && <AuthBadge auth={auth} />}
      </div>
      <div className="flex items-start gap-1">
        {isOpen ? (
          <dl id={detailsId} className="grid min-w-0 flex-1 grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5">
            <Addresses label={t('mail:from')} list={[from]} all />
            <Addresses label={t('mail:to')} list={to} all />
            <Addresses label={t('mail:cc')} list={cc} all />
            <Addresses label={t('mail:replyTo')} list={replyTo} all />
            {via !== undefined && (
              <>
                <dt className="text-ink-3">{t('mail:via')}</dt>
                <dd>
                  <Hostile>{via}</Hostile>
                </dd>
              </>
            )}
          </dl>
        ) : (
          <dl id={detailsId} className="grid min-w-0 flex-1 grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5">
            {isOut ? <Addresses label={t('mail:to')} list={to} /> : <Addresses label={t('mail:from')} list={[from]} />}
            <Addresses label={t('mail:cc')} list={cc} />
          </dl>
        )}
        <button
          type="button"
          aria-label={t('mail:details')}
          aria-expanded={isOpen}
          aria-controls={detailsId}
          className="grid size-6 shrink-0 place-items-center rounded-s text-ink-3 hover:bg-line hover:text-ink"
          onClick={() => setIsOpen(!isOpen)}
        >
          <ChevronDown aria-hidden="true" size={14} className={classNames(isOpen && 'rotate-180')} />
        </button>
      </div>
      {differs && (
        <p className="tint-warn flex items-start gap-2 rounded-s px-2.5 py-1.5 text-warn">
          <TriangleAlert aria-hidden="true" size={14} className="mt-0.75 shrink-0" />
          <span>
            {t('mail:replyToDiffers', { address: '' })} <AddressOf address={replyTo[0] ?? from} />
          </span>
        </p>
      )}
    </header>
  );
}
