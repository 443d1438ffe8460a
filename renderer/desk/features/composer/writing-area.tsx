import { lazy, Suspense } from 'react';
import type { SendingFacts } from '#shared/domain/sending.ts';
import { ComposerField, type ComposerFieldProps } from './composer-field.tsx';
import { withoutHtml } from './composer-store.ts';
import { MailFields, SignatureBelow } from './mail-fields.tsx';
import { SendingNotices } from './sending-notices.tsx';
import type { ComposerAccess } from './use-composer.ts';

const RichField = lazy(() => import('./rich/rich-field.tsx').then((module) => ({ default: module.RichField })));
const BAR_PX = 32;

type WritingAreaProps = {
  readonly composer: Pick<ComposerAccess, 'draft' | 'change' | 'isSending'>;
  readonly field: Omit<ComposerFieldProps, 'text' | 'onText'>;
  /** Null for a note, and while unknown: then it is the plain field. */
  readonly facts: SendingFacts | null;
  readonly onTyping: (isWriting: boolean) => void;
};

/** What to know, whom it goes to, and the words: formatted where the channel carries formatting, plain elsewhere. */
export function WritingArea({ composer, field, facts, onTyping }: WritingAreaProps) {
  const { draft, change, isSending } = composer;
  if (facts === null || !facts.rich) {
    return (
      <>
        {facts !== null && <SendingNotices notices={facts.notices} />}
        <ComposerField
          {...field}
          text={draft.text}
          onText={(text) => {
            change(() => ({ text }));
            onTyping(text !== '');
          }}
        />
      </>
    );
  }
  return (
    <>
      <SendingNotices notices={facts.notices} />
      {!field.readOnly && (
        <MailFields
          facts={facts}
          format={draft.format}
          disabled={isSending}
          onFormat={(part) => change(({ format }) => ({ format: { ...format, ...part } }))}
        />
      )}
      <Suspense fallback={<div aria-hidden="true" style={{ height: field.leastPx + BAR_PX }} />}>
        <RichField
          {...field}
          text={draft.text}
          html={draft.format.html}
          onWrite={(text, html) => {
            change(({ format }) => ({ text, format: { ...withoutHtml(format), ...(html !== undefined && { html }) } }));
            onTyping(text !== '');
          }}
        />
      </Suspense>
      {!field.readOnly && <SignatureBelow text={facts.signature} />}
    </>
  );
}
