import { formatTime } from '#renderer/i18n/format.ts';
import { dyeClass, dyeVar } from '#renderer/ui/channel-icon.tsx';
import { classNames } from '#renderer/ui/class-names.ts';
import { Words } from '#renderer/ui/words.tsx';
import { BRIEF_PARTS, type Brief } from '#shared/domain/brief.ts';
import { CHANNELS, type Channel } from '#shared/domain/channels.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';
import { AsAtHandoff } from './look-back-button.tsx';
import { Meta, RowFrame, signOf } from './row-frame.tsx';
import { useThreadContext, useThreadWords } from './thread-context.tsx';

type HandoffItem = Extract<TimelineItem, { kind: 'handoff' }>;

const channelOf = (word: string, fallback: Channel): Channel => CHANNELS.find((one) => one === word) ?? fallback;

/** What a handoff's item says of its channels: what it leaves, what it goes to, in words and dyes. */
function useChannels(item: HandoffItem) {
  const t = useThreadWords();
  const { channelFrom, channelTo } = item.data;
  const before = channelOf(channelFrom, item.channel);
  const after = channelOf(channelTo, item.channel);
  return { before, after, words: { from: t(`common:channel.${before}`), to: t(`common:channel.${after}`) } };
}

/** How the customer was led across, in a word or two; empty where they stayed. */
function useWay(item: HandoffItem): string {
  const t = useThreadWords();
  const { way, by, channelTo, channelFrom } = item.data;
  if (way === undefined) return '';
  if (by === undefined || by === channelTo) return t(`handoff:way.${way}`);
  if (by === channelFrom) return t(`handoff:wayHere.${way}`);
  return t(`handoff:wayBy.${way}`, { by: t(`common:channel.${channelOf(by, item.channel)}`) });
}

type StrandsProps = {
  readonly before: Channel;
  readonly after: Channel;
  /** Tied: the one colour passes into the other. Loose: it stays, and the other is only held out. */
  readonly tied: boolean;
};

/** The two strands of the stem: where one let go and the next took hold, or where the next is held out. */
function Strands({ before, after, tied }: StrandsProps) {
  // On one channel the strands would look alike; the one let go is the accent's.
  const from = before === after ? 'var(--accent)' : dyeVar(before);
  const below = tied ? dyeVar(after) : dyeVar(before);
  const stem = `linear-gradient(${dyeVar(before)} 0 42%, ${below} 58% 100%)`;
  return (
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
        {tied ? (
          <>
            <path d="M13 1c0 6-8 6-8 12s8 6 8 0" stroke={from} />
            <path d="M13 25c0-6 8-6 8-12s-8-6-8 0" stroke={dyeVar(after)} />
          </>
        ) : (
          <>
            <path d="M13 1v24" stroke={dyeVar(before)} />
            <path d="M14 5c9 2 9 14 0 16" stroke={dyeVar(after)} strokeDasharray="2 5" />
          </>
        )}
      </svg>
    </div>
  );
}

/** The two strands of the stem tied together: where one person let go and the next took hold. */
export function KnotRow({ item, brief }: { readonly item: HandoffItem; readonly brief: Brief | null }) {
  const t = useThreadWords();
  const { format } = useThreadContext();
  const way = useWay(item);
  const { before, after, words: channels } = useChannels(item);
  const { from, to, acceptedBy, event, reason } = item.data;
  return (
    <div className={classNames('grid grid-cols-[34px_minmax(0,1fr)] gap-3 px-5.5', dyeClass(after))}>
      <Strands before={before} after={after} tied />
      <div className="min-w-0 py-2">
        <div className="rounded-r border border-line-strong border-dashed bg-raised px-3.25 py-2">
          <div className="flex flex-wrap items-baseline gap-x-3.5">
            <b className="font-semibold">
              {t(event === 'returned' ? 'thread:returnedKnot' : 'handoff:knot', channels)}
            </b>
            <span className="min-w-0 flex-1 text-ink-2">
              <Words>
                {[`${from.name} → ${(acceptedBy ?? to).name}`, way].filter((fact) => fact !== '').join(' · ')}
              </Words>
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
          <AsAtHandoff item={item} />
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

/** The customer was asked onto another channel, or never came there: the next strand is held out, and the first goes on. */
function LooseKnotRow({ item }: { readonly item: HandoffItem }) {
  const t = useThreadWords();
  const way = useWay(item);
  const { before, after, words: channels } = useChannels(item);
  const { from, to, acceptedBy, event } = item.data;
  const isLapsed = event === 'lapsed';
  return (
    <div className={classNames('grid grid-cols-[34px_minmax(0,1fr)] gap-3 px-5.5', dyeClass(after))}>
      <Strands before={before} after={after} tied={false} />
      <div className="min-w-0 py-1">
        <Meta
          item={item}
          title={t(isLapsed ? 'handoff:lapsedKnot' : 'handoff:invitedKnot', channels)}
          facts={[`${from.name} → ${(acceptedBy ?? to).name}`, way]}
        />
      </div>
    </div>
  );
}

/** A colleague has come in privately: on the note's dye, as everything that the customer never sees ([HO5]). */
function JoinedRow({ item }: { readonly item: HandoffItem }) {
  const t = useThreadWords();
  const { to, acceptedBy } = item.data;
  return (
    <RowFrame sign="note" mark="point">
      <Meta item={item} title="" facts={[t('handoff:joinedKnot', { name: (acceptedBy ?? to).name })]} />
    </RowFrame>
  );
}

/** What came of an offer that moved nothing. */
export function OfferRow({ item }: { readonly item: HandoffItem }) {
  const { event, channelFrom, channelTo } = item.data;
  if (event === 'joined') return <JoinedRow item={item} />;
  if (event === 'invited' || (event === 'lapsed' && channelFrom !== channelTo)) return <LooseKnotRow item={item} />;
  return <PlainOfferRow item={item} />;
}

function PlainOfferRow({ item }: { readonly item: HandoffItem }) {
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
