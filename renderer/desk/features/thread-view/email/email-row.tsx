import { useStore } from 'zustand';
import { classNames } from '#renderer/ui/class-names.ts';
import { plainLine } from '#renderer/ui/hostile.tsx';
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx';
import type { EmailFacts } from '#shared/domain/item-data.ts';
import type { DeliveryState, TimelineItem } from '#shared/domain/timeline-item.ts';
import { Attachments } from '../attachments.tsx';
import { DeliveryNote, isDeliveryTroubled } from '../delivery-note.tsx';
import { Meta, RowFrame, signOf, useAuthorName } from '../row-frame.tsx';
import { useThreadWords } from '../thread-context.tsx';
import { EmailHead } from './email-head.tsx';
import { EmailHtml } from './email-html.tsx';
import { EmailText } from './email-text.tsx';
import { PLAIN, showMail, shownMails } from './shown-mails.ts';

type EmailRowProps = {
  readonly item: Extract<TimelineItem, { kind: 'message' }>;
  readonly email: EmailFacts;
  /** How far an outgoing one got; null where it need not be said. */
  readonly state: DeliveryState | null;
};

/** An email: its head, its words, and on demand how it was sent. */
export function EmailRow({ item, email, state }: EmailRowProps) {
  const t = useThreadWords();
  const nameOf = useAuthorName();
  const { text, subject, attachments, via } = item.data;
  const isOut = item.direction === 'out';
  const view = useStore(shownMails, (all) => all.get(item.id) ?? PLAIN);
  const isTroubled = isDeliveryTroubled(item);
  return (
    <RowFrame sign={signOf(item)} mark="dot">
      <Meta
        item={item}
        title={plainLine(nameOf(item))}
        facts={[t(`common:channel.${item.channel}`), state !== null && !isTroubled && t(`common:delivery.${state}`)]}
      />
      <article
        className={classNames(
          'mt-1 flex max-w-180 flex-col gap-2 rounded-r border px-3.25 py-2.5',
          isOut ? 'tint-dye border-[color-mix(in_srgb,var(--c)_28%,transparent)]' : 'border-line bg-raised',
        )}
      >
        <EmailHead email={email} subject={subject} via={via} isOut={isOut} />
        {email.html !== undefined && (
          <SegmentedControl
            label={t('mail:view.label')}
            value={view.as}
            onChange={(as) => showMail(item.id, { ...view, as })}
            segments={[
              { value: 'text', label: t('mail:view.text') },
              { value: 'html', label: t('mail:view.html') },
            ]}
          />
        )}
        {email.html !== undefined && view.as === 'html' ? (
          <EmailHtml
            html={email.html}
            title={t('mail:frame', { subject: plainLine(subject ?? t('mail:noSubject')) })}
            images={view.images}
            onImages={() => showMail(item.id, { ...view, images: true })}
          />
        ) : (
          <div>
            <EmailText text={text} quotedFrom={email.quotedFrom} />
          </div>
        )}
        <Attachments list={attachments} />
      </article>
      <DeliveryNote item={item} />
    </RowFrame>
  );
}
