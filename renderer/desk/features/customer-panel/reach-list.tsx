import { ChevronDown } from 'lucide-react';
import { useId, useState } from 'react';
import { useLocale } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { ChannelIcon, dyeClass } from '#renderer/ui/channel-icon.tsx';
import { classNames } from '#renderer/ui/class-names.ts';
import type { Channel } from '#shared/domain/channels.ts';
import type { Reach } from '#shared/domain/consent.ts';
import { stopWord } from './use-reach.ts';

/** One line: by which channels they are reached now; behind it each channel with what is to be known of it. */
export function ReachList({ ways }: { readonly ways: readonly Reach[] }) {
  const { t } = useTranslation(['consent', 'common']);
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  const channels = [...new Set(ways.map(({ channel }) => channel))];
  const best = channels.map((channel) => bestOf(channel, ways));
  const open = best.filter(({ reachable }) => reachable).map(({ channel }) => t(`common:channel.${channel}`));
  return (
    <div>
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={id}
        className="-mx-1.5 flex w-[calc(100%+12px)] items-start gap-1.5 rounded-s px-1.5 py-0.5 text-left hover:bg-raised"
        onClick={() => setIsOpen(!isOpen)}
      >
        <span className="min-w-0 flex-1 text-ink-2">
          {open.length === 0 ? t('consent:nobody') : `${t('consent:now')}: ${open.join(' · ')}`}
        </span>
        <ChevronDown
          aria-hidden="true"
          size={14}
          className={classNames('mt-1 shrink-0 text-ink-3', isOpen ? 'rotate-180' : '')}
        />
      </button>
      <ul id={id} hidden={!isOpen} className="mt-0.5 flex flex-col">
        {isOpen && best.map((way) => <Way key={way.channel} way={way} />)}
      </ul>
    </div>
  );
}

const bestOf = (channel: Channel, ways: readonly Reach[]): Reach => {
  const mine = ways.filter((way) => way.channel === channel);
  return mine.find(({ reachable }) => reachable) ?? mine[0] ?? { channel, reachable: false, reasons: [] };
};

function Way({ way }: { readonly way: Reach }) {
  const { t } = useTranslation(['consent', 'common', 'customer']);
  const locale = useLocale();
  const { channel, reachable, reasons } = way;
  const said = reasons.flatMap(({ text }) => (text === undefined ? [] : [text[locale]]));
  return (
    <li className={classNames('grid grid-cols-[20px_minmax(0,1fr)_auto] gap-x-2 py-0.5', dyeClass(channel))}>
      <span className={reachable ? 'pt-1 text-dye' : 'pt-1 text-ink-3'}>
        <ChannelIcon sign={channel} />
      </span>
      <span className={reachable ? '' : 'text-ink-2'}>{t(`common:channel.${channel}`)}</span>
      <span className="text-ink-3">
        {reachable ? t('customer:reachable') : t(`consent:reason.${stopWord(way)}` as 'consent:reason.unreachable')}
      </span>
      {said.length > 0 && <span className="col-span-2 col-start-2 text-ink-3">{said.join(' ')}</span>}
    </li>
  );
}
