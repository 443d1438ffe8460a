import { classNames } from '#renderer/ui/class-names.ts';
import { Words } from '#renderer/ui/words.tsx';
import { channelFacts } from '#shared/domain/channels.ts';
import type { DeliveryState, TimelineItem } from '#shared/domain/timeline-item.ts';
import { Attachments } from './attachments.tsx';
import { DeliveryNote, isDeliveryTroubled } from './delivery-note.tsx';
import { EmailRow } from './email/email-row.tsx';
import { FoldedText } from './folded-text.tsx';
import { LocationLine } from './location-line.tsx';
import { Meta, RowFrame, signOf, useAuthorName } from './row-frame.tsx';
import { StickerLine } from './sticker-line.tsx';
import { useThreadWords } from './thread-context.tsx';

type MessageRowProps = {
  readonly item: Extract<TimelineItem, { kind: 'message' }>;
  readonly continued: boolean;
  /** How far an outgoing one got; null where it need not be said. */
  readonly state: DeliveryState | null;
};

/** Words with the customer: theirs on paper, ours in the channel's tint. A mail has a row of its own kind. */
export function MessageRow(props: MessageRowProps) {
  const { email } = props.item.data;
  return email === undefined ? (
    <PlainRow {...props} />
  ) : (
    <EmailRow item={props.item} email={email} state={props.state} />
  );
}

function PlainRow({ item, continued, state }: MessageRowProps) {
  const t = useThreadWords();
  const nameOf = useAuthorName();
  const { text, subject, attachments, sticker, location, unsent } = item.data;
  const isOut = item.direction === 'out';
  const told = state !== null && t(`common:delivery.${state}`);
  const isTroubled = isDeliveryTroubled(item);
  return (
    <RowFrame sign={signOf(item)} mark={continued ? 'none' : 'dot'}>
      {!continued && (
        <Meta
          item={item}
          title={nameOf(item)}
          facts={[
            (!isOut || !channelFacts(item.channel).live || !told) && t(`common:channel.${item.channel}`),
            !isTroubled && told,
            item.data.blocked === true && t('thread:blocked'),
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
      {unsent === true && <p className="text-ink-3">{t('thread:unsent')}</p>}
      {sticker !== undefined && <StickerLine sticker={sticker} />}
      {location !== undefined && <LocationLine location={location} />}
      <Attachments list={attachments} />
      <DeliveryNote item={item} />
      {continued && !isTroubled && told && <p className="mt-0.5 text-ink-3">{told}</p>}
    </RowFrame>
  );
}
