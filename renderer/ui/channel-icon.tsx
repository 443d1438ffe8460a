import {
  ClipboardList,
  type LucideIcon,
  Mail,
  MessageCircleMore,
  MessageSquareMore,
  MessageSquareText,
  MessagesSquare,
  Package,
  Phone,
  ShoppingBag,
  Smartphone,
  StickyNote,
  Store,
} from 'lucide-react';
import { type Channel, type ChannelDye, channelFacts } from '#shared/domain/channels.ts';
import { classNames } from './class-names.ts';

/** What has an icon and a dye on the thread: a channel, or a kind of item that has none of its own. */
export type ThreadSign = Channel | 'order' | 'note';

const ICONS: Readonly<Record<ThreadSign, LucideIcon>> = {
  phone: Phone,
  chat: MessagesSquare,
  email: Mail,
  form: ClipboardList,
  line: MessageCircleMore,
  sms: MessageSquareText,
  whatsapp: MessageSquareMore,
  store: Store,
  shop: ShoppingBag,
  app: Smartphone,
  order: Package,
  note: StickyNote,
};

/** Written out, for the classes are found by reading the source. */
const DYE_CLASS: Readonly<Record<ChannelDye, string>> = {
  phone: 'dye-phone',
  chat: 'dye-chat',
  email: 'dye-email',
  'line-app': 'dye-line-app',
  store: 'dye-store',
  order: 'dye-order',
  note: 'dye-note',
};

/** The class that sets the dye of everything inside: `bg-dye`, `text-dye`, `border-dye`, `tint-dye`. */
export function dyeClass(sign: ThreadSign): string {
  return DYE_CLASS[sign === 'order' || sign === 'note' ? sign : channelFacts(sign).dye];
}

/** The CSS value of a sign's dye, for gradients and strokes. */
export function dyeVar(sign: ThreadSign): string {
  return `var(--${sign === 'order' || sign === 'note' ? sign : channelFacts(sign).dye})`;
}

/** A sign's icon in the colour of the text around it. Decoration: the word stands beside it. */
export function ChannelIcon({ sign, size = 14 }: { readonly sign: ThreadSign; readonly size?: number | undefined }) {
  const Icon = ICONS[sign];
  return <Icon aria-hidden="true" size={size} strokeWidth={2.25} className="shrink-0" />;
}

type ChannelDotProps = {
  readonly sign: ThreadSign;
  /** Its name, where no word beside it says it. */
  readonly label?: string | undefined;
  readonly size?: 'row' | 'thread' | undefined;
  readonly className?: string | undefined;
};

/** A sign's icon on a disc of its dye: in a list row, or on the thread's stem. */
export function ChannelDot({ sign, label, size = 'row', className }: ChannelDotProps) {
  const look = size === 'row' ? 'size-5' : 'size-[22px]';
  return (
    <span
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
      className={classNames(
        'grid shrink-0 place-items-center rounded-full bg-dye text-dye-ink',
        dyeClass(sign),
        look,
        className,
      )}
    >
      <ChannelIcon sign={sign} size={12} />
    </span>
  );
}
