import { useTranslation } from '#renderer/i18n/translation.ts';
import type { KindLoad } from '#renderer/state/board-figures.ts';
import { dyeClass } from '#renderer/ui/channel-icon.tsx';
import { classNames } from '#renderer/ui/class-names.ts';
import type { Channel } from '#shared/domain/channels.ts';

/** More than this is not counted by eye: the dashes are then a share, with the figures beside them. */
const MOST = 8;

const DASH = 'h-[5px] w-[18px] rounded-full';

/** How full somebody's hands are: a dash for each piece of work, in its channel's dye, the free ones grey. */
export function LoadDashes({ kinds }: { readonly kinds: readonly KindLoad[] }) {
  const { t } = useTranslation(['board', 'common']);
  const name = kinds
    .map(({ work, used, count, capacity }) => {
      const of = used.map((one) => `${t(`common:channel.${one.channel}`)} ${one.count}`).join(', ');
      const sum = t('board:loadOf', { count, capacity });
      return `${t(`board:work.${work}`)} ${sum}${of === '' ? '' : ` (${of})`}`;
    })
    .join('; ');
  return (
    <span role="img" aria-label={name} className="flex flex-wrap items-center gap-x-3 gap-y-1">
      {shownOf(kinds).map((kind) => (
        <Kind key={kind.work} kind={kind} />
      ))}
    </span>
  );
}

/** What is in hand; of somebody with empty hands what they take first, talks in writing before all. */
function shownOf(kinds: readonly KindLoad[]): readonly KindLoad[] {
  const used = kinds.filter(({ count }) => count > 0);
  const free = kinds.find(({ work }) => work === 'chat') ?? kinds[0];
  return used.length > 0 || free === undefined ? used : [free];
}

function Kind({ kind: { used, count, capacity, work } }: { readonly kind: KindLoad }) {
  const whole = Math.max(capacity, count);
  const isShare = whole > MOST;
  const scale = isShare ? MOST / whole : 1;
  const dashes = used.flatMap(({ channel, count: n }) =>
    Array.from({ length: isShare ? Math.max(1, Math.round(n * scale)) : n }, () => channel),
  );
  const shown: (Channel | null)[] = Array.from({ length: Math.min(MOST, whole) }, (_, place) => dashes[place] ?? null);
  return (
    <span className="flex items-center gap-[3px]">
      {shown.map((channel, place) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: a dash is its place
          key={`${work}${place}`}
          className={classNames(DASH, channel === null ? 'bg-line' : `bg-dye ${dyeClass(channel)}`)}
        />
      ))}
      {isShare && (
        <span aria-hidden="true" className="figures ml-1 text-ink-3">
          {count}/{capacity}
        </span>
      )}
    </span>
  );
}
