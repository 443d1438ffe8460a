import { Command } from 'cmdk';
import { Package, UserRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatDayTime } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { ChannelDot } from '#renderer/ui/channel-icon.tsx';
import { Words } from '#renderer/ui/words.tsx';
import type { Channel } from '#shared/domain/channels.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';
import { MarkedText } from './marked-text.tsx';
import { PaletteRow } from './palette-row.tsx';

export type Found = QueryOutput<'search'>;
export type Opening =
  | { readonly what: 'customer'; readonly customerId: string; readonly seq?: number }
  | { readonly what: 'conversation'; readonly conversationId: string };

type PaletteResultsProps = { readonly found: Found; readonly onOpen: (opening: Opening) => void };

/** What the hub found, by kind, the most likely kind first. */
export function PaletteResults({ found, onOpen }: PaletteResultsProps) {
  const { t } = useTranslation('palette');
  const format = useFormatContext();
  return (
    <>
      <Group heading={t('customers')} rows={found.customers}>
        {(c) => (
          <PaletteRow
            key={c.customerId}
            value={`customer ${c.customerId}`}
            icon={<UserRound aria-hidden="true" size={16} />}
            title={
              <b>
                <Words>{c.name === '' ? t('nameless') : c.name}</Words>
              </b>
            }
            detail={[c.kana, c.matched].filter((x, i, all) => x !== undefined && all.indexOf(x) === i).join(' · ')}
            aside={c.orders > 0 ? t('orderCount', { count: c.orders }) : undefined}
            onSelect={() => onOpen({ what: 'customer', customerId: c.customerId })}
          />
        )}
      </Group>
      <Group heading={t('conversations')} rows={found.conversations}>
        {(c) => (
          <PaletteRow
            key={c.conversationId}
            value={`conversation ${c.conversationId}`}
            icon={<span className="figures">#</span>}
            title={
              <>
                <b className="figures">{`#${c.number}`}</b> <Words>{c.customerName}</Words>
              </>
            }
            detail={<Words>{c.subject}</Words>}
            aside={formatDayTime(c.at, format)}
            onSelect={() => onOpen({ what: 'conversation', conversationId: c.conversationId })}
          />
        )}
      </Group>
      <Group heading={t('orders')} rows={found.orders}>
        {(o) => (
          <PaletteRow
            key={`${o.customerId} ${o.number}`}
            value={`order ${o.customerId} ${o.number}`}
            icon={<Package aria-hidden="true" size={16} />}
            title={
              <>
                <b className="figures">{o.number}</b> <Words>{o.customerName}</Words>
              </>
            }
            aside={formatDayTime(o.at, format)}
            onSelect={() => onOpen({ what: 'customer', customerId: o.customerId, seq: o.seq })}
          />
        )}
      </Group>
      <Group heading={t('items')} rows={found.items}>
        {(i) => (
          <PaletteRow
            key={`${i.customerId} ${i.seq}`}
            value={`item ${i.customerId} ${i.seq}`}
            icon={<ChannelDot sign={i.channel as Channel} />}
            title={<MarkedText text={i.snippet} ranges={i.ranges} />}
            detail={<Words>{i.customerName}</Words>}
            aside={formatDayTime(i.at, format)}
            onSelect={() => onOpen({ what: 'customer', customerId: i.customerId, seq: i.seq })}
          />
        )}
      </Group>
    </>
  );
}

type GroupProps<T> = {
  readonly heading: string;
  readonly rows: readonly T[];
  readonly children: (row: T) => ReactNode;
};

function Group<T>({ heading, rows, children }: GroupProps<T>) {
  if (rows.length === 0) return null;
  return (
    <Command.Group heading={heading} className="palette-group">
      {rows.map((row) => children(row))}
    </Command.Group>
  );
}
