import { classNames } from '#renderer/ui/class-names.ts';
import { Words } from '#renderer/ui/words.tsx';
import { channelFacts } from '#shared/domain/channels.ts';
import type { DeliveryState, TimelineItem } from '#shared/domain/timeline-item.ts';
import { Attachments } from './attachments.tsx';
import { FoldedText } from './folded-text.tsx';
import { Meta, RowFrame, signOf, useAuthorName } from './row-frame.tsx';
import { useThreadWords } from './thread-context.tsx';

type MessageRowProps = {
  readonly item: Extract<TimelineItem, { kind: 'message' }>;
  readonly continued: boolean;
  /** How far an outgoing one got; null where it need not be said. */
  readonly state: DeliveryState | null;
};

/** Words with the customer: theirs on paper, ours in the channel's tint. */
export function MessageRow({ item, continued, state }: MessageRowProps) {
  const t = useThreadWords();
  const nameOf = useAuthorName();
  const { text, subject, attachments } = item.data;
  const isOut = item.direction === 'out';
  const told = state !== null && t(`common:delivery.${state}`);
  const failure =
    state === 'failed'
      ? `${t('common:delivery.failed')}${item.delivery?.reason ? ` · ${item.delivery.reason}` : ''}`
      : null;
  return (
    <RowFrame sign={signOf(item)} mark={continued ? 'none' : 'dot'}>
      {!continued && (
        <Meta
          item={item}
          title={nameOf(item)}
          facts={[
            (!isOut || !channelFacts(item.channel).live || !told) && t(`common:channel.${item.channel}`),
            failure === null && told,
          ]}
        />
      )}
      {subject !== undefined && (
        <p className="font-medium">
          <Words>{subject}</Words>
        </p>
      )}
      {text !== '' && (
        <div
          className={classNames(
            'mt-0.5 w-fit max-w-140 rounded-xl border px-3.25 py-2',
            continued ? '' : 'rounded-tl-[4px]',
            isOut ? 'tint-dye border-[color-mix(in_srgb,var(--c)_28%,transparent)]' : 'border-line bg-raised',
          )}
        >
          <FoldedText text={text} />
        </div>
      )}
      <Attachments list={attachments} />
      {failure !== null && <p className="mt-0.5 font-medium text-bad">{failure}</p>}
      {continued && failure === null && told && <p className="mt-0.5 text-ink-3">{told}</p>}
    </RowFrame>
  );
}
