import { useState } from 'react';
import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import type { Phone } from '#renderer/data/phone/phone.ts';
import { goTo } from '#renderer/desk/routes.ts';
import { formatStopwatch } from '#renderer/i18n/duration.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { showName } from '#renderer/i18n/names.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { dyeClass } from '#renderer/ui/channel-icon.tsx';
import { classNames } from '#renderer/ui/class-names.ts';
import { chordOf } from '#renderer/ui/keyboard-map.ts';
import { useShortcut } from '#renderer/ui/shortcuts.ts';
import { Tooltip } from '#renderer/ui/tooltip.tsx';
import { Words } from '#renderer/ui/words.tsx';
import type { Call } from '#shared/domain/call.ts';
import { CALL_CHANNEL } from '#shared/domain/channels.ts';
import { ScreenPopFacts, ScreenPopLast } from './screen-pop.tsx';
import { said } from './use-my-phone.ts';

type CardProps = {
  readonly call: Call;
  readonly phone: Phone;
  readonly others: number;
  readonly isSettled: () => boolean;
};

/** Who calls, what happened last, and the two things one can do: shown before the call is answered. */
export function IncomingCard({ call, phone, others, isSettled }: CardProps) {
  const { t } = useTranslation('phone');
  const format = useFormatContext(1000);
  const pop = useHubQuery('call.customer', { callId: call.id }, { staleMs: 60_000 });
  const [busy, setBusy] = useState<'answer' | 'decline' | null>(null);
  const known = pop.state === 'ready' ? pop.data : null;
  const shown = known === null ? call.customerName : showName(known, format.locale).name;
  const nameless = call.anonymous ? t('ring.anonymous') : t('ring.unknown');

  const act = async (what: 'answer' | 'decline'): Promise<void> => {
    if (busy !== null || !isSettled()) return;
    setBusy(what);
    const isDone = said(await phone[what](call.id));
    setBusy(null);
    if (!isDone || what === 'decline') return;
    if (call.conversationId !== undefined) goTo({ tab: 'mine', conversationId: call.conversationId });
    else goTo({ tab: 'mine', conversationId: null, customerId: call.customerId });
  };
  useShortcut('accept-offer', () => void act('answer'));
  useShortcut('decline-offer', () => void act('decline'));
  return (
    <article
      className={classNames(
        'pointer-events-auto flex flex-col gap-2 rounded-xl border border-line border-t-4 border-t-dye bg-raised px-4.5 py-3.5 shadow-float',
        dyeClass(CALL_CHANNEL),
      )}
    >
      <header>
        <p className="flex items-baseline justify-between gap-3">
          <b className="truncate font-semibold text-lg">
            <Words>{shown === '' ? nameless : shown}</Words>
          </b>
          <time className="figures text-ink-2">
            {formatStopwatch(format.now.getTime() - Date.parse(call.startedAt), format.locale)}
          </time>
        </p>
        <ScreenPopFacts call={call} pop={known} />
      </header>
      {known !== null && <ScreenPopLast pop={known} format={format} />}
      <div className="flex flex-wrap items-center gap-2 pt-1">
        <Button
          variant="primary"
          className="border-ok! bg-ok! text-bad-ink!"
          chord={chordOf('accept-offer')}
          busy={busy === 'answer'}
          onClick={() => void act('answer')}
        >
          {t('ring.answer')}
        </Button>
        <Tooltip label={t('ring.toChatNot')}>
          <Button aria-disabled="true" className="opacity-50">
            {t('ring.toChat')}
          </Button>
        </Tooltip>
        <Button variant="danger" busy={busy === 'decline'} onClick={() => void act('decline')}>
          {t('ring.decline')}
        </Button>
      </div>
      {others > 0 && <p className="text-ink-2">{t('ring.others', { count: others })}</p>}
    </article>
  );
}
