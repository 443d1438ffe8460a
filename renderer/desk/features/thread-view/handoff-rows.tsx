import { formatTime } from '#renderer/i18n/format.ts';
import { dyeClass, dyeVar } from '#renderer/ui/channel-icon.tsx';
import { classNames } from '#renderer/ui/class-names.ts';
import { Words } from '#renderer/ui/words.tsx';
import { BRIEF_PARTS, type Brief } from '#shared/domain/brief.ts';
import { CHANNELS, type Channel } from '#shared/domain/channels.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';
import { Meta, RowFrame, signOf } from './row-frame.tsx';
import { useThreadContext, useThreadWords } from './thread-context.tsx';

type HandoffItem = Extract<TimelineItem, { kind: 'handoff' }>;

const channelOf = (word: string, fallback: Channel): Channel => CHANNELS.find((one) => one === word) ?? fallback;

/** The two strands of the stem tied together: where one person let go and the next took hold. */
export function KnotRow({ item, brief }: { readonly item: HandoffItem; readonly brief: Brief | null }) {
  const t = useThreadWords();
  const { format } = useThreadContext();
  const { from, to, acceptedBy, channelFrom, channelTo, event, reason } = item.data;
  const before = channelOf(channelFrom, item.channel);
  const after = channelOf(channelTo, item.channel);
  const channels = { from: t(`common:channel.${before}`), to: t(`common:channel.${after}`) };
  // On one channel the strands would look alike; the one let go is the accent's.
  const colours = { from: before === after ? 'var(--accent)' : dyeVar(before), to: dyeVar(after) };
  const stem = `linear-gradient(${dyeVar(before)} 0 42%, ${dyeVar(after)} 58% 100%)`;
  return (
    <div className={classNames('grid grid-cols-[34px_minmax(0,1fr)] gap-3 px-5.5', dyeClass(after))}>
      <div className="relative flex items-center justify-center">
        <span aria-hidden="true" className="absolute inset-y-0 w-[3px]" style={{ background: stem }} />
        <svg
          aria-hidden="true"
          width="26"
          height="26"
          viewBox="0 0 26 26"
          fill="none"
          strokeWidth="3"
          strokeLinecap="round"
          className="z-1 bg-ground"
        >
          <path d="M13 1c0 6-8 6-8 12s8 6 8 0" stroke={colours.from} />
          <path d="M13 25c0-6 8-6 8-12s-8-6-8 0" stroke={colours.to} />
        </svg>
      </div>
      <div className="min-w-0 py-2">
        <div className="rounded-r border border-line-strong border-dashed bg-raised px-3.25 py-2">
          <div className="flex flex-wrap items-baseline gap-x-3.5">
            <b className="font-semibold">
              {t(event === 'returned' ? 'thread:returnedKnot' : 'handoff:knot', channels)}
            </b>
            <span className="min-w-0 flex-1 text-ink-2">
              <Words>{`${from.name} → ${(acceptedBy ?? to).name}`}</Words>
            </span>
            <time dateTime={item.occurredAt} className="figures text-ink-3">
              {formatTime(item.occurredAt, format)}
            </time>
          </div>
          {event === 'returned' && reason !== undefined && (
            <p className="text-ink-2">
              <Words>{reason}</Words>
            </p>
          )}
          {brief !== null && <BriefLine brief={brief} />}
        </div>
      </div>
    </div>
  );
}

/** What travelled with it, in one paragraph. */
function BriefLine({ brief }: { readonly brief: Brief }) {
  const t = useThreadWords();
  const parts = BRIEF_PARTS.filter((part) => brief[part].length > 0);
  if (parts.length === 0) return null;
  return (
    <p className="mt-0.5 text-ink-2">
      {parts.map((part, index) => (
        <span key={part}>
          {index > 0 && ' · '}
          <b className="font-semibold">{t(`handoff:brief.${part}`)}</b>{' '}
          <Words>{brief[part].map(({ text }) => text).join(' / ')}</Words>
        </span>
      ))}
    </p>
  );
}

/** What came of an offer that moved nothing. */
export function OfferRow({ item }: { readonly item: HandoffItem }) {
  const t = useThreadWords();
  const { from, to, event, reason } = item.data;
  const state = event === 'returned' ? 'completed' : event;
  const known = REASONS.find((one) => one === reason);
  return (
    <RowFrame sign={signOf(item)} mark="point">
      <Meta
        item={item}
        title=""
        facts={[
          `${t('thread:kind.handoff')} ${from.name} → ${to.name}`,
          t(`handoff:state.${state}`),
          known === undefined ? reason : t(`handoff:reason.${known}`),
        ]}
      />
    </RowFrame>
  );
}

const REASONS = ['on_call', 'busy', 'break', 'not_my_field', 'other', 'receiver_gone'] as const;
