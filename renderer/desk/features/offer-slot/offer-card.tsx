import { useRef } from 'react';
import { useConversation } from '#renderer/data/hooks/use-conversation.ts';
import { useMe } from '#renderer/data/hooks/use-session.ts';
import { categoryWords } from '#renderer/i18n/category-words.ts';
import { formatDuration, formatRemaining } from '#renderer/i18n/duration.ts';
import type { FormatContext } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { dyeClass } from '#renderer/ui/channel-icon.tsx';
import { classNames } from '#renderer/ui/class-names.ts';
import { CountdownBar } from '#renderer/ui/countdown-bar.tsx';
import { chordOf } from '#renderer/ui/keyboard-map.ts';
import { Menu, MenuItem } from '#renderer/ui/menu.tsx';
import { useShortcut } from '#renderer/ui/shortcuts.ts';
import { Tooltip } from '#renderer/ui/tooltip.tsx';
import { Words } from '#renderer/ui/words.tsx';
import { DECLINE_REASONS, type Handoff } from '#shared/domain/handoff.ts';
import { type DeclineReason, useDecide } from './use-decide.ts';

type OfferCardProps = {
  readonly offer: Handoff;
  readonly others: number;
  readonly isSettled: () => boolean;
};

/** Japanese words leave the chord no room; it is in the tooltip too. */
const CHORD_WHERE_IT_FITS = {
  ja: '[&>span:has(kbd)]:hidden',
  en: '[&>span:has(kbd)]:hidden xl:[&>span:has(kbd)]:inline-flex',
} as const;

/** One offer: from whom, whose conversation, what they want, and how long it stands. */
export function OfferCard({ offer, others, isSettled }: OfferCardProps) {
  const { t } = useTranslation('handoff');
  const format = useFormatContext(1000);
  const { accept, decline, isBusy } = useDecide(offer);
  const act = (): void => {
    if (isSettled()) void accept();
  };
  useShortcut('accept-offer', act);
  const leftMs = Math.max(0, Date.parse(offer.expiresAt) - format.now.getTime());
  const left = formatRemaining(new Date(format.now.getTime() + leftMs), format.now, format.locale);
  const wants = offer.brief.wants[0]?.text;
  // A warm one is joined privately first; the sender still answers ([HO5]).
  const acceptWords = t(offer.kind === 'warm' ? 'join' : 'accept');
  return (
    <div
      className={classNames(
        'tint-dye relative flex min-h-0 flex-col overflow-hidden rounded-r border border-dye/45 px-2.5 pt-1.5 pb-2.5',
        dyeClass(offer.channelTo),
      )}
    >
      <p className="flex justify-between gap-2">
        <b className="truncate font-semibold">{t('offerFrom', { name: offer.from.name })}</b>
        <span className="figures whitespace-nowrap text-ink-2">{left}</span>
      </p>
      <OfferFacts offer={offer} format={format} />
      <div className="flex justify-between gap-2">
        <p className="min-w-0 truncate">{wants !== undefined && <Words>{wants}</Words>}</p>
        {others > 0 && (
          <span className="figures whitespace-nowrap text-ink-2">{t('moreOffers', { count: others })}</span>
        )}
      </div>
      <div className="mt-auto flex items-center gap-1">
        <Tooltip label={acceptWords} chord={chordOf('accept-offer')}>
          <Button
            variant="primary"
            chord={chordOf('accept-offer')}
            busy={isBusy}
            onClick={act}
            className={classNames('px-2!', CHORD_WHERE_IT_FITS[format.locale])}
          >
            {acceptWords}
          </Button>
        </Tooltip>
        {/* Members do not decline for their team: the offer stands for the others. */}
        {offer.to.type === 'agent' && <NotNow onDecline={(reason) => isSettled() && void decline(reason)} />}
      </div>
      <div className="absolute inset-x-0 bottom-0">
        <CountdownBar
          remainingMs={leftMs}
          totalMs={Date.parse(offer.expiresAt) - Date.parse(offer.offeredAt)}
          label={left}
        />
      </div>
    </div>
  );
}

/** Whose conversation it is, on which channel, about what, and how long they have waited. */
function OfferFacts({ offer, format }: { readonly offer: Handoff; readonly format: FormatContext }) {
  const { t } = useTranslation(['handoff', 'common']);
  const me = useMe();
  const conversation = useConversation(offer.conversationId);
  const { channelFrom, channelTo, customerWaitsSince, kind } = offer;
  const categories = me.state === 'ready' ? me.data.categories : [];
  const categoryId = conversation.state === 'ready' ? conversation.data.categoryId : undefined;
  const channels = [...new Set([channelFrom, channelTo])].map((channel) => t(`common:channel.${channel}`));
  const waitedMs = customerWaitsSince && format.now.getTime() - Date.parse(customerWaitsSince);
  const facts = [
    channels.join(' → '),
    kind === 'warm' ? t('handoff:joinsPrivately') : '',
    categoryWords(categories, categoryId, format.locale),
    typeof waitedMs === 'number' ? t('handoff:waited', { time: formatDuration(waitedMs, format.locale) }) : '',
  ].filter((fact) => fact !== '');
  return (
    <p className="truncate text-ink-2">
      <Words>{offer.customerName === '' ? t('common:words.nameUnknown') : offer.customerName}</Words>
      {facts.map((fact) => ` · ${fact}`)}
    </p>
  );
}

/** Declining asks why, and nothing more. */
function NotNow({ onDecline }: { readonly onDecline: (reason: DeclineReason) => void }) {
  const { t } = useTranslation('handoff');
  const button = useRef<HTMLButtonElement>(null);
  useShortcut('decline-offer', () => button.current?.click());
  return (
    <Menu
      trigger={
        <Button ref={button} className="min-w-0 shrink! px-2!">
          <span className="truncate">{t('notNow')}</span>
        </Button>
      }
    >
      {DECLINE_REASONS.map((reason) => (
        <MenuItem key={reason} onSelect={() => onDecline(reason)}>
          {t(`reason.${reason}`)}
        </MenuItem>
      ))}
    </Menu>
  );
}
