import { CornerDownLeft, Hash, History, Package, UserRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { foldText, hasWords } from '#renderer/i18n/fold.ts';
import type { FormatContext } from '#renderer/i18n/format.ts';
import { formatDayTime, formatShortDate } from '#renderer/i18n/format.ts';
import type { useTranslation } from '#renderer/i18n/translation.ts';
import { ChannelDot } from '#renderer/ui/channel-icon.tsx';
import { Kbd } from '#renderer/ui/kbd.tsx';
import { KEYBOARD_MAP, type ShortcutId } from '#renderer/ui/keyboard-map.ts';
import { Words } from '#renderer/ui/words.tsx';
import { CHANNELS } from '#shared/domain/channels.ts';
import { conversationStatusSchema } from '#shared/domain/conversation.ts';
import { ORDER_STATES } from '#shared/domain/item-data.ts';
import { MarkedText } from './marked-text.tsx';
import type { RecentCustomer } from './use-recent-customers.ts';
import type { Found } from './use-search.ts';

/** What choosing an entry does. */
export type Opening =
  | { readonly what: 'customer'; readonly customerId: string; readonly seq?: number }
  | { readonly what: 'conversation'; readonly conversationId: string }
  | { readonly what: 'command'; readonly id: ShortcutId };

/** One line of the palette. */
export type Entry = {
  /** Unlike any other entry's. */
  readonly value: string;
  readonly icon: ReactNode;
  readonly title: ReactNode;
  readonly detail?: ReactNode;
  readonly aside?: ReactNode;
  readonly opening: Opening;
};

export type Group = { readonly heading: string; readonly entries: readonly Entry[] };

type Translate = ReturnType<typeof useTranslation<['palette', 'customer']>>['t'];
type Says = { readonly t: Translate; readonly format: FormatContext };

/** Whom one had open, to go back to. */
export function recentGroup(recent: readonly RecentCustomer[], { t }: Says): Group {
  return {
    heading: t('palette:recent'),
    entries: recent.map(({ customerId, conversationId, name }) => ({
      value: `recent ${customerId}`,
      icon: <History aria-hidden="true" size={16} />,
      title: <Words>{name === '' ? t('palette:nameless') : name}</Words>,
      opening: conversationId === null ? { what: 'customer', customerId } : { what: 'conversation', conversationId },
    })),
  };
}

/** What the hub found, by kind. */
export function foundGroups(found: Found, says: Says): Group[] {
  const { t } = says;
  return [
    { heading: t('palette:customers'), entries: found.customers.map((one) => customerEntry(one, says)) },
    { heading: t('palette:conversations'), entries: found.conversations.map((one) => conversationEntry(one, says)) },
    { heading: t('palette:orders'), entries: found.orders.map((one) => orderEntry(one, says)) },
    { heading: t('palette:items'), entries: found.items.map((one) => itemEntry(one, says)) },
  ];
}

/** The commands whose name, in either language, has the words asked for; each shows its chord for the next time. */
export function commandGroup(ids: readonly ShortcutId[], text: string, { t, format }: Says): Group {
  return {
    heading: t('palette:commands'),
    entries: ids
      .filter((id) => hasWords(foldText(Object.values(KEYBOARD_MAP[id].label).join(' ')), text))
      .map((id) => ({
        value: `command ${id}`,
        icon: <CornerDownLeft aria-hidden="true" size={15} />,
        title: KEYBOARD_MAP[id].label[format.locale],
        aside: <Kbd chord={KEYBOARD_MAP[id].chord} />,
        opening: { what: 'command', id },
      })),
  };
}

function customerEntry(c: Found['customers'][number], { t }: Says): Entry {
  const beside = [c.kana, c.matched].filter(
    (text, i, all) => text !== undefined && text !== c.name && all.indexOf(text) === i,
  );
  return {
    value: `customer ${c.customerId}`,
    icon: <UserRound aria-hidden="true" size={16} />,
    title: (
      <b className="font-semibold">
        <Words>{c.name === '' ? t('palette:nameless') : c.name}</Words>
      </b>
    ),
    ...(beside.length > 0 && { detail: <Words>{beside.join(' · ')}</Words> }),
    ...(c.orders > 0 && { aside: t('palette:orderCount', { count: c.orders }) }),
    opening: { what: 'customer', customerId: c.customerId },
  };
}

function conversationEntry(c: Found['conversations'][number], { t, format }: Says): Entry {
  const status = conversationStatusSchema.safeParse(c.status);
  const facts = [c.subject, status.success ? t(`palette:status.${status.data}`) : ''].filter((fact) => fact !== '');
  return {
    value: `conversation ${c.conversationId}`,
    icon: <Hash aria-hidden="true" size={16} />,
    title: <NumberAndName number={`#${c.number}`} name={c.customerName} />,
    detail: <Words>{facts.join(' · ')}</Words>,
    aside: formatDayTime(c.at, format),
    opening: { what: 'conversation', conversationId: c.conversationId },
  };
}

function orderEntry(o: Found['orders'][number], { t, format }: Says): Entry {
  const state = ORDER_STATES.find((known) => known === o.state);
  const date = formatShortDate(o.at, format);
  return {
    value: `order ${o.customerId} ${o.number}`,
    icon: <Package aria-hidden="true" size={16} />,
    title: <NumberAndName number={o.number} name={o.customerName} />,
    aside: state === undefined ? date : `${t(`customer:orderState.${state}`)} ${date}`,
    opening: { what: 'customer', customerId: o.customerId, seq: o.seq },
  };
}

function itemEntry(i: Found['items'][number], { format }: Says): Entry {
  const channel = CHANNELS.find((known) => known === i.channel);
  return {
    value: `item ${i.customerId} ${i.seq}`,
    icon: channel === undefined ? <Package aria-hidden="true" size={16} /> : <ChannelDot sign={channel} />,
    title: <MarkedText text={i.snippet} ranges={i.ranges} />,
    detail: <Words>{i.customerName}</Words>,
    aside: formatDayTime(i.at, format),
    opening: { what: 'customer', customerId: i.customerId, seq: i.seq },
  };
}

const NumberAndName = ({ number, name }: { readonly number: string; readonly name: string }) => (
  <>
    <b className="figures font-semibold">{number}</b> <Words>{name}</Words>
  </>
);
