import { useRef, useState } from 'react';
import { useSendCommand } from '#renderer/data/hooks/use-command.ts';
import { useMe } from '#renderer/data/hooks/use-session.ts';
import { goTo } from '#renderer/desk/routes.ts';
import { categoryWords } from '#renderer/i18n/category-words.ts';
import { formatDuration, formatRemaining } from '#renderer/i18n/duration.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ChannelIcon, dyeClass } from '#renderer/ui/channel-icon.tsx';
import { classNames } from '#renderer/ui/class-names.ts';
import { CountdownBar } from '#renderer/ui/countdown-bar.tsx';
import { chordOf } from '#renderer/ui/keyboard-map.ts';
import { Menu, MenuItem } from '#renderer/ui/menu.tsx';
import { useShortcut } from '#renderer/ui/shortcuts.ts';
import { showToast } from '#renderer/ui/toast.tsx';
import { Tooltip } from '#renderer/ui/tooltip.tsx';
import { Words } from '#renderer/ui/words.tsx';
import { DECLINE_REASONS } from '#shared/domain/handoff.ts';
import type { WorkOffer } from '#shared/domain/work-offer.ts';
import type { Answer } from '#shared/wire/ack.ts';

type WorkOfferCardProps = { readonly offer: WorkOffer; readonly isSettled: () => boolean };

/** A conversation of a queue, offered by the hub: whose it is, what they said last, and how long the offer stands. */
export function WorkOfferCard({ offer, isSettled }: WorkOfferCardProps) {
  const { t } = useTranslation(['shift', 'handoff', 'common']);
  const format = useFormatContext(1000);
  const me = useMe();
  const { accept, decline, isBusy } = useWork(offer);
  const act = (): void => {
    if (isSettled()) void accept();
  };
  useShortcut('accept-offer', act);
  const leftMs = Math.max(0, Date.parse(offer.expiresAt) - format.now.getTime());
  const left = formatRemaining(new Date(format.now.getTime() + leftMs), format.now, format.locale);
  const waitedMs = offer.customerWaitsSince && format.now.getTime() - Date.parse(offer.customerWaitsSince);
  const categories = me.state === 'ready' ? me.data.categories : [];
  const facts = [
    t(`common:channel.${offer.channel}`),
    categoryWords(categories, offer.categoryId, format.locale),
    typeof waitedMs === 'number' ? t('handoff:waited', { time: formatDuration(waitedMs, format.locale) }) : '',
  ].filter((fact) => fact !== '');
  const name = offer.customerName === '' ? t('common:words.nameUnknown') : offer.customerName;
  return (
    <div
      className={classNames(
        'tint-dye relative flex min-h-0 flex-col overflow-hidden rounded-r border border-dye/45 px-2.5 pt-1.5 pb-2.5',
        dyeClass(offer.channel),
      )}
    >
      <p className="flex items-center justify-between gap-2">
        <span className="flex min-w-0 items-center gap-1.5">
          <span className="text-dye">
            <ChannelIcon sign={offer.channel} />
          </span>
          <b className="truncate font-semibold">
            <Words>{name}</Words>
          </b>
        </span>
        <span className="figures whitespace-nowrap text-ink-2">{left}</span>
      </p>
      <p className="truncate text-ink-2">
        {[offer.again ? t('shift:work.again') : t('shift:work.fromQueue', { team: offer.team.name }), ...facts].join(
          ' · ',
        )}
      </p>
      <p className="min-w-0 truncate">
        <Words>{offer.preview}</Words>
      </p>
      <div className="mt-auto flex items-center gap-1">
        <Tooltip label={t('shift:work.take')} chord={chordOf('accept-offer')}>
          <Button variant="primary" busy={isBusy} onClick={act} className="px-2!">
            {t('shift:work.take')}
          </Button>
        </Tooltip>
        <NotNow onDecline={(reason) => isSettled() && void decline(reason)} />
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

type Reason = (typeof DECLINE_REASONS)[number];

/** Takes it and opens it, or says no; one act at a time, and a refusal is said. */
function useWork({ id, conversationId }: WorkOffer) {
  const send = useSendCommand();
  const isSending = useRef(false);
  const [isBusy, setIsBusy] = useState(false);
  const once = async (act: () => Promise<Answer<unknown>>): Promise<boolean> => {
    if (isSending.current) return false;
    isSending.current = true;
    setIsBusy(true);
    const answer = await act();
    isSending.current = false;
    setIsBusy(false);
    if (!answer.ok) showToast({ title: answer.error.message, tone: 'bad' });
    return answer.ok;
  };
  const accept = async (): Promise<void> => {
    if (await once(() => send('routing:accept', { offerId: id }))) goTo({ tab: 'mine', conversationId });
  };
  const decline = async (reason: Reason): Promise<void> => {
    await once(() => send('routing:decline', { offerId: id, reason }));
  };
  return { accept, decline, isBusy };
}

/** Saying no asks why, and nothing more. */
function NotNow({ onDecline }: { readonly onDecline: (reason: Reason) => void }) {
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
