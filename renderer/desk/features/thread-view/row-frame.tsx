import type { ReactNode } from 'react';
import { formatTime } from '#renderer/i18n/format.ts';
import { ChannelDot, dyeClass, type ThreadSign } from '#renderer/ui/channel-icon.tsx';
import { classNames } from '#renderer/ui/class-names.ts';
import { Words } from '#renderer/ui/words.tsx';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';
import { isLate } from './rows.ts';
import { useThreadContext, useThreadWords } from './thread-context.tsx';

const ORDER_KINDS: ReadonlySet<string> = new Set(['order', 'shipment', 'return']);

/** What dyes an item's piece of the stem. */
export function signOf(item: TimelineItem): ThreadSign {
  if (item.kind === 'note') return 'note';
  return ORDER_KINDS.has(item.kind) ? 'order' : item.channel;
}

type RowFrameProps = {
  readonly sign: ThreadSign;
  /** `dot`: the channel's; `point`: a small one, for what is quiet; `none`: the stem alone. */
  readonly mark: 'dot' | 'point' | 'none';
  readonly children: ReactNode;
};

/** One row: its piece of the stem in the channel's dye, and what stands beside it. */
export function RowFrame({ sign, mark, children }: RowFrameProps) {
  return (
    <div className={classNames('grid grid-cols-[34px_minmax(0,1fr)] gap-3 px-5.5', dyeClass(sign))}>
      <div className="relative flex justify-center">
        <span aria-hidden="true" className="absolute inset-y-0 w-[3px] bg-dye" />
        {mark === 'dot' && (
          <span className="z-1 mt-[3px] size-7 rounded-full bg-ground p-[3px]">
            <ChannelDot sign={sign} size="thread" />
          </span>
        )}
        {mark === 'point' && (
          <span aria-hidden="true" className="z-1 mt-2 size-3 rounded-full bg-ground p-0.5">
            <span className="block size-2 rounded-full bg-dye" />
          </span>
        )}
      </div>
      <div className={classNames('min-w-0', mark === 'none' ? 'pt-0.5 pb-1' : 'py-1')}>{children}</div>
    </div>
  );
}

type MetaProps = {
  readonly item: TimelineItem;
  readonly title: string;
  /** Before the title, where the kind alone does not say it. */
  readonly icon?: ReactNode;
  /** After the time, one by one; empty ones are left out. */
  readonly facts?: readonly (string | undefined | null | false)[] | undefined;
  readonly children?: ReactNode;
};

/** The line over an item: who or what, when, and what is to be said in a word. */
export function Meta({ item, title, icon, facts = [], children }: MetaProps) {
  const t = useThreadWords();
  const { format } = useThreadContext();
  const late = isLate(item) && t('thread:late', { time: formatTime(item.receivedAt, format) });
  // A call is corrected when its recording comes: nothing was wrong before.
  const said = [...facts, item.corrects !== undefined && item.kind !== 'call' && t('thread:correction'), late].filter(
    Boolean,
  ) as string[];
  const shown = [...new Set(said)];
  return (
    <p className="flex flex-wrap items-baseline gap-x-2 text-ink-3">
      {icon}
      {title !== '' && (
        <b className="font-semibold text-ink">
          <Words>{title}</Words>
        </b>
      )}
      <span>
        <time dateTime={item.occurredAt} className="figures">
          {formatTime(item.occurredAt, format)}
        </time>
        {shown.map((fact) => (
          <span key={fact}>
            {' · '}
            <Words>{fact}</Words>
          </span>
        ))}
        {children}
      </span>
    </p>
  );
}

/** White paper for what is a thing rather than words. */
export const Card = ({ children }: { readonly children: ReactNode }) => (
  <div className="mt-1 max-w-160 rounded-r border border-line bg-raised px-3.25 py-2">{children}</div>
);

/** The name of who made an item, as it was then. */
export function useAuthorName(): (item: TimelineItem) => string {
  const t = useThreadWords();
  const { customerName } = useThreadContext();
  return ({ author }) => {
    if (author.type === 'customer') return author.name ?? (customerName || t('common:words.nameUnknown'));
    if (author.type === 'agent') return author.name ?? t('common:words.agent');
    return author.name ?? '';
  };
}
