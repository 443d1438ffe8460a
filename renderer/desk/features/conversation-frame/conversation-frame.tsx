import type { ReactNode } from 'react';

type ConversationFrameProps = {
  readonly header: ReactNode;
  /** What must be read first: an offer on its way, a brief. Empty when there is nothing. */
  readonly notices?: ReactNode;
  readonly thread: ReactNode;
  /** Beside the thread: a private talk. Empty when there is none. */
  readonly beside?: ReactNode;
  readonly composer: ReactNode;
};

/** The middle column: header, notices, thread and composer, of which the thread takes the room that is left. */
export function ConversationFrame({ header, notices, thread, beside, composer }: ConversationFrameProps) {
  return (
    <div className="flex h-full min-w-0 flex-col">
      {header}
      <div className="flex max-h-[42%] [@media(max-height:760px)]:max-h-[30%] shrink-0 flex-col gap-2 overflow-y-auto border-line border-b px-5.5 py-2.5 empty:hidden">
        {notices}
      </div>
      <div className="flex min-h-0 flex-1">
        <div className="min-h-0 min-w-0 flex-1 overflow-hidden">{thread}</div>
        {beside}
      </div>
      <div className="shrink-0">{composer}</div>
    </div>
  );
}
